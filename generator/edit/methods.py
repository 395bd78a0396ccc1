"""The config in, what the page "how it chooses" says out: the very table and the very numbers that are used."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.edit import choose, near, table, vectors, voices
from generator.edit.past import REMEMBERED
from generator.edit.presets import PRESETS, Preset
from generator.edit.rank import weights
from generator.edit.signals import SIGNALS, Role
from generator.model import Config, Method, Mute, SignalRow, Tie
from generator.text import count

TIMES = 2.0
"""Of two stories that differ in length alone, the page compares one with another twice as long."""
NAMES: Mapping[Tie, str] = MappingProxyType({Tie.STRONG: "near", Tie.WEAK: "further away", Tie.VERY_WEAK: "far away"})


def method(config: Config) -> Method:
    """Describe how the desk chooses with this config."""
    weighing = weights(config.digest)
    preset = PRESETS[config.digest.preset]
    return Method(
        preset=config.digest.preset,
        words=preset.words,
        signals=tuple(_row(name, weight) for name, weight in sorted(weighing.items(), key=lambda pair: pair[1] <= 0)),
        rules=tuple(rules(config)),
        reading=tuple(reading(config)),
    )


def _row(name: str, weight: float) -> SignalRow:
    signal = SIGNALS[name]
    return SignalRow(
        name=name,
        words=signal.words,
        formula=signal.formula,
        origin=signal.origin,
        weight=weight,
        role=signal.role.value,
    )


def reading(config: Config) -> Iterator[str]:
    """Yield how opinions become a score, what is done where nothing is known, and how meaning is read."""
    weighing = weights(config.digest)
    used = [name for name, weight in weighing.items() if weight > 0]
    yield (
        f"{count(len(used), 'signal')} of {len(SIGNALS)} have a weight here. The score of a story is what it is about, "
        "times how good it is, times what is held against it: a number from 0 to 1."
    )
    yield from (f"{ROLES[role]}: {count(many, 'signal')}." for role in Role if (many := _of(role, used)))
    yield (
        "What cannot be known, such as the audience of a blog or the age of an account on a server that does not say, "
        "neither helps nor harms: an opinion without knowledge is 0.5 of 1, and changes nothing; an objection without "
        "grounds is 1, and takes nothing away."
    )
    yield (
        "How many people follow somebody, or liked something, is never a reason by itself and is never shown; "
        "response is read against what is usual for an audience of that size."
    )
    yield (
        "What a text means is read by a sentence encoder that comes with the program and works in sixteen languages: "
        "no text leaves the machine. It is a machine that compares, not one that writes."
        if vectors.available()
        else "The sentence encoder is not installed on the machine that made this page, so texts are compared by their "
        "words alone: what says the same in other words, or in another language, is often missed."
    )


ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.SUBJECT: "What it is about",
        Role.MERIT: "How good it is, all opinions pooled, each with its weight",
        Role.DAMPER: "What is held against it; nothing else buys it off, and nothing is dropped for it alone",
    }
)
"""How a signal counts -> how that is said."""


def _of(role: Role, names: list[str]) -> int:
    return sum(SIGNALS[name].role is role for name in names)


def rules(config: Config) -> Iterator[str]:
    """Yield the rules as sentences, with their real numbers."""
    preset = PRESETS[config.digest.preset]
    yield f"An edition takes about {count(round(config.digest.minutes), 'minute')} to read, and then you are done."
    yield (
        "Items about one thing become one entry that shows every voice: the same link, nearly the same words "
        f"(texts of two voices that share {_percent(near.ALIKE)} of their runs of {near.RUN} words), an answer to "
        "one another, or one event told in other words."
    )
    yield "Nothing that an earlier edition had comes back, neither by its id nor by its link nor by its words."
    yield (
        "A paper that its publisher has taken back is never picked. Who speaks of one can be, and then that is said, "
        "as it is where a paper was corrected or doubted."
    )
    yield from _caps(preset)
    yield from _length(preset)
    yield from _shares(preset)
    yield (
        f"A story that scores below {choose.LOW:g} of 1 is left out even when there is room, however little there is "
        "otherwise: a week may be thin, and its edition then says so. What is picked without being close to an "
        "interest stands at the end, by itself."
    )
    yield (
        f"Accounts younger than {voices.GROWN} days count less, never nothing. "
        "The lists for selling and hostile words are short, in English, and never drop anything by themselves."
    )
    if vectors.available():
        yield (
            "Whether a text sounds like bait, or hostile, is also judged by two small models that were made for this "
            "from public collections. They err now and then: what they hold back is never dropped for it alone, and "
            "the ledger says so."
        )
    yield from (_muted(mute) for mute in config.mute)


def _caps(preset: Preset) -> Iterator[str]:
    again = f", and its second one counts {_percent(table.AGAIN)}" if preset.fair else ""
    yield (
        f"A voice has at most {table.VOICE} picks in an edition, over all networks{again}; a source has at most "
        f"{_percent(table.SOURCE)} of the reading time, or {table.FAIR} times its equal share, whichever is more."
    )
    if not preset.fair:
        return
    yield (
        f"Each further pick from one site counts {_percent(table.SITE)} of the one before, and what says nearly the "
        "same as an earlier pick counts the less the more alike the two are."
    )
    yield (
        f"Attention goes round: for each pick that a voice had beyond its due in the last {REMEMBERED} editions its "
        f"next story counts {_percent(table.OWED)}, and for each one that it was owed it counts as much more."
    )


def _length(preset: Preset) -> Iterator[str]:
    if not preset.thrift:
        yield "The length of a text makes no difference as long as it fits."
        return
    turn, minutes = table.TURN, 2.0
    part = ((turn + minutes) / (turn + TIMES * minutes)) ** preset.thrift
    yield (
        "Stories are weighed for their minutes: of two with the same score, one that takes four minutes counts "
        f"{_percent(part)} of one that takes two."
    )


def _shares(preset: Preset) -> Iterator[str]:
    if preset.fair:
        yield "Once there is an archive, one place is kept for somebody who has never been in it."
    if preset.quiet:
        yield (
            "Places are kept. Among voices whose audience is told, those with fewer followers than the middle of the "
            f"week have at least {_percent(preset.quiet)} of their share of what could be picked."
        )
    if preset.loud is not None:
        yield (
            f"The most followed tenth has at most {_percent(preset.loud)} of its share of what could be picked, and of "
            "a tenth of the places, as long as there is something by others."
        )
    if preset.ties:
        parts = "; ".join(f"{NAMES[tie]} {_percent(preset.ties[tie])}" for tie in Tie)
        yield (
            "Near and far are mixed: how near a voice is, the owner says in config.yaml, or the archive shows. "
            f"Aimed at: {parts}. One place each is kept for somebody near and for somebody further away."
        )
        yield "The interests are given equal shares, as far as the week has something good on each."


def _muted(mute: Mute) -> str:
    until = f" until {mute.until.isoformat()}" if mute.until else ""
    return f"Muted{until}: the {mute.kind} “{mute.value}”."


def _percent(part: float) -> str:
    return f"{part:.0%}".replace("%", " %")
