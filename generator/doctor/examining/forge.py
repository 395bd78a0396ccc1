"""The repository on GitHub: switches that are off, runs that failed, an address that is another one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from generator.doctor.facts import Case, Forge
from generator.doctor.finding import Finding, advice, broken, soon

FAILED = frozenset({"failure", "timed_out", "startup_failure"})
"""Ways in which a run ends that are no success (docs: conclusion of a run)."""
SWITCH = "{}/settings/pages: under Source choose GitHub Actions. Then Actions > Site > Run workflow."
ENABLE = "{}/actions/workflows/{}: press Enable workflow, then Run workflow."


def is_seen(case: Case) -> bool:
    """Tell whether GitHub shows the repository."""
    return bool(case.forge and case.forge.repository)


def repository(case: Case) -> Iterator[Finding]:
    """Look whether it is there and alive."""
    forge = _forge(case)
    if forge.missing:
        words = f"GitHub shows no repository {forge.name}: it is private, or has another name by now."
        mend = (
            "`GITHUB_TOKEN=$(gh auth token) ./gleaner doctor` looks with your eyes; `git remote -v` says the address."
        )
        yield advice("repository-unseen", words, mend, forge.address)
    if forge.repository and forge.repository.get("archived"):
        words = "The repository is archived: nothing runs in it, and nothing can be changed."
        yield broken("archived", words, f"{forge.address}/settings: Unarchive this repository.", forge.address)


def pages(case: Case) -> Iterator[Finding]:
    """Look whether Pages publishes what the workflows print, and where."""
    forge, config = _forge(case), case.digest.config
    where = f"{forge.address}/settings/pages"
    elsewhere = config and config.site.address and "github.io" not in config.site.address
    if forge.pages_off and (forge.repository or {}).get("private"):
        words = "Pages is off, and the repository is private: on GitHub's free plan such a one has no site."
        mend = f"{forge.address}/settings: Change visibility > Public. Then " + SWITCH.format(forge.address)
        yield broken("pages-private", words, mend, where)
    elif forge.pages_off and not (elsewhere and forge.pages is None and forge.silent):
        words = "Pages is off, so the printed site is published nowhere."
        yield broken("pages-off", words, SWITCH.format(forge.address), where)
    if not forge.pages:
        return
    if forge.pages.get("build_type") == "legacy":
        words = "Pages publishes a branch of the repository instead of the printed site."
        yield broken("pages-branch", words, SWITCH.format(forge.address), where)
    site = config.site.address if config else None
    shown = str(forge.pages.get("html_url") or "")
    if site and shown and _place(site) != _place(shown):
        words = f"config.yaml says that the site is at {site}, and Pages publishes it at {shown}."
        mend = "Write the address of Pages as `site.address`, or your own as Custom domain on that page."
        yield soon("address-differs", words, mend, where)
    if forge.pages.get("cname") and forge.pages.get("https_enforced") is False:
        words = "The site can be read without encryption."
        yield advice("https-off", words, f"{where}: tick Enforce HTTPS.", where)


def actions(case: Case) -> Iterator[Finding]:
    """Look whether workflows may run, and which of them are switched off."""
    forge = _forge(case)
    where = f"{forge.address}/settings/actions"
    if forge.enabled is False:
        words = "Actions are switched off for this repository, so nothing runs."
        yield broken("actions-off", words, f"{where}: Allow all actions and reusable workflows.", where)
        return
    fork = (forge.repository or {}).get("fork")
    for file, state in (forge.workflows or {}).items():
        place = f"{forge.address}/actions/workflows/{file}"
        mend = ENABLE.format(forge.address, file)
        if state == "disabled_fork" or (fork and state == "disabled_inactivity"):
            words = f"The schedule of {file} is off, as GitHub has it in every fork."
            yield broken("schedule-fork", words, mend, place)
        elif state == "disabled_inactivity":
            words = f"GitHub has switched {file} off, since nothing was committed for 60 days."
            yield broken("schedule-disabled", words, mend, place)
        elif state == "disabled_manually":
            words = f"Somebody has switched {file} off."
            yield soon("workflow-off", words, f"If that was not meant: {mend}", place)
    if forge.may_open_pulls is False:
        words = "Workflows may open no pull requests: an upgrade or a new source comes as a link to press instead."
        mend = f"{where}: tick Allow GitHub Actions to create and approve pull requests."
        yield advice("pulls-off", words, mend, where)


def runs(case: Case) -> Iterator[Finding]:
    """Look how the last runs ended."""
    forge = _forge(case)
    bad = False
    for file, last in forge.runs.items():
        failed = _failed(last)
        if not failed:
            continue
        bad = bad or file == "site.yml"
        day = str(last[0].get("created_at"))[:10]
        words = f"The last {failed} runs of {file} failed, the newest on {day}."
        if failed == 1:
            words = f"The last run of {file} failed, on {day}."
        # Not "Re-run jobs": that takes the files of then, with the mistake in them.
        mend = "Open it: what is wrong stands on its page. Once it is mended: "
        mend += f"{forge.address}/actions/workflows/{file}, Run workflow."
        yield (soon if failed == 1 else broken)("run-failed", words, mend, str(last[0].get("html_url") or ""))
    if forge.deployment in {"failure", "error"} and not bad:
        words = "The last deployment to Pages failed."
        mend = (
            f"{forge.address}/actions/workflows/site.yml: Run workflow. A new run has a fresh start; a re-run has not."
        )
        yield soon("deployment-failed", words, mend, f"{forge.address}/deployments")


def _failed(last: Sequence[Mapping[str, Any]]) -> int:
    """Count the failures since the last success; what was cancelled or skipped says nothing."""
    count = 0
    for run in last:
        if run.get("conclusion") == "success":
            break
        count += run.get("conclusion") in FAILED
    return count


def _place(address: str) -> tuple[str, str]:
    split = urlsplit(address)
    return (split.hostname or "").removeprefix("www."), split.path.rstrip("/")


def _forge(case: Case) -> Forge:
    assert case.forge
    return case.forge
