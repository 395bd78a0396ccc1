"""What the template of a social picture sees: everything measured and placed, in pixels of the picture."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.publish.shapes.network import MapView


@dataclass(frozen=True, slots=True, kw_only=True)
class LetteringView:
    """One line of writing on a picture."""

    text: str
    x: str
    y: str
    """Of the line it stands on."""
    side: str
    """Where it is held: start or end."""
    size: int
    weight: int
    tone: str
    """A name among the picture's tones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrainView:
    """One grain of an ear."""

    place: str
    """How the drawing of a grain is moved, turned and scaled: a `transform`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarView:
    """An ear of grain: a section with a grain for each pick."""

    place: str
    stalk: str
    leaf: str
    """The blades of one that stands alone; "" for the others."""
    grains: tuple[GrainView, ...]
    awns: str
    """The bristles, as one path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """The picture that goes with a link to an edition, or to the site."""

    width: int
    height: int
    families: str
    """Fonts, as CSS lists them."""
    tones: Mapping[str, str]
    """Name of a colour in the style sheet -> what it is, as hex."""
    panel: tuple[int, int]
    """From where the drawing's ground reaches, and how wide it is."""
    mark: str
    """Where the ear beside the title stands: a `transform`."""
    rule: tuple[int, int, int] | None
    """The hairline under the title: from, to, and how far down."""
    writing: tuple[LetteringView, ...]
    map: MapView | None
    """The network of the week; None where the ears are drawn."""
    map_place: str
    ears: tuple[EarView, ...]
    """One a section; () where the network is drawn."""
    band: str
    """Where what holds several ears together is: a `transform`; "" for one ear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """The picture of a page, as its head names it."""

    address: str
    """Absolute."""
    width: int
    height: int
    words: str
    """What it shows, for those who do not see it."""
