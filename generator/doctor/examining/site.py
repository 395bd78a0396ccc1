"""What readers get: the published site, and the edition that should be there by now, with the reason why it is not."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from generator.doctor.facts import Case
from generator.doctor.finding import Finding, broken
from generator.doctor.freshness import Kind, overdue, trouble
from generator.timetable import WHEN

RECENT = timedelta(days=3)
RUN = "Actions > Collect > Run workflow writes what is due."
HERE = "`./gleaner run` writes what is due."
MEND: Mapping[Kind, str] = {
    Kind.UNREACHABLE: "Open it in a browser. If GitHub is down (www.githubstatus.com), wait; else look at "
    "Settings > Pages, then Actions > Site > Run workflow.",
    Kind.WRONG: "Settings > Pages: is the Source GitHub Actions, and the Custom domain yours? Then Actions > Site > "
    "Run workflow.",
    Kind.STALE: "Actions > Site > Run workflow.",
}


def shown(case: Case) -> Iterator[Finding]:
    """Compare what the site shows with the editions there are; that none is written is said by `due`."""
    found = trouble(case.digest.config, case.digest.weeks, case.live, case.now)
    if found and found.kind in MEND and case.live:
        yield broken(f"site-{found.kind}", found.words, MEND[found.kind], case.live.address)


def can_tell(case: Case) -> bool:
    """Tell whether it is known here which editions there are: a clone knows what was fetched last."""
    if case.digest.config is None or not case.digest.weeks:
        return False
    if case.forge and case.forge.weeks is not None:
        return True
    here = bool(case.kept and case.kept.written and case.kept.written > case.now - RECENT)
    return here or case.tree is None or not case.tree.remote


def due(case: Case) -> Iterator[Finding]:
    """Look whether the edition is there that should be."""
    config = case.digest.config
    assert config
    found = overdue(config, case.digest.weeks, case.now)
    if found:
        mend = RUN if case.forge else HERE
        yield broken("edition-overdue", f"{found.words} {_why(case)}", mend, "content/editions/")


def _why(case: Case) -> str:
    """Say what is known of the reason."""
    kept = case.kept
    if kept and kept.written:
        return f"Sources were last visited on {kept.written:{WHEN}}."
    last = case.forge.runs.get("collect.yml", ()) if case.forge else ()
    if last:
        return f"The last run of Collect was on {str(last[0].get('created_at'))[:10]}: {last[0].get('conclusion')}."
    return "Nothing was collected here, as far as can be seen."
