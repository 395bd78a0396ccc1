"""What a digest keeps in its repository, as commands: state, keep, deploy. They work by hand, by cron, on any forge."""

import argparse
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli import common
from generator.cli.common import DONE
from generator.errors import InputError

if TYPE_CHECKING:
    from generator.repository.git import Git


def state(options: argparse.Namespace) -> int:
    """Bring what was collected from the branch `state`, or put it there."""
    return {"pull": _pull, "push": _push}[options.direction](options)


def keep(options: argparse.Namespace) -> int:
    """Commit editions and answers, and push them; what was decided of a week is then what came out."""
    from generator import pipeline
    from generator.repository import editions

    place = common.place(options)
    kept = editions.keep(_git(place.root), place.root, options.branch)
    pipeline.settle(place)
    done = f"Pushed to {kept.branch}: {kept.said}." if kept.pushed else "There is nothing new to push."
    common.note(options, "\n".join(filter(None, (kept.dropped, kept.locked, done))))
    common.as_json(options, {**asdict(kept), "dropped": kept.dropped})
    return DONE


def deploy(options: argparse.Namespace) -> int:
    """Put the printed site on a branch of its own."""
    from generator.repository import shown

    git, site = _git(common.place(options).root), Path(options.output)
    pushed = shown.deploy(git, site, options.shown, now=common.instant(options))
    common.note(options, f"Pushed to {options.shown}." if pushed else "What is shown is what was printed.")
    common.as_json(options, {"pushed": pushed, "branch": options.shown})
    return DONE


def _pull(options: argparse.Namespace) -> int:
    from generator.repository import state as branch

    place = common.place(options)
    pulled = branch.pull(_git(place.root), place.state, name=options.digest)
    lines = (*pulled.said, *(["What the branch holds is here."] if pulled.found else []))
    common.note(options, "\n".join(lines))
    common.as_json(options, {"found": pulled.found, "said": pulled.said})
    return DONE


def _push(options: argparse.Namespace) -> int:
    from generator.repository import state as branch

    place, now = common.place(options), common.instant(options)
    pushed = branch.push(_git(place.root), place.state, now=now, name=options.digest, tidy=_tidy(options))
    done = "Pushed." if pushed.pushed else "There is nothing new to push."
    common.note(options, "\n".join((*pushed.said, done)))
    common.as_json(options, {"pushed": pushed.pushed, "tries": pushed.tries, "said": pushed.said})
    return DONE


def _tidy(options: argparse.Namespace) -> Callable[[], object]:
    """Return what takes out who is withdrawn; a config.yaml that cannot be read keeps nothing from being saved."""
    from generator import correcting

    try:
        config = common.config(options)
    except InputError:
        common.note(options, f"{options.config} cannot be read, so nobody in `withdrawn` is looked for this time.")
        return lambda: None
    place, now = common.place(options), common.instant(options)
    return lambda: correcting.tidy(config, place, now=now)


def _git(root: Path) -> "Git":
    from generator.repository.git import Git

    return Git(root=root, environment=os.environ)
