"""What is told, when, and that it is told once: as a command, killed at any point, by two runs at once."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import announcing
from generator.announcing import Outcome
from generator.errors import InputError, RepositoryError
from generator.model import AnnounceWishes, Site
from generator.repository import announced, union
from generator.repository.announced import Mark, Stage
from tests.announcing import post_office, world
from tests.announcing.conftest import HOME, NOW, PAGE, digest_in, older
from tests.publish import make
from tests.publish.make import ROOT
from tests.workflows.stage import here

MASTODON = "@digest@social.example"

# ---------------------------------------------------------------- when


def test_where_nothing_is_wished_for_nobody_is_asked(digest, there):
    assert digest.tell().words == announcing.NOWHERE
    assert not announcing.due(digest.config, digest.place, now=NOW)
    assert not there.asked


@pytest.mark.parametrize(("days", "is_new"), [(0, True), (2.9, True), (3.2, False), (300, False)])
def test_only_what_is_new_is_told(digest, there, days, is_new):
    digest.wish(mastodon=MASTODON)
    digest.now = digest.editions[0].published + timedelta(days=days)

    assert announcing.due(digest.config, digest.place, now=digest.now) is is_new
    assert bool(digest.tell().fates) is is_new
    assert len(there.statuses) == is_new


def test_only_the_newest_is_told_and_an_older_one_where_a_person_asks_for_it(tmp_path, there):
    newest = make.edition()
    digest = digest_in(tmp_path, there, older(newest), newest)
    digest.wish(mastodon=MASTODON)

    assert [digest.tell().week, digest.tell().week] == ["2026-W47", "2026-W47"]
    assert digest.tell(week=older(newest).week).week == "2026-W46"
    assert ["W46" in each["text"] for each in there.statuses] == [True, False]


def test_nobody_is_told_before_the_page_can_be_read(digest, there):
    digest.wish(mastodon=MASTODON)
    page = there.files.pop("/reading/editions/2026-W47/")

    told = digest.tell()

    assert told.words == f"{PAGE} cannot be read (404), so nobody is told of it yet."
    assert not there.statuses
    there.files["/reading/editions/2026-W47/"] = page
    assert digest.fate().outcome is Outcome.SENT


def test_a_page_that_takes_a_moment_is_waited_for(digest, there):
    digest.wish(mastodon=MASTODON)
    page, looks = there.files.pop("/reading/editions/2026-W47/"), []

    class Late(dict):
        def get(self, path, *_):
            if path.endswith("W47/"):
                looks.append(path)
                return page if len(looks) > 2 else None
            return super().get(path)

    there.files = Late(there.files)

    assert digest.fate(patience=(0.0, 0.0, 0.0)).outcome is Outcome.SENT
    assert len(looks) == 3


def test_a_site_without_an_address_is_said(digest):
    digest.wish(mastodon=MASTODON)
    digest.config = replace(digest.config, site=Site(title="The Staff Room"))

    with pytest.raises(InputError, match="nobody says where the site is"):
        digest.tell()


def test_all_channels_are_tried_though_one_of_them_fails(digest, there):
    digest.wish(mastodon=MASTODON, bluesky="digest.bsky.social", release=True)
    digest.secrets["MASTODON_TOKEN"] = "wrong-token-of-the-test"

    assert [(fate.channel, fate.outcome) for fate in digest.tell().fates] == [
        ("mastodon", Outcome.FAILED),
        ("bluesky", Outcome.SENT),
        ("release", Outcome.FAILED),
    ]
    assert announcing.due(digest.config, digest.place, now=NOW)


def test_what_was_told_everywhere_is_not_due_any_more(digest):
    digest.wish(mastodon=MASTODON, bluesky="digest.bsky.social")
    digest.tell()

    assert not announcing.due(digest.config, digest.place, now=NOW)


# ---------------------------------------------------------------- the record


def test_nothing_goes_out_where_it_cannot_be_put_away_that_it_was_begun(digest, there):
    digest.wish(mastodon=MASTODON)

    def refuse():
        raise RepositoryError("The branch state could not be pushed.")

    assert digest.fate(keep=refuse).words == "The branch state could not be pushed."
    assert not there.statuses


def test_what_went_out_and_could_not_be_put_away_is_said(digest, there):
    digest.wish(mastodon=MASTODON)
    tries = []

    def second_time():
        tries.append(1)
        if len(tries) == 2:
            raise RepositoryError("The line is broken.")

    fate = digest.fate(keep=second_time)

    assert fate.outcome is Outcome.SENT
    assert fate.words == "It is out, but that could not be written down: The line is broken."


def test_of_two_runs_at_once_at_most_one_sends_a_letter(digest, there):
    with post_office.open_() as office:
        there.more[post_office.HOST] = ("127.0.0.1", office.port)
        mail = {"sender": "digest@school.example", "host": post_office.HOST, "port": 587, "to": ("a@b.example",)}
        digest.wish(email=announcing.mail.envelope.Mail(**mail))

        def merged():  # the state of the other run comes in with the push
            path = digest.place.state / announced.FILE
            other = announced.written({("2026-W47", "email", "other"): Mark(stage=Stage.BEGUN)})
            path.write_bytes(union.joined(announced.FILE, path.read_bytes(), other).data)

        assert digest.fate(by="ours", keep=merged).words == "Another run is at it."
        assert not office.envelopes
        assert digest.fate(by="later").words.startswith("An earlier run began")
        assert not office.envelopes


MARKS = st.builds(Mark, stage=st.sampled_from(Stage), at=st.sampled_from(("", "2026-11-20T07:30:00+00:00")))
RECORDS = st.dictionaries(
    st.tuples(
        st.sampled_from(("2026-W46", "2026-W47")), st.sampled_from(("email", "mastodon")), st.sampled_from("abc")
    ),
    MARKS,
    max_size=6,
)


@given(RECORDS, RECORDS, RECORDS)
def test_the_union_of_two_states_keeps_every_mark_and_the_one_that_knows_more(one, other, base):
    files = [announced.written(record) for record in (one, other, base)]
    for began in (None, files[2]):
        both = announced.understood(union.joined(announced.FILE, files[0], files[1], began).data)

        assert both.keys() == one.keys() | other.keys()
        if began is None:
            assert all(
                both[key].stage
                == max((side[key].stage for side in (one, other) if key in side), key=announced.RANK.index)
                for key in both
            )


@given(RECORDS)
def test_a_record_is_read_as_it_was_written(record):
    assert announced.understood(announced.written(record)) == record


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b'{"format": 9, "announced": {}}', b'{"format": 1, "ann'])
def test_what_is_no_record_is_not_taken_for_an_empty_one(data):
    assert announced.understood(data) is None


# ---------------------------------------------------------------- as a command, and killed


@pytest.fixture
def shell(digest, there, tmp_path):
    """Write the digest's config.yaml, and return what runs `announce` here, and `run`: in a process of its own."""
    (tmp_path / "config.yaml").write_text(
        f"site:\n  title: The Staff Room\n  address: {HOME}\n  timezone: Europe/Berlin\n"
        "sources:\n  - feed: https://room.example/feed\nannounce:\n"
        '  mastodon: "@digest@social.example"\n  bluesky: digest.bsky.social\n',
        "utf-8",
    )

    environment = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")} | digest.secrets

    def line(*words):
        streets = tmp_path / "street.json"
        streets.write_text(json.dumps({name: list(where) for name, where in there.hosts.items()}), "utf-8")
        command = ["announce", "--config", tmp_path / "config.yaml", "--state", tmp_path / ".gleaner",
                   "--street", streets, "--now", NOW.isoformat(), *words]  # fmt: skip
        return [*map(str, command)]

    def run(*words):
        return subprocess.Popen(
            [sys.executable, "-m", "generator", *line(*words)], cwd=ROOT, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def done(*words):
        return here(line(*words), ROOT, environment)

    done.run = run
    return done


def test_as_a_command_it_says_what_it_did(shell, there):
    process = shell.run("--json")
    said, wrong = process.communicate(timeout=60)

    assert (process.returncode, wrong) == (0, "")
    assert [(each["channel"], each["outcome"]) for each in json.loads(said)["told"]] == [
        ("mastodon", "sent"),
        ("bluesky", "sent"),
    ]
    assert "mastodon: told before. https://social.example/@digest/" in shell()[1]


def test_a_dry_run_shows_what_would_go_out_and_sends_nothing(shell, there, digest):
    code, said, _ = shell("--dry-run")

    assert code == 0
    assert "@digest@social.example on Mastodon would post:\n\nThe Staff Room: Week 47, 2026" in said
    assert "@digest.bsky.social on Bluesky would post" in said
    assert not any(asked.method == "POST" for asked in there.asked)
    assert not (digest.place.state / announced.FILE).exists()
    shell()
    assert there.statuses[0]["text"] in said


def killed_while(shell, there, number):
    """Run until a request that changes something is answered, and kill it before the answer arrives."""
    process = None

    def kill(asked, usual):
        said = usual(asked)
        process.send_signal(signal.SIGKILL)
        process.wait()
        return said

    there.next += [*([None] * number), kill]
    process = shell.run()
    process.communicate(timeout=60)
    return process.returncode


@pytest.mark.parametrize("number", [0, 1, 2])
def test_killed_between_sending_and_noting_nothing_is_told_twice(shell, there, number):
    """Posted on Mastodon, the picture handed over, posted on Bluesky: killed at each of these."""
    assert killed_while(shell, there, number) == -signal.SIGKILL
    there.keys.clear()

    code, said, _ = shell()

    assert code == 0, said
    assert (len(there.statuses), len(there.records)) == (1, 1)


@pytest.mark.parametrize(("moment", "letters"), [("begin", 0), ("data", 1)], ids="before-its-letter after-it".split())
def test_killed_at_its_letter_it_sends_none_again_and_says_so(shell, there, digest, moment, letters):
    config = digest.root / "config.yaml"
    kept = config.read_text("utf-8").partition("announce:")[0]
    config.write_text(
        f"{kept}announce:\n  email:\n    sender: digest@school.example\n    server: {post_office.HOST}:587\n"
        "    to: [a@b.example]\n", "utf-8",
    )  # fmt: skip
    process = None

    def kill(*_):
        process.send_signal(signal.SIGKILL)
        process.wait()

    mail = {"sender": "digest@school.example", "host": post_office.HOST, "port": 587, "to": ("a@b.example",)}
    digest.wish(email=announcing.mail.envelope.Mail(**mail))
    with post_office.open_() as office:
        there.more[post_office.HOST] = ("127.0.0.1", office.port)
        setattr(office, moment, kill)
        process = shell.run()
        process.communicate(timeout=60)
        setattr(office, moment, None)

        fates = [digest.fate(by=name) for name in ("second", "third")]

    assert process.returncode == -signal.SIGKILL
    for fate in fates:
        assert str(fate).startswith("email: not known. An earlier run began and did not say how it ended")
        assert f"{PAGE}letter.eml opens in a mail program" in fate.words
    assert len(office.envelopes) == letters


def test_the_wishes_are_off_by_default():
    assert make.config().announce == AnnounceWishes(mastodon=None, bluesky=None, email=None, release=False)
    assert world.SITE in HOME
