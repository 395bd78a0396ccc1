"""The wishes of `theme:` in, tokens for the end of the style sheet out, and the icon in the accent's colour.

All are set with `:where(:root)`, as the theme sets its own: what comes later wins, and what readers ask of their system
(more contrast, forced colours, paper) wins in any case, for there the theme says `:root`.
"""

from collections.abc import Iterator, Mapping

from generator.model import ThemeWishes

CHARACTER = 0.47
"""Width of an average character of English in the theme's fonts, in rem: a line of 31 rem holds 66, at most 72."""
BASE = "clamp(1rem, 0.95rem + 0.25vw, 1.15rem)"
"""The theme's own size of text; a test compares it with the style sheet."""
HEAD = "\n/* ---- From config.yaml ---- */\n"
GROUND = "#7c3a16"
"""The colour of the icon's ground."""


PAPERS = ("#fcf9f2", "#191410")
"""The theme's own ground, in light and in dark; a test compares them with the style sheet."""


def papers(wishes: ThemeWishes) -> tuple[str, str]:
    """Return the ground in light and in dark, as hex."""
    light, dark = PAPERS
    return wishes.light.get("paper", light), wishes.dark.get("paper", dark)


def tokens(wishes: ThemeWishes) -> str:
    """Return the rules that follow the theme's own; "" where nothing is wished for."""
    rules = [
        _rule({**wishes.light, **dict(_shapes(wishes))}),
        _within("screen and (prefers-color-scheme: dark)", _rule(wishes.dark)),
        _within("screen", _rule(dict(_sizes(wishes)))),
    ]
    made = "".join(rule for rule in rules if rule)
    return HEAD + made if made else ""


def icon(svg: str, wishes: ThemeWishes) -> str:
    """Return the theme's icon on the owner's accent."""
    return svg.replace(GROUND, wishes.light.get("accent", GROUND))


def _shapes(wishes: ThemeWishes) -> Iterator[tuple[str, str]]:
    if wishes.text:
        yield "read", wishes.text
    if wishes.apparatus:
        yield "tool", wishes.apparatus
    if wishes.measure:
        yield "measure", f"{wishes.measure * CHARACTER:g}rem"


def _sizes(wishes: ThemeWishes) -> Iterator[tuple[str, str]]:
    if wishes.size:
        yield "base", f"calc({wishes.size / 100:g} * {BASE})"


def _rule(given: Mapping[str, str]) -> str:
    inside = " ".join(f"--{name}: {value};" for name, value in given.items())
    return f":where(:root) {{ {inside} }}\n" if inside else ""


def _within(query: str, rule: str) -> str:
    return f"@media {query} {{ {rule.strip()} }}\n" if rule else ""
