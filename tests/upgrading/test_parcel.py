"""What comes from the machine on which a stranger's program ran is looked through: all of it is right, or unused."""

import json
import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import RepositoryError
from generator.upgrading import bringing, parcel
from generator.upgrading.bringing import Brought
from tests.upgrading import world
from tests.upgrading.world import FIRST, SECOND

CONFIG = "version: 2\nsite: mine\n"
EDITION = "content/editions/2026-W47.md"
LINKED = "content/digests/linked/config.yaml"
ODD = os.fsdecode(b"content/editions/\xff.md")
ELSEWHERE = (
    ".github/workflows/config.yaml", ".github/workflows/config.yml", "themes/gleaner/config.yaml",
    "themes/mine/config.yaml", "generator/config.yaml", "generator/content/editions/2026-W47.md",
    "docs/config.yaml", "docs/content/editions/y.md", "content/config.yaml", "content/pages/config.yaml",
    "content/editions/config.yaml", "content/editions/old/2026-W47.md", "content/editions/2026-W47.json",
    "content/digests/config.yaml", "content/digests/a/b/config.yaml", "content/digests/2026-W47.md",
    "content/digests/school/content/pages/about.md", "content/digests/Not One/config.yaml",
    "content/answers/2026-W47.md", "Config.yaml", "config.yaml/config.yaml", "x/content/digests/a/config.yaml",
)  # fmt: skip
"""What is called nearly like a digest's files, and is none of them."""
OWN = {
    "config.yaml": "site: mine\n",
    EDITION: "---\nweek: 2026-W47\n---\n\nMy note.\n",
    "content/digests/school/config.yaml": "site: school\n",
    "content/digests/school/content/editions/2026-W47.md": "---\nweek: 2026-W47\n---\n",
    "content/pages/mine.md": "Mine.\n",
}


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """An upgrade that is worked out, of a digest in which one config.yaml is a link."""
    folder = tmp_path_factory.mktemp("parcel")
    template = world.template(folder / "template", ("v0.1.0", FIRST), ("v0.2.0", SECOND))
    digest = world.digest(folder / "digest", {**FIRST, **OWN})
    (digest / LINKED).parent.mkdir(parents=True)
    (digest / LINKED).symlink_to("../../../config.yaml")
    world.commit(digest, "A link")
    git = world.at(digest)
    with bringing.opened(git, bringing.look(git, whence=str(template)), workflows=False) as planned:
        yield planned


def right(planned, **other):
    """A parcel as it should be, but for what is said otherwise."""
    value = json.loads(parcel.packed(planned, Brought(files={}, done={})))
    return {**value, "files": [file()], **other}


def file(path="config.yaml", text=CONFIG, done=("It has a version now.",), **other):
    return {"path": path, "text": text, "done": list(done), **other}


def unpacked(tmp_path, planned, data):
    place = tmp_path / parcel.NAME
    place.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return parcel.unpacked(place, planned)


def test_what_is_packed_is_what_is_unpacked(tmp_path, planned):
    brought = Brought(
        files={"config.yaml": "näme: „x“\r\n\u2028\n".encode(), EDITION: b""},
        done={"config.yaml": ("One.", "Two."), EDITION: ("Emptied.",)},
    )
    packed = parcel.packed(planned, brought)
    assert unpacked(tmp_path, planned, packed) == brought
    assert parcel.packed(planned, Brought(files=dict(reversed(brought.files.items())), done=brought.done)) == packed


def test_every_digest_of_the_repository_and_every_edition_may_be_in_it(tmp_path, planned):
    paths = {"config.yaml", EDITION, *(path for path in OWN if path.startswith("content/digests/school/"))}
    files = [file(path) for path in sorted(paths)]
    assert unpacked(tmp_path, planned, right(planned, files=files)).files.keys() == paths
    assert len(paths) == 4


