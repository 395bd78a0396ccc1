"""The config in, what the page "how it chooses" says out: the very table and the very numbers that are used."""

from collections.abc import Iterator

from generator.edit import choose, signals, voices
from generator.edit.presets import PRESETS, Preset
from generator.edit.rank import weights
from generator.model import Config, Method, Mute, SignalRow
from generator.text import count


def method(config: Config) -> Method:
    """Describe how the desk chooses with this config."""
    weighing = weights(config.digest)
    return Method(
        preset=config.digest.preset,
        signals=tuple(_row(name, weight) for name, weight in weighing.items()),
        rules=tuple(rules(config)),
    )


def _row(name: str, weight: float) -> SignalRow:
    signal = signals.SIGNALS[name]
    return SignalRow(name=name, words=signal.words, formula=signal.formula, origin=signal.origin, weight=weight)


def rules(config: Config) -> Iterator[str]:
    """Yield the rules as sentences, with their real numbers."""
    yield f"An edition takes about {count(round(config.digest.minutes), 'minute')} to read, and then you are done."
    yield (
        "Items about one thing become one entry that shows every voice: the same link, nearly the same words "
        "(two texts that share 40 % of their three-word runs), or an answer to one another."
    )
    yield "Nothing that an earlier edition had comes back, neither by its id nor by its link nor by its words."
    yield (
        f"A voice has at most {choose.VOICE} picks in an edition, a source at most a third of the reading time "
        f"or {choose.FAIR} times its equal share, whichever is more."
    )
    yield (
        f"Each pick of a voice in the last editions makes its next one count {_percent(choose.RECENT)}, "
        f"a second pick in the same edition {_percent(choose.AGAIN)}, so that attention goes round."
    )
    yield from _shares(PRESETS[config.digest.preset])
    yield "Once there is an archive, one place is kept for somebody who has never been in it."
    yield f"A story that scores below {choose.LOW:g} of 1 is left out even when there is room: a week may be thin."
    yield (
        "What cannot be known, such as the audience of a blog, counts as neutral. "
        f"Accounts younger than {voices.GROWN} days count less, never nothing. "
        "The lists for selling and hostile words are short and in English."
    )
    yield from (_muted(mute) for mute in config.mute)


def _shares(preset: Preset) -> Iterator[str]:
    if preset.quiet:
        yield (
            "Among voices whose audience is told, those with fewer followers than the middle of the week have at least "
            f"{_percent(preset.quiet)} of their share of what could be picked."
        )
    if preset.loud is not None:
        yield f"The most followed tenth has at most {_percent(preset.loud)} of its share."
    if not preset.thrift:
        yield "The length of a text makes no difference as long as it fits."
    else:
        yield "Of two stories worth the same, the shorter one comes first."


def _muted(mute: Mute) -> str:
    until = f" until {mute.until.isoformat()}" if mute.until else ""
    return f"Muted{until}: the {mute.kind} “{mute.value}”."


def _percent(part: float) -> str:
    return f"{part:.0%}".replace("%", " %")
