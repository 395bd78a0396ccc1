"""An upgrade brings a newer release in, byte for byte, and leaves what is the owner's byte for byte."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.cli import main
from generator.errors import InputError, RepositoryError
from generator.upgrading import bringing, putting, trying
from generator.upgrading.owned import OURS
from generator.upgrading.releases import RECORD
from tests.upgrading import world
from tests.upgrading.world import FIRST, SECOND, THIRD

ROOT = Path(__file__).resolve().parents[2]
OWN = {
    "config.yaml": "# mine\nsite: mine\ncolour: blue  # my favourite\n",
    "content/editions/2026-W47.md": "---\nweek: 2026-W47\n---\n\nMy note.\n",
    "content/glossary.yaml": "oer: what is open\n",
    "content/pages/mine.md": "Mine.\n",
    "content/pages/about.md": "About me.\n",
    "themes/mine/rules.css": "p{}\n",
    "README.md": "# My week\n",
    ".github/dependabot.yml": "mine: yes\n",
}


@pytest.fixture
def template(tmp_path):
    return world.template(tmp_path / "template", ("v0.1.0", FIRST), ("v0.2.0", SECOND))


@pytest.fixture
def digest(tmp_path):
    folder = world.digest(tmp_path / "digest")
    for name, words in OWN.items():
        world.write(folder, name, words)
    world.commit(folder, "Mine")
    return folder


def upgraded(digest, template, *, to=None, force=False):
    """Do it as the command does."""
    git = world.at(digest)
    putting.mend(git)
    found = bringing.look(git, whence=str(template), to=to)
    with bringing.opened(git, found) as planned:
        bringing.refuse(planned, force=force)
        brought = bringing.brought(planned, environment={**os.environ, "GITHUB_TOKEN": "ghs_secret"})
        made = bringing.made(planned, brought)
        putting.put(made)
    return made


def test_a_release_that_does_not_come_to_an_end_is_stopped_and_not_brought(tmp_path):
    world.write(tmp_path, "gleaner", "import time\ntime.sleep(60)\n")

    begun = time.monotonic()
    with pytest.raises(RepositoryError, match=r"did not bring your files up to date within 0\.2 seconds"):
        trying.tried(tmp_path, "config.yaml", lock=b"", environment=os.environ, seconds=0.2)
    assert time.monotonic() - begun < 30


def test_every_file_is_afterwards_whose_it_should_be(digest, template):
    upgraded(digest, template)

    after = world.files(digest)
    ours = (*OURS, "themes/gleaner/", "themes/second/")
    expected = {name: words.encode() for name, words in SECOND.items() if name.startswith(ours)}
    expected |= {name: words.encode() for name, words in OWN.items()}
    expected["config.yaml"] = b"version: 2\n# mine\nsite: mine\ncolor: blue  # my favourite\n"
    unchanged = (
        "content/pages/subscribe.md",
        "content/prompts/sceptic.yaml",
        "content/editions/.gitkeep",
        ".gitignore",
    )
    new = ("content/pages/guide/first.md",)
    workflows = tuple(name for name in SECOND if name.startswith(".github/workflows/"))
    expected |= {name: SECOND[name].encode() for name in (*unchanged, *new, *workflows)}
    record = after.pop(RECORD)
    assert after == expected
    assert world.git(template, "rev-parse", "v0.2.0^{commit}").encode() in record
    assert world.shown(digest) == {**expected, RECORD: record}
    assert world.git(digest, "status", "--porcelain") == ""
    assert os.access(digest / "gleaner", os.X_OK)


def test_it_says_what_it_replaced_and_what_it_left(digest, template):
    made = upgraded(digest, template)

    assert made.planned.plan.left == ("README.md", "content/pages/about.md")
    assert made.planned.plan.lost == ()
    assert made.done == {"config.yaml": ("`colour` is called `color` now.",)}
    assert [str(notes.version) for notes in made.planned.notes] == ["v0.2.0"]
    assert made.planned.notes[0].to_do == "- Nothing, unless you had written `colour`."


def test_a_second_time_there_is_nothing_to_do(digest, template):
    upgraded(digest, template)

    found = bringing.look(world.at(digest))  # where from is known by now
    assert not found.is_newer
    assert found.words() == "Here is v0.2.0, and that is the newest."


def test_from_release_to_release_and_over_one_a_digest_ends_as_the_same(tmp_path, digest, template):
    world.lay(template, THIRD)
    world.commit(template, "Third", "v0.3.0")
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "-q", digest, other], check=True)

    upgraded(digest, template, to="v0.2.0")
    upgraded(digest, template)
    made = upgraded(other, template)

    assert world.files(digest) == world.files(other)
    assert [str(notes.version) for notes in made.planned.notes] == ["v0.3.0", "v0.2.0"]


def test_a_digest_made_between_two_releases_has_no_changes_of_its_owner(tmp_path):
    between = {**FIRST, "generator/old.py": "OLD = 2\n", "README.md": "# Between\n"}
    template = world.template(tmp_path / "template", ("v0.1.0", FIRST), ("", between), ("v0.2.0", SECOND))
    digest = world.digest(tmp_path / "digest", between)

    made = upgraded(digest, template)

    assert (made.planned.plan.lost, made.planned.plan.left) == ((), ())
    assert (digest / "README.md").read_text() == SECOND["README.md"]


def test_what_an_owner_took_out_stays_out_unless_it_is_ours(digest, template):
    for name in ("content/pages/subscribe.md", "tests/test_one.py"):
        (digest / name).unlink()
    world.commit(digest, "Out")

    upgraded(digest, template)

    assert not (digest / "content/pages/subscribe.md").exists()
    assert (digest / "tests/test_one.py").exists()


def test_an_owners_file_where_the_release_has_a_new_one_is_left_and_named(digest, template):
    world.write(digest, "content/pages/guide/first.md", "My guide.\n")
    world.commit(digest, "Mine too")

    made = upgraded(digest, template)

    assert (digest / "content/pages/guide/first.md").read_text() == "My guide.\n"
    assert "content/pages/guide/first.md" in made.planned.plan.left


# ---------------------------------------------------------------- refusals


def test_changes_to_files_of_ours_are_refused_by_name_and_kept_as_a_patch_that_applies(digest, template):
    world.write(digest, "generator/old.py", "OLD = 'mine'\n")
    world.write(digest, "generator/extra.py", "EXTRA = 1\n")
    before = world.commit(digest, "Changed yours")

    with pytest.raises(RepositoryError, match=r"generator/extra\.py, generator/old\.py"):
        upgraded(digest, template)
    assert world.git(digest, "rev-parse", "HEAD") == before

    made = upgraded(digest, template, force=True)
    assert not (digest / "generator/extra.py").exists()
    world.git(template, "checkout", "-q", "v0.1.0")
    subprocess.run(["git", "-C", template, "apply", "-"], input=made.patch.encode(), check=True)
    assert (template / "generator/old.py").read_text() == "OLD = 'mine'\n"
    assert (template / "generator/extra.py").read_text() == "EXTRA = 1\n"


@pytest.mark.parametrize("name", ["generator/__init__.py", "generator/new/__init__.py", "README.md"])
def test_what_is_not_committed_is_never_replaced(tmp_path, template, name):
    digest = world.digest(tmp_path / "digest")
    world.write(digest, name, "not committed\n")
    before = world.shown(digest)

    with pytest.raises(RepositoryError, match=name):
        upgraded(digest, template)

    assert world.shown(digest) == before


def test_changes_that_are_not_committed_elsewhere_stay(digest, template):
    world.write(digest, "content/pages/mine.md", "Half a thought.\n")
    world.write(digest, "content/pages/new.md", "Not yet.\n")

    upgraded(digest, template)

    assert (digest / "content/pages/mine.md").read_text() == "Half a thought.\n"
    assert (digest / "content/pages/new.md").read_text() == "Not yet.\n"


def test_a_release_that_cannot_read_the_digest_changes_nothing_and_says_why(digest, template):
    world.write(digest, "config.yaml", "wrong\n")
    before = world.commit(digest, "Oh")

    with pytest.raises(RepositoryError, match="this cannot be read"):
        upgraded(digest, template)

    assert world.git(digest, "rev-parse", "HEAD") == before
    assert world.git(digest, "status", "--porcelain") == ""
    assert world.git(digest, "for-each-ref", "refs/gleaner") == ""


@pytest.mark.parametrize(
    ("to", "words"),
    [("v9.9.9", "no release v9.9.9"), ("v0.2.0-rc1", "no release v0.2.0-rc1"), ("v0.1.0", "is older than")],
)
def test_only_a_newer_release_can_be_asked_for(digest, template, to, words):
    upgraded(digest, template)
    with pytest.raises(InputError, match=words):
        bringing.look(world.at(digest), to=to)


def test_a_digest_that_does_not_know_its_template_says_what_to_write(digest):
    with pytest.raises(RepositoryError, match="--from"):
        bringing.look(world.at(digest))


@pytest.mark.parametrize("thing", ["HEAD^{tree}", "HEAD:README.md"], ids=["a folder", "a file"])
@pytest.mark.parametrize("annotated", [[], ["-a", "-m", "Odd"]], ids=["plain", "with words"])
def test_a_tag_that_names_no_commit_is_no_release_and_is_said_to_be_none(digest, template, thing, annotated):
    before = world.git(digest, "rev-parse", "HEAD")
    world.git(template, "tag", *annotated, "v0.9.0", world.git(template, "rev-parse", thing))
    with pytest.raises(RepositoryError, match=r"tag v0\.9\.0 of the template names no commit"):
        upgraded(digest, template)
    assert world.git(digest, "rev-parse", "HEAD") == before

    world.git(template, "tag", "-f", *annotated, "v0.1.0", world.git(template, "rev-parse", thing))
    assert upgraded(digest, template, to="v0.2.0").planned.base == ""


def test_a_release_with_links_is_refused_by_name(digest, template):
    (template / "generator/link.py").symlink_to("/etc/passwd")
    world.commit(template, "A link", "v0.9.0")
    with pytest.raises(RepositoryError, match=r"v0\.9\.0 has links where there should be files: generator/link\.py"):
        upgraded(digest, template)


def test_releases_are_ordered_as_numbers_and_trials_are_none(tmp_path, digest, template):
    for tag in ("v0.10.0", "v0.9.0", "v1.0.0-rc1", "v2", "nightly"):
        world.commit(template, tag, tag)
    assert str(bringing.look(world.at(digest), whence=str(template)).release.version) == "v0.10.0"


# ---------------------------------------------------------------- cut short


def test_killed_at_any_moment_the_digest_is_the_old_one_or_the_new_one(tmp_path, template):
    outcomes = set()
    for number, wait in enumerate((0.15, 0.4, 0.6, 0.75, 0.9, 1.1, 30)):
        digest = world.digest(tmp_path / f"digest-{number}")
        old = world.shown(digest)
        begun = subprocess.Popen(
            [sys.executable, "-m", "generator", "upgrade", "--from", str(template), "--config", "config.yaml"],
            cwd=digest, env={**os.environ, **world.NOBODY, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            begun.wait(wait)
        except subprocess.TimeoutExpired:
            begun.send_signal(signal.SIGKILL)
            begun.wait()
        settled(digest)
        now = world.shown(digest)
        is_new = now["generator/__init__.py"] == SECOND["generator/__init__.py"].encode()
        assert is_new or now == old
        assert world.git(digest, "status", "--porcelain") == ""
        outcomes.add(is_new)
    assert outcomes == {True, False}


def settled(digest):
    """Wait until a git that outlived its parent is done."""
    for _ in range(200):
        if not (digest / ".git/index.lock").exists():
            return
        time.sleep(0.02)


def test_when_the_machine_fails_half_way_the_next_upgrade_first_puts_everything_back(digest, template):
    git = world.at(digest)
    old = world.shown(digest)
    with bringing.opened(git, bringing.look(git, whence=str(template))) as planned:
        made = bringing.made(planned, bringing.brought(planned, environment=os.environ))
    world.write(digest, "generator/__init__.py", SECOND["generator/__init__.py"])
    world.write(digest, "generator/new/__init__.py", SECOND["generator/new/__init__.py"])
    (digest / "generator/old.py").unlink()
    (digest / ".git/index.lock").write_bytes(b"")
    (digest / ".git" / putting.NOTE).write_text(made.commit)

    assert putting.mend(git)

    assert world.shown(digest) == old
    assert world.git(digest, "status", "--porcelain") == ""
    assert not putting.mend(git)


# ---------------------------------------------------------------- the command


def test_the_command_looks_plans_and_does(digest, template, capsys, monkeypatch):
    monkeypatch.chdir(digest)

    def said(*words):
        assert main(["upgrade", "--from", str(template), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    assert said("--check") == {"here": "v0.1.0", "release": "v0.2.0", "newer": True}
    planned = said("--dry-run")
    assert "generator/old.py" in planned["replaced"]
    assert planned["left"] == ["README.md", "content/pages/about.md"]
    assert world.git(digest, "log", "--format=%s") == "Mine\nInitial commit"
    done = said()
    assert done["commit"] == world.git(digest, "rev-parse", "HEAD")
    assert said()["newer"] is False


def test_a_patch_of_the_owners_changes_is_put_beside_the_config(digest, template, capsys, monkeypatch):
    monkeypatch.chdir(digest)
    world.write(digest, "themes/gleaner/style.css", "a{color:green}\n")
    world.commit(digest, "Green")

    assert main(["upgrade", "--from", str(template)]) == 1
    assert "--force" in capsys.readouterr().err
    assert main(["upgrade", "--from", str(template), "--force"]) == 0
    assert "+a{color:green}" in (digest / "changes-before-v0.2.0.patch").read_text()


@pytest.mark.parametrize(
    ("release", "mine", "named"),
    [
        ({"content": "x"}, {}, "content"),
        ({"content/editions": "x"}, {}, "content/editions"),
        ({".github/workflows": "x"}, {".github/workflows/mine.yml": "on: push\n"}, ".github/workflows"),
        ({"docs/new.md": "x"}, {"docs": "A file of mine."}, "docs/new.md"),
    ],
)
def test_a_release_never_takes_the_place_of_a_folder_or_a_file_of_the_owners(tmp_path, digest, release, mine, named):
    kept = {path: words for path, words in SECOND.items() if not path.startswith(f"{named}/")}
    template = world.template(tmp_path / "broken", ("v0.1.0", FIRST), ("v0.2.0", {**kept, **release}))
    for path, words in mine.items():
        world.write(digest, path, words)
        world.commit(digest, "Mine")
    git, old = world.at(digest), world.shown(digest)

    for workflows in (True, False):
        with (
            pytest.raises(RepositoryError, match=rf"v0\.2\.0 has a file where .*: {named}\. "),
            bringing.opened(git, bringing.look(git, whence=str(template)), workflows=workflows),
        ):
            pass

    assert world.shown(digest) == old
