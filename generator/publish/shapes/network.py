"""What templates see of the network of a week: a drawing as data, the same in words and as a table, and how it grew."""

from dataclasses import dataclass

from generator.publish.shapes.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkView:
    """One voice on the map."""

    path: str
    """Its outline; the shape is that of its circle."""
    hue: str
    """The colour of its circle, the name of a class."""
    title: str
    """The voice's name, whole."""
    picked: bool
    """The outline is filled."""
    ring: str
    """The outline of a ring around a voice that stands between others; "" for the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """Two voices that met, as a curve."""

    path: str
    hue: str
    """The colour of their circle; "between" where they are of two."""
    same: bool
    """They only spoke of one thing; the line is dotted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchView:
    """The ground a circle stands on."""

    path: str
    hue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelView:
    """Words on the map."""

    x: str
    y: str
    shift: str
    """How far the line of writing is below `y`, in parts of its size."""
    side: str
    """Where it is held: start, middle or end."""
    text: str
    """A name, or the number of a circle."""
    kind: str
    """Of a voice that stands "between", of another "voice", or of a "circle"."""
    words: str
    """What follows the number of a circle; "" for voices."""
    screen: str
    """For "narrow" screens, or for "wide" ones and paper."""
    leader: str
    """The line that leads to a label a little off; "" for those beside what they name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A network as a drawing."""

    box: str
    """The viewBox."""
    title: str
    words: str
    """What the drawing shows, for those who do not see it."""
    key: tuple[str, ...]
    """What its signs mean."""
    patches: tuple[PatchView, ...]
    lines: tuple[LineView, ...]
    marks: tuple[MarkView, ...]
    labels: tuple[LabelView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """Whom a voice met in one way."""

    how: str
    whom: tuple[str, ...]
    """Names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceView:
    """One row of the table."""

    voice: Link
    pick: Link | None
    """That it was picked, and where the pick stands; None for a voice without one."""
    facts: tuple[str, ...]
    """How near it is, how much it said, whether it is new and whether it stands between others, in words."""
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleView:
    """Voices that meet one another more than they meet the rest."""

    name: str
    words: str
    """What is talked of there; "" where nothing stands out."""
    count: str
    hue: str
    outline: str
    """The mark of its voices, in a box of 16 by 16."""
    voices: tuple[VoiceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """The network of one week."""

    count: str
    """How many voices are on the map, in words."""
    words: tuple[str, ...]
    """Paragraphs: who met and who was alone, who connects, how near they are."""
    map: MapView | None
    """None where nobody met anybody."""
    circles: tuple[CircleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """One figure over the weeks, as bars."""

    title: str
    words: str
    box: str
    path: str
    """The bars, the oldest first."""
    last: str
    """The bar of the newest week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthRowView:
    """The figures of one week's network."""

    week: Link
    number: str
    """Of the week, for a narrow column."""
    figures: tuple[int, ...]
    """In the order of the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """Somebody or some circle that was there in more than one week."""

    name: str
    address: str | None
    subject: str
    """What a circle talks of; "" for voices, and where nothing stands out."""
    words: str
    """In how many weeks, or from when to when."""
    weeks: tuple[Link, ...]
    """Newest first; () for circles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthView:
    """How the network grew over the weeks."""

    series: tuple[SeriesView, ...]
    columns: tuple[str, ...]
    rows: tuple[GrowthRowView, ...]
    """Newest first."""
    between: tuple[StandingView, ...]
    """Who stood between others in more than one week, by name."""
    circles: tuple[StandingView, ...]
    """Circles: those of the newest week first, then those that went, the last first."""
