"""A notice in, a release of the repository out, once: its tag is the week and its digest, and no tag has two.

https://docs.github.com/en/rest/releases/releases. GitHub writes to everybody who watches the releases of a repository;
the way there is a button, and it is GitHub that knows the addresses.
"""

from collections.abc import Callable

from generator import text
from generator.announcing.channel import UNSURE, Channel, Done, Task
from generator.errors import RepositoryError, StreetError
from generator.publish.notice import Notice
from generator.repository.github import TOKEN
from generator.repository.markdown import link, plain

EXISTS = 422
"""What GitHub says of a tag that has a release ("already_exists")."""
BROKEN = 500
LONGEST = 100_000
"""Characters of its text; GitHub takes 125,000."""


def lacking(task: Task) -> str:
    """Say that nobody is there who could make one."""
    if task.github and task.github.runner.repository and TOKEN in task.github.door.secrets:
        return ""
    return "A release is made by the workflow on GitHub: here is no repository, or no token."


def shown(task: Task) -> str:
    """Return the text of the release."""
    return f"The release {tag(task)} on GitHub would say:\n\n{notes(task.notice)}"


def tell(task: Task, claim: Callable[[], None]) -> Done:
    """Look for the release, and make it where it is not there."""
    github, name = task.github, tag(task)
    assert github, "lacking has said so"
    if found := github.get(f"releases/tags/{name}"):
        return Done(address=_address(found), before=True)
    claim()
    body = {"tag_name": name, "name": task.notice.title, "body": notes(task.notice)}
    try:
        return Done(address=_address(github.send("POST", "releases", body)))
    except RepositoryError as error:
        if error.status == EXISTS and (found := github.get(f"releases/tags/{name}")):
            return Done(address=_address(found), before=True)
        if error.status is None or error.status >= BROKEN:
            raise StreetError(error.words, kind=UNSURE) from error
        raise


def tag(task: Task) -> str:
    """Return the name of its tag, `2026-w47`; of a further digest of the repository `2026-w47-maths`."""
    return "-".join(filter(None, (task.notice.week.lower(), task.digest)))


def notes(notice: Notice) -> str:
    """Return its text as Markdown in which every foreign word means nothing but itself."""
    picks = [
        f"- {link(pick.title, pick.address) if pick.address else plain(pick.title)}: "
        f"{plain(pick.name)}, {plain(pick.minutes)}"
        for pick in notice.picks
    ]
    kept = len(picks)
    while kept and sum(len(pick) + 1 for pick in picks[:kept]) > LONGEST:
        kept -= 1
    parts = (plain(notice.facts), f"<{notice.address}>", "\n".join(picks[:kept]), notice.rest(len(picks) - kept))
    return "\n\n".join(part for part in parts if part)


def _address(found: object) -> str:
    return text.address(str(found.get("html_url"))) or "" if isinstance(found, dict) else ""


CHANNEL = Channel(name="release", wished=lambda wishes: wishes.release, lacking=lacking, shown=shown, tell=tell)
