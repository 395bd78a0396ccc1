"""What a parser complains about, what a person did, and how a line is put right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

PAIR = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?P<key>[^\s:#'\"\[{-][^:#]*?):\s+(?P<value>\S.*)$")
COMMENT = re.compile(r"(?<=\s)#(?=\s|$).*$")
NO_COLON = "mapping values are not allowed in this context"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What the parser said, and the lines it said it about; places count from 0."""

    lines: Sequence[str]
    line: int
    column: int
    what: str
    during: str
    begun: tuple[int, int] | None
    """Where the thing began in which the parser was lost."""

    @property
    def here(self) -> str:
        """The line complained about."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    def above(self, line: int) -> int | None:
        """Return the nearest line above that is neither empty nor a comment."""
        for number in range(min(line, len(self.lines)) - 1, -1, -1):
            if self.lines[number].strip() and not self.lines[number].lstrip().startswith("#"):
                return number
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One mistake, in words; places count from 0."""

    line: int
    column: int
    words: str
    hint: str = ""
    mended: Mapping[int, str] = field(default_factory=dict)
    """Lines as they were probably meant; empty where that cannot be known."""


# ---------------------------------------------------------------- putting a line right


def quote(text: str) -> str:
    """Write text so that every YAML reader takes it for text, in the quotes that need least care."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def bare(value: str) -> str:
    """Return a value without comment and without its outer quotes."""
    value = COMMENT.sub("", value).strip()
    for sign in "\"'":
        value = value.removeprefix(sign).removesuffix(sign)
    return value


def quoted_from(fault: Fault, line: int, column: int) -> tuple[str, dict[int, str]]:
    """Return the text that begins there, and the line with quotes around it."""
    before, rest = fault.lines[line][:column], fault.lines[line][column:]
    in_list = before.count("[") > before.count("]")
    value = re.split(r"[,\]]", rest, maxsplit=1)[0].strip() if in_list else COMMENT.sub("", rest).rstrip()
    return value, {line: before + quote(bare(value)) + (rest[len(value) :] if in_list else "")}


def indent(line: str) -> int:
    """Return how many blanks a line begins with."""
    return len(line) - len(line.lstrip())


def key_column(line: str) -> int:
    """Return where the key of a line begins, behind the dashes of list entries."""
    lead = re.match(r"\s*(?:-\s+)*", line)
    return lead.end() if lead else 0


def needs_quotes(fault: Fault, line: int, column: int, words: str) -> Slip:
    """Return the slip of a text that begins there and should be in quotes."""
    value, mended = quoted_from(fault, line, column)
    return Slip(line=line, column=column, words=words, hint=f"Put quotes around it: {quote(value)}", mended=mended)
