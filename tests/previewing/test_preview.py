"""The next edition before its time: what it shows, that it leaves everything as it is, and how it follows its owner."""

import json
import shutil

import pytest

from generator.previewing import watching
from tests.previewing import stand


@pytest.fixture(scope="module")
def web():
    with stand.web() as web:
        yield web


@pytest.fixture(scope="module")
def collected(tmp_path_factory, web):
    return stand.digest(tmp_path_factory.mktemp("digest") / "mine", web.address)


@pytest.fixture
def mine(tmp_path, collected):
    return shutil.copytree(collected, tmp_path / "mine")


def preview(folder, *words):
    return stand.gleaner(folder, "preview", "--no-serve", *words)


def test_it_shows_the_edition_that_will_be_published_and_writes_nothing_of_the_owners(mine, tmp_path, capsys):
    before = stand.tree(mine)

    assert preview(mine, "--json", "--output", str(tmp_path / "site")) == 0

    told = json.loads(capsys.readouterr().out)
    kept = {name for name in stand.tree(mine) if name.startswith(".gleaner-kept/")}
    assert {name: data for name, data in stand.tree(mine).items() if name not in kept} == before
    assert stand.gleaner(mine, "publish", "--json", now=stand.DUE) == 0
    assert told["edition"] == json.loads(capsys.readouterr().out)["editions"][0]
    assert [pick["title"] for pick in told["edition"]["picks"]] == ["Feedback before marks"]


def test_every_page_says_that_it_is_a_preview_of_which_day_in_the_language_of_the_site(mine, tmp_path):
    config = mine / "config.yaml"
    config.write_text(config.read_text().replace("title: Chalk and Cheese", "title: Kreide\n  language: de"), "utf-8")

    preview(mine, "--output", str(tmp_path / "site"))

    pages = list((tmp_path / "site").rglob("*.html"))
    words = "Sie zeigt die Ausgabe vom Freitag, 20. November 2026, wie sie wäre, käme sie jetzt heraus"
    assert pages
    assert [page for page in pages if words not in page.read_text("utf-8")] == []
    assert "Feedback before marks" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_the_site_itself_never_says_so(mine, tmp_path):
    stand.gleaner(mine, "publish", now=stand.DUE)
    stand.gleaner(mine, "build", "--output", str(tmp_path / "site"))

    assert 'class="preview"' not in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_one_that_is_overdue_is_said_to_be_so(mine, capsys):
    (mine / "content" / "editions" / "2026-W46.md").unlink()

    assert preview(mine) == 0

    assert "it was due on Friday, 13 November 2026, 06:00 (UTC), and the next run" in capsys.readouterr().out


def test_an_edition_that_was_written_ahead_of_its_time_is_left_alone(mine, capsys):
    stand.gleaner(mine, "publish", now=stand.DUE)
    capsys.readouterr()

    assert preview(mine, "--json") == 0

    assert json.loads(capsys.readouterr().out)["edition"]["week"] == "2026-W48"


