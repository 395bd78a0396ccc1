"""The settings and the desk's own account of them in, how it chooses in plain words out: six sentences, names, weights.

The page that says how an edition is chosen has every rule and every number, and few people want them all. These come
first, and like the rest they are made from the settings in use.
"""

from collections.abc import Iterator, Sequence

from generator.model import Config, Method
from generator.publish import words
from generator.publish.strings import Say

SUBJECT, MERIT = "subject", "merit"
"""SignalRow.role of what asks for the subject of a story, and of what asks how good it is."""
NAMED = 5
"""Up to so many interests are all named."""
FIRST = 3
"""So many of the signals that count most are named."""
COUNTS = (
    (1.5, "method.counts.most"),
    (0.75, "method.counts.much"),
    (0.25, "method.counts.some"),
    (0.0, "method.counts.little"),
)
"""From which weight on a signal counts how much, in words; 1 is what the presets give to what matters to them."""


def short(config: Config, method: Method, say: Say) -> Iterator[str]:
    """Yield six sentences that are enough for most readers."""
    yield say("method.short.reads", n=len(config.sources))
    asked = any(row.weight > 0 for row in method.signals if row.role == SUBJECT)
    wished = asked and config.interests
    yield (say("method.short.wishes", interests=_wishes(config.interests, say)) if wished else say("method.short.open"))
    yield say("method.short.once")
    if most := _most(method):
        yield say("method.short.most", signals=say.listed([signal(name, say) for name in most]))
    yield say("method.short.minutes", minutes=say("minutes", n=round(config.digest.minutes)))
    yield say("method.short.unseen")


def _wishes(interests: Sequence[str], say: Say) -> str:
    """Name the interests; "and 1 more" would be no shorter than the one."""
    return say.listed(interests) if len(interests) <= NAMED else words.some(interests, say)


def _most(method: Method) -> list[str]:
    """Return the names of the merits that weigh most, the heaviest first; of equal ones as the desk has them."""
    rows = [row for row in method.signals if row.role == MERIT and row.weight > 0]
    return [row.name for row in sorted(rows, key=lambda row: -row.weight)[:FIRST]]


def signal(name: str, say: Say) -> str:
    """Return what a signal is called; one of an old record that is no more, as it was written there."""
    key = f"signal.{name}"
    return say(key) if key in say.table else name.replace("_", " ")


def counts(weight: float, say: Say) -> str:
    """Say how much a signal of this weight counts."""
    if weight <= 0:
        return say("method.unused")
    return say(next(key for least, key in COUNTS if weight >= least))
