"""What lets a digest outlive a release, as commands: upgrade, migrate, leave."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator import text
from generator.cli import common
from generator.cli.common import DONE
from generator.errors import InputError, Problem, RepositoryError

if TYPE_CHECKING:
    from generator.repository.git import Git
    from generator.upgrading.bringing import Found, Planned


def upgrade(options: argparse.Namespace) -> int:
    """Bring a newer release of Gleaner into this digest, as one commit that can be taken back."""
    from generator.upgrading import bringing, putting

    git = _git(options)
    if not (options.check or options.dry_run) and putting.mend(git):
        common.note(options, "An upgrade was cut short here; what it had begun is put back as it was.")
    found = bringing.look(git, whence=_whence(options, git), to=options.to)
    common.note(options, found.words())
    if options.check or not found.is_newer:
        common.as_json(options, _standing(found))
        return DONE
    with bringing.opened(git, found) as planned:
        for line in bringing.summary(planned):
            common.note(options, line)
        value = {**_standing(found), **_planned(planned)}
        if not options.dry_run:
            bringing.refuse(planned, force=options.force)
            config = _path(options, planned.git)
            made = bringing.made(planned, bringing.brought(planned, environment=os.environ, config=config))
            value |= {"commit": made.commit, "migrated": dict(made.done), "patch": _kept(options, planned, made.patch)}
            for file, done in made.done.items():
                common.note(options, f"{file}: {' '.join(done)}")
            putting.put(made)
            common.note(options, f"Done, as commit {made.commit[:12]}. To take it back: git revert {made.commit[:12]}")
    common.as_json(options, value)
    return DONE


def migrate(options: argparse.Namespace) -> int:
    """Bring config.yaml and the editions of an older Gleaner up to date, comments and order kept."""
    from generator import config, forms
    from generator.upgrading import migrations

    path = Path(options.config)
    if absent := config.missing(path):
        raise absent
    forms.load(path)  # what cannot be read is said, and not passed over as nothing to do
    work = migrations.worked_out if options.dry_run else migrations.migrate
    changed = work(path, common.place(options).editions)
    found = [{"file": Path(os.path.relpath(each.path)).as_posix(), "done": list(each.done)} for each in changed]
    for each in found:
        common.note(options, f"{each['file']}: {' '.join(each['done'])}")
    if not found:
        common.note(options, "Everything is in the form of this Gleaner.")
    common.as_json(options, {"changed": found})
    return DONE


def leave(options: argparse.Namespace) -> int:
    """Pack everything a person has here into one file, for elsewhere."""
    import tempfile

    from generator import editing, files, pipeline
    from generator.upgrading import leaving

    config, place = common.config(options), common.place(options)
    if options.zip.is_dir():
        hint = f"Name a file in it: --output {options.zip / 'gleaner.zip'}"
        raise InputError(Problem(file=str(options.zip), words="This is a folder, not a file.", hint=hint))
    with tempfile.TemporaryDirectory(prefix="gleaner-leaving-") as folder:
        site = Path(folder, "site")
        pipeline.build(config, place, output=site)
        listed = editing.export(config).encode()
        packed = leaving.packed(config, place, Path(options.config), site=site, listed=listed)
    files.write(options.zip, leaving.zipped(packed))
    common.note(options, f"{options.zip}: {text.count(len(packed), 'file')}; README.md in it says what each one is.")
    for line in leaving.switching_off(config.site.repository or _home(options)):
        common.note(options, line)
    common.as_json(options, {"file": str(options.zip), "files": sorted(packed)})
    return DONE


def _home(options: argparse.Namespace) -> str:
    """Return the repository's address as a workflow or its remote on GitHub says it; "" where neither does."""
    from generator.repository.runner import Runner
    from generator.upgrading import origin

    try:
        runner = origin.runner(_git(options), Runner.of(os.environ))
    except RepositoryError:  # there is no git on this machine
        return ""
    return runner.repository and runner.address


def _git(options: argparse.Namespace) -> "Git":
    from generator.repository.git import Git

    return Git(root=common.place(options).root, environment=os.environ)


def _path(options: argparse.Namespace, top: "Git") -> str:
    """Return config.yaml as git names it."""
    return Path(os.path.relpath(Path(options.config).resolve(), top.root.resolve())).as_posix()


def _whence(options: argparse.Namespace, git: "Git") -> str:
    """Return where releases come from: as it was said, as the last upgrade wrote down, or as GitHub knows it."""
    from generator.collect import Door
    from generator.repository.github import GitHub
    from generator.repository.runner import Runner
    from generator.upgrading import origin, releases

    if options.whence or releases.here(git).whence:
        return str(options.whence or "")
    runner = origin.runner(git, Runner.of(os.environ))
    if not runner.repository:
        return ""
    return origin.template(GitHub(runner=runner, door=Door(contact=runner.address), now=common.instant(options)))


def _standing(found: "Found") -> dict[str, object]:
    newest = found.release and str(found.release.version)
    return {"here": str(found.here.version), "release": newest, "newer": found.is_newer}


def _planned(planned: "Planned") -> dict[str, object]:
    plan = planned.plan
    return {"replaced": sorted(plan.put), "lost": list(plan.lost), "left": list(plan.left)}


def _kept(options: argparse.Namespace, planned: "Planned", patch: str) -> str | None:
    """Keep what the owner had changed in files of ours beside config.yaml, and say where."""
    from generator import files

    if not patch:
        return None
    path = common.place(options).root / f"changes-before-{planned.release.version}.patch"
    files.write(path, patch.encode("utf-8", "surrogateescape"))
    common.note(options, f"What you had changed there is kept in {path.name}; to try it again: git apply {path.name}")
    return path.name
