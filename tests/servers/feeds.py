"""One host for each thing that goes wrong with a feed: `<name>.feeds.example/feed.xml`, listed at `feeds.example/`.

The table CASES is the index: what a host does, and what a reader that meets it once should report.
"""

import gzip
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime
from http import HTTPStatus

from generator.demo.words import HTML, RSS, Reply, nothing, told
from tests.servers import documents
from tests.servers.ways import Broken, Network, text

PATH = "/feed.xml"
DOMAIN = "feeds.example"
JSONFEED = "application/feed+json"
OK, FAILED, GONE, RESTING = "ok", "failed", "gone", "resting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One host."""

    answer: object
    """A function of the request."""
    health: str = OK
    """What a first visit should report."""
    items: int | None = 3
    """How many items a first visit should find; None where it is a matter of taste."""


def feed(data=None, **more):
    """Answer with a plain feed."""
    headers = more.pop("headers", {})
    kind = more.pop("type", RSS)
    make = Broken if more.keys() & {"cut", "drip", "chunked", "deaf", "bare"} else Reply
    return make(data=documents.rss() if data is None else data, type=kind, headers=headers, **more)


def _etag(tag):
    return lambda _: feed(headers={"ETag": tag})


def _independent(request):
    """Last-Modified stays, the ETag moves each day."""
    modified = "Wed, 18 Nov 2026 08:00:00 GMT"
    day = f"{request.today:%m%d}"
    return feed(documents.rss(title=f"Of {day}"), headers={"ETag": f'"d{day}"', "Last-Modified": modified})


def _touched(request):
    """The body stays, both validators move each day (`touch feed.xml`)."""
    day = request.today.replace(hour=3, minute=0, second=0, microsecond=0)
    return feed(headers={"ETag": f'"t{day:%m%d}"', "Last-Modified": format_datetime(day, usegmt=True)})


def _renewing(request):
    """The 304 brings another ETag and another max-age."""
    if '"first"' in request.headers.get("if-none-match", ""):
        return Reply(status=304, headers={"ETag": '"second"', "Cache-Control": "max-age=172800"})
    if '"second"' in request.headers.get("if-none-match", ""):
        return Reply(status=304, headers={"ETag": '"second"'})
    return feed(headers={"ETag": '"first"', "Cache-Control": "max-age=60"})


def _mute(request):
    """The 304 says nothing at all."""
    return Reply(status=304) if "if-none-match" in request.headers else feed(headers={"ETag": '"mute"'})


def _wait(value, status=429):
    return lambda _: text(status, "later", **({"Retry_After": value} if value else {}))


def _date(shape):
    """Retry-After as a date, an hour from now, in one of the forms of RFC 9110."""

    def answer(request):
        return text(429, "later", Retry_After=(request.today + timedelta(hours=1)).strftime(shape))

    return answer


def _to(where, status=301):
    return lambda _: Reply(status=status, headers={"Location": where})


def _chain(request):
    step = int(request.path[6:]) if request.path.startswith("/step-") else 0
    return feed() if step == 3 else Reply(status=302, headers={"Location": f"/step-{step + 1}"})


def _delta(request):
    """226 for those who ask for it (A-IM), else the whole feed."""
    if "feed" in request.headers.get("a-im", "") and "if-none-match" in request.headers:
        return Reply(status=226, type=RSS, data=documents.rss(items=1), headers={"IM": "feed", "ETag": '"delta2"'})
    return feed(headers={"ETag": '"delta1"', "Vary": "A-IM"})


def _pages(request):
    """JSON Feed whose third page leads back to the second; ids are numbers."""
    number = request.number("page", 1)
    url = f"http://{request.host}{PATH}"
    entries = [documents.entry(10 * number + each) for each in range(2)]
    follow = {1: 2, 2: 3, 3: 2}.get(number, 2)
    return feed(documents.jsonfeed(url, entries, next_url=f"{url}?page={follow}"), type=JSONFEED)


def _archived(request):
    page = int(request.path[9]) if request.path.startswith("/archive-") else 0
    return feed(documents.archive(request.host, page), type="application/atom+xml")


def _hidden(words):
    return lambda _: feed(documents.rss(head=words))


def _typed(kind, data=None):
    return lambda _: feed(data, type=kind)


def _coded(name, data, **more):
    return lambda _: feed(data, headers={"Content-Encoding": name}, **more)


def _fresh(**headers):
    return lambda _: feed(headers={name.replace("_", "-"): value for name, value in headers.items()})


