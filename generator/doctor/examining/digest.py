"""What the owner has written: mistakes that stop a run, things worth knowing, and secrets that anybody can read."""

from collections.abc import Iterator

from generator.doctor.facts import Case
from generator.doctor.finding import Finding, advice, broken
from generator.errors import Problem

CHECK = "`./gleaner check --offline` reads it again once it is mended."


def config(case: Case) -> Iterator[Finding]:
    """Say all that is wrong with config.yaml; where a merge has left marks in it, those are all there is to say."""
    digest, marked = case.digest, _marked(case)
    if not any(name == "config.yaml" for name in (*marked, *_misnamed(case))):
        yield from (_wrong("config-wrong", each) for each in digest.problems)
    yield from (
        advice("config-notice", each.words, each.hint or CHECK, _where(each)) for each in digest.notices if each.words
    )


def content(case: Case) -> Iterator[Finding]:
    """Say what is wrong with everything else a person writes."""
    marked = _marked(case)
    yield from (_wrong("content-wrong", each) for each in case.digest.others if each.file not in marked)


def secrets(case: Case) -> Iterator[Finding]:
    """Point to lines that seem to hold a secret: the file is public as soon as it is pushed."""
    for line, kind in case.digest.secret_lines:
        mend = (
            "Take the line out, and withdraw that secret where it came from: what was once pushed stays readable. "
            "Then keep a new one under Settings > Secrets and variables > Actions (content/pages/guide/secrets.md)."
        )
        yield broken("secret-in-config", f"This line seems to hold {kind}.", mend, f"{case.digest.file}:{line}")


def _wrong(name: str, problem: Problem) -> Finding:
    return broken(name, problem.words, " ".join(part for part in (problem.hint, CHECK) if part), _where(problem))


def _where(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}" if problem.line else problem.file


def _marked(case: Case) -> frozenset[str]:
    return frozenset(name for name, _ in case.tree.marks) if case.tree else frozenset()


def _misnamed(case: Case) -> Iterator[str]:
    """Yield config.yaml where there is one by that name in other letters."""
    if case.tree and any(name != name.lower() == "config.yaml" for name in (*case.tree.files, *case.tree.changed)):
        yield "config.yaml"
