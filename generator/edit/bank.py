"""The files of questions in, the bank out, or every slip in it with its file, line and column.

A question is checked before it is ever asked: its condition is known, it names what it speaks of and nothing else, and
it cannot become too long. So a bank that was read cannot fail later, whatever the week brings.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator import forms
from generator.edit import templates, wording
from generator.edit.conditions import CONDITIONS
from generator.errors import InputError, Problem

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ENGLISH = "en"
"""The language of the questions that come with Gleaner; other banks lie in folders of their own beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One question of the bank, as its owner wrote it."""

    id: str
    """Its name, kept for ever: the archive remembers by it what was asked."""
    lens: str
    """Through whose eyes it looks: practitioner, sceptic, connector, newcomer, scholar, or one of the owner's."""
    when: str | tuple[str, ...]
    """A row of CONDITIONS, or several that must be true of the same picks."""
    ask: str
    """The template."""

    @property
    def conditions(self) -> tuple[str, ...]:
        """Its conditions, however many were written, each once."""
        return (self.when,) if isinstance(self.when, str) else tuple(dict.fromkeys(self.when))

    @property
    def close(self) -> bool:
        """Whether it may stand under the pick it is about."""
        rows = [CONDITIONS[name] for name in self.conditions]
        return max(row.size for row in rows) == 1 and any(row.close for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Every question there is, each found right."""

    entries: tuple[Entry, ...] = ()
    """Ordered by id, each id once."""
    language: str = ENGLISH
    """What they are written in, BCP 47."""

    @property
    def lenses(self) -> tuple[str, ...]:
        """The lenses that have a question, in alphabetical order."""
        return tuple(sorted({entry.lens for entry in self.entries}))


def read_bank(files: Mapping[str, str], language: str = ENGLISH) -> Bank:
    """Read the question files of one language.

    Args:
        files: What each is called in the problems -> its YAML text, a list of Entry.
        language: The one they are written in, BCP 47.

    Raises:
        InputError: with every problem of every file, each with line and column.
    """
    placed: list[_Placed] = []
    problems: list[Problem] = []
    for file, content in sorted(files.items()):
        try:
            placed += _read(forms.page(content, file=file), language)
        except InputError as wrong:
            problems += wrong.problems
    problems += _twice(placed)
    if problems:
        raise InputError(*problems)
    entries = sorted((each.entry for each in placed), key=lambda entry: entry.id)
    return Bank(entries=tuple(entries), language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """An entry, and where it stands."""

    entry: Entry
    page: forms.Page
    node: forms.Node
    language: str

    def problem(self, key: str, words: str, hint: str = "") -> Problem:
        return self.page.problem(self.node.value[key], words, hint)


def _read(page: forms.Page, language: str) -> list[_Placed]:
    """Read one file; one without a question is none."""
    root = page.root
    problems: list[Problem] = []
    if root and root.kind is not forms.Kind.LIST:
        problems.append(page.problem(root, "This is no list of questions.", "Begin each question with `- id:`."))
    placed: list[_Placed] = []
    for number, node in enumerate(root.value if root and not problems else (), start=1):
        entry, wrong = forms.fill(node, Entry, file=page.file, name=f"Question {number}")
        problems += wrong
        if entry:
            placed.append(_Placed(entry=entry, page=page, node=node, language=language))
    page.refuse(*problems, *chain.from_iterable(map(_problems, placed)))
    return placed


def _problems(placed: _Placed) -> Iterator[Problem]:
    entry = placed.entry
    for key, value in (("id", entry.id), ("lens", entry.lens)):
        if not SLUG.fullmatch(value):
            yield placed.problem(
                key, f"“{value}” cannot be its {key}.", "Write small letters a to z, digits and hyphens."
            )
    unknown = [name for name in entry.conditions if name not in CONDITIONS]
    for name in unknown:
        yield placed.problem("when", f"There is no condition “{name}”.", _meant(name, CONDITIONS))
    if not entry.conditions:
        yield placed.problem("when", "It needs a condition.", "Write `any` for a question that fits every pick.")
    elif not unknown:
        yield from _problems_of_template(placed)


def _problems_of_template(placed: _Placed) -> Iterator[Problem]:
    try:
        used = wording.check(placed.entry.ask, placed.language)
    except templates.Refused as wrong:
        yield placed.problem("ask", wrong.words, wrong.hint)
        return
    rows = [CONDITIONS[name] for name in placed.entry.conditions]
    subjects = templates.SUBJECTS[: max(row.size for row in rows)]
    known = Counter(chain(*subjects, *(row.gives for row in rows)))
    for name in sorted(used):
        if not known[name]:
            yield placed.problem("ask", f"Its condition gives no {{{{ {name} }}}}.", _meant(name, known))
        elif known[name] > 1:
            yield placed.problem(
                "ask", f"More than one of its conditions gives {{{{ {name} }}}}.", "Leave one of them out."
            )
    for names in subjects or (row.gives[:1] for row in rows if row.gives):
        if not used.intersection(names):
            words = " nor ".join(f"{{{{ {name} }}}}" for name in names)
            words = f"It names neither {words}." if len(names) > 1 else f"It does not name {words}."
            yield placed.problem("ask", words, "A question says what it is about.")


def _meant(name: str, known: Iterable[str]) -> str:
    return forms.did_you_mean(name, known) or "content/prompts/README.md lists what there is."


def _twice(placed: Sequence[_Placed]) -> Iterator[Problem]:
    first: dict[str, _Placed] = {}
    for each in placed:
        earlier = first.setdefault(each.entry.id, each)
        if earlier is not each:
            place = earlier.node.value["id"].line
            yield each.problem("id", "Another question has this id.", f"See {earlier.page.file}, line {place}.")
