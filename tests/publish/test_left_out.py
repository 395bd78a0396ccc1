"""Who is withdrawn, what is hidden, stands under a warning or was said on X, looked for in every byte of a site."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.model import Answer, Courtesy, Edition, Health, Kindness, Mention, Pick, Source, Thread
from generator.publish import threads
from tests.publish import make

GONE = "Gwendolyn Zzgone"
HOME = "https://zzgone.example/"
WARNED, ON_X, HIDDEN, NOTED = "zzwarned", "zzonx", "zzhidden", "zznoted"
SOURCES = (
    Source(kind="feed", address="https://room.example/feed", name="Notes from Room 12", note=NOTED),
    Source(kind="feed", address=f"{HOME}feed", name=GONE),
    Source(kind="mastodon", address="@gwen@zzgone.example", name=GONE),
)
THEM = Mention(name=GONE, url=HOME, voice=HOME)


def picks(week: int) -> tuple[Pick, ...]:
    """Return four picks that have something to keep quiet about, and one that has not."""
    theirs = {"name": GONE, "voice": HOME, "address": HOME, "source_name": GONE, "source": f"feed {HOME}feed"}
    tags = {"tags": ("#gardens",), "kind": "post"}
    n = 10 * week
    return (
        make.pick(n, also=(THEM, make.mention()), excerpt=f"As {GONE} wrote on {HOME}x.", **tags),
        make.pick(n + 1, url=f"{HOME}{n}", id=f"{HOME}{n}", title=f"{GONE} writes", **theirs, **tags),
        make.pick(n + 2, title="", warning="illness", excerpt=f"{WARNED} a", alts=(f"{WARNED} b",), **tags),
        make.pick(
            n + 3, url=f"https://x.com/ann/status/{n}", title=f"{ON_X} a", excerpt=f"{ON_X} b", alts=(f"{ON_X} c",),
            kind="post", tags=(f"#{ON_X}",),
        ),
        make.pick(n + 4, title=HIDDEN, excerpt=HIDDEN, hidden=True, **tags),
    )  # fmt: skip


def edition(named: str, week: int) -> Edition:
    shown = picks(week)
    drawn = make.network(20)
    nodes = (replace(drawn.nodes[0], name=GONE, voice=HOME, address=HOME), *drawn.nodes[1:])
    return make.edition(
        named,
        picks=shown,
        prompts=(
            make.prompt(text=f"What would {GONE} say?", about=(shown[1].id,)),
            make.prompt(id="b", text=f"{HIDDEN}?", hidden=True),
            make.prompt(id="c", text="And why?", about=(shown[0].id,)),
        ),
        words=(make.word(who=(THEM, make.mention())), make.word(HIDDEN, hidden=True)),
        alerts=(make.found("Jobs", *(replace(each, id=f"{each.id}a") for each in shown[1:])),),
        courtesies=(Courtesy(kind=Kindness.WELCOME, who=(THEM,), words=f"{GONE} is new."),),
        network=replace(drawn, nodes=nodes),
        reports=(make.report(), make.report(Health.OK, source=f"feed {HOME}feed", name=GONE, address=HOME)),
    )


def everything(site: Path) -> Iterator[tuple[str, str]]:
    """Yield every file of a site, and what is packed in it, as text in small letters."""
    for name, data in make.tree(site).items():
        if data.startswith(b"\x1f\x8b"):
            data = gzip.decompress(data)  # noqa: PLW2901  the same file, unpacked
        inside = [(name, data)]
        if name.endswith(".epub"):
            with ZipFile(BytesIO(data)) as book:
                inside = [(f"{name}!{each}", book.read(each)) for each in book.namelist()]
        if name.endswith(".eml"):
            message = message_from_bytes(data, policy=policy.default)
            parts = [part for part in message.walk() if not part.is_multipart()]
            inside = [(name, str(message.items()).encode()), *((name, part.get_content().encode()) for part in parts)]
        yield from ((each, content.decode("utf-8", "replace").lower()) for each, content in inside)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[str, str], ...]:
    """Print a site of four weeks once, and read it whole."""
    root = tmp_path_factory.mktemp("left-out")
    weeks = [edition(f"2026-W{44 + at}", at) for at in range(1, 4)]
    folder = make.content(root, *weeks)
    theirs = Answer(id=f"{HOME}9", url=f"{HOME}9", voice=HOME, name=GONE, text=f"{GONE} agrees", published=make.DUE)
    thread = Thread(address="https://s.example/@d/1", answers=(theirs,))
    threads.keep(folder / "answers", "2026-W47", None, thread)
    config = make.config(
        sources=SOURCES, withdrawn=(HOME, "@gwen@zzgone.example"), alerts=(make.alert(),), interests=("gardens",)
    )
    site = make.printed(root, folder, config=config, site_url="https://room.example/digest")
    return tuple(everything(site))


def holding(files: tuple[tuple[str, str], ...], word: str) -> list[str]:
    return sorted({name for name, content in files if word in content})


@pytest.mark.parametrize("word", ["zzgone", "gwendolyn"])
def test_of_who_is_withdrawn_nothing_is_left_in_any_file(files: tuple[tuple[str, str], ...], word: str) -> None:
    assert holding(files, word) == []


def test_every_kind_of_file_was_looked_into(files: tuple[tuple[str, str], ...]) -> None:
    kinds = {name.rpartition(".")[2] for name, _ in files}

    assert kinds >= {"html", "xml", "json", "eml", "xhtml", "opf", "opml", "ics", "png", "pf_fragment", "pf_filter"}
    assert {"sources.opml", "editions/2026-W47/letter.eml", "reviews/2026-11/index.html"} <= {name for name, _ in files}
    assert any(name.endswith(".pf_fragment") and "gardens" in content for name, content in files)


@pytest.mark.parametrize("word", [HIDDEN, NOTED, ON_X])
def test_what_is_hidden_and_what_is_said_on_x_is_in_no_file(files: tuple[tuple[str, str], ...], word: str) -> None:
    assert holding(files, word) == []


def test_a_text_under_a_warning_is_only_where_it_can_be_closed(files: tuple[tuple[str, str], ...]) -> None:
    found = holding(files, WARNED)

    assert found
    assert [name for name in found if not name.endswith(".html")] == []