@pytest.mark.parametrize("path", [*ELSEWHERE, ODD])
def test_what_is_only_called_like_a_file_of_a_digest_may_not_change(tmp_path, planned, path):
    known = replace(planned, mine={**planned.mine, path: planned.mine["config.yaml"]})
    with pytest.raises(RepositoryError, match="no release may change"):
        unpacked(tmp_path, known, right(planned, files=[file(path)]))
    with pytest.raises(RepositoryError, match="no release may change"):
        parcel.packed(known, Brought(files={path: b""}, done={path: ("Done.",)}))


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("config.yaml", True),
        ("physics/mine.yaml", True),
        ("physics/content/editions/2026-W47.md", True),
        ("physics/config.yaml", False),
        ("biology/content/editions/2026-W47.md", False),
    ],
)
def test_a_digest_in_a_folder_has_its_editions_beside_its_file(planned, path, may):
    assert bringing.may_change(path, planned.mine["config.yaml"], "physics/mine.yaml") is may


FORMS = {
    "bytes": (lambda _: b"\x00\xff\x80", "is no JSON"),
    "nothing at all": (lambda _: b"", "is no JSON"),
    "a bundle of git": (lambda _: b"# v2 git bundle\n-" + b"a" * 40 + b"\n", "is no JSON"),
    "too deep": (lambda _: b"[" * 100_000, "is no JSON"),
    "a list": (lambda _: [], "it has another form"),
    "a field of its own": (lambda planned: right(planned, commits=["a" * 40, "b" * 40]), "it has another form"),
    "without its base": (lambda planned: {k: v for k, v in right(planned).items() if k != "parent"}, "another form"),
    "a number for a word": (lambda planned: right(planned, release=2), "it has another form"),
    "a later form": (lambda planned: right(planned, form=2), "another release, or to another state"),
    "another base": (lambda planned: right(planned, parent="0" * 40), "another state of this digest"),
    "another release": (lambda planned: right(planned, release="v9.9.9"), "another release"),
    "another commit of the release": (lambda planned: right(planned, commit="1" * 40), "another release"),
    "a mode": (lambda planned: right(planned, files=[file(mode="120000")]), "a file in it has another form"),
    "a file of bytes": (lambda planned: right(planned, files=[file(text=[1, 2])]), "a file in it has another form"),
    "a word for a file": (lambda planned: right(planned, files=["config.yaml"]), "a file in it has another form"),
    "one file twice": (lambda planned: right(planned, files=[file(), file(text="x")]), "one file twice"),
    "half a sign": (lambda planned: right(planned, files=[file(text="\ud800")]), "config.yaml is no text"),
    "a huge file": (lambda planned: right(planned, files=[file(text="x" * (parcel.FILE + 1))]), "than 4,194,304 bytes"),
    "no word about it": (lambda planned: right(planned, files=[file(done=[])]), "what became of config.yaml"),
    "a word too many": (lambda planned: right(planned, files=[file(done=["x"] * 101)]), "what became of config.yaml"),
    "a long word": (lambda planned: right(planned, files=[file(done=["x" * 1001])]), "of config.yaml are no sentences"),
    "no words": (lambda planned: right(planned, files=[file(done=[None])]), "of config.yaml are no sentences"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_parcel_of_another_form_is_refused_in_a_sentence(tmp_path, planned, name):
    make, words = FORMS[name]
    with pytest.raises(RepositoryError, match=words) as refused:
        unpacked(tmp_path, planned, make(planned))
    assert str(refused.value).startswith("What the trial of the new release handed on was refused: ")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("README.md", "no release may change"),
        ("content/pages/mine.md", "no release may change"),
        ("content/glossary.yaml", "no release may change"),
        ("themes/gleaner/style.css", "no release may change"),
        (".github/workflows/collect.yml", "no release may change"),
        ("generator/__main__.py", "no release may change"),
        ("gleaner", "no release may change"),
        (LINKED, "no release may change"),
        (".github/workflows/new.yml", "no file of this digest"),
        ("content/editions/2026-W48.md", "no file of this digest"),
        ("generator/new/__init__.py", "no file of this digest"),
        ("../config.yaml", "no file of this digest"),
        ("./config.yaml", "no file of this digest"),
        ("/etc/passwd", "no file of this digest"),
        (".git/config", "no file of this digest"),
        ("", "no file of this digest"),
        ("config.yaml\n100644 aa\tgleaner", "config.yaml 100644 aa gleaner, which is no file of this digest"),
    ],
)
def test_a_path_that_no_release_may_change_is_refused_by_name(tmp_path, planned, path, words):
    with pytest.raises(RepositoryError, match=words):
        unpacked(tmp_path, planned, right(planned, files=[file(), file(path)]))