def test_before_anything_is_collected_it_says_what_to_do_first_and_leaves_nothing(tmp_path, collected, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.copy(collected / "config.yaml", empty)

    assert preview(empty) == 3

    assert "`./gleaner collect`" in capsys.readouterr().err
    assert set(stand.tree(empty)) == {"config.yaml"}
    assert not (empty / ".gleaner").exists()


def test_a_slip_at_the_start_ends_it_with_the_line(mine, capsys):
    with (mine / "config.yaml").open("a") as file:
        file.write("colour: blue\n")

    assert preview(mine) == 2

    assert "config.yaml:10:1" in capsys.readouterr().err


def test_sources_that_nobody_has_asked_yet_are_named(mine, web, capsys):
    with (mine / "config.yaml").open("a") as file:
        file.write(f"  - feed: {web.address}/slate\n    name: Slate\n")

    assert preview(mine) == 0

    assert "Slate has not been visited yet: `./gleaner collect`" in capsys.readouterr().out


@pytest.mark.parametrize("folder", ["content", "content/pages", "themes/mine", "."])
def test_it_is_never_printed_over_what_an_owner_wrote(mine, folder, capsys):
    assert preview(mine, "--output", str(mine / folder)) == 2
    assert capsys.readouterr().err


def test_what_is_handed_out_follows_and_what_lies_on_the_disk_does_not(mine, tmp_path):
    site = tmp_path / "site"
    with stand.previewed(mine, "--output", str(site), rooms=tmp_path / "rooms") as there:
        page, other = stand.get(there.address), stand.get(f"{there.address}editions/2026-W47/")

        assert "/__gleaner/live.js" in page
        assert "/__gleaner/live.js" in other
        assert "unregister" in stand.get(f"{there.address}sw.js")
        assert [path for path in site.rglob("*.html") if "__gleaner" in path.read_text("utf-8")] == []


def test_ctrl_c_ends_it_well_and_takes_its_rooms_away(mine, tmp_path):
    with stand.previewed(mine, rooms=tmp_path / "rooms") as there:
        code, _, err = stand.stop(there)

    assert (code, err.strip()) == (0, "")
    assert list((tmp_path / "rooms").iterdir()) == []


def test_a_slip_is_said_with_its_line_the_site_stays_and_the_next_save_mends_it(mine, tmp_path):
    config = mine / "config.yaml"
    good = config.read_text()
    with stand.previewed(mine, rooms=tmp_path / "rooms") as there:
        first = stand.news(there)
        config.write_text(f"{good}colour: blue\n")
        slip = stand.until(lambda: stand.news(there)["wrong"])
        stays = stand.get(there.address)
        config.write_text(good.replace("Chalk and Cheese", "Chalk and Slate"))
        mended = stand.until(lambda: not (found := stand.news(there))["wrong"] and found)
        code, out, err = stand.stop(there)

    assert "config.yaml:10:1" in slip
    assert "Chalk and Cheese" in stays
    assert mended["built"] != first["built"]
    assert "config.yaml:10:1" in err
    assert "config.yaml was saved: 1 pick, 1 minute of reading." in out
    assert code == 0


def test_what_is_collected_meanwhile_is_shown(mine, web, tmp_path):
    with stand.previewed(mine, rooms=tmp_path / "rooms") as there:
        with (mine / "config.yaml").open("a") as file:
            file.write(f"  - feed: {web.address}/slate\n    name: Slate\n")
        stand.collect(mine)
        stand.until(lambda: "Who helps with feedback?" in stand.get(there.address))


# ---------------------------------------------------------------- watching


def looked(*stamps):
    """Return a way to look that shows one after the other, and then the last for ever."""
    left = list(stamps)
    return lambda: left.pop(0) if left[1:] else left[0]


def test_a_save_in_several_steps_is_one(tmp_path):
    empty, half, whole = ({"config.yaml": (time, size, 1)} for time, size in ((1, 9), (2, 0), (3, 12)))
    rests = []

    found = watching.changes(looked(empty, half, whole, whole), empty, pause=rests.append)

    assert next(found) == "config.yaml"
    assert rests == [watching.PAUSE, watching.PAUSE, watching.REST, watching.REST]


def test_what_is_as_it_was_before_it_came_to_rest_is_no_change():
    before, after = {"a": (1, 1, 1)}, {"a": (2, 1, 1)}

    found = watching.changes(
        looked(after, before, before, {**before, "b": (1, 1, 1), "c": (1, 1, 1)}), before, pause=id
    )

    assert next(found) == "b and 1 more"


def test_what_came_changed_or_went_is_seen_and_what_editors_hide_is_not(mine):
    place = watching.Place(root=mine, state=mine / ".gleaner")

    def look():
        return watching.stamps(mine / "config.yaml", place)

    first = look()
    (mine / "content" / "pages").mkdir(parents=True)
    (mine / "content" / "pages" / ".about.md.swp").write_text("half")
    (mine / "content" / "pages" / "about.md~").write_text("old")
    assert look() == first
    (mine / "content" / "pages" / "about.md").write_text("new")
    assert set(look()) - set(first) == {"content/pages/about.md"}
    (mine / ".gleaner" / "lock").write_text("somebody works")
    (mine / "content" / "pages" / "about.md").unlink()
    assert look() == first
