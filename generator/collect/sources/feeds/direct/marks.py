"""What elements write that say who, what of and where: people, tags, files and wishes; see writers.py.

The rules are those of feedparser/mixin.py and feedparser/namespaces/ (6.0), and of limited.py where that differs.
"""

from generator.collect.sources.feeds.bounds import TAGS, TEXT, WORD
from generator.collect.sources.feeds.direct import state as ground
from generator.collect.sources.feeds.direct.state import (
    GROUP,
    LEAF,
    OWNER,
    PERSON,
    Frame,
    Pieces,
    State,
    Unsure,
    Words,
    bare,
    mended,
    settled,
)
from generator.collect.sources.feeds.direct.writers import Begin, kept

ITUNES = "http://www.itunes.com/"
"""The scheme of tags of podcasts."""


# ---------------------------------------------------------------- people


def author(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin an author: elements in it (Atom), or a line of text."""
    del said, pieces
    state.context.setdefault("authors", []).append({})
    return PERSON, _end_author, []


def editor(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin the editor of a feed, who is an author where no other is named."""
    return PERSON, _end_editor, author(state, said, pieces)[2]


def _end_author(state: State, raw: str) -> None:
    context = state.context
    detail = ground.person(context)
    if "unsure" in detail and "name" not in detail:
        raise Unsure
    written = detail.get("name") or raw[:WORD].strip(), detail.get("href") or ""
    context.setdefault("written_by", []).append(written)
    _end_editor(state, raw)


def _end_editor(state: State, raw: str) -> None:
    state.context["author"] = settled(raw)
    ground.sync(state.context)


def of_person(key: str) -> Begin:
    """Return what begins the name or the mail address of a person; of authors and owners it is kept."""

    def finish(state: State, raw: str) -> None:
        ground.name_person(state.context, key, bare(raw))

    def begin(state: State, said: Words, pieces: Pieces) -> Frame:
        del said, pieces
        return (LEAF, finish, []) if state.frames[-1][0] in {PERSON, OWNER} else (LEAF, None, None)

    return begin


def page_of_person(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin the page of a person; feedparser takes it for the address of what it stands in, too."""
    del said, pieces
    return LEAF, _end_page_of_author if state.frames[-1][0] == PERSON else _end_page, []


def _end_page(state: State, raw: str) -> None:
    said = bare(raw)
    state.context["href"] = mended(state.resolved(said) if said else "")


def _end_page_of_author(state: State, raw: str) -> None:
    _end_page(state, raw)
    ground.name_person(state.context, "href", state.context["href"])


def speaker(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin a person of a podcast."""
    del pieces
    role = (said.get("role") or "host").lower()
    state.context.setdefault("persons", []).append(["", said.get("href") or "", role])
    return LEAF, _end_speaker, []


def _end_speaker(state: State, raw: str) -> None:
    if name := bare(raw):
        state.context["persons"][-1][0] = name[:WORD]


# ---------------------------------------------------------------- tags


def tag(named: str = "term", scheme: str | None = None) -> Begin:
    """Return what begins a tag: named by an attribute, by its text, or by both."""

    def begin(state: State, said: Words, pieces: Pieces) -> Frame:
        del pieces
        if not state.in_entry:
            return GROUP, None, None
        if named == "term":
            _tag(state.context, said.get("term"), said.get("scheme", said.get("domain", scheme)), said.get("label"))
        else:
            _tag(state.context, said.get(named), scheme, None)
        return LEAF, _end_tag, []

    return begin


def _tag(context: Words, term: str | None, scheme: str | None, label: str | None) -> None:
    tags = context.setdefault("tags", [])
    told = {"term": term, "scheme": scheme, "label": label}
    if len(tags) < TAGS and (term or scheme or label) and told not in tags:
        tags.append(told)


def _end_tag(state: State, raw: str) -> None:
    if not (said := settled(raw)):
        return
    tags = state.context["tags"]
    if tags and not tags[-1]["term"]:
        tags[-1]["term"] = said
    else:
        _tag(state.context, said, None, None)


def keywords(scheme: str | None) -> Begin:
    """Return what begins a list of tags between commas."""

    def finish(state: State, raw: str) -> None:
        for term in settled(raw).split(","):
            if term.strip():
                _tag(state.context, term.strip(), scheme, None)

    return kept(finish, is_bare=True, in_entries=True)


# ---------------------------------------------------------------- media, wishes, the feed itself


def media(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin a file of Media RSS, with what is said of it."""
    if state.in_entry:
        state.context.setdefault("media_content", []).append(said)
    return GROUP, None, pieces


def group(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin a group of such files."""
    del state, said
    return GROUP, None, pieces


def end_picture_words(state: State, raw: str) -> None:
    """Keep the description of a picture."""
    if words := bare(raw):
        state.context.setdefault("media_words", []).append(words)


def end_block(state: State, raw: str) -> None:
    """Read `Yes`, `yes` and `YES` alike."""
    state.context["itunes_block"] = mended(raw[:TEXT]).strip().lower()


def block(state: State, said: Words, pieces: Pieces) -> Frame:
    """Begin a wish not to be listed: at a named service, or, without an id, anywhere."""
    del state, pieces
    return (LEAF, None, None) if said.get("id") else (LEAF, _end_podcast_block, [])


def _end_podcast_block(state: State, raw: str) -> None:
    if said := bare(raw):
        state.context["podcast_block"] = said


def end_hour(state: State, raw: str) -> None:
    """Keep an hour of skipHours."""
    state.hours.append(settled(raw)[:20])


def end_day(state: State, raw: str) -> None:
    """Keep a day of skipDays."""
    state.days.append(settled(raw)[:20])
