"""What the kinds of source are told with: a row for each, what a text means, an address of the web in its parts."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

from generator import text
from generator.config import checks
from generator.forms import Mistake

LONGEST_SEARCH = 512
"""Characters of a search: what X takes from most accounts; the others take as much or more."""
SUBDOMAINS = ("www.", "m.", "mobile.", "old.", "new.", "np.")
"""Names in front of a host that lead to the same pages."""
WITHOUT_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?::\d+)?/\S*")
PREFIX = re.compile(r"(?i)search:\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a text means: the beginning of a Source."""

    kind: str
    """Source.kind."""
    address: str
    """Source.address."""
    name: str
    """What readers see where the owner says nothing else."""
    servers: tuple[str, ...] = ()
    """Hosts that stand in the text itself: `#oer@server.example`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """An address of the web, taken apart."""

    address: str
    host: str
    """Without www. and the like."""
    path: tuple[str, ...]
    """Its steps, decoded; () for the front page."""
    query: Mapping[str, str]
    """The first value of each parameter."""

    @property
    def server(self) -> str:
        """The host with its port; http:// stays in front where it was written, for tests at home."""
        parts = urlsplit(self.address)
        return parts.netloc.lower() if parts.scheme == "https" else f"http://{parts.netloc.lower()}"

    def step(self, number: int) -> str:
        """Return a step of the path, "" behind its end."""
        return self.path[number] if number < len(self.path) else ""


def nowhere(_: Web) -> Meant | None:
    """Know no pages of the web: for kinds that are asked by words alone."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind of entry under `sources:`: how its text is read, and what the documentation says about it."""

    title: str
    """The name of the place, for people."""
    read: Callable[[str], Meant]
    """The text behind the key -> what it means; Mistake where it means nothing."""
    forms: str
    """What may stand behind the key, for the reference."""
    words: str
    """What is read, as a sentence."""
    examples: Sequence[str]
    """Entries as an owner writes them, without the dash; a test reads every one."""
    page: Callable[[Web], Meant | None] = nowhere
    """A page of the place -> what it means; None where the page is none of those that can be followed."""
    hosts: Sequence[str] = ()
    """Hosts whose pages `page` knows, with all hosts below them."""
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Keys that this kind alone understands -> what they do."""


def web(value: str) -> Web | None:
    """Take an address apart, one without https:// as well; None where the text is no address."""
    stripped = checks.without_feed(value)
    found = text.address(f"https://{stripped}" if WITHOUT_SCHEME.fullmatch(stripped) else stripped)
    if found is None:
        return None
    parts = urlsplit(found)
    host = (parts.hostname or "").lower().rstrip(".")
    for name in SUBDOMAINS:
        host = host.removeprefix(name)
    steps = tuple(unquote(step) for step in parts.path.split("/") if step)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return Web(address=found, host=host, path=steps, query=MappingProxyType(query))


def within(host: str, known: str) -> bool:
    """Tell whether a host is another one or below it."""
    return host == known or host.endswith("." + known)


def search(kind: str, title: str, value: str) -> Meant:
    """Read words to search for, with or without `search:` before them."""
    sought = text.one_line(PREFIX.sub("", value.strip(), count=1).strip(), LONGEST_SEARCH + 1)
    if not sought:
        raise Mistake("There is nothing to search for.", 'Write the words in quotes: "open textbooks"')
    if len(sought) > LONGEST_SEARCH:
        raise Mistake(f"{LONGEST_SEARCH} characters are the most for a search.", "Make several entries of it.")
    shown = sought if '"' in sought else f"“{sought}”"
    return Meant(kind=kind, address=f"search:{sought}", name=f"{text.clip(shown, 80)} ({title})")


def tag(kind: str, title: str, value: str) -> Meant:
    """Read a hashtag."""
    found = checks.hashtag(value)
    return Meant(kind=kind, address=f"#{found.casefold()}", name=f"#{found} ({title})")


def refuse_page(title: str, forms: str) -> Mistake:
    """Return what is said about a page of a place that cannot be followed; `forms` says what can."""
    return Mistake(f"This page of {title} cannot be followed.", forms)


def from_page(
    value: str, known: Callable[[Web], Meant | None], title: str, forms: str, hosts: Sequence[str] = ()
) -> Meant | None:
    """Read a text that is an address; None where it is none, Mistake where it leads to nothing that `known` knows.

    With `hosts`, an address of another host is a Mistake, too: /@name and /r/name stand in addresses of many sites.
    """
    page = web(value)
    if page is None:
        return None
    if hosts and not any(within(page.host, host) for host in hosts):
        raise Mistake(f"{page.host} is not {title}.", f"Write the address alone: - {page.address}")
    if meant := known(page):
        return meant
    raise refuse_page(title, forms)
