"""Files are written whole or not at all, read no further than they may be large, and know when they were changed."""

import errno
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import files


def test_a_file_is_as_large_as_it_may_be_and_no_larger(tmp_path):
    path = tmp_path / "state.json"
    for size in (files.LARGEST, files.LARGEST + 1):
        with path.open("wb") as file:
            file.truncate(size)  # a hole: nothing is written
        if size == files.LARGEST:
            assert len(files.read(path)) == size
    with pytest.raises(OSError, match=os.strerror(errno.EFBIG)) as caught:
        files.read(path)

    assert (caught.value.errno, caught.value.filename) == (errno.EFBIG, str(path))


@pytest.mark.parametrize("put", [files.write, files.create])
def test_what_is_written_is_there_for_everybody_in_a_folder_that_was_not(tmp_path, put):
    path = tmp_path / "a" / "b" / "c.json"
    put(path, b"Chalk.\n")

    assert files.read(path) == b"Chalk.\n"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]
    files.settle(path.parent)
    files.settle(tmp_path / "nowhere")


@pytest.mark.parametrize("put", [files.create, files._create_plainly])
def test_what_is_there_is_not_written_over_and_the_error_names_it(tmp_path, put):
    path = tmp_path / "mine.md"
    files.write(path, b"Theirs.")
    files.write(path, b"Mine.")
    with pytest.raises(FileExistsError, match=r"mine\.md") as caught:
        put(path, b"Theirs.")

    assert caught.value.__suppress_context__
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"Mine."]


def test_what_cannot_be_written_leaves_nothing_half_made(tmp_path):
    path = tmp_path / "mine.md"
    with pytest.raises(TypeError):
        files._create_plainly(path, "words")  # type: ignore[arg-type]  an error in mid-write
    with pytest.raises(TypeError):
        files.write(path, "words")  # type: ignore[arg-type]  as above

    assert list(tmp_path.iterdir()) == []


@given(st.dictionaries(st.text("abc", max_size=2), st.integers(), max_size=2), st.sampled_from([b"", b"\n", b" \n"]))
def test_a_seal_adds_one_key_and_no_change_to_what_stands_before_it(record, end):
    whole = json.dumps({"a": 1} | record).encode()
    sealed = files.sealed(whole + end)

    assert list(json.loads(sealed).items())[:-1] == list(json.loads(whole).items())
    assert sealed.startswith(whole[:-1])
    assert len(sealed) == len(whole) + len(files.SEAL) - 1
    assert not files.is_spoilt(sealed + end)
    assert files.is_whole(sealed + end)
    assert not files.is_whole(whole + end), "without a seal nobody knows"
    for spoilt in (sealed.replace(b"a", b"b", 1), sealed[:-1] + b"]"):
        assert files.is_spoilt(spoilt)
        assert not files.is_whole(spoilt)


@given(st.lists(st.binary(max_size=9)))
def test_what_is_written_in_pieces_is_what_is_written_as_one(tmp_path_factory, pieces):
    path = tmp_path_factory.mktemp("files") / "state.json"
    whole = b'{"a":1' + b"".join(pieces)
    parts = (b'{"a":1', *map(memoryview, pieces))
    files.write(path, *parts, files.seal(parts))

    assert path.read_bytes() == files.sealed(whole + b"}")
