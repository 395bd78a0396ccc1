"""A question to a platform that speaks by feeds in, its feed out: Stack Exchange, GitHub, Medium, Substack.

Each has its own ways: a question of Stack Exchange has a rank and a licence, a release of GitHub an id with a number in
it, an article of Medium an address with ?source= at its end, a Substack post may be the beginning of one that costs.
"""

import re
from collections.abc import Callable

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Scene
from generator.demo.networks.writing import ATOM as NAMESPACE
from generator.demo.networks.writing import DC, MEDIA, document, iso, rfc822, tag
from generator.demo.sample import Sample
from generator.demo.words import ATOM, GET, RSS, Reply, Request, nothing, wrong_method

QUESTIONS, CODE, STORIES = "matheducators.stackexchange.com", "github.com", "medium.com"
LETTERS = ".substack.com"
RANK = "http://purl.org/atompub/rank/1.0"
LICENCE = "http://backend.userland.com/creativeCommonsRssModule"
CONTENT = "http://purl.org/rss/1.0/modules/content/"


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    scene = sample.scenes["platforms"]
    for wanted, write in WRITERS:
        if wanted(request.host):
            return write(scene, request)
    return nothing()


def _at(scene: Scene, request: Request, place: str) -> list[Piece]:
    return [piece for piece in days.said(scene, request.today) if piece.place == place]


def stackexchange(scene: Scene, request: Request) -> Reply:
    """`/feeds/tag?tagnames=a+or+b&sort=newest`: at most thirty questions."""
    if request.path not in {"/feeds/tag", "/feeds"}:
        return nothing()
    tags = set(re.split(r"[ +]or[ +]|[ +;]", request.one("tagnames")))
    found = [
        piece for piece in _at(scene, request, "questions") if not request.one("tagnames") or tags & set(piece.tags)
    ]
    site = f"https://{request.host}"
    words = f"most recent 30 from {request.host}"
    head = (
        tag("title", f"Newest questions tagged {request.one('tagnames')}", type="text") + tag("subtitle", words)
        + tag("link", rel="self", href=f"{site}{request.target}", type="application/atom+xml")
        + tag("link", rel="alternate", href=f"{site}/questions/tagged", type="text/html")
        + tag("updated", iso(found[0].at if found else request.today)) + tag("id", f"{site}{request.target}")
        + tag("creativeCommons:license", "https://creativecommons.org/licenses/by-sa/4.0/rdf")
    )  # fmt: skip
    entries = "".join(_question(scene, site, piece) for piece in found[:30])
    return Reply(
        type=ATOM, data=document("feed", head + entries, own=NAMESPACE, creativeCommons=LICENCE, re=RANK), tagged=True
    )


def _question(scene: Scene, site: str, piece: Piece) -> str:
    person = scene.speakers[piece.by]
    author = f"<author>{tag('name', person.name)}{tag('uri', f'{site}/users/{person.number}')}</author>"
    slug = re.sub(r"\W+", "-", piece.title.lower()).strip("-")
    return (
        f"\n<entry>{tag('id', f'{site}/q/{piece.number}')}{tag('re:rank', str(piece.counts[2]), scheme=site)}"
        f"{tag('title', piece.title, type='text')}"
        f"{''.join(tag('category', scheme=f'{site}/tags', term=each) for each in piece.tags)}{author}"
        f"{tag('link', rel='alternate', href=f'{site}/questions/{piece.number}/{slug}')}"
        f"{tag('published', iso(piece.at))}{tag('updated', iso(piece.at))}"
        f"{tag('summary', markup.article(piece.text), type='html')}</entry>"
    )


def github(scene: Scene, request: Request) -> Reply:
    """`/<owner>/<repository>/releases.atom`: ten releases, and nothing of drafts."""
    found = re.fullmatch(r"/([\w.-]+/[\w.-]+)/releases\.atom", request.path)
    place = scene.places.get(found[1]) if found else None
    if found is None or place is None:
        return nothing()
    base = f"https://{CODE}/{found[1]}"
    releases = _at(scene, request, found[1])[:10]
    head = (
        tag("id", f"tag:github.com,2008:{base}/releases")
        + tag("link", type="text/html", rel="alternate", href=f"{base}/releases")
        + tag("link", type="application/atom+xml", rel="self", href=f"{base}/releases.atom")
        + tag("title", f"Release notes from {found[1].partition('/')[2]}")
        + tag("updated", iso(releases[0].at if releases else request.today))
    )  # fmt: skip
    entries = "".join(_release(scene, base, place.number, piece) for piece in releases)
    return Reply(type=ATOM, data=document("feed", head + entries, own=NAMESPACE, media=MEDIA), tagged=True)


