"""A chart in, what its circles are called out: the same in the list below the map, in the table and over the weeks.

A circle is called after what its voices speak of. Where nothing stands out it is told by the voice that met most of it:
a number alone says nothing to a reader. On the map, where that voice is named itself, the number stands alone.
"""

from collections.abc import Mapping
from types import MappingProxyType

from generator import text
from generator.model import Node
from generator.publish.atlas.chart import Chart, met
from generator.publish.strings import Say


def subjects(chart: Chart, say: Say) -> Mapping[int, str]:
    """Return Circle.number -> what it speaks of, or around whom it is; "" where nobody of it has a name."""
    return MappingProxyType(
        {circle.number: text.one_line(circle.words) or around(circle.number, chart, say) for circle in chart.circles}
    )


def around(number: int, chart: Chart, say: Say) -> str:
    """Say around whom a circle is: who met most others of it, of several the first on the map; "" if none is named."""
    mine = {node.number: node for node in chart.nodes if node.circle == number}
    times = dict.fromkeys(mine, 0)
    for pair in met(chart):
        if set(pair) <= mine.keys():
            for end in pair:
                times[end] += 1
    named = [node for node in mine.values() if text.one_line(node.name)]

    def order(node: Node) -> tuple[int, int]:
        return -times[node.number], node.number

    return say("network.around", name=text.one_line(min(named, key=order).name)) if named else ""


def plain(subject: str) -> str:
    """Return what two ways of writing one name have in common: `#FormativeAssessment` is formative assessment."""
    return "".join(filter(str.isalnum, text.fold(subject)))
