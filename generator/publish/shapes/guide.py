"""What the template of the styleguide sees."""

from dataclasses import dataclass

from generator.publish.shapes.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadeView:
    """One colour of the style sheet, in light and in dark."""

    name: str
    light: str
    """As hex."""
    dark: str
    light_ratio: str
    """Its contrast with the paper."""
    dark_ratio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """One part of the styleguide."""

    anchor: str
    """Also what it shows: colours, writing, controls, pages."""
    title: str
    words: str
    links: tuple[Link, ...]
