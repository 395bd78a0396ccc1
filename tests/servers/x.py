"""The faults and traps of X, and what a run would have cost.

Always there: no `data` where nothing was found, no `next_token` on the last page, errors beside data for ids that are
no more, t.co in every text, the older spelling of the fields; `new-spelling` turns that round.
"""

import json
from dataclasses import replace
from urllib.parse import quote

from generator.demo.networks import x
from tests.servers.ways import Fault, Network, edited, html, on, value

POST_READ, USER_READ = 0.005, 0.010
"""Dollars for each post and each user in an answer (August 2026); the same one is charged once a day."""
PROBLEMS = "https://api.x.com/2/problems"
NEW = {
    "tweet.fields": "post.fields",
    "referenced_tweets": "referenced_posts",
    "edit_history_tweet_ids": "edit_history_post_ids",
    "note_tweet": "note_post",
    "retweet_count": "repost_count",
}


def problem(status, kind, title, detail, **headers):
    """Answer with a problem."""
    return value(status, {"title": title, "detail": detail, "type": f"{PROBLEMS}/{kind}", "status": status}, **headers)


def _new_spelling(request, answer):
    """Only post.fields is understood, and the answer is in the newer spelling."""
    if "tweet.fields" in request.query:
        fault = {
            "parameters": {"tweet.fields": ["..."]},
            "message": "The query parameter [tweet.fields] is not one of [...]",
        }
        content = {
            "errors": [fault],
            "title": "Invalid Request",
            "type": f"{PROBLEMS}/invalid-request",
            "detail": "One or more parameters to your request was invalid.",
        }
        return value(400, content)
    reply = answer(replace(request, target=request.target.replace("post.fields", "tweet.fields")))
    words = reply.data.decode()
    for old, new in NEW.items():
        words = words.replace(f'"{old}"', f'"{new}"')
    return replace(reply, data=words.encode())


def _beside(request, answer):
    """Some of it could not be had: errors beside the data."""

    def change(content):
        content["errors"] = [
            {
                "detail": "Could not find tweet with referenced_tweets.id: [1].",
                "title": "Not Found Error",
                "resource_type": "tweet",
                "type": f"{PROBLEMS}/resource-not-found",
                "value": "1",
            }
        ]

    return edited(answer(request), change)


def _one_a_page(request, answer):
    """Ten is the least that may be asked for, and fewer come."""
    query = {name: values[0] for name, values in request.query.items()}
    reply = answer(request)
    content = json.loads(reply.data)
    if len(content.get("data", ())) < 2 or reply.status != 200:
        return reply
    token = query.get("next_token") or query.get("pagination_token") or "b26v89c0"
    content["data"] = content["data"][:1]
    content["meta"].update(next_token=f"b26v89c{int(token[7:]) + 1}", result_count=1)
    return replace(reply, data=json.dumps(content).encode())


FAULTS = {
    "new-spelling": Fault(words="post.fields instead of tweet.fields", act=_new_spelling),
    "beside": Fault(words="errors beside the data", act=_beside),
    "one-a-page": Fault(words="one post a page", act=_one_a_page),
    "nothing": on("/2/tweets", "no data at all", value(200, {"meta": {"result_count": 0}})),
    "busy": on(
        "/2/",
        "429 with a reset in seconds since 1970",
        problem(
            429,
            "rate-limit",
            "Too Many Requests",
            "Too Many Requests",
            x_rate_limit_limit="450",
            x_rate_limit_remaining="0",
            x_rate_limit_reset="1795152600",
        ),
    ),
    "capped": on(
        "/2/",
        "403 usage-capped",
        problem(403, "usage-capped", "UsageCapExceeded", "Usage cap exceeded: Monthly product cap"),
    ),
    "unpaid": on(
        "/2/",
        "402, no credits",
        problem(402, "credits-depleted", "CreditsDepleted", "Your enrolled account has no credits"),
    ),
    "unauthorised": on(
        "/2/",
        "401",
        value(401, {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}),
    ),
    "not-enrolled": on(
        "/2/",
        "403 client-forbidden",
        problem(
            403,
            "client-forbidden",
            "Client Forbidden",
            "When authenticating requests to the X API v2 endpoints, you must use keys and tokens from an App "
            "that is attached to a Project.",
        ),
    ),
    "down": on("/2/", "503 with HTML", html(503, "Over capacity")),
}
NETWORK = Network(
    scenes=("x",),
    hosts=("api.x.com", "t.co"),
    paths=(f"/2/tweets/search/recent?query={quote('#OpenEdu -is:retweet')}",),
    sources=(
        ("x", "#OpenEdu", {}),
        ("x", "@pen_example", {}),
        ("x", "list:990000000000000041", {}),
        ("x", "search:lottery", {}),
    ),
    secrets={"X_BEARER_TOKEN": x.TOKEN},
    faults=FAULTS,
)


def cost(replies):
    """Return the dollars that these answers would have cost; each post and each user is paid for once a day."""
    posts, users = set(), set()
    for data in replies:
        content = json.loads(data)
        found = content.get("data", ())
        posts |= {each["id"] for each in (found if isinstance(found, list) else [found]) if "text" in each}
        users |= {each["id"] for each in content.get("includes", {}).get("users", ())}
    return POST_READ * len(posts) + USER_READ * len(users)
