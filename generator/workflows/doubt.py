"""What a probe has met in, kept for the next one; what the one before has met out.

Every run on GitHub begins on an empty machine. So what may be over in a moment is the name of an artifact of the run,
`probe-KIND-SINCE`, and the next probe reads names: of artifacts of the schedule's last run, which no other workflow and
no pull request can make. No file comes in from another run; a cache would be one, and any run may fill it. Elsewhere
`probe.json` in the folder of the state remembers. Losing it costs a day until a site that is gone is spoken of.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from generator.collect import given, shelf
from generator.doctor.freshness import SUDDEN
from generator.workflows.job import Job

NAME = "probe.json"
SIZE = 10_000
"""Bytes of the file; it has two lines."""
INSTANT = "%Y%m%dT%H%M%SZ"
"""ISO 8601 without the colons, which no artifact may have in its name."""
ARTIFACT = re.compile(rf"probe-({'|'.join(sorted(SUDDEN))})-(\d{{8}}T\d{{6}}Z)", re.ASCII)
RUNS = "actions/workflows/probe.yml/runs?event=schedule&status=success&per_page=1"
"""The last run of the schedule, which is always one of the default branch (docs: "Events that trigger workflows")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a probe has met, and when it was met first."""

    format: int = shelf.FORMAT
    kind: str = ""
    """"" where nothing was met."""
    since: datetime | None = None


DOUBT = TypeAdapter(Doubt)


def before(job: Job) -> Doubt:
    """Return what the probe before has met.

    Raises:
        RepositoryError: GitHub did not answer, or refused.
    """
    if not job.runner.repository:
        return shelf.read(job.state / NAME, DOUBT, most=SIZE, lost="the next probe decides") or Doubt()
    runs = (given.number(row.get("id")) for row in job.github.rows(RUNS, "workflow_runs"))
    rows = (row for run in runs if run for row in job.github.rows(f"actions/runs/{run}/artifacts", "artifacts"))
    return next(filter(None, (_named(row, job.now) for row in rows)), Doubt())


def keep(job: Job, doubt: Doubt) -> None:
    """Keep for the next probe what this one has met."""
    shelf.write(job.state / NAME, DOUBT, doubt, most=SIZE)
    if doubt.since:
        job.runner.give("doubt", f"probe-{doubt.kind}-{doubt.since:{INSTANT}}")


def _named(row: Mapping[str, Any], now: datetime) -> Doubt | None:
    """Read the name of an artifact; None where it is none of ours, or tells of an instant that is none or to come."""
    found = ARTIFACT.fullmatch(given.string(row.get("name")))
    try:
        since = datetime.strptime(found[2], INSTANT).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
    return Doubt(kind=found[1], since=since) if found and since and since <= now else None
