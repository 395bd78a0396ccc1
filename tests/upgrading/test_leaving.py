"""Whoever leaves takes everything along, in forms that others read; nothing of a stranger's becomes markup there."""

import io
import json
import shutil
import subprocess
import zipfile
from argparse import Namespace
from pathlib import Path
from xml.etree import ElementTree as ET

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import text
from generator.cli import main, renewing
from generator.publish import archive
from generator.upgrading import leaving, plain_markdown

V1 = Path(__file__).with_name("v1")


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """A digest that was packed, by what is in the zip."""
    folder = tmp_path_factory.mktemp("leaving") / "digest"
    shutil.copytree(V1 / "middle", folder)
    shutil.copytree(V1 / "state", folder / ".gleaner")
    for name in ("themes/mine/static/room.txt", "themes/gleaner/gleaner.css", "content/pages/.hidden.md", ".env"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("p{}\n")
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("X_BEARER_TOKEN", "secret-of-mine")
        for name in ("one.zip", "two.zip"):
            assert main(["leave", "--output", name, "--quiet", "--now", "2026-11-22T07:00:00Z"]) == 0
            found.append((folder / name).read_bytes())
    assert found[0] == found[1]
    with zipfile.ZipFile(io.BytesIO(found[0])) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_everything_an_owner_has_is_in_it_byte_for_byte(packed):
    for path in (V1 / "middle").rglob("*"):
        if path.is_file():
            assert packed[f"digest/{path.relative_to(V1 / 'middle').as_posix()}"] == path.read_bytes()
    for path in (V1 / "state" / "harvest").iterdir():
        assert packed[f"collected/harvest/{path.name}"] == path.read_bytes()
    assert packed["digest/themes/mine/static/room.txt"] == b"p{}\n"
    assert "digest/themes/gleaner/gleaner.css" not in packed
    assert b"<!doctype html>" in packed["site/index.html"].lower()


def test_nothing_hidden_and_no_secret_is_in_it(packed):
    assert not [name for name in packed if any(part.startswith(".") for part in name.split("/"))]
    assert not [name for name, data in packed.items() if b"secret-of-mine" in data]


def test_the_readme_names_every_part(packed):
    words = packed["README.md"].decode()
    for part in {name.split("/")[0] for name in packed if "/" in name} | {"sources.opml"}:
        assert f"`{part}" in words


def test_editions_are_markdown_with_front_matter_that_any_yaml_reader_reads(packed):
    _, top, body = packed["editions/2026-W47.md"].decode().split("---\n", 2)
    front = yaml.safe_load(top)
    assert set(front) == {"title", "date", "slug", "lang", "tags"}
    assert front["slug"] == "2026-w47"
    edition = archive.parsed((V1 / "middle/content/editions/2026-W47.md").read_text(), "2026-W47", "x")
    html = markdown.markdown(body)
    links = {link.get("href") for link in ET.fromstring(f"<x>{html}</x>".replace("&nbsp;", " ")).iter("a")}
    assert {pick.url for pick in edition.picks if text.address(pick.url) and not pick.hidden} <= links
    assert not [link for link in links if link.startswith("javascript:")]


def test_editions_are_json_with_their_schema(packed):
    assert json.loads(packed["data/2026-W47.json"])["week"]
    assert [name for name in packed if name.startswith("data/schema/")]


def test_sources_are_a_list_for_feed_readers(packed):
    tree = ET.fromstring(packed["sources.opml"])
    assert "https://one.example/feed" in {each.get("xmlUrl") for each in tree.iter("outline")}


def test_it_says_how_to_switch_the_digest_off():
    said = "\n".join(leaving.switching_off("https://github.com/me/digest"))
    for place in ("/actions", "/settings/pages", "/settings,"):
        assert f"https://github.com/me/digest{place}" in said


@pytest.mark.parametrize(
    ("remote", "home"),
    [
        ("https://github.com/me/digest.git", "https://github.com/me/digest"),
        ("https://me:ghp_secret@github.com/me/digest", "https://github.com/me/digest"),
        ("https://x-access-token:ghs_secret@github.com/me/digest.git", "https://github.com/me/digest"),
        ("git@github.com:me/digest.git", "https://github.com/me/digest"),
        ("ssh://git@github.com/me/digest", "https://github.com/me/digest"),
        ("https://github.com@evil.example/me/digest", ""),
        ("https://forge.example/me/digest", ""),
        ("/srv/git/digest", ""),
        (None, ""),
    ],
)
def test_the_repository_is_the_one_that_git_knows_and_no_token_comes_along(tmp_path, monkeypatch, remote, home):
    for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL"):
        monkeypatch.delenv(name, raising=False)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    if remote:
        subprocess.run(["git", "-C", tmp_path, "remote", "add", "origin", remote], check=True)

    assert renewing._home(Namespace(config=str(tmp_path / "config.yaml"), state=None)) == home


def test_without_git_or_a_repository_it_still_ends_well(tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    options = Namespace(config=str(tmp_path / "config.yaml"), state=None)

    assert renewing._home(options) == ""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert renewing._home(options) == ""


FOREIGN = (
    "*a*", "_a_", "`a`", "# a", "1. a", "- a", "+ a", "> a", "[a](http://b.example)", "![a](b)", "<b>a</b>", "a\n===",
    "&lt;", "~~a~~", "| a | b |", "https://a.example", "<script>", "---", "\\", "www.a.example", "&copy;",
    "a@b.example", "$a$ and 50%",
)  # fmt: skip


@pytest.mark.parametrize("words", FOREIGN)
def test_foreign_words_mean_nothing_but_themselves(words):
    made = ET.fromstring(f"<x>{markdown.markdown(plain_markdown.escaped(words))}</x>")
    assert [each.tag for each in made.iter()] == ["x", "p"]
    assert "".join(made.itertext()).strip() == " ".join(words.split())


@given(st.text(alphabet="{}%<>*_ab[]()#`!\\", max_size=40))
def test_no_template_of_another_generator_is_left_in_foreign_words(words):
    made = plain_markdown.escaped(words)
    assert not any(mark in made for mark in ("{{", "{%", "{#", "<", ">"))
