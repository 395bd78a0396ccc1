"""A case in, findings out: a table of examinations, each of which looks at one thing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from generator.doctor.examining import digest, forge, kept, machine, site, sources, tree, workflows
from generator.doctor.facts import Case
from generator.doctor.finding import ORDER, Finding, Gravity

Look = Callable[[Case], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """One thing that is looked at."""

    name: str
    """What to call it where nothing is wrong with it."""
    look: Look
    has: Callable[[Case], bool] = lambda _: True
    """Whether there is anything to look at."""


EXAMINATIONS: tuple[Examination, ...] = (
    Examination(name="the set-up", look=machine.packages),
    Examination(name="the disk", look=machine.disk),
    Examination(name="the clock", look=machine.clock, has=machine.can_compare),
    Examination(name="config.yaml", look=digest.config),
    Examination(name="editions, pages and questions", look=digest.content),
    Examination(name="secrets", look=digest.secrets),
    Examination(name="sources", look=sources.health, has=lambda case: bool(case.kept and case.kept.records)),
    Examination(name="what sources answer", look=sources.tried, has=lambda case: case.trials is not None),
    Examination(name="the state", look=kept.state, has=lambda case: case.kept is not None),
    Examination(name="the branch of the state", look=kept.branch, has=lambda case: case.tree is not None),
    Examination(name="git", look=tree.standing, has=lambda case: case.tree is not None),
    Examination(name="what is committed", look=tree.committed, has=lambda case: case.tree is not None),
    Examination(name="what is not committed", look=tree.left, has=lambda case: case.tree is not None),
    Examination(name="the workflows", look=workflows.files, has=lambda case: case.workflows is not None),
    Examination(name="their secrets", look=workflows.secrets, has=lambda case: case.workflows is not None),
    Examination(name="the repository on GitHub", look=forge.repository, has=lambda case: case.forge is not None),
    Examination(name="Pages", look=forge.pages, has=forge.is_seen),
    Examination(name="Actions", look=forge.actions, has=forge.is_seen),
    Examination(name="the last runs", look=forge.runs, has=forge.is_seen),
    Examination(name="the published site", look=site.shown, has=lambda case: case.live is not None),
    Examination(name="the edition that is due", look=site.due, has=site.can_tell),
)
"""In the order in which one thing depends on another: what comes later may follow from what came before."""
FOLLOWS = frozenset({"edition-overdue", "site-stale", "site-unreachable", "source-failing", "collect-stopped"})
"""What is often nothing but the end of another trouble."""
SO = "This may follow from what is broken above: mend that first. "


def examine(case: Case) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the findings, the gravest first, and the names of what was looked at and found right."""
    found: list[Finding] = []
    fine: list[str] = []
    for each in EXAMINATIONS:
        if each.has(case):
            told = tuple(each.look(case))
            found += told
            fine += [] if told else [each.name]
    return tuple(sorted(_ordered(found), key=lambda finding: ORDER.index(finding.gravity))), tuple(fine)


def _ordered(found: Iterable[Finding]) -> Iterable[Finding]:
    """Let what follows from something broken be less grave than that."""
    told = tuple(found)
    cause = any(each.gravity is Gravity.BROKEN and each.id not in FOLLOWS for each in told)
    for each in told:
        if cause and each.id in FOLLOWS and each.gravity is Gravity.BROKEN:
            yield replace(each, gravity=Gravity.SOON, mend=f"{SO}{each.mend}")
        else:
            yield each
