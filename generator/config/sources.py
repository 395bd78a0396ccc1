"""Entries of `sources:` in, sources out, or what is wrong with each of them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from generator import text
from generator.config import checks
from generator.config.elsewhere import CLOSED, ELSEWHERE, refusal
from generator.config.shape import SourceForm
from generator.errors import Problem, StreetError
from generator.forms import MOST, Kind, Mistake, Node, Page, did_you_mean, fill
from generator.model import Source

KINDS = ("feed", "opml", "mastodon", "hashtag")
ONLY: Mapping[str, Collection[str]] = {
    "on": ("hashtag",),
    "servers": ("mastodon", "hashtag"),
    "any": ("mastodon", "hashtag"),
    "all": ("mastodon", "hashtag"),
    "none": ("mastodon", "hashtag"),
}
"""Key -> the kinds of source that understand it; the others go with any."""
ADAPTER: Mapping[str, str] = {"hashtag": "mastodon"}
"""Kind of entry -> the adapter that reads it, where it has another name."""
LISTS = ("on", "servers", "any", "all", "none", "topics")
"""Keys behind which one text alone is a list of one."""
MEANT: Mapping[str, str] = {
    **dict.fromkeys(("url", "address", "link", "rss", "atom", "site", "page", "blog", "website", "source"), "feed"),
    **dict.fromkeys(("tag", "tags", "hashtags"), "hashtag"),
    **dict.fromkeys(("server", "instance", "instances", "host"), "servers"),
    **dict.fromkeys(("title", "label"), "name"),
    **dict.fromkeys(("topic", "category", "categories"), "topics"),
    **dict.fromkeys(("limit", "max", "max-items", "maxitems"), "max_items"),
    "bsky": "bluesky",
    "network": "on",
    "networks": "on",
}
"""Keys that people write, and those that are read."""
NO_SERVER = (
    "Add a line `servers: [your.server]`: best the one you are on yourself. "
    "mastodon.oeru.org and hcommons.social are run for teachers and scholars."
)
OPML_BYTES = 5_000_000

Read = tuple[tuple[Source, ...], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What reading an entry needs besides the entry."""

    page: Page
    folder: Path
    """Where config.yaml lies, and lists of feeds beside it."""
    kinds: Collection[str]
    """The kinds of source that there are adapters for."""

    def wrong(self, node: Node, words: str, hint: str = "") -> Read:
        """Return no source and one problem."""
        return (), (self.page.problem(node, words, hint),)


def read(nodes: tuple[Node, ...], around: Around) -> Read:
    """Read every entry; a source that is there twice is a mistake, one that a list repeats is not."""
    sources: dict[tuple[str, str], Source] = {}
    problems: list[Problem] = []
    for number, node in enumerate(nodes, start=1):
        found, wrong = _entry(node, f"Entry {number} of `sources`", around)
        problems += wrong
        if len(problems) >= MOST:
            break
        for source in found:
            first = sources.setdefault(_same(source), source)
            if first is not source and not _is_list(node):
                words = f"This source is there twice; the first is in line {first.line}."
                problems.append(around.page.problem(node, words, _advice(source)))
    return tuple(sources.values()), tuple(problems)


def _is_list(node: Node) -> bool:
    return node.kind is Kind.GROUP and "opml" in node.value


def _same(source: Source) -> tuple[str, str]:
    return source.kind, text.canonical(source.address) if "//" in source.address else source.address


def _advice(source: Source) -> str:
    return "Keep one entry and name both servers in it." if source.kind == "mastodon" else "Keep one of the two."


# ---------------------------------------------------------------- one entry


