"""The text of a feed in, what was found in it out, as limited.py hands it on; None where feedparser must read it.

expat (xml.parsers.expat) calls this module at each element. Names are made as feedparser's strict parser makes them
(feedparser/parsers/strict.py, 6.0): a namespace that it knows by its own prefix, any other by the first prefix that the
document has bound to it.
"""

from xml.parsers import expat
from xml.sax.saxutils import escape

from generator.collect.sources.feeds.bounds import ADDRESS, LANGUAGE, TEXT
from generator.collect.sources.feeds.direct.elements import (
    COMPLETE,
    DECLINED,
    ELEMENTS,
    ENTRIES,
    GONE,
    READ,
    REPLY,
    Row,
)
from generator.collect.sources.feeds.direct.namespaces import BACKEND, KNOWN, NETSCAPE, PREFIXES, VERSIONS, XLINK
from generator.collect.sources.feeds.direct.state import (
    CLOSED,
    DULL,
    LEAF,
    MARKUP,
    ROOT,
    UNWANTED,
    Pieces,
    State,
    Unsure,
    Words,
    certain,
)

SCOPE = frozenset({"xml:base", "base", "xml:lang", "lang"})
"""Attributes that hold for all that stands in an element."""
MEANT = frozenset(
    (
        "base lang type rel href url uri term scheme domain label text mode version ispermalink role id ref start "
        "medium duration lastmod"
    ).split()
)
"""Attributes that are looked up: of another namespace they are for feedparser, which takes them for the same."""
APART = frozenset({"xhtml:body", "xhtml:svg", "xhtml:math"})
"""Elements of XHTML that feedparser treats in a way of its own."""
WEB = ("http://", "https://")


def read(document: str, url: str, wanted: frozenset[int] | None) -> State | None:
    """Return what a document holds that guard.py has passed; None where feedparser must read it.

    `wanted` are the numbers of the entries that are read, None for all, as newest.py chooses them.
    """
    parser = expat.ParserCreate("utf-8", " ")
    parser.namespace_prefixes = parser.buffer_text = True
    state = State(base=url, wanted=wanted)
    try:
        _Reading(parser, state)
        parser.Parse(document.encode("utf-8", "replace"), True)  # noqa: FBT003  pyexpat has no keyword for "this is all"
        certain(state)
    except (expat.ExpatError, Unsure):
        return None
    finally:  # else each holds the other, and with them the whole text, until Python looks for circles
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.StartNamespaceDeclHandler = None
    return state


