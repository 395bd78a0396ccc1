"""The workflows of a repository in, their schedules kept switched on.

GitHub switches the schedules of a public repository off after 60 days without activity (docs: "Disabling and enabling
a workflow"), and says so in one mail. Asking for a workflow to be enabled begins the 60 days anew, without a commit.
What its owner has switched off by hand stays off.
"""

from pathlib import Path

import yaml

from generator.collect import given
from generator.workflows.job import Job

FOLDER = Path(".github", "workflows")
OURS_TO_WAKE = frozenset({"active", "disabled_inactivity"})
"""States in which a workflow is as its owner wants it, or was put to sleep by nobody."""


def keep_on(job: Job) -> tuple[str, ...]:
    """Ask for every scheduled workflow to stay enabled; return a line on each that had been put to sleep.

    Raises:
        RepositoryError: GitHub did not answer, or refused.
    """
    told = job.github.rows("actions/workflows?per_page=100", "workflows")
    states = {Path(str(each.get("path"))).name: given.string(each.get("state")) for each in told}
    woken = []
    for file in scheduled(job.place.root):
        if states.get(file) not in OURS_TO_WAKE:
            continue
        job.github.send("PUT", f"actions/workflows/{file}/enable")
        if states[file] != "active":
            woken.append(f"GitHub had switched off the schedule of {file}; it is on again.")
    return tuple(woken)


def scheduled(root: Path) -> tuple[str, ...]:
    """Return the file names of the workflows that run by the clock."""
    return tuple(path.name for path in sorted((root / FOLDER).glob("*.yml")) if _runs_by_the_clock(path))


def _runs_by_the_clock(path: Path) -> bool:
    try:
        read = yaml.safe_load(path.read_bytes())
    except (OSError, yaml.YAMLError):
        return False
    begun = read.get(True, read.get("on")) if isinstance(read, dict) else None  # YAML 1.1 takes `on` for a yes
    return isinstance(begun, dict) and "schedule" in begun