def test_a_parcel_that_is_a_link_a_folder_or_endless_is_not_opened(tmp_path, planned):
    secret = tmp_path / "secret"
    secret.write_text(json.dumps(right(planned)))
    place = tmp_path / parcel.NAME
    place.symlink_to(secret)
    with pytest.raises(RepositoryError, match="it is no plain file"):
        parcel.unpacked(place, planned)
    place.unlink()
    place.mkdir()
    with pytest.raises(RepositoryError, match="it is no plain file"):
        parcel.unpacked(place, planned)
    place.rmdir()
    with place.open("wb") as file:
        os.truncate(file.fileno(), parcel.WHOLE + 1)
    with pytest.raises(RepositoryError, match="larger than 67,108,864 bytes"):
        parcel.unpacked(place, planned)
    place.unlink()
    with pytest.raises(RepositoryError, match="Nothing was handed on"):
        parcel.unpacked(place, planned)


def test_a_release_that_changes_a_file_without_a_word_is_refused_before_anything_is_handed_on(planned):
    with pytest.raises(RepositoryError, match=r"changed config\.yaml and does not say how"):
        parcel.packed(planned, Brought(files={"config.yaml": b""}, done={}))
    with pytest.raises(RepositoryError, match=r"wrote config\.yaml, and what it wrote is no text"):
        parcel.packed(planned, Brought(files={"config.yaml": b"\xff"}, done={"config.yaml": ("Done.",)}))


@pytest.mark.parametrize(
    ("data", "done", "words"),
    [
        (b"x" * (parcel.FILE + 1), ("Done.",), "config.yaml is larger than"),
        (b"x", ("Done.",) * (parcel.SENTENCES + 1), "up to 100 sentences what became of config.yaml"),
        (b"x", ("x" * (parcel.SENTENCE + 1),), "of config.yaml are no sentences"),
        (b"x", (), "up to 100 sentences what became of config.yaml"),
    ],
)
def test_what_would_be_refused_where_it_arrives_is_not_packed(planned, data, done, words):
    with pytest.raises(RepositoryError, match=words):
        parcel.packed(planned, Brought(files={"config.yaml": data}, done={"config.yaml": done}))


def test_a_parcel_that_would_be_too_large_is_not_packed(planned):
    data = b"\\" * parcel.FILE  # as JSON twice as long
    paths = [f"content/editions/{number}.md" for number in range(parcel.WHOLE // parcel.FILE // 2)]
    many = replace(planned, mine=dict.fromkeys(paths, planned.mine["config.yaml"]))
    brought = Brought(files=dict.fromkeys(paths, data), done=dict.fromkeys(paths, ("Done.",)))
    with pytest.raises(RepositoryError, match="larger than 67,108,864 bytes"):
        parcel.packed(many, brought)


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
anything = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
paths = st.sampled_from([*FIRST, *OWN, *SECOND, LINKED]) | st.text()
near = st.fixed_dictionaries({"path": paths, "text": st.text() | anything, "done": st.lists(st.text() | leaves)})


@given(files=st.lists(near | anything, max_size=3))
def test_whatever_is_in_a_parcel_only_files_that_have_forms_come_out_of_it(tmp_path_factory, planned, files):
    place = tmp_path_factory.getbasetemp() / "any.json"
    place.write_text(json.dumps(right(planned, files=files)))
    try:
        brought = parcel.unpacked(place, planned)
    except RepositoryError:
        return
    school = {path for path in OWN if path.startswith("content/digests/school/")}
    assert brought.files.keys() <= {"config.yaml", EDITION, *school}
    assert brought.files.keys() == brought.done.keys()
    assert all(brought.done.values())
