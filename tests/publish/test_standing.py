"""A build that takes from the old site what would be the same gives the very site that a build of everything gives."""

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import publish
from generator.errors import InputError, PressError
from generator.model import Config, Edition, ThemeWishes
from generator.publish import Built, archive, stamp, standing, view
from generator.publish.glossary import FILE as GLOSSARY
from tests.bench.pressing import archive as invented
from tests.publish import golden, make

EDITION = Path("editions", "2026-W47", "index.html")
SECRET = "A sentence nobody else has"
BLOCK = "{% block main %}"


class Digest:
    """A digest of four editions that was printed once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.theme = make.THEME
        self.config: Config = golden.CONFIG
        self.options: dict[str, Any] = {"site_url": None}

    def build(self, name: str = "site", **changed: Any) -> Built:
        """Print it, and take what stands."""
        return self.anew(name, stands=self.root / "kept", **changed)

    def anew(self, name: str = "other", **changed: Any) -> Built:
        """Print everything."""
        return publish.build(
            self.config,
            content=self.content,
            output=self.root / name,
            theme=self.theme,
            method=make.METHOD,
            **{**self.options, **changed},
        )

    def edition(self, week: str) -> Path:
        return self.content / "editions" / f"{week}.md"

    def edit(self, path: Path, old: str, new: str) -> None:
        """Change a file as an owner does."""
        before = path.read_text("utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), "utf-8")

    def own_theme(self) -> Path:
        """Work with a theme that may be changed."""
        self.theme = shutil.copytree(make.THEME, self.root / "theme")
        return self.theme

    def tree(self, name: str = "site") -> dict[str, bytes]:
        return make.tree(self.root / name)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    digest = Digest(tmp_path_factory.mktemp("standing"))
    shutil.copytree(golden.FOLDER / "content", digest.content)
    for each in invented.editions(1):
        archive.write(each, digest.content / "editions")
    digest.build()
    return digest.root


@pytest.fixture
def digest(once: Path, tmp_path: Path) -> Digest:
    shutil.copytree(once, tmp_path / "digest")
    return Digest(tmp_path / "digest")


Change = Callable[[Digest], object]
FIRST, LAST = "2026-W02", "2026-W47"


def wish(**changed: Any) -> Change:
    def change(digest: Digest) -> None:
        digest.config = replace(digest.config, **changed)

    return change


def site(**changed: Any) -> Change:
    def change(digest: Digest) -> None:
        digest.config = replace(digest.config, site=replace(digest.config.site, **changed))

    return change


def option(**changed: Any) -> Change:
    return lambda digest: digest.options.update(changed)


def edited(path: str, old: str, new: str) -> Change:
    return lambda digest: digest.edit(digest.root / path, old, new)


def written(path: str, words: str) -> Change:
    return lambda digest: (digest.root / path).write_text(words, "utf-8")


def one_more(digest: Digest) -> None:
    archive.write(make.edition("2026-W48", published=golden_day(7)), digest.content / "editions")


def golden_day(days: int) -> Any:
    return make.edition().published + invented.timedelta(days=days)


def long_after(digest: Digest) -> None:
    """The newest edition is so much newer that the others ask their readers for nothing any more."""
    archive.write(make.edition("2027-W20", published=golden_day(180)), digest.content / "editions")


def one_less(digest: Digest) -> None:
    digest.edition("2026-W46").unlink()


def withdrawn(digest: Digest) -> None:
    newest = archive.read(digest.content / "editions")[-1]
    digest.config = replace(digest.config, withdrawn=(newest.picks[0].address or newest.picks[0].voice,))


def hidden(digest: Digest) -> None:
    digest.edit(digest.edition(FIRST), "  - title:", "  - hidden: true\n    title:")


def renamed(digest: Digest) -> None:
    """A voice of an old edition goes by another name now: it stands at another place of the register."""
    first = archive.read(digest.content / "editions")[0].picks[0]
    fresh = make.edition("2026-W48", published=golden_day(7), picks=(replace(first, id="x", name="Zz Newly Named"),))
    archive.write(fresh, digest.content / "editions")


def windows(digest: Digest) -> None:
    """An editor has saved an edition in its own way, with another note."""
    path = digest.edition(FIRST)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + f"\r\n{SECRET}.\r\n".encode())


CHANGES: dict[str, Change] = {
    "nothing": lambda _: None,
    "one edition more": one_more,
    "one edition more, half a year later": long_after,
    "one edition less": one_less,
    "another title of an edition": edited(f"content/editions/{LAST}.md", "title: ", f"title: {SECRET} "),
    "another note": lambda digest: digest.edition(FIRST).write_text(
        digest.edition(FIRST).read_text("utf-8") + f"\n{SECRET}.\n", "utf-8"
    ),
    "line ends of Windows": windows,
    "a pick hidden": hidden,
    "a voice of another name": renamed,
    "a word explained": written(f"content/{GLOSSARY}", f"- term: dialogic teaching\n  means: {SECRET}.\n"),
    "no word explained": lambda digest: (digest.content / GLOSSARY).unlink(),
    "an answer less": lambda digest: (digest.content / "answers" / f"{LAST}.yaml").unlink(),
    "another page": written("content/pages/about.md", f"---\ntitle: About\n---\n{SECRET}.\n"),
    "a page less": lambda digest: (digest.content / "pages" / "subscribe.md").unlink(),
    "somebody withdrawn": withdrawn,
    "another title of the site": site(title=SECRET),
    "another description of the site": site(description=SECRET),
    "another language": site(language="de"),
    "another zone": site(zone="Pacific/Auckland"),
    "other interests": wish(interests=("statistics in school",)),
    "no saved searches": wish(alerts=()),
    "fewer parts": wish(theme=ThemeWishes(blocks=("note", "picks"))),
    "an address": option(site_url="https://elsewhere.example"),
    "a preview": option(preview=golden_day(0)),
    "another template": lambda digest: digest.edit(
        digest.own_theme() / "templates" / "edition.html", BLOCK, f"{BLOCK}<p>{SECRET}</p>"
    ),
    "an owner's template": lambda digest: mine(digest, "templates/edition.html"),
    "other colours": lambda digest: digest.edit(
        digest.own_theme() / "static" / "gleaner.css", "--paper:", "--paper: #fefefe; --was:"
    ),
}


def mine(digest: Digest, name: str) -> None:
    path = digest.root / "themes" / "mine" / name
    path.parent.mkdir(parents=True)
    body = (digest.theme / name).read_text("utf-8")
    path.write_text(body.replace(BLOCK, f"{BLOCK}<p>{SECRET}</p>"), "utf-8")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_stands_and_what_is_made_are_the_site_that_is_made_anew(digest: Digest, change: Change) -> None:
    change(digest)
    digest.build()
    digest.anew()

    assert digest.tree() == digest.tree("other")


def test_changes_upon_changes_leave_nothing_old(digest: Digest) -> None:
    digest.options["site_url"] = golden.ADDRESS
    described = site(description=SECRET)
    for change in (
        one_more,
        hidden,
        windows,
        withdrawn,
        described,
        one_less,
        site(title=SECRET),
        renamed_later,
        wish(withdrawn=()),
    ):
        change(digest)
        digest.build()
    digest.anew()

    assert digest.tree() == digest.tree("other")


def renamed_later(digest: Digest) -> None:
    digest.edit(digest.edition("2026-W48"), "title: ", "title: Once more, ")


STANDS = re.compile(r"editions/.*(index\.html|edition\.json|letter\.eml|epub|card\.png)|reviews/.*(index\.html|epub)")
"""Files that are made of a few editions alone."""


def test_one_edition_more_makes_only_what_shows_it(digest: Digest) -> None:
    made = [name for name in digest.tree() if STANDS.fullmatch(name)]
    before = digest.build()
    one_more(digest)
    after = digest.build()

    assert before.stood == len(made)
    # Its neighbour, the month with its book, and the year are made again.
    assert before.stood - after.stood == 4


def test_a_file_that_was_changed_by_hand_is_made_again(digest: Digest) -> None:
    (digest.root / "site" / EDITION).write_text(SECRET, "utf-8")
    digest.build()
    digest.anew()

    assert digest.tree() == digest.tree("other")


def test_a_file_that_became_a_link_is_a_file_again(digest: Digest) -> None:
    page = digest.root / "site" / EDITION
    page.rename(digest.root / "elsewhere.html")
    page.symlink_to(digest.root / "elsewhere.html")
    digest.build()

    assert not page.is_symlink()
    assert page.read_bytes() == (digest.root / "elsewhere.html").read_bytes()


def test_a_pipe_in_the_place_of_a_file_is_a_file_again_and_nobody_waits_for_it(digest: Digest) -> None:
    page = digest.root / "site" / EDITION
    page.unlink()
    os.mkfifo(page)
    digest.build()
    digest.anew()

    assert digest.tree() == digest.tree("other")


def test_what_stands_is_not_written_again(digest: Digest) -> None:
    before = (digest.root / "site" / EDITION).stat()
    digest.build()
    after = (digest.root / "site" / EDITION).stat()

    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)


def test_only_what_was_just_read_on_the_old_site_is_taken_from_there(tmp_path: Path) -> None:
    """Empty bytes are one and the same object to Python, whatever file they are for."""
    old, new = tmp_path / "site", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
    (old / "empty").write_bytes(b"")
    (old / "full").write_bytes(b"full")
    kept = standing.Kept(tmp_path / "kept", old, (), "UTC")
    kept.put("full", b"", new / "full")
    kept.keep_file("empty", 1, b"")
    kept.settle()
    with closing(standing.Kept(tmp_path / "kept", old, (), "UTC")) as kept:
        made = kept.file("empty", 1)
        assert made == b""
        kept.put("other", made, new / "other")
        kept.put("empty", made, new / "empty")

    assert {path.name: path.read_bytes() for path in new.iterdir()} == {"full": b"", "other": b"", "empty": b""}
    assert [path.name for path in new.iterdir() if path.stat().st_nlink > 1] == ["empty"]


def test_a_change_taken_back_finds_what_stood_before(digest: Digest) -> None:
    page = digest.edition(LAST).read_text("utf-8")
    digest.edit(digest.edition(LAST), "title: ", f"title: {SECRET} ")
    digest.build()
    digest.edition(LAST).write_text(page, "utf-8")
    digest.build()
    digest.anew()

    assert digest.tree() == digest.tree("other")


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open what is kept, write down what is changed, and let go of it: since Python 3.13 it warns where nobody does."""
    with closing(sqlite3.connect(path)) as shelf, shelf:
        yield shelf


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(100, len(data), 97):
        data[at] ^= 0x55
    path.write_bytes(data)