CASES = {
    "strong": Case(answer=_etag('"strong"')),
    "weak": Case(answer=_etag('W/"weak"')),
    "independent": Case(answer=_independent),
    "touched": Case(answer=_touched),
    "renewing": Case(answer=_renewing),
    "mute-304": Case(answer=_mute),
    "deaf": Case(answer=lambda _: feed(headers={"ETag": '"deaf"'}, deaf=True)),
    "stray-304": Case(answer=lambda _: Reply(status=304), health=FAILED, items=0),
    "wait-seconds": Case(answer=_wait("7200"), health=RESTING, items=0),
    "wait-imf": Case(answer=_date("%a, %d %b %Y %H:%M:%S GMT"), health=RESTING, items=0),
    "wait-rfc850": Case(answer=_date("%A, %d-%b-%y %H:%M:%S GMT"), health=RESTING, items=0),
    "wait-asctime": Case(answer=_date("%a %b %d %H:%M:%S %Y"), health=RESTING, items=0),
    "wait-garbage": Case(answer=_wait("soon"), health=RESTING, items=0),
    "wait-negative": Case(answer=_wait("-5"), health=RESTING, items=0),
    "wait-huge": Case(answer=_wait("1000000000000"), health=RESTING, items=0),
    "wait-503": Case(answer=_wait("3600", 503), health=RESTING, items=0),
    "down": Case(answer=_wait("", 503), health=FAILED, items=0),
    "gone": Case(answer=_wait("", 410), health=GONE, items=0),
    "lawyers": Case(answer=_wait("", 451), health=GONE, items=0),
    "missing": Case(answer=lambda _: nothing(), health=FAILED, items=0),
    "password": Case(answer=_wait("", 401), health=FAILED, items=0),
    "refused": Case(answer=_wait("", 403), health=FAILED, items=0),
    "fault": Case(answer=_wait("", 500), health=FAILED, items=0),
    "moved": Case(answer=_to(f"http://strong.{DOMAIN}{PATH}")),
    "moved-308": Case(answer=_to(f"http://weak.{DOMAIN}{PATH}", 308)),
    "moved-to-page": Case(answer=_to(f"http://page.{DOMAIN}{PATH}"), health=FAILED, items=0),
    "page": Case(answer=_typed(HTML, documents.HTML), health=FAILED, items=0),
    "chain": Case(answer=_chain),
    "loop": Case(answer=lambda _: Reply(status=302, headers={"Location": PATH}), health=FAILED, items=0),
    "inside": Case(answer=_to("http://127.0.0.1:9/"), health=FAILED, items=0),
    "metadata": Case(answer=_to("http://169.254.169.254/latest/meta-data/"), health=FAILED, items=0),
    "to-a-file": Case(answer=_to("file:///etc/passwd"), health=FAILED, items=0),
    "delta": Case(answer=_delta),
    "gzip": Case(answer=_coded("gzip", gzip.compress(documents.rss(), mtime=0))),
    "deflate": Case(answer=_coded("deflate", documents.deflated())),
    "half-gzip": Case(answer=_coded("gzip", gzip.compress(documents.rss(), mtime=0)[:-30]), health=FAILED, items=0),
    "bomb": Case(answer=_coded("gzip", documents.bomb()), health=FAILED, items=0),
    "chunked": Case(answer=lambda _: feed(chunked=True)),
    "half-chunked": Case(answer=lambda _: feed(chunked=True, cut=300), health=FAILED, items=0),
    "cut": Case(answer=lambda _: feed(cut=200), health=FAILED, items=0),
    "silent": Case(answer=lambda _: feed(bare=True), health=FAILED, items=0),
    "drip": Case(answer=lambda _: feed(drip=0.2), health=FAILED, items=0),
    "wrong-type": Case(answer=_typed("text/html")),
    "octets": Case(answer=_typed("application/octet-stream")),
    "latin": Case(answer=_typed("text/xml", documents.LATIN)),
    "charset": Case(
        answer=_typed("text/xml; charset=iso-8859-1", documents.LATIN.replace(b' encoding="ISO-8859-1"', b""))
    ),
    "utf-16": Case(answer=_typed("text/xml", documents.UTF16)),
    "bom": Case(answer=_typed("text/xml; charset=iso-8859-1", b"\xef\xbb\xbf" + documents.rss(title="Caf\u00e9"))),
    "empty": Case(answer=_typed(RSS, b""), health=FAILED, items=0),
    "expired": Case(answer=_fresh(Expires="0")),
    "sixteen-years": Case(answer=_fresh(Cache_Control="max-age=504576000")),
    "no-store": Case(answer=_fresh(Cache_Control="no-store")),
    "skip": Case(
        answer=_hidden(
            "<ttl>720</ttl><skipHours><hour>5</hour><hour>24</hour></skipHours><skipDays><day>Friday</day></skipDays>"
        )
    ),
    "odd": Case(answer=_typed(RSS, documents.ODD), items=None),
    "xxe": Case(answer=_typed(RSS, documents.XXE), items=None),
    "laughs": Case(answer=_typed(RSS, documents.LAUGHS), items=None),
    "scripts": Case(answer=_typed(RSS, documents.SCRIPTS), items=None),
    "relative": Case(answer=_typed("application/atom+xml", documents.RELATIVE), items=1),
    "pages": Case(answer=_pages, items=None),
    "archive": Case(answer=_archived, items=None),
    "hub": Case(answer=_fresh(Link=f'<https://hub.example/>; rel="hub", <http://strong.{DOMAIN}{PATH}>; rel="self"')),
    "blocked": Case(answer=_typed(RSS, documents.BLOCKED), items=0),
}
HOSTS = (DOMAIN, *(f"{name}.{DOMAIN}" for name in CASES))


def address(name):
    """Return the address of a case."""
    return f"http://{name}.{DOMAIN}{PATH}"


def answer(request):
    """Answer one request."""
    if request.host == DOMAIN:
        return told(
            {"cases": {name: {"address": address(name), "health": case.health} for name, case in CASES.items()}}
        )
    name = request.host.removesuffix(f".{DOMAIN}")
    reply = CASES[name].answer(request)
    if "Content-Encoding" in reply.headers or reply.status != HTTPStatus.OK:
        return reply
    return replace(reply, data=reply.data.replace(b"https://chalk.example/", f"https://{name}.chalk.example/".encode()))


NETWORK = Network(
    scenes=(),
    hosts=HOSTS,
    paths=("/",),
    sources=tuple(("feed", address(name), {}) for name in CASES),
)
