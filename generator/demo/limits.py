"""A day and a number of requests in, what a Mastodon server says of its limits out.

Facts from Mastodon's own `rack_attack.rb`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

BUCKET = 300
"""Requests of one address in five minutes."""
BUCKET_LASTS = timedelta(minutes=5)


def headers(today: datetime, asked: int) -> Mapping[str, str]:
    """Return the rate limit headers after so many requests; the bucket empties on the boundary of five minutes."""
    step = int(BUCKET_LASTS.total_seconds())
    reset = datetime.fromtimestamp((today.timestamp() // step + 1) * step, tz=today.tzinfo)
    return {
        "X-RateLimit-Limit": str(BUCKET),
        "X-RateLimit-Remaining": str(max(0, BUCKET - asked)),
        "X-RateLimit-Reset": f"{reset:%Y-%m-%dT%H:%M:%S.%fZ}",
        "Vary": "Authorization, Origin",
    }
