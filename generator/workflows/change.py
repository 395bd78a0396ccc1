"""A pull request in, what it would do to the next edition out: as the page of the run, and as one comment.

Whoever sends it may be a stranger. So it is read as everything foreign is, it meets the street without any secret and
without private addresses, what it brings is collected into a copy of the state that is thrown away, and nothing leads
out of the repository. What is wrong with it is said all at once, each mistake at its line.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path

from generator import opening, pipeline, previewing, say
from generator.errors import GleanerError, InputError, NothingToPublish, Problem, RepositoryError
from generator.model import Config, Report, Source
from generator.pipeline import Place
from generator.previewing import SourceChanges
from generator.repository import comments, state
from generator.workflows import before, comparison, digests, summary, troubles
from generator.workflows.before import Request
from generator.workflows.comparison import Effect
from generator.workflows.digests import Digest
from generator.workflows.job import Job
from generator.workflows.troubles import DONE

MOST = 25
"""New sources that are visited; who adds more reads what they bring in the next edition, not here."""
MARK = "next-edition"
"""Tells our comment from others."""
MORE = "The rest is on the page of the run."
REFUSED = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
OUTSIDE = Problem(file="", words="This is a link that leads out of the repository.", hint="Put a copy in its place.")
UNTOUCHED = "This change touches nothing that the next edition is made of."
UNREAD = "What was collected so far could not be read, so nobody can say what the next edition would be."
WRITTEN = ("content", "themes")
"""Folders of an owner's."""


@dataclass(slots=True, kw_only=True)
class Findings:
    """What is found out about one digest."""

    words: str
    """Markdown."""
    code: int = DONE
    worth: bool = False
    """Whether it is worth a comment."""


def change(job: Job) -> int:
    """Read, build and compare every digest of the repository; the exit code is the worst of theirs."""
    asked = before.request(job)
    since = before.commit(job.git, asked)
    found = {digest: _looked_at(job, digest, since) for digest in digests.found(job)}
    told = [findings for digest, findings in found.items() if not digest.name or findings.words != UNTOUCHED]
    words = "\n\n".join(
        f"## {f'{digest.name}: the' if digest.name else 'The'} next edition\n\n{findings.words}"
        for digest, findings in found.items()
        if findings in told
    )
    job.runner.summarise(words)
    if job.runner.summary is None:
        say.out(words)
    if asked and asked.ours:
        _remark(job, asked, words, begin=any(findings.worth for findings in told))
    return max(findings.code for findings in found.values())


def _remark(job: Job, asked: Request, words: str, *, begin: bool) -> None:
    """Say it under the pull request; where the run may not write there, the page of the run has all of it."""
    try:
        comments.keep(job.github, asked.number, MARK, summary.clipped(words, more=MORE), begin=begin)
    except RepositoryError as error:
        if error.status not in REFUSED:
            say.out(f"There is no comment about it: {error}")


def _looked_at(job: Job, digest: Digest, since: str) -> Findings:
    with tempfile.TemporaryDirectory(prefix="gleaner-change-") as folder:
        desk = _Desk.laid(job, digest, since, Path(folder).resolve())
        config, problems = desk.read()
        if problems or config is None:
            return _wrong(job, InputError(*problems))
        try:
            return desk.judged(config)
        except (GleanerError, OSError) as error:
            return _wrong(job, error if isinstance(error, GleanerError) else GleanerError(str(error)))


def _wrong(job: Job, error: GleanerError) -> Findings:
    code = troubles.told(job, error)
    return Findings(words="This change cannot go in as it is:\n\n" + _said(error), code=code, worth=True)


def _said(error: GleanerError) -> str:
    if not isinstance(error, InputError):
        return summary.plain(str(error))
    return "\n".join(f"- {summary.plain(' '.join(str(problem).split()))}" for problem in error.problems)


