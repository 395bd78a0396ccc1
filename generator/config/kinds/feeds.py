"""Texts about places that have feeds in, the addresses of those feeds out: blogs, newsletters, releases, bridges."""

import re
from urllib.parse import quote, quote_plus, urlsplit

from generator import text, tracking
from generator.config import checks
from generator.config.kinds.words import Meant, Row, Web, from_page, refuse_page, web, within
from generator.forms import Mistake


def _feed(address: str, name: str) -> Meant:
    return Meant(kind="feed", address=address, name=name)


def feed(value: str) -> Meant:
    """Read the address of a feed, or of a page that names its feed."""
    address = checks.feed(value)
    return _feed(address, text.host(address))


def opml(value: str) -> Meant:
    """Read the address of a list of feeds; one that lies beside config.yaml is read where the folder is known."""
    address = checks.feed(value)
    return Meant(kind="opml", address=address, name=text.host(address))


def gleaner(value: str) -> Meant:
    """Read the address of another Gleaner site; http:// will do on this machine alone."""
    address = checks.site(tracking.bare(value.strip()) if "://" in value else value)
    return Meant(kind="gleaner", address=address, name=text.host(address))


def bridge(value: str) -> Meant:
    """Read the address of a feed that a bridge makes (RSSHub: /network/what/name); it may be on an intranet."""
    address = checks.address(value)
    page = web(address)
    steps = page.path if page else ()
    if not steps:
        raise Mistake(
            "This is the front page of the bridge.",
            f"Add the way to one feed: {address.rstrip('/')}/telegram/channel/NAME",
        )
    return _feed(address, f"{steps[-1]} ({steps[0]})" if len(steps) > 1 else text.host(address))


# ---------------------------------------------------------------- Medium

MEDIUM_NAME = re.compile(r"@[\w.-]+")
MEDIUM_OWN = frozenset("about creators explore m me membership new new-story plans policy search topics".split())


def medium(value: str) -> Meant:
    """Read `@author`, the name of a publication, `#tag`, or an address."""
    stripped = value.strip()
    if page := web(stripped):
        if found := medium_page(page):
            return found
        if within(page.host, "medium.com"):
            raise refuse_page("Medium", 'It can be "@author", the name of a publication, or "#tag".')
        return _own_domain(page)
    if stripped.startswith("#"):
        name = re.sub(r"[\s_]+", "-", stripped.lstrip("#").strip()).lower()
        if re.fullmatch(r"[\w-]+", name):
            return _feed(f"https://medium.com/feed/tag/{quote(name)}", f"#{name} (Medium)")
    if MEDIUM_NAME.fullmatch(stripped) or re.fullmatch(r"[\w-]+", stripped):
        return _feed(f"https://medium.com/feed/{quote(stripped, safe='@')}", f"{stripped} (Medium)")
    raise Mistake(
        f'"{stripped}" is no name on Medium.', 'Write "@author", or the name in the address of a publication.'
    )


def _own_domain(page: Web) -> Meant:
    """Read an article or a page of a publication with a domain of its own, as the feed of the whole, or of a tag."""
    tagged = page.step(1) if page.step(0) == "tagged" else ""
    steps = page.path if page.step(0) == "feed" else ("feed", "tagged", tagged) if tagged else ("feed",)
    root = f"{page.address.partition('://')[0]}://{urlsplit(page.address).netloc}"
    return _feed(f"{root}/{'/'.join(quote(step, safe='@') for step in steps)}", page.host)


def medium_page(page: Web) -> Meant | None:
    """Read the page of an author, a publication or a tag."""
    if page.host != "medium.com":
        whole = within(page.host, "medium.com") and not page.path
        return _feed(f"https://{page.host}/feed", page.host) if whole else None
    first, second = page.step(0), page.step(1)
    if first == "tag" and second:
        return medium(f"#{second}")
    known = len(page.path) == 1 and first not in MEDIUM_OWN | {"feed", "tag"}
    return medium(first) if known and re.fullmatch(r"@?[\w.-]+", first) else None


