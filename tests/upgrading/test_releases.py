"""A release is a number that stands everywhere the same, a form of words, and a tree that upgrades itself."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import __version__
from generator.upgrading import bringing, changelog, owned, plan, putting, releases
from generator.upgrading.changelog import PARTS
from generator.upgrading.owned import Whose
from generator.upgrading.plan import Entry, Known
from generator.upgrading.releases import Version
from tests.upgrading import world

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
PATHS = (
    "generator/a.py",
    "README.md",
    "content/pages/a.md",
    "config.yaml",
    "themes/mine/a.css",
    "themes/gleaner/a.css",
)


def test_the_version_is_the_same_everywhere():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__
    assert Version.named(f"v{__version__}")


def test_the_changelog_is_in_its_form():
    names = [head["name"] for head in changelog.RELEASE.finditer(CHANGELOG)]
    assert len(names) == len(re.findall(r"(?m)^## ", CHANGELOG))
    assert names[0] == "Unreleased"
    versions = [Version.named(f"v{name}") for name in names[1:]]
    assert versions == sorted(versions, reverse=True)
    for release in re.split(r"(?m)^## ", CHANGELOG)[1:]:
        parts = re.findall(r"(?m)^### (.*)$", release)
        assert parts == sorted(parts, key=PARTS.index)


def test_what_to_do_stands_apart_from_what_is_new():
    first, second = changelog.between(world.CHANGELOG, Version.named("v0.1.0"), Version.named("v0.3.0"))
    assert (str(first.version), first.day, first.to_do, first.rest) == (
        "v0.3.0",
        "2027-03-01",
        "- Choose a day.",
        "### Added\n\n- Days.",
    )
    assert second.to_do == "- Nothing, unless you had written `colour`."
    assert changelog.between(world.CHANGELOG, Version.named("v0.2.0"), Version.named("v0.2.0")) == ()


@pytest.mark.parametrize("name", ["1.2", "01.0.0", "1.0.0-rc1", "٣.0.0", f"1.0.{'9' * 5_000}"])
def test_what_is_no_number_that_people_count_to_is_no_release(name):
    first, last = Version.named("v0.0.0"), Version.named("v9.0.0")
    assert Version.named(f"v{name}") is None
    assert changelog.between(f"## [{name}]\n", first, last) == ()
    assert changelog.between(name, first, last) == ()


@pytest.mark.parametrize(
    ("path", "whose"),
    [
        ("generator/cli/__init__.py", Whose.OURS),
        ("gleaner", Whose.OURS),
        ("themes/gleaner/templates/base.html", Whose.OURS),
        ("themes/mine/templates/base.html", Whose.OWNERS),
        ("themes/other/a.css", Whose.OWNERS),
        ("config.yaml", Whose.OWNERS),
        ("content/editions/2026-W47.md", Whose.OWNERS),
        ("content/editions/.gitkeep", Whose.OWNERS),
        ("content/digests/school/config.yaml", Whose.OWNERS),
        ("content/pages/about.md", Whose.BETWEEN),
        ("README.md", Whose.BETWEEN),
        (".github/workflows/collect.yml", Whose.BETWEEN),
        ("generatory.txt", Whose.BETWEEN),
    ],
)
def test_every_file_has_one_who_decides_about_it(path, whose):
    assert owned.whose(path, shipped=True, themes={"gleaner"}) is whose


def test_every_file_that_is_shipped_here_is_known_to_be_ours_or_in_between():
    shipped = {path.name for path in ROOT.iterdir()} & {
        "generator",
        "tests",
        "gleaner",
        "Makefile",
        "LICENSE",
        "pyproject.toml",
    }
    for name in shipped:
        path = f"{name}/x" if (ROOT / name).is_dir() else name
        assert owned.whose(path, shipped=True, themes=()) is Whose.OURS


blobs = st.sampled_from(["a", "b", "c", "d"])
trees = st.dictionaries(st.sampled_from(PATHS), st.builds(Entry, st.just("100644"), blobs))


@given(mine=trees, theirs=trees, base=trees, old=st.sets(st.tuples(st.sampled_from(PATHS), blobs)))
def test_whatever_the_trees_the_owners_files_stay_and_ours_become_those_of_the_release(mine, theirs, base, old):
    ever = frozenset(old | {(path, entry.blob) for tree in (theirs, base) for path, entry in tree.items()})
    themes = owned.stock({path for path, _ in ever})
    made = plan.compare(mine, theirs, Known(base=base, ever=ever))
    after = {path: entry for path, entry in {**mine, **made.put}.items() if entry}

    for path in PATHS:
        shipped = any(path == each for each, _ in ever)
        whose = owned.whose(path, shipped=shipped, themes=themes)
        own = path in mine and (path, mine[path].blob) not in ever
        if whose is Whose.OWNERS or (whose is Whose.BETWEEN and own):
            assert after.get(path) == mine.get(path)
        elif whose is Whose.OURS:
            assert after.get(path) == theirs.get(path)
            assert (path in made.lost) == own
    assert not set(made.left) & set(made.put)
    assert not plan.compare(after, theirs, Known(base=theirs, ever=ever)).put


def test_the_real_tree_upgrades_itself(tmp_path):
    """From this release to a made-up next one, with the real generator reading the real config."""
    template = world.began(tmp_path / "template")
    for name in ("generator", "themes", "content"):
        shutil.copytree(ROOT / name, template / name, ignore=shutil.ignore_patterns("__pycache__", "RELEASE.yaml"))
    for name in (
        "gleaner",
        "config.yaml",
        "requirements.lock",
        "pyproject.toml",
        "CHANGELOG.md",
        "README.md",
        ".gitignore",
    ):
        shutil.copy(ROOT / name, template / name)
    world.commit(template, "First", f"v{__version__}")
    digest = tmp_path / "digest"
    shutil.copytree(template, digest, ignore=shutil.ignore_patterns(".git"))
    world.git(digest, "init", "-q", "-b", "main")
    shutil.copy(
        ROOT / "tests/upgrading/v1/latest/content/editions/2026-W47.md", digest / "content/editions/2026-W47.md"
    )
    config = (digest / "config.yaml").read_text("utf-8").replace("The Week in Learning", "My week")
    (digest / "config.yaml").write_text(config, "utf-8")
    world.commit(digest, "Initial commit")
    code = template / "generator" / "__init__.py"
    code.write_text(code.read_text("utf-8").replace(f'"{__version__}"', '"99.0.0"'), "utf-8")
    world.write(template, "generator/brand_new.py", '"""New."""\n')
    world.commit(template, "Next", "v99.0.0")

    git = world.at(digest)
    with bringing.opened(git, bringing.look(git, whence=str(template))) as planned:
        bringing.refuse(planned)
        putting.put(bringing.made(planned, bringing.brought(planned, environment=git.environment)))

    assert str(releases.here(git).version) == "v99.0.0"
    assert (digest / "generator/brand_new.py").exists()
    assert (digest / "config.yaml").read_text("utf-8") == config
    assert world.git(digest, "diff", "--stat", "HEAD~1", "--", "content", "config.yaml", "README.md") == ""
