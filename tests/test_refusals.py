"""Files, disks and keys that refuse: every ending says what, where and what to do, and nothing is lost."""

import errno
import json
import os
import sys
import time

import pytest

from generator import files
from generator.__main__ import again
from generator.cli import main
from generator.cli.refusing import REMEDIES, refused
from generator.errors import FULL
from generator.publish import folders
from generator.repository import git

GOOD = b"site:\n  title: Test\nsources:\n  - feed: https://a.example/feed\n"
NOW = "2026-11-20T07:00:00Z"
READERS = (
    ["check", "--offline"], ["preview", "--no-serve"], ["add", "--offline", "https://b.example/feed"],
    ["remove", "https://a.example/feed"], ["import", "list.opml"], ["export"], ["run"], ["collect"], ["publish"],
    ["build"], ["announce"], ["explain", "https://a.example/1"], ["leave"], ["migrate"],
)  # fmt: skip
"""Commands that read config.yaml."""
BROKEN = {
    "folder": (None, "This is a folder, not a file."),
    "pipe": (None, "This is neither a file nor a folder, and is not read."),
    "link": (None, "This is a link that leads to no file."),
    "binary": (bytes(range(256)) * 40, "This file is not saved as UTF-8."),
    "nul": (GOOD + bytes(4), "An invisible character (U+0000) stands here."),
    "large": (GOOD + b"# " + b"x" * 5_000_000, "This is larger than 1 MB, and is not read."),
    "latin": (GOOD.replace(b"Test", b"Sch\xfcler"), "config.yaml:2:13: This file is not saved as UTF-8."),
    "utf-16": (GOOD.decode().encode("utf-16"), "This file is not saved as UTF-8."),
    "tabs": (GOOD.replace(b"  ", b"\t"), "This line begins with a tab."),
    "merge": (b"<<<<<<< HEAD\n" + GOOD + b"=======\n" + GOOD + b">>>>>>> other\n", "marks of a merge"),
}
"""What may lie there instead of config.yaml -> its bytes, and what is said."""


def lay(path, kind):
    makes = {"folder": path.mkdir, "pipe": lambda: os.mkfifo(path), "link": lambda: path.symlink_to("nowhere")}
    makes.get(kind, lambda: path.write_bytes(BROKEN[kind][0]))()


@pytest.mark.parametrize("kind", BROKEN)
def test_a_config_that_is_none_is_said_by_every_command_and_left_as_it_is(tmp_path, monkeypatch, capsys, kind):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "config.yaml"
    lay(path, kind)
    (tmp_path / "list.opml").write_text('<opml><body><outline xmlUrl="https://x.example/feed"/></body></opml>')
    before = path.read_bytes() if path.is_file() else b""

    for words in READERS:
        assert main([*words, "--now", NOW]) == 2, words
        said = capsys.readouterr().err
        first, hint = said.strip().split("\n")[:2]
        assert BROKEN[kind][1] in first, words
        assert first.startswith("config.yaml")
        assert hint.startswith("    "), words
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["config.yaml", "list.opml"]


@pytest.mark.parametrize("kind", BROKEN)
def test_the_doctor_finds_it_broken_and_waits_for_nothing(tmp_path, monkeypatch, capsys, kind):
    monkeypatch.chdir(tmp_path)
    lay(tmp_path / "config.yaml", kind)

    assert main(["doctor", "--offline", "--now", NOW]) == 1
    assert "broken" in capsys.readouterr().out


@pytest.mark.parametrize("ends", [b"\r\n", b"\n"], ids="windows unix".split())
@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""], ids="mark plain".split())
def test_marks_and_line_ends_of_windows_are_no_mistakes(tmp_path, monkeypatch, ends, mark):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_bytes(mark + GOOD.replace(b"\n", ends))

    assert main(["check", "--offline", "--now", NOW]) == 0


@pytest.mark.parametrize("number", REMEDIES, ids=errno.errorcode.get)
def test_what_the_system_refuses_is_said_with_the_file_the_reason_and_what_to_do(number):
    first, hint = str(refused(OSError(number, os.strerror(number), ".gleaner/health.json"))).split("\n")

    assert first == f".gleaner/health.json: {os.strerror(number)}."
    assert hint.startswith("    ")
    assert hint.endswith(".")


def test_a_full_disk_that_names_no_file_is_called_a_disk():
    assert str(refused(OSError(errno.ENOSPC, "No space left on device"))).startswith("The disk: No space left")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT], ids=errno.errorcode.get)
def test_of_a_full_disk_the_same_is_said_whether_git_met_it_or_we(number):
    said = os.strerror(number)

    assert git.disk(f"fatal: unable to write new index file: {said}") == FULL
    assert str(refused(OSError(number, said, "output"))) == f"output: {said}.\n    {FULL}"


def test_a_file_that_cannot_be_put_in_place_is_called_by_its_own_name_and_leaves_nothing_beside_it(tmp_path):
    (tmp_path / "config.yaml").mkdir()

    with pytest.raises(IsADirectoryError) as caught:
        files.write(tmp_path / "config.yaml", b"x")

    assert caught.value.filename == str(tmp_path / "config.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]


def test_programs_can_read_it_too(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_bytes(GOOD)
    (tmp_path / ".gleaner").write_text("a file")

    assert main(["collect", "--json", "--now", NOW]) == 1
    assert ".gleaner" in json.loads(capsys.readouterr().out)["error"]


def test_a_full_disk_is_not_blamed_on_the_folder_of_the_site(tmp_path):
    with pytest.raises(OSError, match="No space left"), folders._in_words(tmp_path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path))


def test_what_was_packed_goes_into_no_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_bytes(GOOD)
    (tmp_path / "here").mkdir()

    assert main(["leave", "--output", "here", "--now", NOW]) == 2
    assert "here: This is a folder, not a file.\n    Name a file in it: --output here" in capsys.readouterr().err


@pytest.mark.parametrize("street", [b"site: x", b"[]", b'{"a.example": 1}', b'{"a.example": []}'])
def test_a_map_of_streets_that_is_none_is_said(tmp_path, monkeypatch, capsys, street):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "street.json").write_bytes(street)

    assert main(["fetch", "https://a.example/feed", "--street", "street.json", "--now", NOW]) == 2
    assert "street.json: this is no map of streets" in capsys.readouterr().err


class Dropping:
    """Ends as a library does that can only drop what comes then."""

    def __del__(self):
        raise KeyboardInterrupt


def test_ctrl_c_that_a_library_dropped_is_pressed_again(monkeypatch):
    monkeypatch.setattr(sys, "unraisablehook", again)

    with pytest.raises(KeyboardInterrupt):
        drop()


def drop():
    Dropping()
    time.sleep(5)
