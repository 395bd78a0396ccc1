"""The environment of a workflow in, where it runs and how it reports out.

The names are GitHub's (docs.github.com, "Default environment variables"). Nothing of an event is ever a word of a
command: it is read from the file that the runner has written.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from generator.errors import RepositoryError

FORGEJO = "/api/v1"
"""How the API of Forgejo ends, whose runner sets GitHub's names as well; what only GitHub can do is left there."""
SERVER, API = "https://github.com", "https://api.github.com"
PAGE = 1024 * 1024
"""Bytes that a step may say on the page of its run (docs: "Adding a job summary"); of more GitHub shows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """The machine that a workflow runs on, and the repository it runs for."""

    repository: str = ""
    """owner/name at GitHub; "" where this is no workflow of GitHub's."""
    server: str = SERVER
    api: str = API
    branch: str = ""
    """Short name of the branch or tag the run is for."""
    event: str = ""
    """What began the run: schedule, push, pull_request, issues, workflow_dispatch."""
    payload: Path | None = None
    """The event as the forge tells it, as JSON."""
    run: str = ""
    attempt: str = "1"
    outputs: Path | None = None
    summary: Path | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """Read the variables that a runner sets."""

        def path(name: str) -> Path | None:
            return Path(environment[name]) if environment.get(name) else None

        alike = (environment.get("GITHUB_API_URL") or "").rstrip("/").endswith(FORGEJO)
        return cls(
            repository="" if alike else environment.get("GITHUB_REPOSITORY", ""),
            server=environment.get("GITHUB_SERVER_URL") or SERVER,
            api=environment.get("GITHUB_API_URL") or API,
            branch=environment.get("GITHUB_REF_NAME") or environment.get("CI_COMMIT_BRANCH", ""),  # GitLab's
            event=environment.get("GITHUB_EVENT_NAME", ""),
            payload=path("GITHUB_EVENT_PATH"),
            run=environment.get("GITHUB_RUN_ID", ""),
            attempt=environment.get("GITHUB_RUN_ATTEMPT") or "1",
            outputs=path("GITHUB_OUTPUT"),
            summary=path("GITHUB_STEP_SUMMARY"),
        )

    @property
    def address(self) -> str:
        """The repository in a browser."""
        return f"{self.server}/{self.repository}"

    @property
    def run_address(self) -> str:
        """This run in a browser."""
        return f"{self.address}/actions/runs/{self.run}"

    def told(self) -> Mapping[str, Any]:
        """Return the event; every text in it is a stranger's.

        Raises:
            RepositoryError: there is none, or it cannot be read.
        """
        try:
            found = json.loads(self.payload.read_bytes()) if self.payload else None
        except (OSError, ValueError, RecursionError) as error:
            raise RepositoryError("What began this run could not be read.") from error
        if not isinstance(found, Mapping):
            raise RepositoryError("Nothing says what began this run: it was not begun by a workflow.")
        return found

    def give(self, name: str, value: str) -> None:
        """Hand a value on to the next steps; a value of several lines cannot end itself (docs: multiline strings)."""
        if self.outputs is None:
            return
        end = f"end-{secrets.token_hex(16)}"
        with self.outputs.open("a", encoding="utf-8") as file:
            file.write(f"{name}<<{end}\n{value}\n{end}\n")

    def summarise(self, markdown: str) -> None:
        """Add to the page that the forge shows of the run; lines beyond its limit are left out."""
        if self.summary is None:
            return
        data = f"{markdown.rstrip()}\n\n".encode(errors="replace")  # names of files may be no text
        with self.summary.open("ab") as file:
            room = max(0, PAGE - file.tell())
            file.write(data if len(data) <= room else data[: data.rfind(b"\n", 0, room) + 1])