def values_changed(path: Path) -> None:
    """Every value that is kept is another, as a disk may make it that tells nobody."""
    with opened(path) as shelf:
        shelf.execute("UPDATE kept SET made = substr(made, 1, 32) || x'00' || substr(made, 34)")


def values_swapped(path: Path) -> None:
    """Every key leads to what another key was kept for."""
    with opened(path) as shelf:
        rows = shelf.execute("SELECT key, made FROM kept").fetchall()
        values = [(rows[at - 1][1], key) for at, (key, _) in enumerate(rows)]
        shelf.executemany("UPDATE kept SET made = ? WHERE key = ?", values)


@pytest.mark.parametrize(
    "spoil",
    [
        flipped,
        values_changed,
        values_swapped,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("no database", "utf-8"),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (shutil.rmtree(path.parent), path.parent.write_text("a file", "utf-8")),
    ],
    ids=["bits", "values", "swapped", "empty", "no database", "a folder", "a file for a folder"],
)
def test_what_is_damaged_is_made_again(digest: Digest, spoil: Callable[[Path], object]) -> None:
    spoil(digest.root / "kept" / standing.FILE)
    one_more(digest)
    digest.build()
    digest.anew()

    assert digest.tree() == digest.tree("other")


def test_what_was_damaged_stands_again_after_one_build(digest: Digest) -> None:
    (digest.root / "kept" / standing.FILE).write_text("no database", "utf-8")
    digest.build()

    assert digest.build().stood > 12


