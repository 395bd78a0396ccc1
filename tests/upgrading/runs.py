"""Runs of upgrade.yml without the time that processes take: a clone for every job, its own rights, one command each.

    runs = Runs(folder=tmp_path, home=bare_repository, there=forge)
    code, summary = runs.run("schedule")

Which rights a job has, what it needs and whether its command gets the token is read from the workflow itself.
"""

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.workflows.player import value
from tests.workflows.stage import CLEAN, here, outputs

ROOT = Path(__file__).resolve().parents[2]
JOBS = yaml.safe_load((ROOT / ".github/workflows/upgrade.yml").read_text("utf-8"))["jobs"]
OPTIONS = {"from": "template", "to": "release", "at": "commit"}
"""What a job is told -> the output of the first one that says it."""
PARCEL = "output/upgrade.json"


@dataclass
class Runs:
    """A digest at the forge, and its runs."""

    folder: Path
    home: Path
    """The bare repository."""
    there: object
    number: int = 0
    handed: dict = field(default_factory=dict)
    """Job -> its outputs, of the last run."""

    def run(self, event="schedule"):
        """Run the jobs in their order; return the last exit code, and what stands on the page of the run."""
        self.handed, code, told, folder = {}, 0, "", None
        about = {} if event == "schedule" else {"repository": {"default_branch": "main"}}
        github = {"event_name": event, "ref": "refs/heads/main", "event": about}
        for name, job in JOBS.items():
            known = {"github": github, "needs": {each: {"outputs": given} for each, given in self.handed.items()}}
            if "if" in job and not value(job["if"], known, ok=True):
                break
            folder = self.clone(folder)
            code, _, _, summary = self.job(name, folder, event)
            told += summary
            if code:
                break
        return code, told

    def job(self, name, folder, event="schedule"):
        """Run one job in a clone; return its exit code, what it printed, and its part of the page of the run."""
        job = JOBS[name]
        (step,) = (step for step in job["steps"] if "run" in step)
        page = folder.with_name(f"{folder.name}-page")
        page.mkdir(exist_ok=True)
        around = {**CLEAN, **self.there.environment(page, event=event)}
        if "GITHUB_TOKEN" not in step["env"]:
            del around["GITHUB_TOKEN"]
        self.there.rights = {what: right.split()[0] for what, right in job["permissions"].items()}
        more = [f"--{option}={self.handed['look'][name]}" for option, name in OPTIONS.items()] if "needs" in job else []
        code, out, err = here([*step["run"].split()[1:3], *more], folder, around)
        given = page / "output.txt"
        told = outputs(given.read_text("utf-8")) if given.exists() else {}
        self.handed[name] = dict.fromkeys(job.get("outputs", ()), "") | told
        summary = page / "summary.md"
        return code, out, err, summary.read_text("utf-8") if summary.exists() else ""

    def clone(self, before=None):
        """Check out what a job works on, and put the parcel of the job before into it."""
        self.number += 1
        folder = self.folder / f"run-{self.number}"
        subprocess.run(["git", "clone", "-q", self.home, folder], check=True)
        if before and (before / PARCEL).exists():
            (folder / PARCEL).parent.mkdir()
            shutil.copy(before / PARCEL, folder / PARCEL)
        return folder
