"""Entries of `sources:` in, sources out, or what is wrong with each of them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from generator import text
from generator.config import checks, hashtags, lists
from generator.config.elsewhere import CLOSED, refusal
from generator.config.kinds import ROWS, Meant, bare
from generator.config.misnamed import MEANT
from generator.config.shape import SourceForm
from generator.errors import Problem
from generator.forms import MOST, Kind, Mistake, Node, Page, fill
from generator.model import Source

KINDS = (*ROWS, "hashtag")
MASTODON_ONLY = ("servers", "any", "all", "none")
ONLY: Mapping[str, Collection[str]] = {"on": ("hashtag",), **dict.fromkeys(MASTODON_ONLY, ("mastodon", "hashtag"))}
"""Key -> the kinds of source that understand it; the others go with any."""
LISTS = ("on", *MASTODON_ONLY, "topics", "languages")
"""Keys behind which one text alone is a list of one."""
SEVERAL = re.compile(r"\s*[,;]\s*|\s+(?=#)")
"""What stands between hashtags, servers or codes that are written into one text."""
NO_SERVER = (
    "Add a line `servers: [your.server]`: best the one you are on yourself. "
    "mastodon.oeru.org and hcommons.social are run for teachers and scholars."
)
NO_SOURCE = "An entry is an address, or a key such as `feed:` or `mastodon:` with what is meant behind it."

Read = tuple[tuple[Source, ...], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What reading an entry needs besides the entry."""

    page: Page
    folder: Path
    """Where config.yaml lies, and lists of feeds beside it."""
    kinds: Collection[str]
    """The kinds of source that there are adapters for."""

    def wrong(self, node: Node, words: str, hint: str = "", *, at_key: bool = False) -> Read:
        """Return no source and one problem."""
        return (), (self.page.problem(node, words, hint, at_key=at_key),)


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
            first = sources.setdefault(identity(source), source)
            if first is not source and not _is_list(node):
                words = f"{_which(source, found)} is there twice; the first is in line {first.line}."
                problems.append(around.page.problem(node, words, _advice(source)))
    return tuple(sources.values()), tuple(problems)


def _is_list(node: Node) -> bool:
    return node.kind is Kind.GROUP and "opml" in node.value


def identity(source: Source) -> tuple[str, str]:
    """Return what is the same for two entries that mean the same source, however their addresses are written."""
    return source.kind, text.canonical(source.address) if "//" in source.address else source.address


def _which(source: Source, found: Sequence[Source]) -> str:
    return source.name if len(found) > 1 else "This source"


def _advice(source: Source) -> str:
    if source.kind == "mastodon" and source.address.startswith("list:"):
        return "Lists of the same number on two servers cannot be told apart; keep one of the two."
    return "Keep one entry and name both servers in it." if source.kind == "mastodon" else "Keep one of the two."


# ---------------------------------------------------------------- one entry


def _entry(node: Node, name: str, around: Around) -> Read:
    if node.kind is Kind.TEXT:
        return _bare(node, name, around)
    if node.kind is not Kind.GROUP:
        return around.wrong(node, f"{name} is {node.kind}; that is no source.", NO_SOURCE)
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
    """Return one text alone as a list; several hashtags, servers or codes in one text as several."""
    if key not in LISTS or node.kind in {Kind.LIST, Kind.GROUP, Kind.NOTHING}:
        return node
    texts = SEVERAL.split(node.text.strip(" ,;")) if key != "topics" and node.kind is Kind.TEXT else []
    parts = tuple(replace(node, value=each, text=each) for each in texts) if len(texts) > 1 else (node,)
    return Node(Kind.LIST, node.line, node.column, parts, key=node.key)


def _bare(node: Node, name: str, around: Around) -> Read:
    """Read an entry that is a text alone."""
    try:
        meant = bare(node.text)
        return _made((meant,), SourceForm(), node, around)
    except Mistake as mistake:
        words = mistake.words.replace(f'"{text.clip(node.text.strip(), 60)}" is neither', f"{name} is neither")
        return around.wrong(node, words, mistake.hint)


def _group(node: Node, name: str, around: Around) -> Read:
    for key, each in node.value.items():
        if key in CLOSED:
            return around.wrong(each, *refusal(key), at_key=True)
    named = [key for key in KINDS if key in node.value and node.value[key].kind is not Kind.NOTHING]
    form, problems = fill(node, SourceForm, file=around.page.file, name=name)
    if len(named) != 1:
        return (), (*problems, around.page.problem(node, *_not_one(name, named)))
    misplaced = tuple(_misplaced(node, named[0], around))
    meant, wrong = _meant(node, named[0], around)
    if form is None or misplaced or wrong:
        return (), (*problems, *misplaced, *wrong)
    return _read(form, meant, node, around)