def test_a_file_that_another_build_holds_is_waited_for_once_and_left_alone(digest: Digest) -> None:
    path = digest.root / "kept" / standing.FILE
    kept = standing.Kept(path.parent, digest.root / "site", (), "UTC")
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    before = path.read_bytes()

    start = time.monotonic()
    assert [kept.again("record", number) for number in range(3)] == [None] * 3
    kept.keep("record", 1, b"x")
    kept.settle()

    assert time.monotonic() - start < 3 * standing.PATIENCE
    assert path.read_bytes() == before
    other.close()


def test_nothing_is_kept_where_a_template_was_changed_while_it_was_printed(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    kept = standing.Kept(tmp_path / "kept", tmp_path / "site", (tmp_path / "templates",), "UTC")
    kept.keep("record", 1, b"x")
    (tmp_path / "templates" / "edition.html").write_text("other", "utf-8")
    kept.settle()

    assert not (tmp_path / "kept").exists()


def test_what_editors_leave_among_templates_stops_no_build(tmp_path: Path) -> None:
    first = stamp.stamp([tmp_path], "UTC")
    (tmp_path / ".#edition.html").symlink_to("nowhere")
    assert stamp.stamp([tmp_path], "UTC") == first
    (tmp_path / "edition.html").symlink_to("edition.html")
    assert stamp.stamp([tmp_path], "UTC") != first


def test_whatever_templates_can_ask_for_is_in_the_stamp(tmp_path: Path) -> None:
    """Jinja finds hidden files by their names, and goes where links lead."""
    theme, away = tmp_path / "theme", tmp_path / "away"
    for folder in (theme, away / "inner"):
        folder.mkdir(parents=True)
    (theme / "partials").symlink_to(away)
    (away / "round").symlink_to(theme)
    stamps = {stamp.stamp([theme], "UTC")}
    for path in (theme / ".hidden.html", away / "linked.html", away / "inner" / "below.html"):
        for said in ("one", "two"):
            path.write_text(said, "utf-8")
            stamps.add(stamp.stamp([theme], "UTC"))

    assert len(stamps) == 7


def test_a_folder_that_is_a_link_is_not_used_and_no_file_of_the_owners_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    (tmp_path / "kept").symlink_to(tmp_path)
    with standing.standing(tmp_path / "kept", tmp_path / "site", templates=(), zone="UTC") as kept:
        assert not kept.keeps
    own = standing.Kept(tmp_path, tmp_path / "site", (), "UTC")
    own.settle()

    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"


def test_a_site_may_lie_where_no_name_is_text(tmp_path: Path) -> None:
    site = tmp_path / os.fsdecode(b"caf\xe9")
    try:
        site.mkdir()
    except OSError:
        pytest.skip("this disk has no names that are no text")
    kept = standing.Kept(tmp_path / "kept", site, (), "UTC")
    kept.keep("record", 1, b"x")
    kept.settle()

    with closing(standing.Kept(tmp_path / "kept", tmp_path, (), "UTC")) as kept:
        assert kept.again("record", 1) == b"x"


def test_a_build_that_fails_keeps_nothing(digest: Digest) -> None:
    before, site = (digest.root / "kept" / standing.FILE).read_bytes(), digest.tree()
    one_more(digest)
    digest.edit(digest.own_theme() / "templates" / "edition.html", BLOCK, f"{BLOCK}<script>1</script>")

    with pytest.raises(PressError):
        digest.build()
    assert digest.tree() == site
    assert (digest.root / "kept" / standing.FILE).read_bytes() == before


def test_an_edition_that_is_wrong_is_refused_though_it_stood(digest: Digest) -> None:
    digest.edit(digest.edition(FIRST), "starts: ", "starts: not ")

    with pytest.raises(InputError, match="2026-W02"):
        digest.build()


def test_what_no_build_asks_for_any_more_is_forgotten(digest: Digest) -> None:
    def rows() -> int:
        with opened(digest.root / "kept" / standing.FILE) as shelf:
            return int(shelf.execute("SELECT count(*) FROM kept").fetchone()[0])

    digest.build()
    before = rows()
    for number in range(4):
        digest.edit(digest.edition(LAST), "title: ", f"title: {number} ")
        digest.build()

    assert before <= rows() <= before * 1.5


def test_a_site_that_is_gone_is_forgotten_by_the_next_build_of_another(digest: Digest) -> None:
    digest.build("gone")
    shutil.rmtree(digest.root / "gone")
    digest.build()

    with opened(digest.root / "kept" / standing.FILE) as shelf:
        assert os.fsencode(digest.root / "gone") not in {row[0] for row in shelf.execute("SELECT site FROM builds")}


def test_the_folder_says_to_git_and_to_programs_for_copies_that_nobody_needs_it(digest: Digest) -> None:
    kept = digest.root / "kept"

    assert (kept / ".gitignore").read_text("utf-8") == "*\n"
    assert (kept / "CACHEDIR.TAG").read_text("utf-8").startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_another_zone_template_or_library_is_another_stamp(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("1", "utf-8")
    first = stamp.stamp([tmp_path], "Europe/Berlin")
    (tmp_path / "a.html").write_text("2", "utf-8")

    assert stamp.stamp([tmp_path], "Europe/Berlin") != first
    (tmp_path / "a.html").write_text("1", "utf-8")
    assert stamp.stamp([tmp_path], "Europe/Berlin") == first
    assert stamp.stamp([tmp_path], "Africa/Lagos") != first
    (tmp_path / "a.html").rename(tmp_path / "b.html")
    assert stamp.stamp([tmp_path], "Europe/Berlin") != first


def every(week: Edition) -> Iterator[Edition]:
    yield week
    yield replace(week, picks=())
    yield replace(week, words=(), alerts=(), courtesies=())


def test_a_page_asks_for_nothing_beside_what_its_desk_was_left_with() -> None:
    editions = archive.read(golden.FOLDER / "content" / "editions")
    whole = view.Desk(
        say=view.catalogue("en"),
        zone="Europe/Berlin",
        newest=editions[-1].published,
        alerts=frozenset(each.key for week in editions for each in week.alerts),
        voices={pick.voice: f"voices/#{pick.id}" for week in editions for pick in week.picks},
        lexicon=view.lexicon.lexicon(editions, ()),
    )
    for week in editions:
        for each in every(week):
            assert view.view(each, view.only((each,), whole), str) == view.view(each, whole, str)
