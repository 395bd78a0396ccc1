"""What git says when it could not reach or change a remote in; what that means to an owner out."""

import re
from collections.abc import Mapping

from generator.errors import RepositoryError
from generator.repository.git import Git, clean

ADVICE: Mapping[str, str] = {
    r"protected branch|GH006|GH013|pre-receive hook declined|not allowed to (?:force.)?push|denying non-fast-forward": (
        "The branch is protected on the forge. Take the protection off it, or let this program past it."
    ),
    r"permission to \S+ denied|error: 403|write access .* not granted|insufficient permission|denied to|read.only": (
        "There is no right to push. In a workflow the job needs `permissions: contents: write`; elsewhere see whether "
        "you, or the token that is used, may write to this repository."
    ),
    r"could not read (?:username|password)|authentication failed|permission denied \(publickey|"
    r"terminal prompts disabled|host key verification failed|error: 401": (
        "Git is not logged in to the remote. Try `git push` by hand: what makes that work makes this work."
    ),
    r"operation too slow": (
        "The remote took the call and then fell silent. The next run makes up for it; nothing is lost."
    ),
    r"repository .*not found|does not appear to be a git repository|error: 404": (
        "There is no such repository, or nobody may see it who is not logged in. `git remote -v` shows its address."
    ),
}
"""What git says -> what to do; trying again would change nothing."""


def final(said: str) -> str | None:
    """Return what to do where it is of no use to try again, None where it may be."""
    return next((words for pattern, words in ADVICE.items() if re.search(pattern, said, re.IGNORECASE)), None)


def ready(git: Git) -> None:
    """Raise a RepositoryError that says what to do where there is no work tree of git, or nowhere to push to."""
    if not git.is_one():
        said = git.tried("rev-parse", "--is-inside-work-tree").stderr.decode(errors="replace")
        if "dubious ownership" in said:
            raise RepositoryError(f"Git does not trust this folder, which belongs to somebody else: {clean(said)}")
        raise RepositoryError(
            f"{git.root} is not in a repository of git, so there is nowhere to keep anything. On one machine nothing "
            "is missing: all of it stays in its folder. Else make one: `git init`, or clone the one you have."
        )
    if not git.has_remote():
        raise RepositoryError(
            f"Git knows no remote called {git.remote} here, so there is nowhere to push to. Name one: "
            f"`git remote add {git.remote} ADDRESS`."
        )
