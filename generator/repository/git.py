"""Commands for git in, what it says out; the one place that starts it.

Nothing it is told comes from a stranger: names of branches and files are ours, and stand behind `--` where both may be.
"""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator import text
from generator.collect import secrets
from generator.errors import FULL, RepositoryError

SECONDS = 300.0
"""Longest time one command takes; a clone of ten years of editions over a slow line needs one of them."""
SILENCE = 60
"""Seconds that a remote may say nothing. A server that is at work says so every five (git-config,
uploadpack.keepAlive, receive.keepAlive), and one that is asked for its branches has little to say. One that falls
silent over SSH in the midst of a fetch or a push holds a run for SECONDS: what would end it earlier, an `ssh` of ours
in GIT_SSH_COMMAND, would take the place of the owner's core.sshCommand and of what they have set in ~/.ssh/config."""
ALWAYS: Mapping[str, str] = MappingProxyType({"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"})
"""Nobody sits before a runner to type a password; what only looks locks nothing, so that it leaves no lock where it is
killed; and what git says is matched in English."""
LOGS_IN = frozenset({
    "GIT_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_PROXY_COMMAND", "GIT_HTTP_PROXY_AUTHMETHOD",
    "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_CERT", "GIT_SSL_KEY", "GIT_SSL_CERT_PASSWORD_PROTECTED",
    "GIT_HTTP_LOW_SPEED_LIMIT", "GIT_HTTP_LOW_SPEED_TIME",
})  # fmt: skip
"""What of git's own variables says how to reach a remote and who one is there (git.1, git-config.1). All others are
kept back: they lead git to another repository, another index or other settings, and inside a hook they always do."""
REMOTE = frozenset({"ls-remote", "fetch", "push"})
"""What speaks to a remote."""
DISK: Mapping[str, str] = {
    r"no space left on device|disk quota exceeded": FULL,
    r"read-only file system|unable to create temporary file|insufficient permission for adding an object": (
        "Nothing can be written there: see who owns the folder, and whether the disk is open for writing. Then run "
        "this again; nothing is lost."
    ),
}
"""What the system says of a disk, itself or through git -> what to do."""
SECRET = re.compile(r"(?<=//)[^/\s]+@")
"""A name and a token before the host of an address, with whatever signs of its own; git repeats addresses as they were
written."""
BOT = ("Gleaner", "gleaner@users.noreply.github.com")
"""Who commits where git knows nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """One work tree and its remote."""

    root: Path
    remote: str = "origin"
    environment: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What git is given of the environment: the path of programs, and how to log in."""
    silence: int = SILENCE
    """Seconds that a remote may say nothing."""
    index: Path | None = None
    """An index of its own, for work that is to leave the owner's as it is."""

    def run(self, *words: str, given: bytes = b"", also: Mapping[str, str] = MappingProxyType({})) -> str:
        """Run one command and return what it says, without the line end.

        Args:
            words: the command, without `git`.
            given: what it reads on standard input.
            also: more of the environment, for this command alone.

        Raises:
            RepositoryError: it failed, with git's own words.
        """
        done = self.tried(*words, given=given, also=also)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip() or done.stdout.decode(errors="replace")
            raise RepositoryError(f"git {_verb(words)} did not work: {clean(said)} {disk(said)}".rstrip())
        return done.stdout.decode(errors="surrogateescape").rstrip("\n")

    def tried(
        self, *words: str, given: bytes = b"", also: Mapping[str, str] = MappingProxyType({})
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one command whose failure means something; RepositoryError only where git cannot be run at all."""
        seconds = float(self.silence) if _verb(words) == "ls-remote" else SECONDS
        try:
            return subprocess.run(  # noqa: S603  the words are ours
                ["git", "-C", os.fspath(self.root), *words],  # noqa: S607  wherever this machine has it
                input=given,
                capture_output=True,
                env={**self._around(), **also},
                timeout=seconds,
                check=False,
            )
        except FileNotFoundError:
            raise RepositoryError("git is not installed on this machine: https://git-scm.com/downloads") from None
        except subprocess.TimeoutExpired:
            raise RepositoryError(_unanswered(_verb(words), seconds)) from None

    def _around(self) -> Mapping[str, str]:
        """Return the environment of a command; over HTTP git itself gives up on a remote that has fallen silent."""
        ours = {name: value for name, value in self.environment.items() if not _is_kept_back(name)}
        slow = {"GIT_HTTP_LOW_SPEED_LIMIT": "1", "GIT_HTTP_LOW_SPEED_TIME": str(self.silence)}
        own = {"GIT_INDEX_FILE": os.fspath(self.index)} if self.index else {}
        return {**slow, **ours, **ALWAYS, **own}

    def is_one(self) -> bool:
        """Tell whether the folder is a work tree of git."""
        return self.tried("rev-parse", "--is-inside-work-tree").stdout.strip() == b"true"

    def has_remote(self) -> bool:
        """Tell whether there is somewhere to push to."""
        return self.tried("remote", "get-url", self.remote).returncode == 0

    def identity(self) -> Mapping[str, str]:
        """Return who commits, as variables: nobody else where git knows somebody, else the program itself."""
        if self.tried("config", "user.email").stdout.strip():
            return {}
        name, mail = BOT
        author = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail}
        return {**author, "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail}


def _is_kept_back(name: str) -> bool:
    """Tell what git is not given: settings of another git, and the secrets of services, which hooks could read."""
    return (name.startswith("GIT_") and name not in LOGS_IN) or secrets.is_name(name)


def _unanswered(verb: str, seconds: float) -> str:
    words = f"git {verb} did not end within {seconds:g} seconds."
    if verb not in REMOTE:
        return words
    return f"{words} The remote does not answer: is there a network? The next run makes up for it; nothing is lost."


def _verb(words: Sequence[str]) -> str:
    """Return which command it was: settings that stand before it, each behind `-c`, are none."""
    return words[0] if words[0] != "-c" else _verb(words[2:])


def disk(said: str) -> str:
    """Return what to do where it is the disk of this machine; "" where it is something else."""
    return next((words for pattern, words in DISK.items() if re.search(pattern, said, re.IGNORECASE)), "")


def clean(said: str) -> str:
    """Return what git said without tokens (T07), and without what steers a terminal: a server may have said it."""
    return text.tidy(SECRET.sub("", said)).strip() or "it said nothing"
