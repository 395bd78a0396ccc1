"""A log of what was asked in; what a polite and careful client would not have done out, as sentences. None is good."""

from collections import Counter, defaultdict
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

STANDING = frozenset({"accept", "accept-encoding", "host", "user-agent"})
"""Headers that every question may have; others need a reason."""


def breaches(log, *, secrets=(), own=None):
    """Return everything that is wrong with a log.

    Args:
        log: lines of generator.demo.server.Asked.
        secrets: (value, hosts that may see it) pairs.
        own: address as it was configured -> nothing else may be asked of its host; None not to look.
    """
    return [*at_once(log), *unsigned(log), *followed(log), *told(log, secrets), *(grown(log, own) if own else ())]


def at_once(log):
    """Two questions to one host at the same time."""
    hosts = defaultdict(list)
    for line in log:
        hosts[line.host].append((line.began, line.ended))
    for host, spans in sorted(hosts.items()):
        if any(later[0] < earlier[1] for earlier, later in pairwise(sorted(spans))):
            yield f"{host} was asked twice at once."


def unsigned(log):
    """A question that does not say who asks, or cannot take a compressed answer."""
    for line in log:
        if not line.headers.get("user-agent", "").startswith("Gleaner/"):
            yield f"{line.host} was asked by {line.headers.get('user-agent', 'nobody')!r}."
        if "gzip" not in line.headers.get("accept-encoding", ""):
            yield f"{line.host} was asked without Accept-Encoding."
        if not line.headers.get("accept") and line.method == "GET":
            yield f"{line.host} was asked without Accept."


def followed(log):
    """A question that says where we were, or brings back a cookie."""
    for line in log:
        for name in ("cookie", "referer", "origin", "x-forwarded-for", "from"):
            if name in line.headers:
                yield f"{line.host} was told our {name}."


def told(log, secrets):
    """A secret at a host that it does not belong to."""
    for line in log:
        whole = " ".join((line.target, *line.headers.values(), line.body.decode("utf-8", "replace")))
        for value, hosts in secrets:
            if value in whole and line.host not in hosts:
                yield f"{line.host} was told the secret of {', '.join(sorted(hosts))}."


def grown(log, own):
    """A parameter that was added to an address, or another path of its host."""
    hosts = {urlsplit(address).netloc for address in own}
    known = {
        (urlsplit(address).netloc, urlsplit(address).path, frozenset(parse_qsl(urlsplit(address).query)))
        for address in own
    }
    for line in log:
        parts = urlsplit(line.target)
        if line.host in hosts and (line.host, parts.path, frozenset(parse_qsl(parts.query))) not in known:
            yield f"{line.host} was asked for {line.target}, which nobody named."


def unconditional(log):
    """Return (host, target) of what was asked again without a condition though the first answer had a validator."""
    seen, found = Counter(), []
    for line in log:
        key = (line.host, line.target)
        if seen[key] and not line.headers.keys() & {"if-none-match", "if-modified-since"} and line.method == "GET":
            found.append(key)
        seen[key] += line.status in {200, 304}
    return found
