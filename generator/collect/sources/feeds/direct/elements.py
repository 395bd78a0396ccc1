"""The elements of a feed: for each where it may stand and what begins with it; any other place is for feedparser.

The names are those of feedparser: the prefix of feedparser/mixin.py, `_`, the name, in small letters.
"""

from collections.abc import Mapping
from types import MappingProxyType

from generator.collect.sources.feeds.bounds import ITEMS
from generator.collect.sources.feeds.direct import marks, writers
from generator.collect.sources.feeds.direct.state import (
    DULL,
    ENTRY,
    FEED,
    GROUP,
    HOLDERS,
    HTML,
    INPUT,
    LEAF,
    OTHER_PERSON,
    OWNER,
    PERSON,
    PICTURE,
    PLAIN,
    ROOT,
    SOURCE,
    TOP,
    UNWANTED,
    Frame,
    Pieces,
    State,
    Unsure,
    Words,
    bare,
    settled,
)
from generator.collect.sources.feeds.direct.writers import Begin

VERSIONS: Mapping[str, str] = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
OLD_ATOM: Mapping[str, str] = {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}
ENTRIES = frozenset({"item", "entry"})
OF_CDF = frozenset({"lastmod", "href"})
"""Attributes by which a channel or an item is one of CDF."""


def _rss(state: State, said: Words, pieces: Pieces) -> Frame:
    del pieces
    if not state.version.startswith("rss"):
        number = said.get("version", "")
        state.version = VERSIONS.get(number) or ("rss20" if number.startswith("2.") else "rss")
    return TOP, None, None


def _rdf(state: State, said: Words, pieces: Pieces) -> Frame:
    del state, said, pieces
    return TOP, None, None


def _channel(state: State, said: Words, pieces: Pieces) -> Frame:
    del pieces
    if state.has_channel or state.entries or not OF_CDF.isdisjoint(said):
        raise Unsure
    state.has_channel = True
    return FEED, None, None


def _feed(state: State, said: Words, pieces: Pieces) -> Frame:
    del pieces
    state.version = state.version or OLD_ATOM.get(said.get("version", ""), "atom")
    return FEED, None, None


def _entry(state: State, said: Words, pieces: Pieces) -> Frame:
    del pieces
    state.met += 1
    if state.wanted is not None and state.met - 1 not in state.wanted:
        return UNWANTED, None, None
    if len(state.entries) >= ITEMS or not OF_CDF.isdisjoint(said):
        raise Unsure
    about = said.get("rdf:about")
    state.context = {"id": about} if about else {}
    state.entries.append(state.context)
    state.in_entry, state.is_permalink, state.title_depth = True, False, -1
    return ENTRY, _end_entry, None


def _end_entry(state: State, _: str) -> None:
    state.in_entry, state.has_content, state.context = False, False, state.feeddata


def _source(state: State, said: Words, pieces: Pieces) -> Frame:
    del pieces
    state.in_entry, state.context, state.title_depth = False, {"href": said["url"]} if "url" in said else {}, -1
    return SOURCE, _end_source, []


def _end_source(state: State, raw: str) -> None:
    if title := settled(raw):
        state.context["title"] = title
    entry = state.entries[-1]
    entry["source"] = state.context
    state.in_entry, state.context = True, entry


def _holds(kind: str) -> Begin:
    """Return what begins the picture of a feed, or its field for words: what stands in them is theirs."""

    def begin(state: State, said: Words, pieces: Pieces) -> Frame:
        del said, pieces
        state.title_depth = -1
        return LEAF if state.in_entry else kind, None, None

    return begin


def _title(state: State, said: Words, pieces: Pieces) -> Frame:
    if state.frames[-1][0] not in HOLDERS:
        return writers.title(state, said, pieces)
    if said:
        raise Unsure
    return LEAF, _end_picture_title, []


def _end_picture_title(state: State, raw: str) -> None:
    if bare(raw):
        state.title_depth = len(state.frames)


