"""An edition in, the same without what has to leave it out: without a person, or without what its author deleted. Pure.

What leaves takes along what speaks of it: a question about a pick that is gone, a word somebody said, a courtesy, a dot
on the map and its lines. Figures that name nobody (Numbers, Meters, how many voices the network had) stay.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.model import AlertMatches, Edition, Mention, Network, Node, Pick, Word
from generator.withdrawal import wording
from generator.withdrawal.items import voices
from generator.withdrawal.people import widened, withheld
from generator.withdrawal.wording import Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """What has to leave an edition."""

    pick: Callable[[Pick], bool]
    mention: Callable[[Mention], bool]
    node: Callable[[Node], bool]


def without(edition: Edition, withdrawn: Sequence[str]) -> Edition:
    """Return an edition in which nobody who is withdrawn is named, quoted, linked to or drawn.

    Where several editions are at hand, `without_each` knows people by what any of them tells.

    Args:
        edition: as it was read.
        withdrawn: Config.withdrawn, or what `people.widened` made of it.
    """
    known = widened(withdrawn, voices([edition]))
    return _without(edition, known) if known else edition


def without_each(editions: Iterable[Edition], withdrawn: Sequence[str]) -> tuple[Edition, ...]:
    """Return editions in which nobody who is withdrawn is named, quoted, linked to or drawn."""
    every = tuple(editions)
    known = widened(withdrawn, voices(every))
    return tuple(_without(edition, known) for edition in every) if known else every


def named_in(edition: Edition, withdrawn: Sequence[str]) -> tuple[str, ...]:
    """Return the names that people who are withdrawn have in an edition, and nobody else there has."""
    known = widened(withdrawn, voices([edition]))
    every = tuple(_people(edition))
    theirs = {name for name, *addresses in every if withheld(known, *addresses)}
    return tuple(sorted(theirs - {name for name, *addresses in every if not withheld(known, *addresses)} - {""}))


def places(before: Edition, after: Edition) -> int:
    """Count the places in which an edition was changed: picks, mentions, questions, words, dots on the map, reports."""
    found = len(set(_parts(before)) - set(_parts(after)))
    return max(found, 1) if before != after else 0


def left(edition: Edition, out: Out) -> Edition:
    """Return what is left of an edition."""
    gone = {pick.id for pick in edition.picks if out.pick(pick)}
    nodes = tuple(node for node in edition.network.nodes if not out.node(node))
    alerts = tuple(_matches(found, out) for found in edition.alerts)
    return replace(
        edition,
        picks=tuple(_pick(pick, out) for pick in edition.picks if pick.id not in gone),
        prompts=tuple(
            prompt
            for prompt in edition.prompts
            if not gone.intersection((*prompt.about, prompt.at)) and not any(map(out.mention, prompt.see))
        ),
        alerts=tuple(found for found in alerts if found.matches or found.more),
        words=tuple(word for each in edition.words if (word := _word(each, out))),
        courtesies=tuple(each for each in edition.courtesies if not any(map(out.mention, each.who))),
        network=_drawn(edition.network, nodes),
    )


def _pick(pick: Pick, out: Out) -> Pick:
    also = tuple(other for other in pick.also if not out.mention(other))
    return replace(pick, also=also) if len(also) < len(pick.also) else pick


def _matches(found: AlertMatches, out: Out) -> AlertMatches:
    return replace(found, matches=tuple(_pick(match, out) for match in found.matches if not out.pick(match)))


def _word(word: Word, out: Out) -> Word | None:
    """Count one voice less for each that leaves; a word that nobody is left to have said goes."""
    who = tuple(each for each in word.who if not out.mention(each))
    if len(who) == len(word.who):
        return word
    voices_left = word.voices - (len(word.who) - len(who))
    return replace(word, who=who, voices=voices_left) if voices_left > 0 else None


def _drawn(network: Network, nodes: Sequence[Node]) -> Network:
    """Return the map with these voices on it, the lines between them, and the communities that have somebody left."""
    if len(nodes) == len(network.nodes):
        return network
    numbers = {node.number for node in nodes}
    emptied = {node.circle for node in network.nodes} - {node.circle for node in nodes}
    return replace(
        network,
        nodes=tuple(nodes),
        lines=tuple(line for line in network.lines if numbers.issuperset(line.ends)),
        circles=tuple(circle for circle in network.circles if circle.number not in emptied),
    )


# ---------------------------------------------------------------- people


def _without(edition: Edition, known: Sequence[str]) -> Edition:
    """Take out what is theirs, then what names them; `known` tells them by every address there is."""
    silence = Silence(withdrawn=tuple(known), names=named_in(edition, known))
    out = Out(
        pick=lambda pick: _theirs(pick, known) or silence.names_them(pick.title),
        mention=lambda mention: withheld(known, mention.voice, mention.url),
        node=lambda node: withheld(known, node.voice, node.address),
    )
    kept = left(edition, out)
    return wording.silenced(kept, silence)


def _theirs(pick: Pick, known: Sequence[str]) -> bool:
    return withheld(known, pick.voice, pick.address, pick.url, pick.id)


def _people(edition: Edition) -> Iterable[tuple[str, ...]]:
    """Yield the name and the addresses of everybody in an edition, as often as they are there."""
    picks = (*edition.picks, *(match for found in edition.alerts for match in found.matches))
    for pick in picks:
        yield pick.name, pick.voice, pick.address or "", pick.url
    for node in edition.network.nodes:
        yield node.name, node.voice, node.address or ""
    for report in edition.reports:
        yield report.name, report.source, report.address
    said = (
        *(other for pick in picks for other in pick.also),
        *(other for prompt in edition.prompts for other in prompt.see),
        *(other for word in edition.words for other in word.who),
        *(other for courtesy in edition.courtesies for other in courtesy.who),
    )
    for mention in said:
        yield mention.name, mention.voice, mention.url


def _parts(edition: Edition) -> Iterable[object]:
    """Yield what can leave an edition, each with the place it has there."""
    picks = (*edition.picks, *(match for found in edition.alerts for match in found.matches))
    for pick in picks:
        yield "pick", pick.id, pick.section
        yield from (("also", pick.id, other) for other in pick.also)
        yield from (("words", pick.id, words) for words in (pick.excerpt, pick.why, pick.about, *pick.alts) if words)
    for word in edition.words:
        yield from (("word", word.term, other) for other in word.who)
    for name in ("prompts", "courtesies", "reports"):
        yield from ((name, each) for each in getattr(edition, name))
    yield from edition.network.nodes
