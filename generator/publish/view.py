"""An edition in, what a page shows of it out: counted, worded, dated and checked, so that templates only place things.

A page that only needs the head of an edition (lists, neighbours, feeds) does not pay for its picks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from generator import text
from generator.model import AlertMatches, Edition, Pick, Prompt, Reason, Section
from generator.publish import answering, atlas, kindnesses, lexicon, mirror, words
from generator.publish.answering import EMPTY, Table
from generator.publish.lexicon import NOTHING, Lexicon
from generator.publish.links import Links, anchor
from generator.publish.shapes import EditionView, HeadView, Link, PickView, PromptView, ReasonView, SectionView
from generator.publish.strings import Say, direction, tongue
from generator.publish.typeset import typeset

EXCERPT = 360
"""Characters of an excerpt, about four lines of the page."""
HEADING = 110
"""Characters of the heading of a post that has no title of its own."""
POINTER = 70
"""Characters of a title where a question points to it."""
SOON = 30
"""A first sentence shorter than this is too little for a heading."""
ALERTS = "alerts/"
"""Where the page of saved searches is."""
PINNED = "pinned"
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
    lexicon: Lexicon = NOTHING
    """What is known of words beyond their week."""
    table: Table = EMPTY
    """What was answered to editions, and how the owner wishes to be answered."""


def view(edition: Edition, desk: Desk, to: Links) -> EditionView:
    """Turn an edition into what a page shows of it; `to` are the links of that page."""
    picks = shown(edition)
    prompts = tuple(prompt for prompt in edition.prompts if not prompt.hidden)
    here = {pick.id: pick for pick in picks}
    top = head(edition, desk)
    talk = to(f"{top.place}#talk") if desk.table.wishes.giscus else ""
    return EditionView(
        head=top,
        language=tongue(edition.language) or desk.say.language,
        note=typeset(edition.note, to),
        sections=_sections(picks, edition, desk),
        prompts=_prompts(prompts, here, desk),
        questions=desk.say("questions_n", n=len(prompts)),
        answers=answering.view(edition, top.title, desk.table, desk.say, talk),
        words=lexicon.views(edition, desk.say, desk.lexicon),
        network=atlas.view(edition.network, atlas.stands(picks), desk.say),
        alerts=_found(edition, desk),
        kindnesses=kindnesses.views(edition, desk.say),
        mirror=mirror.brief(edition, desk.say),
        chosen=words.chosen(edition, picks, desk.say),
        empty=() if picks else words.empty(edition, desk.say),
        record=f"{desk.repository}/blob/HEAD/content/editions/{edition.week}.md" if desk.repository else None,
    )


def head(edition: Edition, desk: Desk) -> HeadView:
    """Turn an edition into what a list says about it."""
    say, zone, week = desk.say, ZoneInfo(desk.zone), edition.week
    dated = say("week_year", number=week.number, year=str(week.year))
    headline = "" if _says_the_week(edition, say) else edition.title
    picks = shown(edition)
    return HeadView(
        name=str(week),
        place=f"editions/{week}/",
        week=say("week", number=week.number),
        period=say.period(edition.starts.astimezone(zone), edition.published.astimezone(zone)),
        headline=headline,
        title=headline or dated,
        instant=edition.published.isoformat(),
        facts=words.facts(picks, say),
        lead=_heading(next(pick for pick in picks if _reason(pick) == _order(picks)[0]), say)[0] if picks else "",
    )


def shown(edition: Edition) -> tuple[Pick, ...]:
    """Return the picks that are printed: those the owner pinned first, none that is hidden."""
    return tuple(sorted((pick for pick in edition.picks if not pick.hidden), key=lambda pick: not pick.pin))


def matches(found: AlertMatches) -> tuple[Pick, ...]:
    """Return the matches of a search that are printed: those the owner pinned first, none that is hidden."""
    return tuple(sorted((match for match in found.matches if not match.hidden), key=lambda match: not match.pin))


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
    plain = {"", str(edition.week), say("week", number=number), say("week_year", number=number, year=year)}
    return text.fold(edition.title) in {text.fold(each) for each in plain}


def _reason(pick: Pick) -> str:
    return PINNED if pick.pin else pick.section


def _order(picks: Sequence[Pick]) -> tuple[str, ...]:
    """Return the sections that have picks: the known ones in their order, then those the owner made up."""
    kept = dict.fromkeys(map(_reason, picks))
    return tuple(dict.fromkeys([*(name for name in KNOWN if name in kept), *kept]))


def _sections(picks: Sequence[Pick], edition: Edition, desk: Desk) -> tuple[SectionView, ...]:
    return tuple(
        _section(name, [pick for pick in picks if _reason(pick) == name], edition, desk) for name in _order(picks)
    )


def _section(name: str, picks: Sequence[Pick], edition: Edition, desk: Desk) -> SectionView:
    known = name in KNOWN
    return SectionView(
        anchor=name if known else anchor("section", name),
        title=desk.say(name) if known else name,
        words=desk.say(f"{name}.words") if known else "",
        count=desk.say("picks", n=len(picks)),
        minutes=desk.say("minutes", n=words.minutes(picks)),
        picks=tuple(picked(pick, edition, desk) for pick in picks),
    )


def picked(pick: Pick, edition: Edition, desk: Desk) -> PickView:
    """Turn a pick into what a page shows of it."""
    title, excerpt = _heading(pick, desk.say)
    name = pick.name or desk.say("nobody")
    return PickView(
        anchor=anchor("pick", pick.id),
        title=title,
        own_title=bool(pick.title),
        address=text.address(pick.url),
        host=_host(pick.url),
        voice=Link(name=name, address=text.address(pick.address or "")),
        source="" if text.fold(pick.source_name) == text.fold(name) else pick.source_name,
        day=_day(pick.published, edition, desk),
        instant=pick.published.isoformat() if pick.published else "",
        minutes=words.minutes([pick]),
        excerpt=excerpt,
        language=tongue(pick.language),
        direction=direction(pick.language),
        warning=pick.warning,
        alts=pick.alts,
        about=text.address(pick.about or ""),
        new_voice=pick.new_voice,
        why=pick.why,
        facts="; ".join(pick.facts),
        reasons=_reasons(pick.reasons, desk.say),
        also=tuple(Link(name=other.name, address=text.address(other.url)) for other in pick.also),
    )


def heading(pick: Pick, say: Say) -> str:
    """Return what a pick is called on the page."""
    return _heading(pick, say)[0]


def _heading(pick: Pick, say: Say) -> tuple[str, str]:
    """Return the title and the excerpt; a post without a title lends its first words, unless it carries a warning."""
    flowing = " ".join(pick.excerpt.split())
    if pick.title or pick.warning or not flowing:
        return pick.title or say("by", name=pick.name or say("nobody")), _excerpt(flowing)
    if len(flowing) <= HEADING:
        return flowing, ""
    end = max(flowing.rfind(mark, SOON, HEADING) + len(mark) for mark in (". ", "! ", "? ", "。", "؟ "))
    if end >= SOON:
        return flowing[:end].rstrip(), _excerpt(flowing[end:].lstrip())
    first = text.clip(flowing, HEADING)
    return first, "…" + _excerpt(flowing[len(first) - 1 :])


def _excerpt(flowing: str) -> str:
    """Shorten to four lines; a sign of a script without spaces is as wide as two letters."""
    wide = len(text.WIDE.findall(flowing[:EXCERPT]))
    return text.clip(flowing, EXCERPT - wide // 2)


def _host(url: str) -> str:
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
        return desk.say.weekday(local.isoweekday())
    return desk.say.day(local)


EFFECTS = ((2.0, "effect.most"), (1.25, "effect.much"), (1.05, "effect.some"), (1.0, "effect.little"))
"""From which factor on a reason raised the score by how much, in words; below the last it held the story back."""


def _reasons(reasons: Sequence[Reason], say: Say) -> tuple[ReasonView, ...]:
    """Order the reasons by what they did, those that raised the score first; what has no words is not shown."""
    told = [(reason.effect or 1.0, reason) for reason in reasons if reason.words]
    return tuple(
        ReasonView(signal=reason.signal.replace("_", " "), words=reason.words, share=_share(reason.effect, say))
        for _, reason in sorted(told, key=lambda pair: (-pair[0], pair[1].signal))
    )


def _share(effect: float | None, say: Say) -> str:
    """Say what a reason did to the score; "" where a record of before does not know."""
    if effect is None:
        return ""
    if effect == 1:
        return say("effect.none")
    return say(next((key for least, key in EFFECTS if effect >= least), "effect.held"))


def _prompts(prompts: Sequence[Prompt], here: dict[str, Pick], desk: Desk) -> tuple[PromptView, ...]:
    """Show the questions; one that the owner copied has the id of another, and needs a place of its own."""
    names = [prompt.id for prompt in prompts]
    counted = [(names[:at].count(prompt.id), prompt) for at, prompt in enumerate(prompts)]
    return tuple(
        _prompt(prompt, f"{prompt.id} {before}" if before else prompt.id, here, desk) for before, prompt in counted
    )


def _prompt(prompt: Prompt, name: str, here: dict[str, Pick], desk: Desk) -> PromptView:
    known = f"lens.{prompt.lens}" in desk.say.table
    about = [here[each] for each in prompt.about if each in here]
    return PromptView(
        anchor=anchor("prompt", name),
        lens=prompt.lens if known else "other",
        name=desk.say(f"lens.{prompt.lens}") if known else prompt.lens or desk.say("note"),
        text=prompt.text,
        about=tuple(
            Link(name=text.clip(_heading(pick, desk.say)[0], POINTER), address=f"#{anchor('pick', pick.id)}")
            for pick in about
        ),
    )
