"""Questions to GitHub's REST API in, their values out; RepositoryError in words an owner can act on.

https://docs.github.com/en/rest, version 2022-11-28. The token is the run's own; a job that may not do something is told
so by GitHub, and says what to switch on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from generator.collect import Door, errand, given
from generator.collect.errand import Answer, Errand
from generator.collect.words import OPEN, Seal
from generator.errors import RepositoryError, StreetError
from generator.repository.runner import Runner

TOKEN = "GITHUB_TOKEN"  # noqa: S105  its name
BOT = "github-actions[bot]"
"""Who has written what was written with the token of a run (docs: "Use GITHUB_TOKEN for authentication in workflows";
the token is that of the GitHub App "GitHub Actions", and an app writes as NAME[bot])."""
OWNER = "OWNER"
KNOWN = frozenset({OWNER, "MEMBER", "COLLABORATOR"})
"""Associations of an author who is no stranger (docs: GraphQL, CommentAuthorAssociation): whoever owns the repository,
belongs to the organization that does, or was invited to it. What such a person may do there, it does not say."""
WRITERS = frozenset({"admin", "write"})
"""Permissions with which one may push (docs: "Get repository permissions for a user"); `maintain` is told as write,
`triage` as read, and a role of an organization's own as the one it is made from."""
HEADERS: Mapping[str, str] = MappingProxyType(
    {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GitHub:
    """The repository of a run, as its API shows it."""

    runner: Runner
    door: Door
    """Its secrets may hold GITHUB_TOKEN; without one only what is public is answered."""
    now: datetime

    def ask(self, method: str, path: str, body: object = None) -> Answer:
        """Ask about the repository and return the answer, whatever it is.

        Args:
            method: of HTTP.
            path: behind `/repos/OWNER/NAME/`, "" for the repository itself; from the root where it begins with /.
            body: sent as JSON.

        Raises:
            RepositoryError: there was no answer.
        """
        place = path if path.startswith("/") else f"/repos/{self.runner.repository}/{path}".rstrip("/")
        seal = Seal(bearer=TOKEN) if TOKEN in self.door.secrets else OPEN
        what = Errand(url=self.runner.api + place, method=method, body=body, headers=HEADERS, seal=seal)
        try:
            return errand.run(what, door=self.door, now=self.now, at_home=True)
        except StreetError as error:
            raise RepositoryError(f"GitHub could not be asked: {error.words}") from error

    def get(self, path: str) -> Any:  # noqa: ANN401  JSON is anything
        """Return what is there, None where there is nothing (404); RepositoryError where GitHub refuses."""
        answer = self.ask("GET", path)
        return None if answer.status == HTTPStatus.NOT_FOUND else _value(answer)

    def facts(self, path: str) -> Mapping[str, Any]:
        """Return what is said of one thing; nothing where there is none, or where the answer is of another shape."""
        return given.mapping(self.get(path))

    def rows(self, path: str, name: str = "") -> Sequence[Mapping[str, Any]]:
        """Return the things of a list; `name` is the key under which an answer has it, where it is no list itself."""
        found = self.get(path)
        return given.mappings(given.mapping(found).get(name) if name else found)

    def may_write(self, login: str) -> bool:
        """Tell whether somebody may push to the repository; the token needs to read its metadata, as every one may.

        Raises:
            RepositoryError: GitHub did not answer, or refused.
        """
        told = self.facts(f"collaborators/{quote(login, safe='')}/permission") if login else {}
        return given.string(told.get("permission")) in WRITERS

    def send(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401  JSON is anything
        """Do something and return what GitHub says of it; RepositoryError where it refuses."""
        return _value(self.ask(method, path, body))


def _value(answer: Answer) -> Any:  # noqa: ANN401  JSON is anything
    if not answer.good:
        raise RepositoryError(f"GitHub refused ({answer.status}): {words(answer)}", status=answer.status)
    try:
        return answer.value()
    except StreetError as error:
        raise RepositoryError(f"GitHub's answer could not be read: {error.words}") from error


def words(answer: Answer) -> str:
    """Return what GitHub says beside a refusal."""
    try:
        said = answer.value()
    except StreetError:
        return "it does not say why"
    found = said.get("message") if isinstance(said, Mapping) else None
    return found if isinstance(found, str) and found else "it does not say why"


def is_ours(row: Mapping[str, Any]) -> bool:
    """Tell whether an issue or a comment may be one of ours, where it has our mark: anybody can write that.

    A run writes as BOT. A command that somebody has typed writes in their own name; nobody is let in by this.
    """
    author = given.mapping(row.get("user")).get("login")  # null for somebody who is gone
    return author == BOT or given.string(row.get("author_association")) in KNOWN


def instant(value: object) -> datetime | None:
    """Return an instant as GitHub writes it (ISO 8601, in UTC), None for anything else."""
    try:
        found = datetime.fromisoformat(given.string(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