def _besides(begin: Begin) -> Begin:
    """Return `begin` for a feed and its entries, and nothing for a picture of it."""

    def either(state: State, said: Words, pieces: Pieces) -> Frame:
        return (writers.ignored if state.frames[-1][0] in HOLDERS else begin)(state, said, pieces)

    return either


def _opens(kind: str) -> Begin:
    def begin(state: State, said: Words, pieces: Pieces) -> Frame:
        del state, said, pieces
        return kind, None, None

    return begin


def _reply(state: State, said: Words, pieces: Pieces) -> Frame:
    if state.entries and state.frames[-1][0] == ENTRY:
        state.entries[-1]["is_reply"] = True
    elif state.in_entry:
        raise Unsure
    return DULL, None, pieces if said else None


def _gone(state: State, said: Words, pieces: Pieces) -> Frame:
    state.gone.extend(said[key] for key in ("ref",) if key in said)
    return DULL, None, pieces if said else None


def _complete(state: State, said: Words, pieces: Pieces) -> Frame:
    state.whole = True
    return DULL, None, pieces if said else None


REPLY, GONE, COMPLETE = "in-reply-to", "deleted-entry", "fh:complete"
"""Elements that count whatever their prefix is, or under this one only, as in limited.py."""


def _chapter(state: State, said: Words, pieces: Pieces) -> Frame:
    del state
    if "start" not in said:
        raise Unsure
    return LEAF, None, pieces


_HEAD, _PARTS = frozenset({FEED, ENTRY}), frozenset({FEED, ENTRY, SOURCE})
_SHOWN = frozenset({FEED, ENTRY, GROUP})
_ANY = frozenset({FEED, ENTRY, GROUP, DULL, TOP})
_PEOPLE = frozenset({FEED, ENTRY, PERSON, OTHER_PERSON, OWNER})

