"""What the owner has written: config.yaml, editions, pages and questions, with every mistake in them."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import config as reading
from generator import correcting, opening, pipeline
from generator.config import advice
from generator.doctor.facts import Digest
from generator.errors import InputError, Problem
from generator.model import Config, Site, Week
from generator.pipeline import Place

SECRETS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a token of GitHub", re.compile(r"\b(?:gh[opsur]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})")),
    ("an app password of Bluesky", re.compile(r"(?<![a-z0-9-])[a-z0-9]{4}(?:-[a-z0-9]{4}){3}(?![a-z0-9-])")),
    ("a token of X", re.compile(r"\bA{15,}[A-Za-z0-9%]{30,}")),
    ("a key of Amazon", re.compile(r"\bAKIA[A-Z0-9]{16}\b")),
    ("a token of Slack", re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,}")),
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    (
        "a password",
        re.compile(r"(?i)^\s*#?\s*(?:password|passwd|token|secret|api_?key|app_password)\s*:\s*[\"']?\S{6,}"),
    ),
)
"""What a line must not hold -> how such a thing looks, as those who give it out describe it."""
ANYBODY = Config(site=Site(title="A digest"), sources=())
"""Stands for a config.yaml that cannot be used, so that the rest is examined all the same."""


def gather(file: Path, root: Path, now: datetime, remote: Collection[str] = ()) -> Digest:
    """Read all that an owner can write.

    Args:
        file: config.yaml, as it was named.
        root: its folder.
        now: the instant, aware.
        remote: names of the editions on the branch of the remote.
    """
    config, problems = _config(file)
    place = Place(root=root, state=root / ".gleaner")
    return Digest(
        file=str(file),
        config=config,
        problems=problems,
        others=_others(config or ANYBODY, place, file.name),
        notices=_notices(config, place, str(file), now) if config else (),
        weeks=tuple(sorted({*_weeks(path.stem for path in place.editions.glob("*.md")), *_weeks(remote)})),
        secret_lines=tuple(_secrets(file)),
    )


def _config(file: Path) -> tuple[Config | None, tuple[Problem, ...]]:
    try:
        return opening.opened(file), ()
    except InputError as error:
        return None, error.problems


def _others(config: Config, place: Place, name: str) -> tuple[Problem, ...]:
    """Return what a build would refuse beside config.yaml; banks hide editions from `check`, so both are asked."""
    found: dict[Problem, None] = {}
    for does in (lambda: pipeline.check(config, place), lambda: correcting.published(place, ())):
        found.update(dict.fromkeys(_refused(does)))
    return tuple(problem for problem in found if problem.file != name)


def _refused(does: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        does()
    except InputError as error:
        return error.problems
    return ()


def _notices(config: Config, place: Place, file: str, now: datetime) -> tuple[Problem, ...]:
    """Return what is worth knowing; which secrets are wanted is examined elsewhere."""
    today = now.astimezone(ZoneInfo(config.site.zone)).date()
    known = {name for source in config.sources for name in advice.wished(source)[1]}
    about = _refused_none(lambda: correcting.notices(config, place, file))
    return (*reading.notices(config, file, known=known, today=today), *about)


def _refused_none(does: Callable[[], Collection[Problem]]) -> tuple[Problem, ...]:
    try:
        return tuple(does())
    except InputError:  # an edition that cannot be read is told of by itself
        return ()


def _weeks(names: Collection[str] | Iterator[str]) -> Iterator[Week]:
    for name in names:
        try:
            yield Week.named(name)
        except ValueError:
            continue  # what such a file is, its own problem says


def _secrets(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that seem to hold a secret; the value itself goes no further."""
    if not file.is_file():  # a pipe would be waited for
        return
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return
    for number, line in enumerate(lines, 1):
        if kind := next((words for words, looks in SECRETS if looks.search(line)), ""):
            yield number, kind