# ---------------------------------------------------------------- Substack

OWN_ADDRESS = "Open the newsletter and copy its own address: https://NAME.substack.com"


def substack(value: str) -> Meant:
    """Read the name of a newsletter, or its address, which may be a domain of its own."""
    stripped = value.strip()
    if re.fullmatch(r"(?i)[a-z0-9][a-z0-9-]*", stripped):
        return _feed(f"https://{stripped.lower()}.substack.com/feed", f"{stripped} (Substack)")
    page = web(stripped) or web(f"https://{stripped}" if checks.HOST.fullmatch(stripped) else "")
    if page is None:
        raise Mistake(f'"{stripped}" is not the name of a newsletter.', OWN_ADDRESS)
    if found := substack_page(page):
        return found
    if within(page.host, "substack.com"):
        raise refuse_page("Substack", OWN_ADDRESS)
    return _feed(f"https://{text.host(page.address)}/feed", text.host(page.address))


def substack_page(page: Web) -> Meant | None:
    """Read a page of a newsletter; a person's page on substack.com does not tell which newsletter is meant."""
    name, _, rest = page.host.partition(".")
    if rest == "substack.com" and name != "open" and page.path in {(), ("feed",), ("archive",), ("about",)}:
        return substack(name)
    if page.step(0) == "pub" and page.step(1):
        return substack(page.step(1))
    if page.host == "substack.com":
        raise refuse_page("Substack", OWN_ADDRESS)
    return None


# ---------------------------------------------------------------- Stack Exchange, GitHub

OWN_DOMAINS = {
    name.partition(".")[0]: name
    for name in "stackoverflow.com serverfault.com superuser.com askubuntu.com mathoverflow.net stackapps.com".split()
}
"""Sites of Stack Exchange that are not below stackexchange.com."""
STACK_HOSTS = ("stackexchange.com", *OWN_DOMAINS.values())
STACK_FORMS = "It looks like academia/plagiarism: the site, a stroke, the tag."


def stackexchange(value: str) -> Meant:
    """Read `site/tag`, `site/one or other`, `site`, or the address of a site or a tag."""
    stripped = value.strip()
    if meant := from_page(stripped, stackexchange_page, "Stack Exchange", STACK_FORMS, STACK_HOSTS):
        return meant
    site, _, tags = stripped.partition("/")
    if not re.fullmatch(r"(?i)[a-z]+(?:\.(?:meta|stackexchange|com|net))*", site):
        raise Mistake(f'"{stripped}" is no site of Stack Exchange.', STACK_FORMS)
    return _stack(_stack_host(site.lower()), tags.replace("[", " ").replace("]", " ").lower().split())


def stackexchange_page(page: Web) -> Meant | None:
    """Read the front page of a site, or the page of a tag."""
    host = page.host.removeprefix("www.")
    if not page.path and host != "stackexchange.com":
        return _stack(host, [])
    if page.path[:2] == ("questions", "tagged") and page.step(2):
        return _stack(host, page.step(2).replace("+", " ").split())
    return None


def _stack_host(site: str) -> str:
    return OWN_DOMAINS.get(site, site if "." in site else f"{site}.stackexchange.com")


def _stack(host: str, tags: list[str]) -> Meant:
    name = host.removesuffix(".stackexchange.com")
    if not tags:
        return _feed(f"https://{host}/feeds", f"{name} (Stack Exchange)")
    asked = "+".join(quote_plus(each) for each in tags)
    return _feed(f"https://{host}/feeds/tag?tagnames={asked}&sort=newest", f"{name}: {' '.join(tags)} (Stack Exchange)")


REPOSITORY = re.compile(r"(?P<owner>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/(?P<name>[\w.-]{1,100}?)(?:\.git)?/?", re.ASCII)


GITHUB_OWN = frozenset(
    "about account advisories apps codespaces collections contact customer-stories dashboard enterprise events explore "
    "features issues join login logout marketplace new notifications organizations orgs pricing pulls readme search "
    "security sessions settings signup site sponsors stars team topics trending users".split()
)
"""First steps of addresses that are no owners of repositories."""
GITHUB_FORMS = "It can be a repository, for its releases: owner/name"


