"""What GitHub says of a repository, by its REST API; an answer it refuses is missing, and that is said.

https://docs.github.com/en/rest, version 2022-11-28. Without a token the public part is asked: whether it is there, its
workflows and their runs. A site's settings are shown to those who may change them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from generator.doctor.facts import Forge
from generator.doctor.live import moment
from generator.errors import RepositoryError
from generator.model import Week
from generator.model.weeks import NAME
from generator.repository.github import TOKEN, GitHub, words

WATCHED = ("collect.yml", "collect-in-parts.yml", "site.yml")
"""Workflows whose last runs are looked at."""
RUNS = 5
"""How many of them."""
STRANGER = "Without a token GitHub does not show {}. `GITHUB_TOKEN=$(gh auth token) ./gleaner doctor` asks again."
REFUSED = "GitHub does not show {} to this token."


def named(address: str, server: str) -> str:
    """Return owner/name of an address at the forge, as git or a browser writes it; "" for any other."""
    host = re.escape(server.rpartition("//")[2])
    found = re.fullmatch(rf"(?:https?://|ssh://git@|git@){host}[/:]([^/\s]+/[^/\s]+?)(?:\.git)?/?", address)
    return found[1] if found else ""


@dataclass(slots=True)
class Asking:
    """Questions to one repository, and what was not answered."""

    github: GitHub
    refused: list[str] = field(default_factory=list)

    def get(self, path: str, what: str) -> Any:  # noqa: ANN401  JSON is anything
        """Return an answer, None where there is none; a refusal is noted."""
        try:
            return self.github.get(path)
        except RepositoryError as error:
            if error.status is None:
                raise
            self.refused.append(what)
            return None


def gather(github: GitHub, name: str) -> Forge:
    """Ask all there is to ask.

    Raises:
        RepositoryError: GitHub does not answer at all.
    """
    asking = Asking(replace(github, runner=replace(github.runner, repository=name)))
    answer = asking.github.ask("GET", "")
    forge = Forge(name=name, address=asking.github.runner.address, clock=moment(answer.headers.get("date", "")))
    if not answer.good:
        said = f"GitHub: it refuses ({answer.status}): {words(answer)}"
        missing = answer.status == HTTPStatus.NOT_FOUND
        return replace(forge, missing=missing, silent=() if missing else (said,))
    known = TOKEN in github.door.secrets
    repository = answer.value()
    pages = asking.get("pages", "whether Pages is on") if known else None
    refused = "whether Pages is on" in asking.refused
    workflows = _rows(asking.get("actions/workflows?per_page=100", "the workflows"), "workflows")
    states = {str(row.get("path", "")).rpartition("/")[2]: str(row.get("state")) for row in workflows or ()}
    seen = replace(
        forge,
        repository=repository,
        pages=pages,
        pages_off=(pages is None and not refused) if known else _off(repository),
        workflows=None if workflows is None else states,
        runs={file: _runs(asking, file) for file in WATCHED if file in states},
        weeks=_weeks(asking),
        deployment=_deployment(asking),
    )
    return _settings(asking, seen) if known else replace(seen, silent=(STRANGER.format("the settings"),))


def _settings(asking: Asking, forge: Forge) -> Forge:
    """Ask what only those who may change the settings are shown."""
    enabled = asking.get("actions/permissions", "whether Actions may run")
    rights = asking.get("actions/permissions/workflow", "what workflows may do")
    secrets = _rows(asking.get("actions/secrets?per_page=100", "the names of the secrets"), "secrets")
    silent = (REFUSED.format(", ".join(asking.refused)),) if asking.refused else ()
    return replace(
        forge,
        enabled=enabled.get("enabled") if isinstance(enabled, Mapping) else None,
        may_open_pulls=rights.get("can_approve_pull_request_reviews") if isinstance(rights, Mapping) else None,
        secrets=None if secrets is None else frozenset(str(row.get("name")) for row in secrets),
        silent=silent,
    )


def _off(repository: Mapping[str, Any]) -> bool | None:
    """Tell whether Pages is off, as far as a stranger is shown it."""
    return None if repository.get("has_pages") is None else not repository["has_pages"]


def _runs(asking: Asking, file: str) -> tuple[Mapping[str, Any], ...]:
    path = f"actions/workflows/{file}/runs?status=completed&per_page={RUNS}"
    return tuple(_rows(asking.get(path, f"the runs of {file}"), "workflow_runs") or ())


def _deployment(asking: Asking) -> str | None:
    found = asking.get("deployments?environment=github-pages&per_page=1", "the deployments")
    if not isinstance(found, list) or not found:
        return None
    states = asking.get(f"deployments/{found[0]['id']}/statuses?per_page=1", "the last deployment")
    return str(states[0].get("state")) if isinstance(states, list) and states else None


def _weeks(asking: Asking) -> tuple[Week, ...] | None:
    """Return the editions on the default branch; a folder that is not there holds none."""
    found = asking.get("contents/content/editions", "the editions on its branch")
    if not isinstance(found, list):
        return None
    names = (str(row.get("name", "")).removesuffix(".md") for row in found if isinstance(row, Mapping))
    return tuple(sorted(Week.named(name) for name in names if NAME.fullmatch(name)))


def _rows(value: Any, name: str) -> list[Mapping[str, Any]] | None:  # noqa: ANN401  JSON is anything
    found = value.get(name) if isinstance(value, Mapping) else None
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else None