def _read(form: SourceForm, meant: Sequence[Meant], node: Node, around: Around) -> Read:
    if form.pause_until and form.until and form.pause_until > form.until:
        words = f"It rests until {form.pause_until} and ends before that, so it would never be read."
        return around.wrong(node.value["until"], words)
    try:
        if form.opml and not meant:
            return tuple(_dressed(each, form, node) for each in lists.beside(form.opml, around.folder)), ()
        return _made(meant, form, node, around)
    except Mistake as mistake:
        kind = next(key for key in KINDS if getattr(form, key) is not None)
        return around.wrong(node.value[kind], mistake.words, mistake.hint)


def _not_one(name: str, named: Collection[str]) -> tuple[str, str]:
    if named:
        both = " and ".join(f"`{key}`" for key in named)
        return f"{name} is {both} at once.", "Make an entry of its own of each."
    return f"{name} does not say what to read.", "Add a line such as feed: https://site.example"


def _misplaced(node: Node, kind: str, around: Around) -> Iterator[Problem]:
    for key, kinds in ONLY.items():
        if key in node.value and kind not in kinds:
            words = f"`{key}` goes with {' or '.join(f'`{each}`' for each in kinds)}, not with `{kind}`."
            yield around.page.problem(node.value[key], words, at_key=True)


def _meant(node: Node, kind: str, around: Around) -> tuple[tuple[Meant, ...], tuple[Problem, ...]]:
    """Read the text behind the key of the kind; it is told what is wrong with it also where other keys are wrong."""
    value = node.value[kind]
    if value.kind is not Kind.TEXT or (kind == "opml" and "//" not in value.text):
        return (), ()
    if not value.text and any(problem.line == value.line for problem in around.page.problems):
        return (), ()  # `!name` without quotes: what is wrong has been said, and nothing is left to read
    networks, problems = hashtags.networks(node, around.page) if kind == "hashtag" else ((kind,), ())
    try:
        return tuple(_of_network(network, value.text, kind) for network in networks), problems
    except Mistake as mistake:
        return (), (around.page.problem(value, mistake.words, mistake.hint), *problems)


def _of_network(network: str, value: str, kind: str) -> Meant:
    if kind != "hashtag":
        return ROWS[kind].read(value)
    tag, server = checks.split_tag(value)
    meant = ROWS[network].read(f"#{tag}")
    return replace(meant, name=f"#{tag}", servers=(server,) if server and network == "mastodon" else ())


# ---------------------------------------------------------------- what was meant becomes a source


def _made(meant: Sequence[Meant], form: SourceForm, node: Node, around: Around) -> Read:
    several = len(meant) > 1
    found = []
    for each in meant:
        if each.kind not in around.kinds:
            raise Mistake(f"This Gleaner reads no `{each.kind}`.", f"It reads: {', '.join(around.kinds)}.")
        name = form.name or each.name
        shown = f"{name} ({ROWS[each.kind].title})" if several else _alone(name, each, form)
        source = Source(kind=each.kind, address=each.address, name=shown, options=_options(each, form))
        found.append(_dressed(source, form, node))
    return tuple(found), ()


def _alone(name: str, meant: Meant, form: SourceForm) -> str:
    """Name the network of a hashtag that is followed on one that is not Mastodon."""
    plain = form.hashtag is not None and form.name is None and meant.kind != "mastodon"
    return f"{name} ({ROWS[meant.kind].title})" if plain else name


def _options(meant: Meant, form: SourceForm) -> Mapping[str, str | tuple[str, ...]]:
    """Return what only Mastodon understands, or say what of it does not fit."""
    if meant.kind != "mastodon":
        return MappingProxyType({})
    servers = tuple(dict.fromkeys((*meant.servers, *form.servers)))
    given = {"servers": servers, "any": form.any, "all": form.all, "none": form.none}
    options = MappingProxyType({key: value for key, value in given.items() if value})
    if meant.address.startswith("#"):
        if not servers:
            raise Mistake(f"{meant.name} needs a server that is asked for it.", NO_SERVER)
        hashtags.not_too_many(options)
        return options
    if strange := [f"`{key}`" for key in ("any", "all", "none") if key in options]:
        raise Mistake(f"{' and '.join(strange)} goes with a hashtag, and this is none.")
    if meant.address.startswith("@") and servers:
        raise Mistake("An account names its server itself.", "Leave out the line `servers`.")
    if meant.address.startswith("list:") and len(servers) != 1:
        raise Mistake("A list is kept on one server, the one you are on.", "Name it: `servers: [your.server]`.")
    return options


def _dressed(source: Source, form: SourceForm, node: Node) -> Source:
    """Return a source with what its entry says about it beside its kind."""
    return replace(
        source,
        tie=form.tie or source.tie,
        topics=tuple(dict.fromkeys((*source.topics, *form.topics))),
        max_items=form.max_items or source.max_items,
        languages=tuple(dict.fromkeys((*source.languages, *form.languages))),
        full_text=source.full_text if form.full_text is None else form.full_text,
        pause_until=form.pause_until,
        until=form.until,
        checked=form.checked,
        note=form.note or "",
        line=node.line,
    )
