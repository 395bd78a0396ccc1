"""The ways this can fail, drawn as a tree.

GleanerError
├── InputError         the owner's input is wrong: config, an edition, an argument   exit 2
├── NothingToPublish   every edition that is due is already there                    exit 3
│   └── NothingFound   an edition is due, and no source could be read                exit 3; of a whole run 1
├── StreetError        a stranger's failure: a feed, a server, the way there         noted, the run goes on
├── ClockError         this machine's clock is far from those of many servers        exit 1, nothing is changed
├── RepositoryError    git or the forge refused: a push, a right that is missing     exit 1, nothing is lost
└── PressError         the built site is not fit to be seen                          exit 1

Anything else that is raised is a mistake of ours and stops the run (exit 1).
"""

from dataclasses import dataclass

FULL = "The disk of this machine is full: make room and run this again. Nothing is lost; what was there is as it was."
"""What is to be done about it, whoever met it: git, or this program itself."""


class GleanerError(Exception):
    """Every failure that Gleaner has words for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in something a person wrote: where it is, what it is, what to do."""

    file: str
    words: str
    line: int | None = None
    """First line is 1."""
    column: int | None = None
    """First column is 1."""
    hint: str = ""

    def __str__(self) -> str:
        """Write it as compilers do, so that editors can jump to the place."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.words}" + (f"\n    {self.hint}" if self.hint else "")


class InputError(GleanerError):
    """What a person wrote cannot be used; it carries every problem found, in the order of the file."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems and say them all in the message."""
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class NothingToPublish(GleanerError):  # noqa: N818  an outcome with an exit code of its own, not an error
    """Every edition that is due is already published."""


class NothingFound(NothingToPublish):
    """An edition is due, but no source could be read: the one case in which a whole run has failed."""


class StreetError(GleanerError):
    """A stranger's failure. The message is a sentence for the health page, without secrets or traceback."""

    def __init__(
        self, words: str, *, kind: str = "failed", status: int | None = None, body: bytes = b"", url: str | None = None
    ) -> None:
        """Keep the sentence, a short machine-readable kind, and of an answer its status, words and address."""
        self.words = words
        self.kind = kind
        self.status = status
        self.body = body
        self.url = url
        super().__init__(words)

    def saying(self, words: str, *, kind: str | None = None) -> "StreetError":
        """Return the same failure in other words: whoever knows what was asked for can say more of it."""
        return StreetError(words, kind=kind or self.kind, status=self.status, body=self.body, url=self.url)


class ClockError(GleanerError):
    """The clock of this machine cannot be right; what rests on it was not done."""


class RepositoryError(GleanerError):
    """Git or the forge could not do what was asked; the message says what and, where that is known, what to do."""

    def __init__(self, words: str, *, status: int | None = None) -> None:
        """Keep the sentence, and the status where the forge answered."""
        self.words = words
        self.status = status
        super().__init__(words)


class PressError(GleanerError):
    """The site was not printed, or what was printed must not go out."""