def _entry(node: Node, name: str, around: Around) -> Read:
    if node.kind is Kind.TEXT:
        return _bare(node, name, around)
    if node.kind is not Kind.GROUP:
        hint = "An entry is an address, or a `feed:`, `opml:`, `mastodon:` or `hashtag:` with its address behind it."
        return around.wrong(node, f"{name} is {node.kind}; that is no source.", hint)
    misnamed = tuple(_misnamed(node, around))
    meant = {MEANT.get(key, key): _listed(MEANT.get(key, key), each) for key, each in node.value.items()}
    found, wrong = _group(replace(node, value=meant), name, around)
    return found, (*misnamed, *wrong)


def _misnamed(node: Node, around: Around) -> Iterator[Problem]:
    for key, each in node.value.items():
        if key in MEANT:
            words = f"There is no key `{key}` in a source."
            yield around.page.problem(each, words, f"Did you mean {MEANT[key]}?", at_key=True)


def _listed(key: str, node: Node) -> Node:
    if key not in LISTS or node.kind in {Kind.LIST, Kind.GROUP, Kind.NOTHING}:
        return node
    return Node(Kind.LIST, node.line, node.column, (node,), key=node.key)


def _bare(node: Node, name: str, around: Around) -> Read:
    """Read an entry that is a text alone as if its kind had been written before it."""
    value = node.text.strip()
    if subreddit := re.fullmatch(r"/?r/(\w+)/?", value):
        return around.wrong(node, refusal("reddit")[0], refusal("reddit")[1].replace("NAME", subreddit[1]))
    kind = "mastodon" if value.startswith(("#", "@")) else "feed"
    if kind == "feed" and not re.search(r"[.:/]", value):
        hint = (
            f'For a hashtag write - mastodon: "#{value.split(" ")[0]}"; for a site its address: - https://site.example'
        )
        return around.wrong(
            node, f'{name} is "{text.clip(value, 60)}"; that is neither an address nor a hashtag.', hint
        )
    return _group(Node(Kind.GROUP, node.line, node.column, {kind: node}), name, around)


def _group(node: Node, name: str, around: Around) -> Read:
    for key, each in node.value.items():
        if key in ELSEWHERE or key in CLOSED:
            return (), (around.page.problem(each, *refusal(key), at_key=True),)
    named = [key for key in KINDS if key in node.value and node.value[key].kind is not Kind.NOTHING]
    form, problems = fill(node, SourceForm, file=around.page.file, name=name)
    if len(named) != 1:
        return (), (*problems, around.page.problem(node, *_not_one(name, named)))
    misplaced = tuple(_misplaced(node, named[0], around))
    if form is None or misplaced:
        return (), (*problems, *misplaced, *_tag_problem(node, named[0], around))
    return _checked(form, named[0], node, around)


def _not_one(name: str, named: Collection[str]) -> tuple[str, str]:
    if named:
        both = " and ".join(f"`{key}`" for key in named)
        return f"{name} is {both} at once.", "Make an entry of its own of each."
    return f"{name} does not say what to read.", "Add a line such as feed: https://site.example"


def _tag_problem(node: Node, kind: str, around: Around) -> tuple[Problem, ...]:
    """Check a hashtag also where the entry has other mistakes."""
    value = node.value[kind]
    if kind not in {"mastodon", "hashtag"} or value.kind is not Kind.TEXT:
        return ()
    try:
        checks.split_tag(value.text)
    except Mistake as mistake:
        return (around.page.problem(value, mistake.words, mistake.hint),)
    return ()


def _misplaced(node: Node, kind: str, around: Around) -> Iterator[Problem]:
    for key, kinds in ONLY.items():
        if key in node.value and kind not in kinds:
            words = f"`{key}` goes with {' or '.join(f'`{each}`' for each in kinds)}, not with `{kind}`."
            yield around.page.problem(node.value[key], words, at_key=True)


def _checked(form: SourceForm, kind: str, node: Node, around: Around) -> Read:
    if ADAPTER.get(kind, kind) not in around.kinds:
        return around.wrong(node, f"This Gleaner reads no `{kind}`.", f"It reads: {', '.join(around.kinds)}.")
    try:
        return READERS[kind](form, node, around)
    except Mistake as mistake:
        return around.wrong(node.value[kind], mistake.words, mistake.hint)


