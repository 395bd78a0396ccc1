"""A question to X's API v2 in, what it answers out: posts, people and lists, for a bearer token and by the piece.

The older spelling of the fields is understood (tweet.fields, referenced_tweets); the newer one is a 400 that names
the parameter. Shapes, errors and limits: xdevplatform/docs, OpenAPI 2.167. An address stands in a text as t.co; the
true one is in the entities, and t.co leads there.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Scene
from generator.demo.networks import x_query
from generator.demo.networks.x_views import SHORT, Value, post_entity, seen, short, user_entity
from generator.demo.sample import Sample
from generator.demo.words import GET, Reply, Request, nothing, told, wrong_method

TOKEN = "SAMPLE%2Fbearer%2Ftoken%2Ffor%2FX"  # noqa: S105  invented, in the shape of an app token
WEEK = timedelta(days=7)
LIMIT = 450
"""Searches in fifteen minutes."""
QUARTER = 15 * 60
PROBLEMS = "https://api.x.com/2/problems"
OLD = frozenset("query max_results next_token pagination_token start_time end_time since_id until_id sort_order ids "
                "tweet.fields user.fields expansions list.fields media.fields granularity exclude".split())  # fmt: skip
"""Parameters that this spelling of the API knows."""


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818  it is an answer
    """A problem (RFC 9457 in spirit)."""

    kind: str
    title: str
    detail: str
    status: int
    errors: tuple[Value, ...] = ()


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    scene = sample.scenes["x"]
    if request.method not in GET:
        return wrong_method(*GET)
    if request.host == SHORT:
        return _expanded(scene, request)
    try:
        _check(request)
        for pattern, reply in ROUTES:
            if found := pattern.fullmatch(request.path):
                return reply(scene, request, found[1] if pattern.groups else "")
    except Refused as refused:
        return problem(refused, request)
    return problem(Refused("resource-not-found", "Not Found", "", 404), request)


def problem(refused: Refused, request: Request) -> Reply:
    """Return the answer that says what is wrong."""
    kind = f"{PROBLEMS}/{refused.kind}" if refused.kind else "about:blank"
    value: Value = {"title": refused.title, "detail": refused.detail, "type": kind, "status": refused.status}
    if refused.errors:
        value = {"errors": list(refused.errors), **value}
    return told(value, refused.status, headers=limits(request))


def limits(request: Request) -> Mapping[str, str]:
    """Return the headers of the rate limit."""
    reset = (int(request.today.timestamp()) // QUARTER + 1) * QUARTER
    return {
        "x-rate-limit-limit": str(LIMIT),
        "x-rate-limit-remaining": str(max(0, LIMIT - request.asked)),
        "x-rate-limit-reset": str(reset),
    }


def _check(request: Request) -> None:
    if request.bearer != TOKEN:
        raise Refused("", "Unauthorized", "Unauthorized", 401)
    for name, values in request.query.items():
        if name not in OLD:
            _invalid(name, values, f"The query parameter [{name}] is not one of [{','.join(sorted(OLD))}]")


def _invalid(name: str, values: Sequence[str], words: str) -> None:
    errors: tuple[Value, ...] = ({"parameters": {name: list(values)}, "message": words},)
    detail = "One or more parameters to your request was invalid."
    raise Refused("invalid-request", "Invalid Request", detail, 400, errors)


# ---------------------------------------------------------------- what can be asked


def search(scene: Scene, request: Request, _: str) -> Reply:
    """`GET /2/tweets/search/recent`: the last seven days, newest first, no retweets."""
    _between(request, 10, 10, 100)
    since, until = _instant(request, "start_time"), _instant(request, "end_time")
    if since and since < request.today - WEEK:
        week = f"{request.today - WEEK:%Y-%m-%dT%H:%MZ}"
        _invalid("start_time", [request.one("start_time")], f"'start_time' must be on or after {week}")
    try:
        test = x_query.read(request.one("query"))
    except x_query.NoQueryError as error:
        _invalid("query", [request.one("query")], str(error))
    recent = [piece for piece in days.said(scene, request.today) if piece.at >= request.today - WEEK]
    recent = [piece for piece in recent if not (since and piece.at < since) and not (until and piece.at >= until)]
    found = [piece for piece in recent if not piece.shares and test(seen(scene, piece, request.today))]
    return _page(scene, found, request, 10)


def list_posts(scene: Scene, request: Request, number: str) -> Reply:
    """`GET /2/lists/:id/tweets`."""
    _between(request, 100, 1, 100)
    place = next((each for each in scene.places.values() if each.number == number), None)
    if place is None:
        return _missing("list", "id", number, request)
    return _page(scene, [piece for piece in days.said(scene, request.today) if piece.by in place.members], request, 100)


def one_list(scene: Scene, request: Request, number: str) -> Reply:
    """`GET /2/lists/:id`."""
    place = next((each for each in scene.places.values() if each.number == number), None)
    if place is None:
        return _missing("list", "id", number, request)
    return told({"data": {"id": place.number, "name": place.title}}, headers=limits(request))


def user(scene: Scene, request: Request, name: str) -> Reply:
    """`GET /2/users/by/username/:username`; somebody who does not exist is a 200 with errors and no data."""
    known = scene.speaker(name)
    if known is None:
        return _missing("user", "username", name, request)
    return told({"data": user_entity(known)}, headers=limits(request))


def user_posts(scene: Scene, request: Request, number: str) -> Reply:
    """`GET /2/users/:id/tweets`."""
    _between(request, 10, 5, 100)
    known = scene.speaker(number)
    if known is None:
        return _missing("user", "id", number, request)
    without = request.one("exclude")
    own = [piece for piece in days.said(scene, request.today) if scene.speakers[piece.by] is known]
    own = [piece for piece in own if not (piece.re and "replies" in without)]
    return _page(scene, [piece for piece in own if not (piece.shares and "retweets" in without)], request, 10)


def by_ids(scene: Scene, request: Request, _: str) -> Reply:
    """`GET /2/tweets?ids=`: what is no more is among the errors beside the data."""
    wanted = [each for each in request.one("ids").split(",") if each][:100]
    standing = {piece.number: piece for piece in days.said(scene, request.today)}
    data = [post_entity(scene, standing[each], request.today) for each in wanted if each in standing]
    errors = [_not_found("tweet", "ids", each) for each in wanted if each not in standing]
    return told({**({"data": data} if data else {}), **({"errors": errors} if errors else {})}, headers=limits(request))


ROUTES: tuple[tuple[re.Pattern[str], Callable[[Scene, Request, str], Reply]], ...] = (
    (re.compile(r"/2/tweets/search/recent"), search),
    (re.compile(r"/2/tweets"), by_ids),
    (re.compile(r"/2/lists/(\d+)/tweets"), list_posts),
    (re.compile(r"/2/lists/(\d+)"), one_list),
    (re.compile(r"/2/users/by/username/(\w+)"), user),
    (re.compile(r"/2/users/(\d+)/tweets"), user_posts),
)


def _between(request: Request, usual: int, least: int, most: int) -> None:
    if not least <= request.number("max_results", usual) <= most:
        words = f"The `max_results` query parameter value is not between {least} and {most}"
        _invalid("max_results", [request.one("max_results")], words)


def _instant(request: Request, name: str) -> datetime | None:
    value = request.one(name)
    if not value:
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z", value):
        _invalid(name, [value], f"The `{name}` query parameter value is not an instant of RFC 3339")
    return datetime.fromisoformat(value)


def _missing(kind: str, name: str, value: str, request: Request) -> Reply:
    return told({"errors": [_not_found(kind, name, value)]}, headers=limits(request))


def _not_found(kind: str, name: str, value: str) -> Value:
    words = f"Could not find {kind} with {name}: [{value}]."
    return {
        "value": value, "detail": words, "title": "Not Found Error", "resource_type": kind, "parameter": name,
        "resource_id": value, "type": f"{PROBLEMS}/resource-not-found",
    }  # fmt: skip


# ---------------------------------------------------------------- pages and addresses


def _page(scene: Scene, found: Sequence[Piece], request: Request, usual: int) -> Reply:
    """Return a page; with nothing on it there is no `data`, and on the last one no `next_token`."""
    token = request.one("next_token") or request.one("pagination_token")
    start = int(token[7:]) if token[7:].isdecimal() else 0
    size = request.number("max_results", usual)
    page = found[start : start + size]
    if not page:
        return told({"meta": {"result_count": 0}}, headers=limits(request))
    people = {piece.by: scene.speakers[piece.by] for piece in page}
    more = {"next_token": f"b26v89c{start + size}"} if start + size < len(found) else {}
    users: Value = {"includes": {"users": [user_entity(each) for each in people.values()]}}
    return told(
        {
            "data": [post_entity(scene, piece, request.today) for piece in page],
            **(users if "author_id" in request.one("expansions") else {}),
            "meta": {"newest_id": page[0].number, "oldest_id": page[-1].number, "result_count": len(page), **more},
        },
        headers=limits(request),
    )


def _expanded(scene: Scene, request: Request) -> Reply:
    for piece in scene.pieces:
        for address in markup.addresses(piece.text):
            if short(address) == f"https://{SHORT}{request.path}":
                return Reply(status=301, headers={"Location": address})
    return nothing()