@dataclass(slots=True, kw_only=True)
class _Desk:
    """One digest before and after the change, side by side."""

    job: Job
    digest: Digest
    touched: bool
    then: Path
    """Where it lies as it was before."""
    state: Path
    """A copy of what was collected."""
    former: Config | None
    """None where there was no config.yaml, or none that could be read."""
    notes: list[str] = field(default_factory=list)

    @classmethod
    def laid(cls, job: Job, digest: Digest, since: str, folder: Path) -> "_Desk":
        """Lay out the files of before."""
        (folder / "then").mkdir()
        then = before.laid(job.git, digest, since, folder / "then")
        former = None
        with suppress(InputError):
            former = opening.opened(then / digest.file.name)
        touched = before.touches(job.git, digest, since)
        return cls(job=job, digest=digest, touched=touched, then=then, state=folder / "state", former=former)

    def read(self) -> tuple[Config | None, tuple[Problem, ...]]:
        """Read all that an owner can write, and return every mistake in it.

        Where config.yaml is wrong, the rest is read with the settings of before: whoever mends one mends all.
        """
        if outside := tuple(_outside(self.digest, self.job.git.root.resolve())):
            return None, outside
        config = None
        problems: list[Problem] = []
        try:
            config = self.digest.config()
        except InputError as wrong:
            problems += wrong.problems
        if reading := config or self.former:
            try:
                pipeline.check(reading, self.digest.place)
            except InputError as wrong:
                problems += (_located(problem, self.digest) for problem in wrong.problems)
        return config, tuple(problems)

    def judged(self, config: Config) -> Findings:
        """Print the site with the change, and compare the editions where it touches them."""
        place, output = replace(self.digest.place, state=self.state), self.job.output / self.digest.name
        if not self.touched or not self._collected():
            pipeline.build(config, place, output=output)
            return Findings(words="\n\n".join(self.notes) or UNTOUCHED, worth=bool(self.notes))
        try:
            effect = self._effect(config, place)
        except NothingToPublish as nothing:
            pipeline.build(config, place, output=output)
            return Findings(words=summary.plain(str(nothing)))
        previewing.built(config, place, effect.after, output=output)
        return Findings(words=comparison.shown(effect), worth=True)

    def _collected(self) -> bool:
        """Get a copy of what was collected; where that cannot be had, the change is right or wrong all the same."""
        if self.digest.state.is_dir():
            shutil.copytree(self.digest.state, self.state)
        try:
            if self.job.git.is_one() and self.job.git.has_remote():
                state.pull(self.job.git, self.state, name=self.digest.name)
        except RepositoryError as error:
            say.out(f"{UNREAD} {error}")
            self.notes.append(UNREAD)
            return False
        return True

    def _effect(self, config: Config, place: Place) -> Effect:
        changes = previewing.sources(self.former, config) if self.former else SourceChanges()
        visited = changes.unread[:MOST]
        reports = self._visited(config, place, visited)
        after = previewing.next_edition(config, place, now=self.job.now).edition
        was = None
        if self.former:
            with suppress(NothingToPublish, InputError):
                old = Place(root=self.then, state=self.state)
                was = previewing.next_edition(self.former, old, now=self.job.now, week=after.week).edition
        return Effect(after=after, before=was, sources=changes, reports=reports, unasked=changes.unread[MOST:])

    def _visited(self, config: Config, place: Place, sources: tuple[Source, ...]) -> tuple[Report, ...]:
        """Collect what the change adds, into the copy; without a secret, for a stranger may have named the hosts."""
        if not sources:
            return ()
        door = replace(self.job.door, secrets={})
        return pipeline.collect(replace(config, sources=sources), place, now=self.job.now, door=door)


def _outside(digest: Digest, home: Path) -> Iterator[Problem]:
    """Yield what would make a file of the machine a file of the site: links in a stranger's branch."""
    root = digest.place.root
    for path in (root / digest.file.name, *(each for name in WRITTEN for each in _all(root / name))):
        if path.is_symlink() and not _is_within(path.resolve(), home):
            yield _located(replace(OUTSIDE, file=path.relative_to(root).as_posix()), digest)


def _is_within(path: Path, home: Path) -> bool:
    """Tell whether a path is in the repository, and not in the folder of git, where a token may lie."""
    return path.is_relative_to(home) and ".git" not in path.relative_to(home).parts


def _all(folder: Path) -> Iterator[Path]:
    """Yield a folder and everything in it; links are not followed, but for the one that it may be itself."""
    yield folder
    for place, inside, names in os.walk(folder):
        yield from (Path(place, name) for name in sorted((*inside, *names)))


def _located(problem: Problem, digest: Digest) -> Problem:
    """Name the file of a further digest from the root of the repository."""
    return replace(problem, file=f"{digest.file.parent.as_posix()}/{problem.file}") if digest.name else problem