def _release(scene: Scene, base: str, number: str, piece: Piece) -> str:
    author = f"<author>{tag('name', scene.speakers[piece.by].handle)}</author>"
    return (
        f"\n<entry>{tag('id', f'tag:github.com,2008:Repository/{number}/{piece.number}')}"
        f"{tag('updated', iso(piece.at))}"
        f"{tag('link', rel='alternate', type='text/html', href=f'{base}/releases/tag/{piece.number}')}"
        f"{tag('title', piece.title)}{tag('content', markup.article(piece.text), type='html')}{author}</entry>"
    )


def medium(scene: Scene, request: Request) -> Reply:
    """`/feed/@<user>`, and `/feed/tag/<tag>`, which shows a snippet only."""
    name = request.path.removeprefix("/feed/")
    person = scene.speaker(name.removeprefix("@")) if name.startswith("@") else None
    topic = name.removeprefix("tag/") if name.startswith("tag/") else ""
    if not (person or topic):
        return nothing()
    here = _at(scene, request, "stories")
    found = [each for each in here if scene.speakers[each.by] is person or topic in each.tags]
    items = "".join(_story(scene, piece, snippet=bool(topic)) for piece in found[:10])
    title = f"Stories by {person.name} on Medium" if person else f"{topic} on Medium"
    head = tag("title", title) + tag("description", title) + tag("link", f"https://{STORIES}/{name}?source=rss")
    data = document('rss version="2.0"', f"<channel>{head}{items}</channel>", dc=DC, content=CONTENT, atom=NAMESPACE)
    return Reply(type=RSS, data=data)


def _story(scene: Scene, piece: Piece, *, snippet: bool) -> str:
    person = scene.speakers[piece.by]
    slug = re.sub(r"\W+", "-", piece.title.lower()).strip("-")
    page = f"https://{STORIES}/@{person.handle}/{slug}-{piece.number}"
    body = markup.article(piece.text)
    more = (
        f'<p class="medium-feed-snippet">{markup.summary(piece.text)}</p><p><a href="{page}">Continue reading</a></p>'
    )
    text = tag("description", more) if snippet else tag("content:encoded", body)
    return (
        f"\n<item>{tag('title', piece.title)}{tag('link', f'{page}?source=rss-0123456789ab------2')}"
        f"{tag('guid', f'https://{STORIES}/p/{piece.number}', isPermaLink='false')}"
        f"{''.join(tag('category', each) for each in piece.tags)}{tag('dc:creator', person.name)}"
        f"{tag('pubDate', rfc822(piece.at).replace('+0000', 'GMT'))}{tag('atom:updated', iso(piece.at))}{text}</item>"
    )


def substack(scene: Scene, request: Request) -> Reply:
    """`/feed`: about twenty letters, those that cost cut off without a word."""
    key = request.host.removesuffix(LETTERS)
    place = scene.places.get(key)
    if place is None or request.path != "/feed":
        return nothing()
    home, name = f"https://{request.host}", scene.speakers[place.by].name
    head = tag("title", place.title) + tag("description", place.about) + tag("link", home)
    items = "".join(_letter(home, name, piece) for piece in _at(scene, request, key)[:20])
    data = document('rss version="2.0"', f"<channel>{head}{items}</channel>", dc=DC, content=CONTENT)
    return Reply(type=RSS, data=data, tagged=True)


def _letter(home: str, name: str, piece: Piece) -> str:
    page = f"{home}/p/{piece.number}"
    return (
        f"\n<item>{tag('title', piece.title)}{tag('description', markup.summary(piece.text))}{tag('link', page)}"
        f"{tag('guid', page, isPermaLink='false')}{tag('dc:creator', name)}{tag('pubDate', rfc822(piece.at))}"
        f"{tag('content:encoded', markup.article(piece.text))}</item>"
    )


WRITERS: tuple[tuple[Callable[[str], bool], Callable[[Scene, Request], Reply]], ...] = (
    (lambda host: host == QUESTIONS, stackexchange),
    (lambda host: host == CODE, github),
    (lambda host: host == STORIES, medium),
    (lambda host: host.endswith(LETTERS), substack),
)
"""Whose host it is -> who writes its feed."""
