"""Findings in, a short plain report or values for --json out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from textwrap import fill

from generator.doctor.facts import Case
from generator.doctor.finding import Finding, Gravity

TITLES: Mapping[Gravity, str] = {
    Gravity.BROKEN: "Broken",
    Gravity.SOON: "Soon",
    Gravity.ADVICE: "To consider",
}
WIDTH = 100
INDENT = " " * 4


def lines(case: Case, found: Sequence[Finding], fine: Sequence[str]) -> Iterator[str]:
    """Yield the report: what is right in one line, then what is wrong, the gravest first."""
    if fine:
        yield fill(f"In order: {', '.join(fine)}.", WIDTH, subsequent_indent=INDENT, break_on_hyphens=False)
    for words in case.unasked:
        yield fill(f"Not looked at: {words}{'' if words.endswith('.') else '.'}", WIDTH, subsequent_indent=INDENT)
    for gravity in Gravity:
        told = [finding for finding in found if finding.gravity is gravity]
        if told:
            yield f"\n{TITLES[gravity]}"
        for finding in told:
            yield from _finding(finding)
    yield f"\n{tally(found)}"


def tally(found: Sequence[Finding]) -> str:
    """Say in one line how it stands."""
    counts = {gravity: sum(finding.gravity is gravity for finding in found) for gravity in Gravity}
    if not found:
        return "Nothing is wrong."
    told = [f"{count} {TITLES[gravity].lower()}" for gravity, count in counts.items() if count]
    return f"{', '.join(told)}. The guide (content/pages/guide/trouble.md) has more to each, by its name in brackets."


def value(case: Case, found: Sequence[Finding], fine: Sequence[str]) -> dict[str, object]:
    """Return the report for --json."""
    sound = not any(finding.gravity is Gravity.BROKEN for finding in found)
    return {
        "sound": sound,
        "findings": [{**asdict(finding), "gravity": str(finding.gravity)} for finding in found],
        "in_order": list(fine),
        "not_looked_at": list(case.unasked),
    }


def _finding(finding: Finding) -> Iterator[str]:
    place = f"{finding.where}: " if finding.where else ""
    yield _set(f"{place}{finding.words} [{finding.id}]", "  - ")
    yield _set(finding.mend, f"{INDENT}-> ")


def _set(words: str, first: str) -> str:
    later = " " * len(first)
    return fill(
        words, WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )
