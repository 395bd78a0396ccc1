"""Templates of the owner's and of the theme in, what the owner's may not say out: each with the line it stands in.

What a template may use is what the theme's own template of that name uses, and the frame of every page: tests hold the
two equal to what the plan gives. So a name that is not there is found before anything is printed, in every branch.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.forms import did_you_mean
from generator.model import Method, SignalRow
from generator.publish import shapes
from generator.publish.strings import Say

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

OURS = "gleaner/"
"""What stands before the name of one of the theme's own templates where an owner's has the same."""
FRAME = frozenset({"page", "say", "site", "to"})
"""What every page is given."""
BASE = "base.html"
"""The frame: what does not extend it sets feeds, letters and books, and is given only what it uses."""
GONE: Mapping[str, str] = {
    "written": "Since 1.0, pages written by hand stand with the others in `site.foot`.",
    "repository": "Since 1.0, the way to the source of the site stands in `site.foot`.",
}
"""Fields that templates of before may ask for, and what to write instead."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All templates there are, read as trees."""

    mine: Mapping[str, "nodes.Template"]
    ours: Mapping[str, "nodes.Template"]
    folder: str
    """Where the owner's are, as a person would say it."""

    def tree(self, name: str) -> "nodes.Template | None":
        """Return what a name means: the owner's, else the theme's."""
        own = self.ours.get(name.removeprefix(OURS)) if name.startswith(OURS) else None
        return own or self.mine.get(name) or self.ours.get(name)


def environment() -> "Environment":
    """Return how templates are read: what strangers wrote is escaped, and a name that is not there is an error."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  69 ms, for commands that print nothing

    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def read(theme: Path, mine: Mapping[str, Path], folder: str) -> tuple[Book, tuple[Problem, ...]]:
    """Read all templates; one that is no template is a problem, and is not in the book."""
    from jinja2 import TemplateSyntaxError, meta  # noqa: PLC0415

    world, found, wrong = environment(), {}, []
    for name, path in mine.items():
        file = f"{folder}/{name}"
        try:
            source = path.read_text("utf-8")
            found[name] = world.parse(source, name, file)
            world.compile(source, name, file)
            meta.find_undeclared_variables(found[name])  # only this looks for filters that are not there
        except TemplateSyntaxError as error:
            found.pop(name, None)
            wrong.append(Problem(file=file, line=error.lineno, words=f"{error.message}".rstrip(".") + "."))
        except UnicodeDecodeError:
            wrong.append(Problem(file=file, words="This file is not saved as UTF-8."))
    files = sorted(path for path in theme.rglob("*") if path.is_file())
    ours = {path.relative_to(theme).as_posix(): _parsed(path.read_text("utf-8")) for path in files}
    return Book(mine=found, ours=ours, folder=folder), tuple(wrong)


@cache
def _parsed(source: str) -> "nodes.Template":
    """Read a template of the theme's, once in a process: a preview asks again with every word the owner changes."""
    return environment().parse(source)


