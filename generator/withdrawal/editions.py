"""An edition in, the same without what has to leave it out: without a person, or without what its author deleted. Pure.

What leaves takes along what speaks of it: a question about a pick that is gone, a word somebody said, a courtesy, a dot
on the map and its lines. The owner's own questions stay, without the way to what is gone. Figures that name nobody
(Numbers, Meters, how many voices the network had) stay.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.model import AlertMatches, Edition, Mention, Network, Node, Pick, Prompt, Word
from generator.withdrawal import wording
from generator.withdrawal.identities import everything, voices, widened
from generator.withdrawal.people import read, withheld
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
        withdrawn: Config.withdrawn, or what `identities.widened` made of it.
    """
    (left,) = without_each([edition], withdrawn)
    return left


def without_each(editions: Iterable[Edition], withdrawn: Sequence[str]) -> tuple[Edition, ...]:
    """Return editions in which nobody who is withdrawn is named, quoted, linked to or drawn."""
    every = tuple(editions)
    known = widened(withdrawn, voices(every))
    return tuple(_without(edition, known) for edition in every) if known else every


def names_in(edition: Edition, known: Sequence[str]) -> tuple[str, ...]:
    """Return what people who are withdrawn are called, and nobody else in an edition.

    Args:
        edition: as it was read.
        known: what `identities.widened` made of Config.withdrawn.
    """
    theirs, others = set(read(tuple(known)).names), {""}
    for each in voices([edition]):
        if not withheld(known, each.key, *each.addresses, each.post):
            others.add(each.name)
    for report in edition.reports:
        (theirs if withheld(known, report.source, report.address) else others).add(report.name)
    return tuple(sorted(theirs - others))


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
        prompts=tuple(kept for prompt in edition.prompts if (kept := _prompt(prompt, gone, out))),
        alerts=tuple(found for found in alerts if found.matches or found.more),
        words=tuple(word for each in edition.words if (word := _word(each, out))),
        courtesies=tuple(each for each in edition.courtesies if not any(map(out.mention, each.who))),
        network=_drawn(edition.network, nodes),
    )


def _pick(pick: Pick, out: Out) -> Pick:
    also = tuple(other for other in pick.also if not out.mention(other))
    return replace(pick, also=also) if len(also) < len(pick.also) else pick


def _prompt(prompt: Prompt, gone: Collection[str], out: Out) -> Prompt | None:
    """Take out a question that speaks of what is gone; of the owner's own only what leads there."""
    about = tuple(name for name in prompt.about if name not in gone)
    see = tuple(other for other in prompt.see if not out.mention(other))
    at = "" if prompt.at in gone else prompt.at
    kept = replace(prompt, about=about, see=see, at=at)
    return prompt if kept == prompt else kept if wording.is_owners(prompt) else None


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
    silence = Silence(withdrawn=tuple(known), names=names_in(edition, known))
    out = Out(
        pick=lambda pick: _theirs(pick, known) or (not wording.is_own(pick) and silence.names_them(pick.title)),
        mention=lambda mention: withheld(known, mention.voice, mention.url),
        node=lambda node: withheld(known, node.voice, node.address),
    )
    spoken_of = {pick.id for pick in edition.picks if any(map(out.mention, pick.also))}
    kept = left(edition, out)
    return wording.silenced(kept, silence, spoken_of)


def _theirs(pick: Pick, known: Sequence[str]) -> bool:
    return withheld(known, pick.voice, pick.address, pick.url, pick.id)


def _parts(edition: Edition) -> Iterable[object]:
    """Yield what can leave an edition, each with the place it has there."""
    for pick in everything(edition):
        yield "pick", pick.id, pick.section
        yield from (("also", pick.id, other) for other in pick.also)
        yield from (("words", pick.id, words) for words in (pick.excerpt, pick.why, pick.about, *pick.alts) if words)
    for word in edition.words:
        yield from (("word", word.term, other) for other in word.who)
    for name in ("prompts", "courtesies", "reports"):
        yield from ((name, each) for each in getattr(edition, name))
    yield from edition.network.nodes
