"""An edition in, what a page shows of it out: counted, worded, dated and checked, so that templates only place things.

A page that only needs the head of an edition (lists, neighbours, feeds) does not pay for its picks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, time, timedelta
from operator import attrgetter
from types import MappingProxyType
from zoneinfo import ZoneInfo

from generator import text
from generator.model import BLOCKS, AlertMatches, Edition, Pick, Reason, Section
from generator.publish import (
    along,
    answering,
    atlas,
    blocks,
    choosing,
    kindnesses,
    lexicon,
    links,
    mirror,
    own,
    questions,
    words,
)
from generator.publish.answering import EMPTY, Table
from generator.publish.headings import heading, own_words, parted, passed_on
from generator.publish.lexicon import NOTHING, Lexicon
from generator.publish.links import Links
from generator.publish.shapes import EditionView, HeadView, Link, PickView, PromptView, ReasonView, SectionView
from generator.publish.strings import ENGLISH, Say, catalogue, direction, tongue
from generator.publish.typeset import typeset

ALERTS = "alerts/"
"""Where the page of saved searches is."""
PINNED = own.PINNED
PIN = attrgetter("pin")
KNOWN = (PINNED, *map(str, Section))
"""The sections that have words of their own, in the order of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every view needs beside the edition."""

    say: Say
    zone: str
    repository: str | None = None
    alerts: frozenset[str] = frozenset()
    """Keys of the saved searches that have a place on the site."""
    newest: datetime | None = None
    """When the newest edition was published."""
    lexicon: Lexicon = NOTHING
    """What is known of words beyond their week."""
    charted: bool = False
    """Whether the site has a page of its network and its meters."""
    voices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Pick.voice -> the place on the site where all that it shared stands."""
    carried: along.Places = field(default_factory=lambda: MappingProxyType({}))
    """What can be taken along."""
    table: Table = EMPTY
    """What was answered to editions, and how the owner wishes to be answered."""
    blocks: tuple[str, ...] = BLOCKS
    """The parts of an edition that are shown, in their order."""


def only(editions: Sequence[Edition], desk: Desk) -> Desk:
    """Return of a desk only what the views of some editions ask for, so that nothing else can change these.

    Whatever is left out here is not to be had on their pages: a page is as old as this and its editions
    (Sheet.made_of). How much older than the newest they are counts only as far as anything depends on it, or each week
    would change all of them.
    """
    weeks, threads = [str(edition.week) for edition in editions], desk.table.threads
    spoken = {pick.voice for edition in editions for pick in edition.picks}
    return replace(
        desk,
        alerts=desk.alerts.intersection(found.key for edition in editions for found in edition.alerts),
        newest=kindnesses.newest(editions, desk.newest) if desk.newest else None,
        lexicon=lexicon.only(editions, desk.lexicon),
        voices={voice: desk.voices[voice] for voice in sorted(spoken & desk.voices.keys())},
        carried={week: desk.carried[week] for week in weeks if week in desk.carried},
        table=replace(desk.table, threads={week: threads[week] for week in weeks if week in threads}),
    )


def told(desk: Desk) -> tuple[object, ...]:
    """Return all of a desk as values whose `repr` tells them apart; of the words of the site, their language."""
    values = {each.name: getattr(desk, each.name) for each in fields(desk)}
    return tuple((values | {"say": desk.say.language, "alerts": sorted(desk.alerts)}).items())


def view(edition: Edition, desk: Desk, to: Links) -> EditionView:
    """Turn an edition into what a page shows of it; `to` are the links of that page."""
    picks = shown(edition)
    asked, under = questions.both(edition, picks, desk.say)
    top = _head(edition, picks, desk)
    talk = to(f"{top.place}#talk") if desk.table.wishes.giscus else ""
    whole = EditionView(
        head=top,
        language=tongue(edition.language) or desk.say.language,
        note=typeset(edition.note, to),
        sections=_sections(picks, edition, desk, under),
        prompts=asked,
        questions=questions.counted(len(asked), sum(map(len, under.values())), desk.say),
        answers=answering.view(edition, top.title, desk.table, desk.say, talk),
        words=lexicon.views(edition, desk.say, desk.lexicon),
        network=atlas.view(edition.network, atlas.stands(picks), desk.say),
        alerts=_found(edition, desk),
        kindnesses=kindnesses.views(edition, desk),
        mirror=mirror.brief(edition, desk.say) if picks else (),
        charted=desk.charted,
        chosen=words.chosen(edition, picks, desk.say),
        empty=() if picks else words.empty(edition, desk.say),
        record=f"{desk.repository}/blob/HEAD/content/editions/{edition.week}.md" if desk.repository else None,
        along=along.ways(str(edition.week), desk.carried, desk.say, to),
        blocks=desk.blocks,
    )
    return blocks.kept(whole, desk.blocks)


def head(edition: Edition, desk: Desk) -> HeadView:
    """Turn an edition into what a list says about it."""
    return _head(edition, shown(edition), desk)


def _head(edition: Edition, picks: Sequence[Pick], desk: Desk) -> HeadView:
    say, zone, week = desk.say, ZoneInfo(desk.zone), edition.week
    dated = say("week_year", number=week.number, year=str(week.year))
    headline = "" if _says_the_week(edition, say) else edition.title
    first = next(iter(_order(picks)), None)
    leading = next((pick for pick in picks if _reason(pick) == first), None)
    return HeadView(
        name=str(week),
        place=links.edition(week),
        week=say("week", number=week.number),
        period=say.period(*_days(edition, zone)),
        headline=headline,
        title=headline or dated,
        instant=edition.published.isoformat(),
        facts=words.facts(picks, say),
        lead=heading(leading, say) if leading else "",
        lead_language=say.foreign(leading.language) if leading and own_words(leading) else "",
    )