# ---------------------------------------------------------------- the kinds


def _feed(form: SourceForm, node: Node, _: Around) -> Read:
    address = form.feed or ""
    return (_source(form, node, kind="feed", address=address, name=text.host(address)),), ()


def _opml(form: SourceForm, node: Node, around: Around) -> Read:
    where = (form.opml or "").strip()
    if "//" in where:
        address = checks.feed(where)
        return (_source(form, node, kind="opml", address=address, name=text.host(address)),), ()
    return tuple(_expanded(form, node, where, around)), ()


def _expanded(form: SourceForm, node: Node, where: str, around: Around) -> Iterator[Source]:
    """Read a list of feeds that lies beside config.yaml."""
    from generator.collect.sources import opml  # noqa: PLC0415  only who has such a list pays for reading it

    try:
        listed = opml.parse(_body(where, around.folder))
    except StreetError as error:
        raise Mistake(f"{where} cannot be used: {error.words}") from error
    if not listed:
        raise Mistake(f"There is no feed in {where}.", "Export the list from your feed reader once more, as OPML.")
    for source in listed:
        yield replace(
            source,
            tie=form.tie or source.tie,
            topics=tuple(dict.fromkeys((*source.topics, *form.topics))),
            max_items=form.max_items or source.max_items,
            line=node.line,
        )


def _body(where: str, folder: Path) -> bytes:
    path = folder / where
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Mistake(f"{where} is outside the folder of config.yaml.", "Put the file beside config.yaml.")
    try:
        with path.open("rb") as file:
            body = file.read(OPML_BYTES + 1)
    except (OSError, ValueError):
        near = did_you_mean(where, (each.name for each in folder.iterdir() if each.suffix in {".opml", ".xml"}))
        raise Mistake(f"There is no file {where} beside config.yaml.", near) from None
    if len(body) > OPML_BYTES:
        raise Mistake(f"{where} is larger than 5 MB.")
    return body


def _mastodon(form: SourceForm, node: Node, _: Around) -> Read:
    tag, server = checks.split_tag(form.mastodon or form.hashtag or "")
    servers = tuple(dict.fromkeys((*((server,) if server else ()), *form.servers)))
    if not servers:
        raise Mistake(f"#{tag} needs a server that is asked for it.", NO_SERVER)
    lists = {"servers": servers, "any": form.any, "all": form.all, "none": form.none}
    options = {key: value for key, value in lists.items() if value}
    source = _source(form, node, kind="mastodon", address=f"#{tag.casefold()}", name=f"#{tag}")
    return (replace(source, options=MappingProxyType(options)),), ()


def _hashtag(form: SourceForm, node: Node, around: Around) -> Read:
    """Read a hashtag that is to be followed on several networks, of which one is there so far."""
    problems = tuple(_networks(node.value.get("on"), around))
    return ((), problems) if problems else _mastodon(form, node, around)


def _networks(on: Node | None, around: Around) -> Iterator[Problem]:
    for each in on.value if on and on.kind is Kind.LIST else ():
        name = each.text.strip().lower()
        if name in around.kinds and name == "mastodon":
            continue
        if name in ELSEWHERE or name in CLOSED:
            words = f"{ELSEWHERE.get(name, (CLOSED.get(name),))[0]} is not read yet."
            yield around.page.problem(each, words, "Take it out of `on`; `on: [mastodon]` works today.")
        else:
            yield around.page.problem(each, f'There is no network "{each.text}".', "There is: mastodon.")


READERS = {"feed": _feed, "opml": _opml, "mastodon": _mastodon, "hashtag": _hashtag}


def _source(form: SourceForm, node: Node, *, kind: str, address: str, name: str) -> Source:
    return Source(
        kind=kind,
        address=address,
        name=form.name or name,
        tie=form.tie,
        topics=form.topics,
        max_items=form.max_items,
        line=node.line,
    )
