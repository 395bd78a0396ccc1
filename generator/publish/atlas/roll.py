"""The network of a week in, words out: sentences about it, and a table that holds whatever the drawing shows."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from generator import text
from generator.model import Bond, Network, Node, Pick, Tie
from generator.publish.atlas.calling import subjects
from generator.publish.atlas.chart import NOWHERE, Chart, chart
from generator.publish.atlas.drawing import draw, outline
from generator.publish.links import anchor
from generator.publish.shapes import CircleView, Link, MeetingView, NetworkView, VoiceView
from generator.publish.strings import Say

BOX = 16
"""Width and height of the box a circle's mark stands in, where it stands in a line of text."""


def view(network: Network, picks: Mapping[str, str], say: Say) -> NetworkView | None:
    """Turn a network into what a page shows of it; None where there is nobody on it.

    Args:
        network: as the edition has it.
        picks: Voice.key -> where its pick stands, for voices with a pick that is shown.
        say: the words of the site's language.
    """
    drawn = chart(_marked(network, picks))
    if not drawn.nodes:
        return None
    return NetworkView(
        count=say("network.count", n=len(drawn.nodes)),
        words=tuple(_words(network, drawn, say)),
        map=draw(drawn, _shown(drawn, say), say),
        circles=tuple(_circles(drawn, picks, say)),
    )


def _marked(network: Network, picks: Collection[str]) -> Network:
    """Mark the voices whose pick is shown: the desk marked those it picked, and its picks may have changed since."""
    wrong = any(node.picked != (node.voice in picks) for node in network.nodes)
    nodes = tuple(replace(node, picked=node.voice in picks) for node in network.nodes) if wrong else network.nodes
    return replace(network, nodes=nodes) if wrong else network


def stands(picks: Sequence[Pick], page: str = "") -> dict[str, str]:
    """Return where the first pick of each voice stands; `page` is the address of the edition, "" on its own page."""
    return {pick.voice: f"{page}#{anchor('pick', pick.id)}" for pick in reversed(picks)}


def connectors(drawn: Chart) -> tuple[Node, ...]:
    """Return who stands between others, by name: how much is no matter for a page."""
    found = (node for node in drawn.nodes if node.number in drawn.connectors)
    return tuple(sorted(found, key=_by_name))


def _by_name(node: Node) -> tuple[str, int]:
    return text.fold(node.name), node.number


def name(node: Node, say: Say) -> str:
    """Return what a voice is called."""
    return text.one_line(node.name) or say("nobody")


# ---------------------------------------------------------------- sentences


def _words(network: Network, drawn: Chart, say: Say) -> Iterator[str]:
    heard = max(network.voices, len(drawn.nodes))
    told = [say("network.heard", n=heard)]
    told.append(say("network.met", n=network.meetings) if network.meetings else say("network.nobody"))
    told += [say("network.alone", n=network.alone)] if network.alone and network.meetings else []
    told += [say("network.part", n=len(drawn.nodes))] if drawn.lines and heard > len(drawn.nodes) else []
    yield " ".join(told)
    if drawn.connectors:
        yield _between(drawn, say)
    if len({node.tie for node in drawn.nodes}) > 1:
        yield _ties(drawn, say)


def _between(drawn: Chart, say: Say) -> str:
    return say("network.between", n=len(drawn.connectors), names=say.listed(tuple(_standing(drawn, say))))


def _standing(drawn: Chart, say: Say) -> Iterator[str]:
    """Name who stands between others, with the circles they meet."""
    at = {node.number: node for node in drawn.nodes}
    for node in connectors(drawn):
        ends = [line.ends for line in drawn.lines if node.number in line.ends]
        touched = sorted({at[number].circle for pair in ends for number in pair} - {NOWHERE})
        if len(touched) > 1:
            circles = say.listed([str(each) for each in touched])
            yield say("network.links", name=name(node, say), circles=circles)
        else:
            yield name(node, say)


def _ties(drawn: Chart, say: Say) -> str:
    counted = Counter(node.tie for node in drawn.nodes)
    return say("network.ties", ties=say.row([say(TIES[tie], n=counted[tie]) for tie in Tie if counted[tie]]))


def _shown(drawn: Chart, say: Say) -> str:
    """Say what the drawing shows, for who does not see it."""
    pairs = len({frozenset(line.ends) for line in drawn.lines})
    told = say(
        "network.shown",
        voices=say("voices", n=len(drawn.nodes)),
        circles=say("network.circles_n", n=len(drawn.circles)),
        lines=say("network.lines_n", n=pairs),
    )
    return f"{told} {_between(drawn, say)}" if drawn.connectors else told


# ---------------------------------------------------------------- the table

TIES = {Tie.STRONG: "tie.strong", Tie.WEAK: "tie.weak", Tie.VERY_WEAK: "tie.very_weak"}
DID = {
    Bond.ANSWERS: "bond.answers",
    Bond.CITES: "bond.cites",
    Bond.PASSES_ON: "bond.passes_on",
    Bond.NAMES: "bond.names",
    Bond.SHARES: "bond.shares",
}
"""What a voice did towards another, in words."""
WAS = {
    Bond.ANSWERS: "bond.answered",
    Bond.CITES: "bond.cited",
    Bond.PASSES_ON: "bond.passed_on",
    Bond.NAMES: "bond.named",
    Bond.SHARES: "bond.shares",
}
"""The same as the other would say it."""


def _circles(drawn: Chart, picks: Mapping[str, str], say: Say) -> Iterator[CircleView]:
    """Give the circles by number, with their voices by name; who is in none comes last."""
    met = _met(drawn, say)
    ordered = sorted(drawn.nodes, key=_by_name)
    rank = {node.number: at for at, node in enumerate(ordered)}
    names = {node.number: name(node, say) for node in ordered}
    topics = subjects(drawn, say)
    for number in (*topics, NOWHERE):
        mine = [node for node in ordered if node.circle == number]
        if not mine:
            continue
        yield CircleView(
            name=say("network.circle", number=str(number)) if number else say("network.loose"),
            words=topics.get(number, ""),
            count=say("voices", n=len(mine)),
            hue=drawn.hues[number],
            outline=outline(drawn.hues[number], BOX / 3, BOX / 2, BOX / 2),
            voices=tuple(
                VoiceView(
                    voice=Link(name=names[node.number], address=text.address(node.address or "")),
                    pick=Link(name=say("network.picked"), address=picks.get(node.voice)) if node.picked else None,
                    facts=tuple(_facts(node, drawn, say)),
                    meetings=tuple(
                        MeetingView(how=how, whom=tuple(names[other] for other in sorted(whom, key=rank.__getitem__)))
                        for how, whom in met[node.number].items()
                    ),
                )
                for node in mine
            ),
        )


def _facts(node: Node, drawn: Chart, say: Say) -> Iterator[str]:
    yield say(f"{TIES[node.tie]}.one")
    yield say("items", n=node.items)
    if node.new:
        yield say("new_voice")
    if node.number in drawn.connectors:
        yield say("network.stands")


def _met(drawn: Chart, say: Say) -> dict[int, dict[str, set[int]]]:
    """Return Node.number -> in which ways it met the voices of which numbers; the ways in the order of Bond."""
    found: dict[int, dict[str, set[int]]] = {node.number: {} for node in drawn.nodes}
    for bond in Bond:
        ends = [line.ends for line in drawn.lines if bond in line.kinds]
        for key, pairs in ((DID[bond], ends), (WAS[bond], [pair[::-1] for pair in ends])):
            for one, other in pairs:
                found[one].setdefault(say(key), set()).add(other)
    return found
