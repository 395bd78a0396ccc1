"""What readers answer, from a server on loopback to the folder content/answers/ and the lines at a terminal."""

from datetime import timedelta

import pytest

from generator import pipeline, say
from generator.collect import Door
from generator.model import AnswerWishes, Site
from generator.pipeline import Place
from generator.publish import archive, threads
from tests.collect.threads import HOST, NOW, Server, status, talking
from tests.publish import make

SITE = Site(title="The Staff Room", address="https://digest.example")


@pytest.fixture
def place(tmp_path):
    archive.write(make.edition(), tmp_path / "content" / "editions")
    return Place(root=tmp_path, state=tmp_path / ".gleaner")


def hear(place, server, *, now=NOW, **changed):
    wishes = AnswerWishes(mastodon=f"@me@{HOST}")
    config = make.config(**({"site": SITE, "answers": wishes} | changed))
    with talking(server) as hosts:
        return pipeline.hear(config, place, now=now, door=Door(hosts=hosts, allow_private=True, pause=0))


def names(place):
    return [each.name for each in threads.read(place.answers)["2026-W47"].answers]


def test_what_was_answered_is_in_its_file_and_on_the_page(place, tmp_path):
    found = hear(place, Server(status(1), status(2, "ben")))
    built = pipeline.build(make.config(site=SITE), place, output=tmp_path / "site")

    assert names(place) == ["Ana", "Ben"]
    assert list(say.answers(found)) == ["2026-W47: 2 answers in its thread, 2 of them new."]
    assert "I tried it." in (built.folder / "index.html").read_text("utf-8")


def test_a_second_run_with_nothing_new_writes_nothing_and_says_nothing(place):
    server = Server(status(1))
    hear(place, server)
    (file,) = place.answers.iterdir()
    before = (file.read_bytes(), file.stat().st_mtime_ns)

    found = hear(place, server, now=NOW + timedelta(days=1))

    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert list(say.answers(found)) == []


def test_what_the_owner_hid_in_the_file_is_still_hidden_after_the_next_run(place):
    server = Server(status(1), status(2, "ben"))
    hear(place, server)
    (file,) = place.answers.iterdir()
    file.write_text(file.read_text("utf-8").replace("  - name: Ben", "  - hidden: true\n    name: Ben"), "utf-8")
    server.replies = [status(1, said="<p>Edited.</p>"), status(2, "ben"), status(3, "cai")]

    hear(place, server, now=NOW + timedelta(days=1))

    kept = threads.read(place.answers)["2026-W47"].answers
    assert [(each.name, each.hidden) for each in kept] == [("Ana", False), ("Ben", True), ("Cai", False)]
    assert kept[0].text == "Edited."


def test_nobody_who_is_withdrawn_is_kept(place):
    server = Server(status(1), status(2, "ben"))
    hear(place, server)

    hear(place, server, withdrawn=(f"@ana@{HOST}",), now=NOW + timedelta(days=1))

    (file,) = place.answers.iterdir()
    assert names(place) == ["Ben"]
    assert b"ana" not in file.read_bytes().lower()

    before = file.read_bytes()
    found = hear(place, server, withdrawn=(f"@ana@{HOST}",), now=NOW + timedelta(days=2))
    assert file.read_bytes() == before
    assert list(say.answers(found)) == []


def test_a_server_that_is_down_costs_a_line_and_nothing_else(place):
    server = Server(status(1))
    hear(place, server)
    (file,) = place.answers.iterdir()
    before = file.read_bytes()

    config = make.config(site=SITE, answers=AnswerWishes(mastodon=f"@me@{HOST}"))
    door = Door(hosts={"nobody.example": ("127.0.0.1", 1)}, pause=0)
    found = pipeline.hear(config, place, now=NOW + timedelta(days=1), door=door)

    (line,) = say.answers(found)
    assert line.startswith("The thread of 2026-W47 could not be read, and its answers stay as they were: ")
    assert file.read_bytes() == before


def test_a_thread_that_is_gone_takes_its_file_along(place):
    server = Server(status(1))
    hear(place, server)
    server.posts = []

    hear(place, server, now=NOW + timedelta(days=1))

    assert list(place.answers.iterdir()) == []


def test_a_digest_that_nobody_can_answer_asks_nobody(place):
    server = Server()

    assert hear(place, server, answers=AnswerWishes()) == ()
    assert server.asked == []
    assert not place.answers.exists()
