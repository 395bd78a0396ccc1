"""The theme, the wishes of config.yaml and the owner's own folder in; the templates and files that the site wears out.

`themes/mine/` lies beside the theme and is never touched by a release of it: `templates/` holds templates that take the
place of the theme's, `static/` files that do, and `static/mine.css` rules that go behind the theme's, in the one sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import InputError, Problem
from generator.model import ThemeWishes
from generator.publish.dress import rules, tokens

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

MINE = "themes/mine"
"""Where an owner's own templates and files are, from the folder of config.yaml; also how messages call it."""
SHEET, ICON = "gleaner.css", "gleaner.svg"
RULES = ("tokens.css", "mine.css")
"""Sheets of the owner's, in the order in which they follow the theme's."""
TEMPLATES, STATIC = "templates", "static"
KNOWN = ("README.md",)
"""What may lie beside the two folders."""
LARGEST = 300_000
"""Bytes of one file of the owner's: a page is to weigh 60 kB with everything on it, and a browser may keep them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wardrobe:
    """Everything that decides how the site looks, read and found right."""

    theme: Path
    wishes: ThemeWishes
    templates: Mapping[str, Path] = field(default_factory=dict)
    """The owner's templates, by their names."""
    static: Mapping[str, Path] = field(default_factory=dict)
    """The owner's files, by their places below theme/."""
    rules: str = ""
    """What the owner's sheets say."""

    @property
    def names(self) -> frozenset[str]:
        """The files below theme/."""
        return frozenset({*files(self.theme / STATIC), *self.static})

    @property
    def sheet(self) -> str:
        """The one style sheet: the theme's, then what config.yaml says, then the owner's rules."""
        own = (self.theme / STATIC / SHEET).read_text("utf-8")
        return own + tokens.tokens(self.wishes) + self.rules

    def put(self, folder: Path) -> None:
        """Write all files into theme/ of a site."""
        for name, path in {**files(self.theme / STATIC), **self.static}.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._body(name, path))

    def _body(self, name: str, path: Path) -> bytes:
        body = path.read_bytes()
        if name == SHEET:
            return self.sheet.encode()
        if name == ICON and name not in self.static:
            return tokens.icon(body.decode(), self.wishes).encode()
        return body

    def environment(self, options: Mapping[str, Any]) -> "Environment":
        """Return what sets the owner's templates: whoever made them, they see what they are given, nothing behind it.

        Args:
            options: those of the environment that sets the theme's own.
        """
        from generator.publish.dress.bounded import Bounded  # noqa: PLC0415  only where an owner has templates

        return Bounded(loader=self.loader(), **options)

    def loader(self) -> "BaseLoader":
        """Return where templates are looked for: the owner's first, and the theme's own by their whole name as well."""
        from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader, PrefixLoader  # noqa: PLC0415

        from generator.publish.dress import contract  # noqa: PLC0415  as in wardrobe

        def mine(name: str) -> tuple[str, str, None] | None:
            path = self.templates.get(name)
            return (path.read_text("utf-8"), f"{MINE}/{TEMPLATES}/{name}", None) if path else None

        ours = FileSystemLoader(self.theme / TEMPLATES)
        return ChoiceLoader([FunctionLoader(mine), ours, PrefixLoader({contract.OURS.rstrip("/"): ours})])


def wardrobe(theme: Path, wishes: ThemeWishes, mine: Path) -> Wardrobe:
    """Read what the site wears.

    Args:
        theme: the folder with `templates/` and `static/`.
        wishes: the `theme:` part of config.yaml.
        mine: the owner's own folder; one that is not there costs nothing.

    Raises:
        InputError: all that is wrong with the owner's files.
    """
    if not mine.is_dir():
        return Wardrobe(theme=theme, wishes=wishes)
    away = _away(mine)
    templates, static = (
        {name: path for name, path in files(mine / part).items() if path not in away} for part in (TEMPLATES, STATIC)
    )
    sheets = {name: static.pop(name) for name in RULES if name in static}
    said, wrong = _rules(sheets)
    wrong += (*away.values(), *_strange(mine), *_static(static))
    if templates:
        from generator.publish.dress import contract  # noqa: PLC0415  it loads all that pages show: for such owners

        book, unread = contract.read(theme / TEMPLATES, templates, f"{MINE}/{TEMPLATES}")
        wrong += (*unread, *contract.problems(book))
    if wrong:
        raise InputError(
            *sorted(set(wrong), key=lambda each: (each.file, each.line or 0, each.column or 0, each.words))
        )
    return Wardrobe(theme=theme, wishes=wishes, templates=templates, static=static, rules=said)


def files(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by their places in it; nothing hidden counts."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name.as_posix(): path for name, path in found.items() if not any(p.startswith(".") for p in name.parts)}


def _rules(sheets: Mapping[str, Path]) -> tuple[str, tuple[Problem, ...]]:
    said, wrong = "", []
    for name, path in sheets.items():
        file = f"{MINE}/{STATIC}/{name}"
        try:
            css = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            wrong.append(Problem(file=file, words="This file is not saved as UTF-8."))
            continue
        wrong += rules.problems(css, file)
        said += f"\n/* ---- From {file} ---- */\n{css.strip()}\n"
    return said, tuple(wrong)


def _away(mine: Path) -> dict[Path, Problem]:
    """Find links to files elsewhere: the site would publish whatever the machine that prints it can read."""
    home = mine.resolve()
    found = [path for part in (TEMPLATES, STATIC) for path in files(mine / part).values()]
    hint = "Put the file itself here."
    return {
        path: Problem(
            file=f"{MINE}/{path.relative_to(mine).as_posix()}", words="This leads out of the folder.", hint=hint
        )
        for path in found
        if not path.resolve().is_relative_to(home)
    }


def _strange(mine: Path) -> list[Problem]:
    """Say what lies where nobody looks."""
    lost = sorted(path for path in mine.iterdir() if path.name not in {TEMPLATES, STATIC, *KNOWN})
    hint = f"Templates belong into {MINE}/{TEMPLATES}/, everything else into {MINE}/{STATIC}/."
    return [
        Problem(file=f"{MINE}/{path.name}", words="Nothing looks here.", hint=hint)
        for path in lost
        if not path.name.startswith(".")
    ]


def _static(static: Mapping[str, Path]) -> list[Problem]:
    wrong = []
    for name, path in static.items():
        file = f"{MINE}/{STATIC}/{name}"
        if name == SHEET:
            words = "The theme's sheet is not replaced: a release of it could not mend yours."
            wrong.append(Problem(file=file, words=words, hint=f"Put your own rules into {MINE}/{STATIC}/{RULES[-1]}."))
        elif path.stat().st_size > LARGEST:
            words = f"This has {path.stat().st_size:,} bytes, and {LARGEST:,} is the most."
            wrong.append(Problem(file=file, words=words, hint="Pictures for pages belong into content/images/."))
    return wrong
