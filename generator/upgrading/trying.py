"""A digest as it would be after an upgrade in, with its files brought up to date by the new release out, or why not.

The new release does that itself, in a folder of its own and a process of its own, for only it knows its forms. It finds
no token in its environment. That is no sandbox: it runs as the same user on the same machine, and can read what that
user can. On GitHub the machine is therefore one of its own (workflows/upgrade.py): its token may read this repository
and nothing more, nothing else is done on it, and nothing is taken from it but a parcel that is looked through
(parcel.py). What every job may do is left to it: talk to the network, and fill the caches of Actions; so no workflow
restores one. On a machine of one's own, `./gleaner upgrade` runs the release as whoever
typed that: whoever publishes releases of the template is trusted there, as by everybody who runs them.

Two commands are a contract with every release to come: `migrate --json` says `{"changed": [{"file": ..., "done":
[...]}]}`, and `check --offline` fails where the digest cannot be read.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.errors import RepositoryError

SECONDS = 600.0
"""Longest time one command takes; a set-up of other packages over a slow line needs a few minutes of it."""
LET_IN = ("PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE", "APPDATA", "LOCALAPPDATA",
          "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy",
          "no_proxy", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")  # fmt: skip
FAMILIES = ("UV_", "PIP_", "XDG_")
"""What of the environment a set-up needs; everything else, and every secret, stays outside."""
LOCK = "requirements.lock"
SAID = 3_000
"""Characters of what it said that are passed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What the new release did to the files of the owner."""

    done: Mapping[str, tuple[str, ...]]
    """File -> a sentence for each step."""


def tried(folder: Path, config: str, *, lock: bytes, environment: Mapping[str, str], seconds: float = SECONDS) -> Tried:
    """Let a release bring a digest up to date, and check that it can be read.

    Args:
        folder: all files of the digest as they would be.
        config: config.yaml, from there.
        lock: the packages that are at hand, as requirements.lock names them; with others the release sets itself up.
        environment: of this run; no secret of it is passed on.
        seconds: the longest time one command takes.

    Raises:
        RepositoryError: the release cannot work with this digest.
    """
    begin = _beginning(folder, lock)
    apart = {name: value for name, value in environment.items() if name in LET_IN or name.startswith(FAMILIES)}
    apart["PYTHONPATH"] = os.fspath(folder)
    where = str(Path(config))
    run = partial(_run, folder=folder, environment=apart, seconds=seconds)
    told = run((*begin, "migrate", "--config", where, "--json"), what="bring your files up to date")
    run((*begin, "check", "--offline", "--quiet", "--config", where), what="read your digest")
    return Tried(done=_done(told))


def _beginning(folder: Path, lock: bytes) -> Sequence[str]:
    same = (folder / LOCK).is_file() and (folder / LOCK).read_bytes() == lock
    return (sys.executable, "-m", "generator") if same else (sys.executable, os.fspath(folder / "gleaner"))


def _run(command: Sequence[str], *, folder: Path, environment: Mapping[str, str], seconds: float, what: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  the words are ours
            command, cwd=folder, env=dict(environment), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        words = f"The new release did not {what} within {seconds:g} seconds, and was stopped. Nothing was changed."
        raise RepositoryError(words) from None
    except OSError as error:
        raise RepositoryError(f"The new release could not {what}: {error}. Nothing was changed.") from None
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()[-SAID:]
        raise RepositoryError(f"The new release could not {what}, so nothing was changed. It says:\n{said}")
    return done.stdout.decode(errors="replace")


def _done(told: str) -> Mapping[str, tuple[str, ...]]:
    try:
        changed = json.loads(told)["changed"]
        return {str(each["file"]): tuple(map(str, each["done"])) for each in changed}
    except (ValueError, KeyError, TypeError):
        raise RepositoryError("The new release did not say what it did to your files. Nothing was changed.") from None
