"""A request to any host of the sample in, what that host says on that day out. Pure: server.py does the carrying."""

from generator.demo import formats, limits, mastodon, networks
from generator.demo.days import articles, changed
from generator.demo.entities import Town
from generator.demo.formats import Shelf
from generator.demo.sample import Blog, Sample
from generator.demo.words import GET, HTML, Reply, Request, nothing, wrong_method

__all__ = ["Reply", "Request", "answer"]


def answer(sample: Sample, request: Request) -> Reply:
    """Find whose host it is and let them answer; one that is not on the street is a 421 (RFC 9110, 15.5.20)."""
    if there := networks.answer(sample, request):
        return there
    if request.method not in GET:
        return wrong_method(*GET)
    for blog in sample.blogs:
        if request.host == blog.host and blog.stands(request.today):
            return _blog(sample, blog, request)
        if request.host == blog.moved_from:
            return Reply(status=301, headers={"Location": f"http://{blog.host}{request.target}"})
    for server in sample.servers:
        if request.host == server.host:
            return _town(Town(sample=sample, server=server, today=request.today), request)
    return _oddity(sample, request)


def _blog(sample: Sample, blog: Blog, request: Request) -> Reply:
    if blog.refuses and request.today >= blog.refuses.since:
        words = b"Our volunteers ask you to come back later.\n"
        return Reply(status=429, data=words, headers={"Retry-After": str(blog.refuses.retry_after)})
    shelf = Shelf(blog=blog, sample=sample, today=request.today, page=_page(request))
    if request.path == blog.path:
        return _feed(shelf)
    if request.path == "/":
        return Reply(type=HTML, data=formats.front(shelf), tagged=True)
    found = (each for each in articles(blog, request.today) if request.path == f"/{each.slug}")
    page = next(found, None)
    return Reply(type=HTML, data=formats.leaf(shelf, page), tagged=True) if page else nothing()


def _feed(shelf: Shelf) -> Reply:
    """Answer with the feed; an empty page beyond the last is not found, as with WordPress."""
    blog = shelf.blog
    if shelf.page > 1 and not shelf.articles:
        return nothing()
    write, media = formats.FORMATS[blog.format]
    return Reply(
        type=media,
        data=write(shelf),
        headers={"Cache-Control": f"max-age={blog.max_age}"},
        modified=changed(blog, shelf.today) if blog.validators in {"both", "modified"} else None,
        tagged=blog.validators in {"both", "etag"},
        wait=blog.slow,
    )


def _town(town: Town, request: Request) -> Reply:
    told = mastodon.answer(town, request.path, request.query, token=request.bearer)
    limited = limits.headers(request.today, request.asked) if request.path.startswith("/api/") else {}
    cached = "max-age=15, public, stale-while-revalidate=30, stale-if-error=86400"
    headers = {"Cache-Control": cached, "Content-Type": "application/json; charset=utf-8", **limited, **told.headers}
    media = headers.pop("Content-Type")
    return Reply(status=told.status, type=media, data=mastodon.body(told), headers=headers, tagged=told.status == 200)  # noqa: PLR2004


def _oddity(sample: Sample, request: Request) -> Reply:
    for each in sample.lists:
        if (request.host, request.path) == (each.host, each.path):
            blogs = {blog.host: blog for blog in sample.blogs}
            return Reply(type="text/x-opml; charset=utf-8", data=formats.opml(each, blogs), tagged=True)
    for stub in sample.stubs:
        if (request.host, request.path) == (stub.host, stub.path):
            return Reply(status=stub.status, type=stub.type, data=stub.data)
    return nothing() if request.host in sample.hosts else Reply(status=421, data=b"That host is not on this street.\n")


def _page(request: Request) -> int:
    value = next(iter(request.query.get("page", ())), "1")
    return int(value) if value.isdecimal() else 1
