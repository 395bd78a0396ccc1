"""What single elements write: attributes and text in, fields of the feed or of an entry out, as feedparser names them.

The rules are those of feedparser/mixin.py and feedparser/namespaces/ (6.0), and of limited.py where that differs.
"""

import re
from collections.abc import Callable
from functools import partial

from generator.collect.sources.feeds.direct import state as ground
from generator.collect.sources.feeds.direct.state import (
    HTML,
    LEAF,
    MARKUP,
    PENDING,
    PLAIN,
    TYPES,
    XHTML,
    Finish,
    Frame,
    Pieces,
    State,
    Unsure,
    Words,
    bare,
    mended,
    settled,
)

Begin = Callable[[State, Words, Pieces], Frame]
"""State, attributes, and where the text of the element around goes; the open element."""

CITED = re.compile("&([A-Za-z0-9_]+);")
PAGES = frozenset({HTML, XHTML})


def ignored(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin an element that holds text which is not kept."""
    del state, said, pieces
    return LEAF, None, None


def ignored_construct(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin one that may hold XHTML."""
    del state, pieces
    return (MARKUP if TYPES.get(said.get("type", PLAIN)) == XHTML else LEAF), None, []


def kept(finish: Finish, *, is_bare: bool = False, in_entries: bool = False) -> Begin:
    """Return what begins an element whose text is read by `finish`.

    With `is_bare` feedparser reads it only where it has no attributes; with `in_entries` it counts in entries only.
    """

    def begin(state: State, said: Words, pieces: Pieces) -> Frame:
        del pieces
        if in_entries and not state.in_entry:
            return LEAF, None, None
        if is_bare and said:
            raise Unsure
        return LEAF, finish, []

    return begin


def field(key: str, *, is_bare: bool = False, in_entries: bool = False) -> Begin:
    """Return what begins an element whose text is kept under a key."""

    def finish(state: State, raw: str) -> None:
        state.context[key] = settled(raw)

    return kept(finish, is_bare=is_bare, in_entries=in_entries)


def date(key: str) -> Begin:
    """Return what begins a date of an entry."""

    def finish(state: State, raw: str) -> None:
        state.context[key], state.context[f"{key}_parsed"] = settled(raw), PENDING

    return kept(finish, in_entries=True)


# ---------------------------------------------------------------- text constructs


def _construct(about: Words, finish: Callable[[Words, State, str], None] | None) -> Frame:
    kind = MARKUP if about["type"] == XHTML else LEAF
    return kind, partial(finish, about) if finish else None, []


def title(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin a title: the first with words in it stays, unless one stands less deep."""
    del pieces
    return _construct(ground.construct(state, said, PLAIN), _end_title)


def _end_title(about: Words, state: State, raw: str) -> None:
    said, depth = ground.constructed(state, about, raw), len(state.frames)
    if not -1 < state.title_depth <= depth:
        state.context["title"], state.context["title_detail"] = said, about
    if said:
        state.title_depth = depth


def content(default: str) -> Begin:
    """Return what begins the text of an entry."""

    def begin(state: State, said: Words, pieces: Pieces) -> Frame:
        del pieces
        state.has_content = True
        return _construct(ground.construct(state, said, default), _end_content)

    return begin


def _end_content(about: Words, state: State, raw: str) -> None:
    said = ground.constructed(state, about, raw)
    if state.in_entry:
        state.context.setdefault("content", []).append(about)
    state.context.setdefault("summary", said)


def summary(default: str, *, in_entries: bool = False) -> Begin:
    """Return what begins a summary; feedparser takes a second one for the content.

    With `in_entries` it is a description, which counts in entries only; of a feed that is its subtitle.
    """

    def begin(state: State, said: Words, pieces: Pieces) -> Frame:
        del pieces
        if "summary" in state.context and not state.has_content:
            state.has_content = True
            return _construct(ground.construct(state, said, PLAIN), _end_content)
        is_kept = state.in_entry or not in_entries
        return _construct(ground.construct(state, said, default), _end_summary if is_kept else None)

    return begin


def _end_summary(about: Words, state: State, raw: str) -> None:
    state.context["summary"] = ground.constructed(state, about, raw)
    state.context["summary_detail"] = about


# ---------------------------------------------------------------- addresses


def link(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin a link: an address in its attributes (Atom), else in its text (RSS)."""
    if said.get("rel") == "enclosure":
        said.setdefault("type", "")
    relation = said.setdefault("rel", "alternate")
    kind = said.setdefault("type", "application/atom+xml" if relation == "self" else HTML)
    _with_href(said)
    state.context.setdefault("links", []).append(said)
    if "href" not in said:
        return LEAF, _end_link, []
    said["href"] = state.resolved(said["href"])
    if relation == "alternate" and TYPES.get(kind) in PAGES:
        state.context["link"] = said["href"]
    return LEAF, None, pieces


def _end_link(state: State, raw: str) -> None:
    found = mended(state.resolved(address) if (address := bare(raw)) else "")
    if state.in_entry:
        found = found.replace("&amp;", "&")
    found = CITED.sub(r"&\1", found)
    state.context["link"] = found
    if found or not state.in_entry:
        state.context["links"][-1]["href"] = found


def enclosure(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin a file that an entry carries."""
    _with_href(said)
    said["rel"] = "enclosure"
    state.context.setdefault("links", []).append(said)
    return LEAF, None, pieces


def _with_href(said: Words) -> None:
    """Put the address under one name."""
    if href := said.get("url", said.get("uri", said.get("href"))):
        said.pop("url", None)
        said.pop("uri", None)
        said["href"] = href


def own_id(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin an id, which is a link, too, where it does not say otherwise."""
    del pieces
    state.is_permalink = said.get("ispermalink", "true") == "true"
    return LEAF, _end_id, []


def _end_id(state: State, raw: str) -> None:
    state.is_permalink = state.is_permalink and "/" in raw
    found = bare(raw)
    found = mended(state.resolved(found) if found and state.is_permalink else found)
    state.context["id"] = found
    if state.is_permalink:
        state.context.setdefault("link", found)