def problems(book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the owner's templates."""
    fields = _fields(book)
    for name, tree in book.mine.items():
        yield from _unknown(book, name, tree)
        yield from _links(book, name, tree)
        yield from _names(book, name, tree)
        yield from _asked(book, name, tree, fields)
        yield from _blocks(book, name, tree)
        yield from _markup(book, name, tree)
        yield from _macros(book, name, tree)


# ---------------------------------------------------------------- one question each


def _unknown(book: Book, name: str, tree: "nodes.Template") -> Iterator[Problem]:
    """A template that replaces none and that none asks for would never be seen."""
    asked = {wanted for other in book.mine.values() for wanted, _, _ in _wanted(other)}
    if name not in book.ours and name not in asked:
        words = "The theme has no template of this name, and no template of yours asks for it."
        yield _problem(book, name, tree, words, did_you_mean(name, book.ours))


def _links(book: Book, name: str, tree: "nodes.Template") -> Iterator[Problem]:
    """What it extends and imports has to be there, have these macros, and not lead back here."""
    for wanted, node, macros in _wanted(tree):
        there = book.tree(wanted)
        if there is None:
            yield _problem(book, name, node, f'There is no template "{wanted}".', did_you_mean(wanted, book.ours))
        elif _leads_to(book, wanted, name, frozenset()):
            hint = f'For the one of the theme, write "{OURS}{name}".'
            yield _problem(book, name, node, f'"{wanted}" leads back to this template.', hint)
        else:
            for macro in macros - _exported(there):
                yield _problem(
                    book, name, node, f'"{wanted}" has no macro “{macro}”.', did_you_mean(macro, _exported(there))
                )


def _names(book: Book, name: str, tree: "nodes.Template") -> Iterator[Problem]:
    """Names the template was not given: those of its page; none at all for a partial, which sees what it is handed."""
    from jinja2 import meta, nodes  # noqa: PLC0415

    given = allowed(book, name)
    for missing in sorted(_undeclared(tree, meta) - given):
        spots = [each for each in tree.find_all(nodes.Name) if each.name == missing and each.ctx == "load"]
        what = "is handed no" if name.startswith("partials/") else "is not given"
        yield _problem(
            book, name, min(spots, key=lambda each: each.lineno), f"This template {what} “{missing}”.",
            GONE.get(missing) or did_you_mean(missing, given),
        )  # fmt: skip


def _asked(book: Book, name: str, tree: "nodes.Template", fields: frozenset[str]) -> Iterator[Problem]:
    """Fields that nothing has, and macros that an imported template has not."""
    from jinja2 import nodes  # noqa: PLC0415

    called = {id(each.node) for each in tree.find_all(nodes.Call)}
    found = [each for each in tree.find_all(nodes.Import) if isinstance(each.template, nodes.Const)]
    imported = {each.target: book.tree(each.template.as_const()) for each in found}
    for each in tree.find_all(nodes.Getattr):
        if isinstance(each.node, nodes.Name) and (there := imported.get(each.node.name)) is not None:
            known, words = _exported(there), f"What is imported as “{each.node.name}” has no macro “{each.attr}”."
        else:
            known, words = fields, f"Nothing that templates are given has “{each.attr}”."
        of_text = id(each) in called and known is fields and hasattr(str, each.attr) and not each.attr.startswith("_")
        if each.attr not in known and not of_text:
            yield _problem(book, name, each, words, GONE.get(each.attr) or did_you_mean(each.attr, known))


def _blocks(book: Book, name: str, tree: "nodes.Template") -> Iterator[Problem]:
    """A block that no parent has is never shown."""
    from jinja2 import nodes  # noqa: PLC0415

    parents = list(_parents(book, tree))
    known = {block.name for parent in parents for block in parent.find_all(nodes.Block)}
    for block in tree.body:
        if parents and isinstance(block, nodes.Block) and block.name not in known:
            words = f"No template that this one extends has the block “{block.name}”, so it would never be seen."
            yield _problem(book, name, block, words, did_you_mean(block.name, known))


def _markup(book: Book, name: str, tree: "nodes.Template") -> Iterator[Problem]:
    """What strangers wrote must stay text."""
    from jinja2 import nodes  # noqa: PLC0415

    words = "What strangers wrote would become markup here."
    for each in tree.find_all((nodes.Filter, nodes.ScopedEvalContextModifier)):
        if not isinstance(each, nodes.Filter) or each.name == "safe":
            yield _problem(book, name, each, words, "Take it out: notes and pages of your own are markup already.")


def _macros(book: Book, name: str, tree: "nodes.Template") -> Iterator[Problem]:
    """A partial that takes the place of the theme's needs the macros that others ask it for, with their arguments."""
    if name not in book.ours:
        return
    for other, theirs in book.ours.items():
        for wanted, _, macros in _wanted(book.mine.get(other, theirs)):
            for macro in sorted(macros - _exported(tree)) if wanted == name else ():
                words = f"The macro “{macro}” is missing here, and {other} asks for it."
                hint = f'Take it over: {{% import "{OURS}{name}" as ours %}}{{% set {macro} = ours.{macro} %}}'
                yield _problem(book, name, tree, words, hint)
    called = _arguments(book.ours[name])
    for macro, (own, node) in _arguments(tree).items():
        if macro in called and own[: len(called[macro][0])] != called[macro][0]:
            words = f"The macro “{macro}” is called with other arguments than it takes here."
            yield _problem(book, name, node, words, f"Write {macro}({', '.join(called[macro][0])}).")


def _arguments(tree: "nodes.Template") -> Mapping[str, tuple[tuple[str, ...], "nodes.Macro"]]:
    from jinja2 import nodes  # noqa: PLC0415

    found = [each for each in tree.body if isinstance(each, nodes.Macro)]
    return {each.name: (tuple(arg.name for arg in each.args), each) for each in found}


# ---------------------------------------------------------------- what templates say


def allowed(book: Book, name: str) -> frozenset[str]:
    """Return the names that a template of the theme's is given."""
    from jinja2 import meta  # noqa: PLC0415

    tree = book.ours.get(name)
    if tree is None or name.startswith("partials/"):
        return frozenset()
    above = list(_parents(book, tree, ours=True))
    own = _undeclared(tree, meta).union(*(_undeclared(parent, meta) for parent in above))
    return own | FRAME if book.ours[BASE] in (tree, *above) else own


def _undeclared(tree: "nodes.Template", meta: object) -> frozenset[str]:
    from jinja2 import nodes  # noqa: PLC0415

    known = {macro.name for macro in tree.find_all(nodes.Macro)}
    for found in tree.find_all(nodes.FromImport):
        known |= {each[1] if isinstance(each, tuple) else each for each in found.names}
    return frozenset(meta.find_undeclared_variables(tree)) - known  # type: ignore[attr-defined]


def _wanted(tree: "nodes.Template") -> Iterator[tuple[str, "nodes.Node", frozenset[str]]]:
    """Yield each template that one asks for, where, and the macros it wants of it."""
    from jinja2 import nodes  # noqa: PLC0415

    for each in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        if _constant(each):
            names = each.names if isinstance(each, nodes.FromImport) else ()
            yield each.template.value, each, frozenset(n[0] if isinstance(n, tuple) else n for n in names)  # type: ignore[attr-defined]


def _constant(node: "nodes.Node") -> bool:
    """Tell whether the template that is asked for stands there by its name."""
    from jinja2 import nodes  # noqa: PLC0415

    return isinstance(getattr(node, "template", None), nodes.Const)


def _parents(book: Book, tree: "nodes.Template", *, ours: bool = False) -> Iterator["nodes.Template"]:
    from jinja2 import nodes  # noqa: PLC0415

    seen: list[nodes.Template] = []
    while (found := tree.find(nodes.Extends)) and isinstance(found.template, nodes.Const) and len(seen) < 10:  # noqa: PLR2004  a circle
        name = found.template.value
        following = book.ours.get(name) if ours else book.tree(name)
        if following is None:
            break
        tree = following
        seen.append(tree)
    return iter(seen)


def _leads_to(book: Book, wanted: str, name: str, seen: frozenset[str]) -> bool:
    if wanted == name and name in book.mine:
        return True
    there = book.tree(wanted)
    if there is None or wanted in seen:
        return False
    return any(_leads_to(book, further, name, seen | {wanted}) for further, _, _ in _wanted(there))


def _exported(tree: "nodes.Template") -> frozenset[str]:
    """Return what can be imported of a template: its macros and what it sets; not what it imports itself."""
    from jinja2 import nodes  # noqa: PLC0415

    names = {each.name for each in tree.body if isinstance(each, nodes.Macro)}
    names |= {
        each.target.name for each in tree.body if isinstance(each, nodes.Assign) and isinstance(each.target, nodes.Name)
    }
    return frozenset(names)


def _fields(book: Book) -> frozenset[str]:
    """Return every field that something has which templates are given."""
    from jinja2 import nodes  # noqa: PLC0415

    kinds = (*(getattr(shapes, name) for name in shapes.__all__), Method, SignalRow)
    own = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    say = {name for name in dir(Say) if not name.startswith("_")}
    used = {each.attr for tree in book.ours.values() for each in tree.find_all(nodes.Getattr)}
    return frozenset(own | say | used | {"index", "index0", "first", "last", "length", "previtem", "nextitem"})


def _problem(book: Book, name: str, node: "nodes.Node", words: str, hint: str) -> Problem:
    return Problem(file=f"{book.folder}/{name}", line=node.lineno, words=words, hint=hint)
