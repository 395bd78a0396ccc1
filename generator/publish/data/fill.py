"""An edition and its page in, the same as data out: what the page shows, and nothing that it hides.

It is made from what the template of the page is given, so that a pick, a question or a part of the page that is not
printed cannot be in it; only what a page says in words and data in figures comes from the record.
"""

from collections.abc import Collection

from generator import text
from generator.model import Edition, Network, Pick
from generator.publish import kindnesses, lexicon, links, view
from generator.publish.atlas import roll
from generator.publish.atlas.chart import chart
from generator.publish.data.shape import (
    FORMAT,
    AlertData,
    CircleData,
    CourtesyData,
    DigestData,
    EditionData,
    MeetingData,
    NetworkData,
    NumbersData,
    PersonData,
    PickData,
    QuestionData,
    ReasonData,
    SectionData,
    VoiceData,
    WordData,
)
from generator.publish.house import House
from generator.publish.shapes import EditionView, Link, PickView, PromptView
from generator.publish.strings import Say, tongue
from generator.publish.typeset import typeset

NOBODY = Network()


def filled(edition: Edition, page: EditionView, house: House) -> EditionData:
    """Turn an edition into data; `page` is what its own page is given."""
    say, away = house.say, links.absolute(house.site_url)
    picks = {links.anchor("pick", pick.id): pick for pick in view.shown(edition)}
    return EditionData(
        format=FORMAT,
        id=edition.id,
        week=page.head.name,
        title=page.head.title,
        url=away(page.head.place),
        published=edition.published.isoformat(),
        starts=edition.starts.isoformat(),
        digest=digest(house),
        note=str(typeset(edition.note, away)) if edition.note else "",
        sections=tuple(
            SectionData(
                key=_key(picks[section.picks[0].anchor]),
                title=section.title,
                picks=tuple(_pick(picks[each.anchor], each) for each in section.picks),
            )
            for section in page.sections
        ),
        questions=tuple(map(_question, page.prompts)),
        words=_words(edition, house) if page.words else (),
        courtesies=_courtesies(edition, say) if page.kindnesses else (),
        alerts=_alerts(edition) if page.alerts else (),
        network=_network(edition.network if page.network else NOBODY, {pick.voice for pick in picks.values()}, say),
        numbers=_numbers(edition),
        chosen=page.chosen,
    )


def digest(house: House) -> DigestData:
    """Say of which digest an edition is."""
    site = house.config.site
    return DigestData(
        title=site.title,
        description=site.description,
        url=links.absolute(house.site_url)(""),
        language=site.language,
        zone=site.zone,
    )


def _key(pick: Pick) -> str:
    return view.PINNED if pick.pin else pick.section


def _pick(pick: Pick, seen: PickView) -> PickData:
    closed = bool(pick.warning)
    return PickData(
        id=pick.id,
        anchor=seen.anchor,
        title=seen.title,
        own_title=seen.own_title,
        url=seen.address or "",
        excerpt="" if closed else seen.excerpt,
        language=seen.language or "",
        kind=pick.kind,
        by=_person(seen.voice),
        new_voice=pick.new_voice,
        facts=pick.facts,
        source=pick.source_name,
        published=seen.instant,
        minutes=seen.minutes,
        why=pick.why,
        reasons=tuple(ReasonData(signal=each.key, words=each.words, effect=each.share) for each in seen.reasons),
        tags=pick.tags,
        topics=pick.topics,
        warning=pick.warning,
        images=() if closed else pick.alts,
        about=seen.about or "",
        also=tuple(map(_person, seen.also)),
        pinned=pick.pin,
        questions=tuple(map(_question, seen.prompts)),
    )


def _person(link: Link) -> PersonData:
    return PersonData(name=link.name, url=link.address or "")


def _question(seen: PromptView) -> QuestionData:
    return QuestionData(
        anchor=seen.anchor,
        lens=seen.lens,
        name=seen.name,
        text=seen.text,
        about=tuple((each.address or "").removeprefix("#") for each in seen.about),
        see=tuple(map(_person, seen.see)),
    )


def _words(edition: Edition, house: House) -> tuple[WordData, ...]:
    return tuple(
        WordData(
            term=word.term,
            language=tongue(word.language) or "",
            voices=word.voices,
            most=word.most,
            weeks=word.weeks,
            who=tuple(map(_person, lexicon.who(word, house.say))),
        )
        for word in lexicon.shown(edition, house.lexicon)
    )


def _courtesies(edition: Edition, say: Say) -> tuple[CourtesyData, ...]:
    return tuple(
        CourtesyData(
            kind=str(each.kind),
            who=tuple(PersonData(name=one.name or say("nobody"), url=text.address(one.url) or "") for one in each.who),
            words=each.words,
            language=tongue(each.language) or "",
        )
        for each in kindnesses.shown(edition)
    )


def _alerts(edition: Edition) -> tuple[AlertData, ...]:
    counted = ((each.name, len(view.matches(each)) + each.more) for each in edition.alerts)
    return tuple(AlertData(name=name, count=count) for name, count in counted if count)


def _network(network: Network, picked: Collection[str], say: Say) -> NetworkData:
    drawn = chart(network)
    return NetworkData(
        heard=max(network.voices, len(drawn.nodes)),
        met=network.meetings,
        alone=network.alone,
        voices=tuple(
            VoiceData(
                number=node.number,
                name=roll.name(node, say),
                url=text.address(node.address or "") or "",
                circle=node.circle,
                tie=str(node.tie),
                items=node.items,
                new=node.new,
                picked=node.voice in picked,
                x=node.x,
                y=node.y,
            )
            for node in drawn.nodes
        ),
        meetings=tuple(MeetingData(voices=line.ends, kinds=tuple(map(str, line.kinds))) for line in drawn.lines),
        circles=tuple(CircleData(number=each.number, words=each.words) for each in drawn.circles),
    )


def _numbers(edition: Edition) -> NumbersData:
    counted = edition.numbers
    return NumbersData(items=counted.items, voices=counted.voices, stories=counted.stories, repeated=counted.repeated)