_ROWS: tuple[tuple[str, frozenset[str], Begin], ...] = (
    ("rss", frozenset({ROOT}), _rss),
    ("rdf_rdf", frozenset({ROOT}), _rdf),
    ("feed", frozenset({ROOT}), _feed),
    ("channel", frozenset({TOP}), _channel),
    ("item entry", frozenset({TOP, FEED}), _entry),
    ("source", frozenset({ENTRY}), _source),
    ("image", frozenset({TOP, FEED, ENTRY}), _holds(PICTURE)),
    ("textinput", frozenset({TOP, FEED}), _holds(INPUT)),
    ("title", _PARTS | HOLDERS, _title),
    ("dc_title", _PARTS, writers.title),
    ("description", _HEAD | HOLDERS, _besides(writers.summary(HTML, in_entries=True))),
    ("dc_description", _HEAD, writers.summary(HTML, in_entries=True)),
    ("summary itunes_summary", _HEAD, writers.summary(PLAIN)),
    ("content", frozenset({ENTRY}), writers.content(PLAIN)),
    ("content_encoded fullitem", frozenset({ENTRY}), writers.content(HTML)),
    ("link", _PARTS | HOLDERS, _besides(writers.link)),
    ("enclosure", _HEAD, writers.enclosure),
    ("guid id", _PARTS, writers.own_id),
    ("managingeditor", _PARTS, marks.editor),
    ("author dc_creator dc_author itunes_author", _PARTS, marks.author),
    ("contributor", _PARTS, _opens(OTHER_PERSON)),
    ("itunes_owner", _HEAD, _opens(OWNER)),
    ("name", _PEOPLE | {INPUT}, marks.of_person("name")),
    ("itunes_name", _PEOPLE, marks.of_person("name")),
    ("email itunes_email", _PEOPLE, marks.of_person("email")),
    ("uri homepage", _PEOPLE, marks.page_of_person),
    ("url", _PEOPLE | {PICTURE}, marks.page_of_person),
    ("podcast_person", _HEAD, marks.speaker),
    ("published issued pubdate dcterms_issued", _PARTS, writers.date("published")),
    ("updated modified lastbuilddate dc_date dcterms_modified", _PARTS, writers.date("updated")),
    ("created dcterms_created", _PARTS, writers.date("created")),
    ("category keywords dc_subject", _PARTS | {GROUP}, marks.tag()),
    ("media_category", _SHOWN, marks.tag(scheme="http://search.yahoo.com/mrss/category_schema")),
    ("itunes_category", _SHOWN, marks.tag("text", marks.ITUNES)),
    ("itunes_keywords", _HEAD, marks.keywords(marks.ITUNES)),
    ("media_keywords", _SHOWN, marks.keywords(None)),
    ("media_content", _SHOWN, marks.media),
    ("media_group", _SHOWN, marks.group),
    ("media_description", _SHOWN, writers.kept(marks.end_picture_words, in_entries=True)),
    ("media_title media_thumbnail media_credit media_rating", _SHOWN, writers.ignored),
    ("media_restriction media_license media_player", _SHOWN, writers.ignored),
    ("language dc_language", _HEAD, writers.field("language")),
    ("itunes_duration", _HEAD, writers.field("itunes_duration", is_bare=True)),
    ("feedburner_origlink", frozenset({ENTRY}), writers.field("feedburner_origlink", is_bare=True)),
    ("ttl", frozenset({FEED}), writers.field("ttl", is_bare=True)),
    ("sy_updateperiod", frozenset({FEED}), writers.field("sy_updateperiod", is_bare=True)),
    ("sy_updatefrequency", frozenset({FEED}), writers.field("sy_updatefrequency", is_bare=True)),
    ("generator", _PARTS, writers.field("generator")),
    ("itunes_block", _HEAD, writers.kept(marks.end_block, is_bare=True)),
    ("podcast_block", _HEAD, marks.block),
    ("hour", _ANY, writers.kept(marks.end_hour, is_bare=True)),
    ("day", _ANY, writers.kept(marks.end_day, is_bare=True)),
    ("subtitle tagline itunes_subtitle rights copyright dc_rights info", _PARTS, writers.ignored_construct),
    ("feedburner_browserfriendly expirationdate dcterms_valid", _HEAD, writers.ignored),
    ("webmaster dc_publisher dc_contributor cc_license creativecommons_license", _HEAD, writers.ignored),
    ("itunes_image itunes_link itunes_explicit cloud", _HEAD, writers.ignored),
    ("georss_point georss_line georss_polygon georss_box", _HEAD, writers.ignored),
    ("psc_chapters", frozenset({ENTRY}), marks.group),
    ("psc_chapter", frozenset({GROUP}), _chapter),
    ("width height", frozenset({PICTURE}), writers.ignored),
    (REPLY, _ANY, _reply),
    (GONE, _ANY, _gone),
    (COMPLETE, _ANY, _complete),
)

Row = tuple[frozenset[str], Begin]
"""In which elements one may stand, and what begins with it."""
ELEMENTS: Mapping[str, Row] = MappingProxyType(
    {name: (places, begin) for names, places, begin in _ROWS for name in names.split()}
)
"""Name -> in which elements it may stand, and what begins with it."""
DECLINED = frozenset(
    (
        "abstract body xhtml_body tags newlocation where georss_where gml_point gml_linestring gml_polygon "
        "gml_exterior gml_linearring gml_pos gml_poslist geom georssgeom"
    ).split()
)
"""Elements that feedparser knows and that are left to it."""
READ = frozenset(
    (
        "id guid link links title title_detail published published_parsed issued_parsed updated updated_parsed date "
        "date_parsed modified_parsed created created_parsed content summary summary_detail description_detail "
        "media_words media_content tags source language author authors author_detail written_by persons is_reply "
        "itunes_block podcast_block itunes_duration feedburner_origlink href ttl sy_updateperiod sy_updatefrequency "
        "generator"
    ).split()
)
"""Fields that are looked up: an element that nobody knows and that would be kept under such a name is declined."""
