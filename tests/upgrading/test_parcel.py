"""What comes from the machine on which a stranger's program ran is looked through: all of it is right, or unused."""

import json
import os

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
OWN = {
    "config.yaml": "site: mine\n",
    EDITION: "---\nweek: 2026-W47\n---\n\nMy note.\n",
    "content/digests/school/config.yaml": "site: school\n",
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
    files = [file(), file(EDITION), file("content/digests/school/config.yaml")]
    assert len(unpacked(tmp_path, planned, right(planned, files=files)).files) == 3


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
    assert brought.files.keys() <= {"config.yaml", EDITION, "content/digests/school/config.yaml"}
    assert brought.files.keys() == brought.done.keys()
    assert all(brought.done.values())
