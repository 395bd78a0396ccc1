"""What the runs keep between them: whether it is there, can be read, and is of this version."""

from collections.abc import Iterator

from generator import text
from generator.doctor.facts import Case
from generator.doctor.finding import Finding, advice, broken, soon

LARGE = 500 << 20
"""Bytes; a thousand items a day for a month are a tenth of it, and GitHub recommends repositories below 1 GB."""
ANEW = "Nothing published is lost, and the next run reads every source anew."


def state(case: Case) -> Iterator[Finding]:
    """Look through its files."""
    kept = case.kept
    assert kept
    for name in kept.newer:
        words = f"{name} in {kept.place} was written by a newer Gleaner, and this one leaves it unread."
        yield broken("state-newer", words, "Bring this Gleaner up to date: `./gleaner upgrade`.")
    for name in kept.unreadable:
        words = f"{name} in {kept.place} cannot be read. {ANEW}"
        yield soon("state-unreadable", words, "The next run sets it aside by itself: `./gleaner collect`.")
    for name, lines in kept.spoilt:
        words = f"{text.count(lines, 'line')} of {name} in {kept.place} cannot be read and {_are(lines)} left out."
        yield soon("state-spoilt", words, "What they held is read anew where its source still shows it; nothing to do.")
    if kept.aside:
        words = (
            f"{text.count(len(kept.aside), 'file')} of {kept.place} set aside as unreadable: {', '.join(kept.aside)}."
        )
        yield advice("state-aside", f"{words} {ANEW}", "Once you have looked at them, delete them.")
    if kept.size > LARGE:
        words = f"{kept.place} holds {kept.size >> 20} MB."
        yield soon("state-large", words, "`./gleaner collect` lets go of what is older than the editions need.")
    if kept.held:
        yield advice("run-under-way", "Another run is at work just now.", "Wait until it is done, then ask again.")


def branch(case: Case) -> Iterator[Finding]:
    """Look whether what was collected is anywhere."""
    tree = case.tree
    assert tree
    if case.kept is None and tree.state_branch is False and case.digest.weeks:
        words = f"What was collected for the next edition is nowhere: there is no branch `state`. {ANEW}"
        mend = "Run it now, so that the week is whole: Actions > Collect > Run workflow."
        yield soon("state-missing", words, mend)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