class _Reading:
    """One document on its way through expat."""

    def __init__(self, parser: expat.XMLParserType, state: State) -> None:
        self.parser, self.state, self.frames = parser, state, state.frames
        self.frames.append((ROOT, None, None))
        self.scopes: list[tuple[int, str, str | None]] = []
        """Depth of an element with attributes of SCOPE, and what held around it."""
        self.prefixes: dict[str | None, str] = {}
        """Prefix in the document -> the one that feedparser uses for it."""
        self.bound: dict[str, str] = {}
        """Prefix -> address, in the order of the document; where feedparser has a prefix of its own, by that."""
        self.seen: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        """Name as expat writes it -> as feedparser writes it."""
        self.rows: dict[str, tuple[str, Row | None]] = {}
        """The same -> as ELEMENTS has it, and what that says of it."""
        self.declared: Words = {}
        """What the next element gets for an attribute: feedparser's strict parser keeps the declaration of XLink."""
        state.base = self._joined(state.base)
        parser.StartNamespaceDeclHandler = self._bind
        self._attend()

    def _attend(self) -> None:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end

    # ---------------------------------------------------------------- names

    def _bind(self, prefix: str | None, uri: str | None) -> None:
        """Note a namespace, as `track_namespace` does."""
        if not uri:
            return
        lower = uri.lower()
        key = BACKEND if BACKEND[7:] in lower else lower
        known = KNOWN.get(key)
        is_odd = (known is None and prefix in PREFIXES) or (prefix and self.seen.setdefault(prefix, uri) != uri)
        if " " in uri or is_odd or (uri == XLINK and len(self.frames) > 1):
            raise Unsure
        if uri == XLINK and prefix:
            self.declared = {f"xmlns:{prefix}".lower(): uri}
        if not self.state.version and (prefix is None or lower != NETSCAPE):
            self.state.version = VERSIONS.get(lower, "")
        if known is None:
            self.bound[prefix or ""] = uri
        else:
            self.prefixes[prefix] = known
            self.bound[known] = BACKEND if key == BACKEND else uri
        self.tags.clear()
        self.rows.clear()

    def _tag(self, written: str) -> str:
        """Return the name of an element as feedparser's strict parser makes it: `dc:creator`, `item`."""
        parts = written.split(" ")
        uri, local = (parts[0], parts[1]) if len(parts) > 1 else ("", written)
        lower = uri.lower()
        prefix = KNOWN.get(BACKEND if BACKEND[7:] in lower else lower)
        if prefix is None:
            prefix = next((name for name, bound in self.bound.items() if name and bound == uri), "")
        if ":" in local:
            raise Unsure
        tag = self.tags[written] = f"{prefix}:{local}".lower() if prefix else local.lower()
        return tag

    def _row(self, written: str) -> tuple[str, Row | None]:
        """Return the name of an element as ELEMENTS has it, `dc_creator` or `item`, and its row there."""
        tag = self._tag(written)
        prefix, _, local = tag.rpartition(":")
        prefix = self.prefixes.get(prefix, prefix) if prefix else ""
        name = f"{prefix}_{local}" if prefix else local
        if local in {REPLY, GONE} or tag == COMPLETE:
            name = COMPLETE if tag == COMPLETE else local
        elif name in DECLINED or (local in ENTRIES and name not in ENTRIES):
            raise Unsure
        found = self.rows[written] = name, ELEMENTS.get(name)
        return found

    def _said(self, attributes: dict[str, str]) -> Words:
        """Return the attributes as feedparser names them, and enter what holds for all that stands in the element."""
        said, self.declared = self.declared, {}
        whole: Words = {}
        for written, value in attributes.items():
            if " " not in written:
                said[written.lower()] = whole[written.lower()] = value
                continue
            uri, local, *rest = written.split(" ")
            prefix = KNOWN.get(uri.lower())
            if prefix is None and (local.lower() in MEANT or self.frames[-1][0] in {MARKUP, LEAF}):
                raise Unsure
            said[(f"{prefix}:{local}" if prefix else local).lower()] = value
            whole[":".join((*rest, local)).lower()] = value
        said |= whole
        for key in ("rel", "type"):
            if key in said:
                said[key] = said[key].lower()
        if not SCOPE.isdisjoint(said):
            self._enter(said)
        return said

    def _enter(self, said: Words) -> None:
        state = self.state
        self.scopes.append((len(self.frames), state.base, state.lang))
        if base := said.get("xml:base", said.get("base")):
            state.base = self._joined(base)
        lang = said.get("xml:lang", said.get("lang"))
        if lang is not None:
            state.lang = lang or None
        if len(state.lang or "") > LANGUAGE:
            raise Unsure

    def _joined(self, base: str) -> str:
        found = self.state.resolved(base)
        if not found.startswith(WEB) or len(found) > ADDRESS:
            raise Unsure
        return found

    # ---------------------------------------------------------------- elements

    def _start(self, written: str, attributes: dict[str, str]) -> None:
        state, frames = self.state, self.frames
        name, row = self.rows.get(written) or self._row(written)
        said = self._said(attributes) if attributes or self.declared else attributes
        around, _, pieces = frames[-1]
        if row:
            if around not in row[0]:
                raise Unsure
            frame = row[1](state, said, pieces)
        else:
            if around in CLOSED or name in READ:
                raise Unsure
            frame = DULL, None, pieces if said else None
        frames.append(frame)
        kind, _, inside = frame
        self.parser.CharacterDataHandler = None if inside is None else inside.append
        if kind == MARKUP:
            self._attend_markup(inside)
        elif kind == UNWANTED:
            self._pass_by()
        if state.lang and around == ROOT and name in {"feed", "rss"}:
            state.feeddata["language"] = state.lang.replace("_", "-")

    def _end(self, written: str) -> None:
        del written
        _, finish, pieces = self.frames[-1]
        if finish:
            finish(self.state, "".join(pieces) if pieces else "")
        self._close()
        outside = self.frames[-1][2]
        self.parser.CharacterDataHandler = None if outside is None else outside.append

    def _close(self) -> None:
        self.frames.pop()
        if self.scopes and self.scopes[-1][0] == len(self.frames):
            _, self.state.base, self.state.lang = self.scopes.pop()

    # ---------------------------------------------------------------- XHTML

    def _attend_markup(self, pieces: Pieces) -> None:
        """Write elements out as text, until the element is over that holds them."""
        opened, depth = list[str](), len(self.frames)
        assert pieces is not None

        def start(written: str, attributes: dict[str, str]) -> None:
            tag = self.tags.get(written) or self._tag(written)
            if not tag.startswith("xhtml:") or tag in APART or ":" in tag[6:]:
                raise Unsure
            said = self._said(attributes) if attributes else attributes
            self.frames.append((LEAF, None, pieces))
            opened.append(tag[6:])
            pieces.append(f"<{tag[6:]}{''.join(map(_attribute, said.items()))}>")

        def end(written: str) -> None:
            if len(self.frames) == depth:
                self._attend()
                pieces[:] = self._unwrapped(pieces)
                self._end(written)
            else:
                pieces.append(f"</{opened.pop()}>")
                self._close()

        self.parser.StartElementHandler, self.parser.EndElementHandler = start, end
        self.parser.CharacterDataHandler = lambda words: pieces.append(escape(words))

    def _unwrapped(self, pieces: list[str]) -> list[str]:
        """Return the markup of XHTML without the <div> around it (RFC 4287, 3.1.1.3), as feedparser does for Atom."""
        if self.state.version != "atom10" or sum(map(len, pieces)) > TEXT:
            return pieces
        inner = list(pieces)
        while len(inner) > 1 and not inner[-1].strip():
            inner.pop()
        while len(inner) > 1 and not inner[0].strip():
            inner.pop(0)
        if not (inner and (inner[0] == "<div>" or inner[0].startswith("<div ")) and inner[-1] == "</div>"):
            return inner
        depth = 0
        for piece in inner[:-1]:
            depth += -1 if piece.startswith("</") else piece.startswith("<") and not piece.endswith("/>")
            if depth == 0 and piece.startswith("</"):
                return inner
        return inner[1:-1]

    # ---------------------------------------------------------------- entries that are not wanted

    def _pass_by(self) -> None:
        """Drop all until the entry is over."""
        depth = len(self.frames)

        def start(written: str, _: dict[str, str]) -> None:
            if (self.tags.get(written) or self._tag(written)).rpartition(":")[2] in ENTRIES:
                raise Unsure
            self.frames.append((DULL, None, None))

        def end(written: str) -> None:
            if len(self.frames) == depth:
                self._attend()
            self._end(written)

        self.parser.StartElementHandler, self.parser.EndElementHandler = start, end


def _attribute(pair: tuple[str, str]) -> str:
    name, value = pair
    return f' {name}="{escape(value, {chr(34): "&quot;"})}"'