def _days(edition: Edition, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the first day and the last: the one on which the edition before came out is named by that one."""
    starts, published = edition.starts.astimezone(zone), edition.published.astimezone(zone)
    begun = starts.time() == time() or starts.date() == published.date()
    return starts if begun else starts + timedelta(days=1), published


def shown(edition: Edition) -> tuple[Pick, ...]:
    """Return the picks that are printed: those the owner pinned first, none that is hidden."""
    kept = [passed_on(pick) for pick in edition.picks if not pick.hidden]
    return tuple(sorted(kept, key=PIN, reverse=True))


def matches(found: AlertMatches) -> tuple[Pick, ...]:
    """Return the matches of a search that are printed: those the owner pinned first, none that is hidden."""
    kept = (passed_on(match) for match in found.matches if not match.hidden)
    return tuple(sorted(kept, key=PIN, reverse=True))


def alert_place(key: str) -> str:
    """Return where a saved search stands on the site."""
    return f"{ALERTS}#alert-{key}"


def _found(edition: Edition, desk: Desk) -> tuple[Link, ...]:
    """Say how much each search found in a week; one that config.yaml has no more leads nowhere."""
    counted = [(each, len(matches(each)) + each.more) for each in edition.alerts]
    return tuple(
        Link(
            name=desk.say("alerts.found", n=count, name=each.name),
            address=alert_place(each.key) if each.key in desk.alerts else None,
        )
        for each, count in counted
        if count
    )


def _says_the_week(edition: Edition, say: Say) -> bool:
    """A title that only repeats the dateline is no headline."""
    number, year = edition.week.number, str(edition.week.year)
    plain = {"", str(edition.week)}
    for each in (say, catalogue(ENGLISH)):  # the desk writes it in English
        plain |= {each("week", number=number), each("week_year", number=number, year=year)}
    return text.fold(edition.title) in {text.fold(each) for each in plain}


def _reason(pick: Pick) -> str:
    return PINNED if pick.pin else pick.section


def _order(picks: Sequence[Pick]) -> tuple[str, ...]:
    """Return the sections that have picks: the known ones in their order, then those the owner made up."""
    kept = dict.fromkeys(map(_reason, picks))
    return tuple(dict.fromkeys([*(name for name in KNOWN if name in kept), *kept]))


def _sections(
    picks: Sequence[Pick], edition: Edition, desk: Desk, under: Mapping[str, tuple[PromptView, ...]]
) -> tuple[SectionView, ...]:
    seen = {pick.id: picked(pick, edition, desk, under.get(pick.id, ())) for pick in picks}
    return tuple(
        _section(name, [pick for pick in picks if _reason(pick) == name], seen, desk.say) for name in _order(picks)
    )


def _section(name: str, picks: Sequence[Pick], seen: Mapping[str, PickView], say: Say) -> SectionView:
    known = name in KNOWN
    return SectionView(
        anchor=name if known else links.anchor("section", name),
        title=say(name) if known else name,
        words=say(f"{name}.words") if known else "",
        count=say("picks", n=len(picks)),
        minutes=say("minutes", n=words.minutes(picks)),
        picks=tuple(seen[pick.id] for pick in picks),
    )


def picked(pick: Pick, edition: Edition, desk: Desk, prompts: tuple[PromptView, ...] = ()) -> PickView:
    """Turn a pick into what a page shows of it; `prompts` are the questions that stand under it."""
    title, excerpt = parted(pick, desk.say)
    name = pick.name or desk.say("nobody")
    return PickView(
        anchor=links.anchor("pick", pick.id),
        title=title,
        own_title=bool(pick.title),
        address=text.address(pick.url),
        host=shown_host(pick.url),
        voice=Link(name=name, address=text.address(pick.address or "")),
        source="" if text.fold(pick.source_name) == text.fold(name) else pick.source_name,
        day=_day(pick.published, edition, desk),
        instant=pick.published.isoformat(timespec="seconds") if pick.published else "",
        minutes=words.minutes([pick]),
        heading=desk.say.foreign(pick.language) if own_words(pick) else "",
        excerpt=excerpt,
        language=tongue(pick.language),
        direction=direction(pick.language),
        warning=pick.warning,
        alts=pick.alts,
        about=text.address(pick.about or ""),
        new_voice=pick.new_voice,
        why=pick.why,
        facts="; ".join(pick.facts),
        told=desk.say.foreign(ENGLISH if pick.source else edition.language),
        shelf=desk.voices.get(pick.voice, ""),
        reasons=_reasons(pick.reasons, desk.say),
        also=tuple(Link(name=other.name, address=text.address(other.url)) for other in pick.also),
        prompts=prompts,
    )


def shown_host(url: str) -> str:
    """Return the host of an address for readers: beyond ASCII in punycode, for some letters only look like others."""
    host = text.host(url)
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode()


def _day(published: datetime | None, edition: Edition, desk: Desk) -> str:
    if published is None:
        return ""
    local = published.astimezone(ZoneInfo(desk.zone))
    if edition.starts <= published <= edition.published:
        return desk.say.day_of_week(local)
    return desk.say.day(local)


def _reasons(reasons: Sequence[Reason], say: Say) -> tuple[ReasonView, ...]:
    """Order the reasons by what they did, those that raised the score first; what has no words is not shown."""
    told = [(reason.effect or 1.0, reason) for reason in reasons if reason.words]
    return tuple(
        ReasonView(
            key=reason.signal,
            signal=choosing.signal(reason.signal, say),
            words=reason.words,
            share=words.effect(reason.effect, say),
        )
        for _, reason in sorted(told, key=lambda pair: (-pair[0], pair[1].signal))
    )