def github(value: str) -> Meant:
    """Read `owner/repository`, or the address of a repository, as the feed of its releases."""
    stripped = value.strip()
    if meant := from_page(stripped, github_page, "GitHub", GITHUB_FORMS, ("github.com",)):
        return meant
    if (found := REPOSITORY.fullmatch(stripped)) and found["owner"].lower() not in GITHUB_OWN:
        name = f"{found['owner']}/{found['name']}"
        return _feed(f"https://github.com/{name}/releases.atom", f"{name} (GitHub)")
    raise Mistake(f'"{stripped}" is no repository.', "It looks like owner/name.")


def github_page(page: Web) -> Meant | None:
    """Read the page of a repository, or of its releases; None for others that may name a feed, as of commits."""
    if page.host == "github.com" and page.step(0).lower() in GITHUB_OWN and not page.path[-1].endswith(".atom"):
        raise refuse_page("GitHub", GITHUB_FORMS)
    bare = len(page.path) == 2 or (len(page.path) == 3 and page.step(2) == "releases")  # noqa: PLR2004
    whole = "/".join(page.path[:2])
    return github(whole) if page.host == "github.com" and bare and REPOSITORY.fullmatch(whole) else None


# ---------------------------------------------------------------- the rows

ROWS = {
    "feed": Row(
        title="Feeds",
        read=feed,
        forms="address",
        words="A feed (RSS, Atom, JSON Feed, RDF), or a page that names its feed. A plain address means the same.",
        examples=("https://site.example", "feed: https://site.example/feed.xml\nname: A name\ntie: strong"),
    ),
    "opml": Row(
        title="Lists of feeds",
        read=opml,
        forms="address or file",
        words="The list of a feed reader, as OPML; its folders become topics. The file lies beside config.yaml.",
        examples=("opml: https://site.example/feeds.opml",),
    ),
    "medium": Row(
        title="Medium",
        read=medium,
        page=medium_page,
        hosts=("medium.com",),
        forms="`@author`, publication, `#tag` or address",
        words="Articles by an author, in a publication, or with a tag.",
        examples=('medium: "@name"', "medium: a-publication", 'medium: "#education"', "https://medium.com/@other"),
    ),
    "substack": Row(
        title="Substack",
        read=substack,
        page=substack_page,
        hosts=("substack.com",),
        forms="name or address",
        words="A newsletter.",
        examples=("substack: name", "substack: https://newsletter.example", "https://other.substack.com"),
    ),
    "stackexchange": Row(
        title="Stack Exchange",
        read=stackexchange,
        page=stackexchange_page,
        hosts=STACK_HOSTS,
        forms="`site/tag` or address",
        words="New questions on one of its sites, about one tag, or about one of several (`site/one or other`).",
        examples=(
            "stackexchange: academia/plagiarism",
            "stackexchange: matheducators/assessment or feedback",
            "https://academia.stackexchange.com/questions/tagged/teaching",
        ),
    ),
    "github": Row(
        title="GitHub",
        read=github,
        page=github_page,
        hosts=("github.com",),
        forms="`owner/name`",
        words="The releases of a repository.",
        examples=("github: owner/name", "https://github.com/owner/other"),
    ),
    "gleaner": Row(
        title="Other Gleaner sites",
        read=gleaner,
        forms="address",
        words="What another digest has picked.",
        examples=("gleaner: https://name.example/digest",),
    ),
    "bridge": Row(
        title="Bridges",
        read=bridge,
        forms="address",
        words="The feed that a bridge, such as an RSSHub of your own, makes of a network that has none "
        "(Telegram, Instagram, Threads). The rules of that network hold for you.",
        examples=("bridge: https://rsshub.example/telegram/channel/name", "bridge: http://rsshub.lan:1200/threads/name"),
    ),
}  # fmt: skip
"""Key -> its row."""
