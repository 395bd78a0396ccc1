"""The letter of an edition by mail: who gets it, what its head says, and that it never goes out twice."""

import re
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import replace
from email.message import EmailMessage
from smtplib import SMTPServerDisconnected
from threading import Thread

import pytest

from generator.announcing import Outcome, envelope, mail, once
from generator.announcing.channel import Task
from generator.announcing.conversation import Conversation
from generator.errors import StreetError
from generator.model import AnnounceWishes, Mail
from generator.publish.notice import notice
from generator.repository import announced
from tests.announcing import post_office
from tests.announcing.conftest import HOME, NOW, PAGE
from tests.publish import make

TO = ("ana@school.example", "ben@library.example")


def wishes(**changed):
    kind = {"sender": "digest@school.example", "host": post_office.HOST, "port": 587, "to": TO}
    return AnnounceWishes(email=Mail(**(kind | changed)))


@pytest.fixture
def office():
    with post_office.open_() as office:
        yield office


@pytest.fixture
def by_mail(digest, office):
    """A digest whose street leads to the office as well; on a street map nothing is encrypted."""
    digest.world.more[post_office.HOST] = ("127.0.0.1", office.port)
    digest.config = replace(digest.config, announce=wishes())
    return digest


def test_the_letter_goes_to_everybody_and_nobody_sees_the_others(by_mail, office):
    assert by_mail.fate().outcome is Outcome.SENT

    ((sender, recipients, letter),) = office.envelopes
    assert (sender, recipients) == ("digest@school.example", TO)
    assert not any(address in str(letter) for address in TO)
    assert letter["To"] == "The Staff Room:;"
    assert office.logins[0][0] == "digest@school.example"


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("The Staff Room", "The Staff Room"),
        ("Staff, Room: 7", "Staff, Room: 7"),
        ("Größe 10", envelope.NOBODY),
        ("읽기: 방", envelope.NOBODY),
    ],
)
def test_whom_it_is_for_is_a_group_that_every_reader_of_mail_understands(by_mail, office, title, group):
    by_mail.config = replace(by_mail.config, site=replace(by_mail.config.site, title=title))
    by_mail.fate()

    ((_, _, letter),) = office.envelopes
    (found,) = letter["To"].groups
    assert (found.display_name, found.addresses, letter["To"].defects) == (group, (), ())


def test_its_head_is_that_of_a_list_and_its_body_that_of_the_site(by_mail, office):
    by_mail.config = replace(by_mail.config, announce=wishes(reply_to="me@school.example"))
    by_mail.fate()

    letter = office.envelopes[0][2]
    assert letter["From"] == "The Staff Room <digest@school.example>"
    assert letter["Subject"] == "The Staff Room: Week 47, 2026"
    assert letter["Reply-To"] == "me@school.example"
    assert letter["List-Id"] == "<reading.digest.example>"
    assert letter["List-Unsubscribe"] == "<mailto:me@school.example?subject=unsubscribe>"
    assert letter["Archived-At"] == f"<{PAGE}>"
    assert re.fullmatch(r"<[0-9a-f-]{36}@school\.example>", letter["Message-ID"])
    assert letter["X-Unsent"] is None
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert all(PAGE in part.get_content() for part in letter.iter_parts())
    assert {name: len(letter.get_all(name)) for name in letter} == dict.fromkeys(letter.keys(), 1)


def test_the_name_of_the_letter_is_that_of_its_edition(by_mail):
    edition = by_mail.editions[0]

    def name(each, home=HOME):
        told = notice(by_mail.config, each, home)
        task = Task(wishes=by_mail.config.announce, notice=told, door=by_mail.door, now=NOW)
        return envelope.headers(task)["Message-ID"]

    assert name(edition) == name(edition)
    assert len({name(edition), name(replace(edition, id="urn:uuid:2")), name(edition, f"{HOME}/other")}) == 3


def test_it_goes_out_once_however_often_it_is_told(by_mail, office):
    outcomes = [by_mail.fate(by=f"run.{number}").outcome for number in range(3)]

    assert outcomes == [Outcome.SENT, Outcome.BEFORE, Outcome.BEFORE]
    assert len(office.envelopes) == 1


def test_with_its_state_lost_it_is_not_sent_again_but_by_hand(by_mail, office):
    by_mail.fate()
    by_mail.lose_the_state()

    fate = by_mail.fate(by="later")

    assert fate.outcome is Outcome.UNSURE
    assert fate.words == once.LOST.format(week="2026-W47")
    assert len(office.envelopes) == 1
    assert by_mail.fate(by="by hand", week=by_mail.editions[0].week).outcome is Outcome.SENT
    assert by_mail.fate(by="by hand again", week=by_mail.editions[0].week).outcome is Outcome.BEFORE
    assert len(office.envelopes) == 2


def test_a_record_that_cannot_be_read_counts_as_lost(by_mail, office):
    by_mail.fate()
    (by_mail.place.state / "announced.json").write_bytes(b'{"format": 1, "announced": {"2026-W47": {"em')

    assert by_mail.fate(by="later").outcome is Outcome.UNSURE
    assert len(office.envelopes) == 1


def test_a_fresh_record_in_the_place_of_a_damaged_one_is_not_taken_for_a_whole_one(by_mail, office):
    by_mail.fate()
    record = by_mail.place.state / announced.FILE
    record.write_bytes(record.read_bytes().replace(b"2026-W47", b"2026-W46"))

    outcomes = [by_mail.fate(by=f"later.{number}").outcome for number in range(2)]

    assert outcomes == [Outcome.UNSURE, Outcome.UNSURE]
    assert len(office.envelopes) == 1
    assert by_mail.fate(by="by hand", week=by_mail.editions[0].week).outcome is Outcome.SENT


def test_what_hangs_up_after_the_letter_is_not_told_again(by_mail, office):
    office.data = lambda _: "hang up"

    first = by_mail.fate(by="first")
    office.data = None
    second = by_mail.fate(by="second")

    assert (first.outcome, second.outcome) == (Outcome.UNSURE, Outcome.UNSURE)
    assert "broke off before it said whether it took the letter" in first.words
    assert second.words == once.NOT_KNOWN.format(letter=f"{PAGE}letter.eml")
    assert len(office.envelopes) == 1


@pytest.mark.parametrize("answer", ["451 4.3.0 later", "554 5.7.1 this is a-password-for-mail to ana@school.example"])
def test_a_plain_no_is_tried_again_by_the_next_run(by_mail, office, answer):
    office.data = lambda _: answer

    first = by_mail.fate(by="first")
    office.data = None

    assert first.outcome is Outcome.FAILED
    assert f"refused the letter ({answer[:3]}, “" in first.words
    assert "a-password" not in first.words
    assert "ana@" not in first.words
    assert by_mail.fate(by="second").outcome is Outcome.SENT
    assert len(office.envelopes) == 1


def test_a_wrong_password_is_said_and_nothing_was_begun(by_mail, office):
    by_mail.secrets["SMTP_PASSWORD"] = "not-the-password"

    fate = by_mail.fate()

    assert fate.outcome is Outcome.FAILED
    assert "smtp.school.example does not know SMTP_USER with SMTP_PASSWORD (535" in fate.words
    assert not (by_mail.place.state / "announced.json").exists()


def test_one_recipient_who_is_refused_does_not_cost_the_others_theirs(by_mail, office):
    office.refuses = {TO[0]}

    fate = by_mail.fate()

    assert fate.outcome is Outcome.SENT
    assert fate.words == "smtp.school.example refused 1 recipient: number 1 (550)."
    assert office.envelopes[0][1] == (TO[1],)


def test_where_everybody_is_refused_nothing_went_out(by_mail, office):
    office.refuses = {*TO}

    assert by_mail.fate(by="first").words == "smtp.school.example refused every recipient (550)."
    office.refuses = set()
    assert by_mail.fate(by="second").outcome is Outcome.SENT


def test_recipients_come_by_a_secret_and_are_shown_nowhere(by_mail, office):
    by_mail.config = replace(by_mail.config, announce=wishes(to=()))
    by_mail.secrets["SMTP_TO"] = "cleo@home.example; ANA@school.example,\nana@school.example"

    assert by_mail.fate().outcome is Outcome.SENT
    assert [address.lower() for address in office.envelopes[0][1]] == ["cleo@home.example", "ana@school.example"]
    assert "cleo" not in mail.shown(task(by_mail))


@pytest.mark.parametrize(
    ("secrets", "words"),
    [
        ({"SMTP_TO": "ana@school.example\r\nBcc: eve@evil.example"}, "Entry 2 of SMTP_TO is no e-mail address."),
        ({"SMTP_TO": "", "to": ()}, "Nobody is named to whom it goes: neither in config.yaml nor in SMTP_TO."),
        ({"SMTP_PASSWORD": None}, "Of SMTP_USER and SMTP_PASSWORD only SMTP_USER is there."),
        (
            {"SMTP_TO": ",".join(f"a{n}@x.example" for n in range(99))},
            "These are 101 recipients, and 100 is the most. Write to a mailing list instead.",
        ),
    ],
)
def test_what_is_missing_is_said_before_anybody_is_called(by_mail, office, secrets, words):
    if "to" in secrets:
        by_mail.config = replace(by_mail.config, announce=wishes(to=secrets.pop("to")))
    by_mail.secrets = {name: value for name, value in (by_mail.secrets | secrets).items() if value}

    assert by_mail.fate().words == words
    assert not office.logins


def test_a_letter_that_is_not_on_the_site_is_not_sent(by_mail, office, there):
    there.files["/reading/editions/2026-W47/letter.eml"] = b"<!doctype html>a page in its place"

    assert "is no letter of ours" in by_mail.fate().words
    assert not office.envelopes


@pytest.mark.parametrize("turn", ["\r\nBcc: eve@evil.example", "=?utf-8?q?x=0D=0ABcc:_eve=40evil.example?="])
def test_a_name_with_line_ends_begins_no_header(by_mail, turn):
    told = notice(make.config(title=f"A {turn}"), make.edition(title=turn), HOME)
    made = EmailMessage(policy=envelope.LONG)
    for name, value in envelope.headers(replace(task(by_mail), notice=told)).items():
        made[name] = value

    assert b"\nBcc" not in made.as_bytes()
    assert made["From"].addresses[0].addr_spec == wishes().email.sender


@pytest.mark.parametrize(
    ("home", "name"),
    [
        ("https://me.github.io/digest/", "digest.me.github.io"),
        ("https://digest.example/", "digest.example"),
        ("https://digest.example/a/b%20c/", "b20c.a.digest.example"),
    ],
)
def test_a_list_is_called_by_the_address_of_its_site(home, name):
    assert envelope.list_id(home) == name


# ---------------------------------------------------------------- the way there


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    return post_office.certificate(tmp_path_factory.mktemp("papers"))


def task(digest):
    told = notice(digest.config, digest.editions[0], HOME)
    return Task(wishes=digest.config.announce, notice=told, door=digest.door, now=NOW)


@pytest.mark.parametrize(("port", "kind"), [(465, "tls"), (587, "starttls"), (2525, "starttls")])
def test_the_way_is_encrypted_and_the_server_proves_who_it_is(by_mail, papers, port, kind):
    server, safe = papers
    with post_office.open_(**{kind: server}, auth=kind == "starttls") as office:
        where = replace(by_mail.door, hosts={**by_mail.door.hosts, post_office.HOST: ("127.0.0.1", office.port)})
        told = replace(task(by_mail), wishes=wishes(port=port), door=where)
        if kind == "tls":
            told = replace(told, door=replace(where, secrets={}))
        mail.tell(told, lambda: None, safe)

        assert len(office.envelopes) == 1


@pytest.mark.parametrize(("port", "kind"), [(465, "tls"), (587, "starttls")])
def test_a_server_with_the_papers_of_another_gets_neither_password_nor_letter(by_mail, papers, tmp_path, port, kind):
    other, _ = post_office.certificate(tmp_path, "evil.example")
    with post_office.open_(**{kind: other}) as office:
        where = replace(by_mail.door, hosts={**by_mail.door.hosts, post_office.HOST: ("127.0.0.1", office.port)})
        told = replace(task(by_mail), wishes=wishes(port=port), door=where)

        with pytest.raises(StreetError, match="cannot prove who it is"):
            mail.tell(told, lambda: None, papers[1])
        assert not office.envelopes
        assert not office.logins


def test_a_server_that_offers_no_encryption_gets_neither_password_nor_letter(by_mail, office, papers):
    with pytest.raises(StreetError, match="offers no encryption"):
        mail.tell(task(by_mail), lambda: None, papers[1])
    assert not office.envelopes
    assert not office.logins


def test_in_the_world_a_server_has_to_prove_itself_as_this_machine_believes(by_mail):
    outside = replace(task(by_mail), door=replace(by_mail.door, hosts={}))

    counter = mail._counter(outside, None)

    assert counter.where == (post_office.HOST, 587)
    assert (counter.safe.verify_mode, counter.safe.check_hostname) == (ssl.CERT_REQUIRED, True)


# ---------------------------------------------------------------- servers that do not come to an end


def met(by_mail, *lines, **more):
    """Tell by a server that talks as `chatter` does; return what was said, and whether it had begun by then."""
    begun = []
    with post_office.chatter(*lines) as port:
        where = replace(by_mail.door, hosts={**by_mail.door.hosts, post_office.HOST: ("127.0.0.1", port)}, secrets={})
        with pytest.raises(StreetError) as caught:
            mail.tell(replace(task(by_mail), door=where), lambda: begun.append(1), **more)
    return caught.value, bool(begun)


HELLO = (b"220 here\r\n", b"250 hello\r\n")
ENVELOPE = (*HELLO, b"250 from\r\n", b"250 to\r\n", b"250 to\r\n")
ENDLESS = "smtp.school.example went on talking and came to no end."


@pytest.mark.parametrize(
    "lines",
    [
        (post_office.Endless(b"220-welcome\r\n"),),
        (b"220 here\r\n", post_office.Endless(b"250-more\r\n")),
        (*HELLO, post_office.Endless(b"250-more\r\n")),
        (post_office.Endless(b"220-a line without an end "),),
        (b"220 here\r\n", post_office.Endless(b"x")),
    ],
    ids="banner greeting sender line one-sign".split(),
)
def test_a_server_that_talks_without_an_end_is_not_listened_to_for_ever(by_mail, lines):
    error, begun = met(by_mail, *lines)

    assert (str(error), error.kind, begun) == (ENDLESS, "failed", False)


@pytest.mark.parametrize(
    "lines",
    [(post_office.Endless(b"2", pause=0.05),), (*HELLO, post_office.Endless(b"250-so\r\n", pause=0.05)), (b"",)],
    ids="sign-by-sign line-by-line silent".split(),
)
def test_a_server_that_takes_its_time_gets_no_more_of_it_than_there_is(by_mail, lines):
    began = time.monotonic()

    error, begun = met(by_mail, *lines, patience=0.5)

    assert (str(error), error.kind) == ("smtp.school.example was not done after 0.5 seconds.", "failed")
    assert not begun
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (post_office.Endless(b"2", pause=0.05), "was not done after 0.5 seconds. It did not say whether it took"),
        (post_office.Endless(b"250-more\r\n"), "came to no end. It did not say whether it took the letter."),
        (b"<html>\r\n", "smtp.school.example did not say whether it took the letter."),
        (b"354 go on\r\n", "smtp.school.example did not say whether it took the letter."),
    ],
    ids="slow endless wordless going-on".split(),
)
def test_once_it_has_the_letter_an_answer_that_is_none_means_that_nobody_knows(by_mail, answer, words):
    error, begun = met(by_mail, *ENVELOPE, b"354 go on\r\n", answer, patience=0.5)

    assert words in str(error)
    assert (error.kind, begun) == ("unsure", True)


def test_a_letter_that_the_server_has_not_asked_for_surely_did_not_go(by_mail):
    error, begun = met(by_mail, *ENVELOPE, post_office.Endless(b"354-more\r\n"))

    assert (str(error), error.kind, begun) == (ENDLESS, "failed", True)


def test_what_is_written_down_in_between_costs_the_server_no_time():
    said = Conversation(host="smtp.school.example", patience=60)
    ends = said.ends
    said.aside(lambda: time.sleep(0.05))

    assert said.ends >= ends + 0.05


def test_a_server_that_is_no_mail_server_is_said(by_mail):
    error, begun = met(by_mail, b"HTTP/1.1 400 Bad Request\r\n")

    assert (str(error), begun) == ("smtp.school.example:587 does not answer as a mail server does.", False)


def test_a_server_that_wants_nobody_today_is_believed(by_mail):
    assert "refused the letter (554, “not today”)" in str(met(by_mail, b"554 not today\r\n")[0])


def test_a_server_that_listens_slowly_gets_no_more_time_than_there_is():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        said = Conversation(host="smtp.school.example", patience=0.3)
        said.sock = ours
        reader = Thread(target=slowly, args=(theirs,), daemon=True)
        reader.start()

        with pytest.raises((StreetError, SMTPServerDisconnected)):
            said.send(b"x" * 5_000_000)
        assert time.monotonic() < said.ends + 1


def slowly(there):
    with suppress(OSError):
        while there.recv(20_000):
            time.sleep(0.02)


def test_a_server_that_is_not_there_is_said(by_mail):
    nobody = replace(by_mail.door, hosts={**by_mail.door.hosts, post_office.HOST: ("127.0.0.1", 9)})

    with pytest.raises(StreetError, match=r"smtp\.school\.example:587 could not be reached: Connection refused"):
        mail.tell(replace(task(by_mail), door=nobody), lambda: None)


@pytest.mark.parametrize("name", [mail.USER, mail.PASSWORD])
def test_a_password_that_cannot_be_sent_is_said_and_the_other_channels_are_told(by_mail, office, name):
    by_mail.secrets = {**by_mail.secrets, name: "paßwort-of-a-mailbox"}

    fate = by_mail.fate()

    assert fate.outcome is Outcome.FAILED
    assert fate.words.startswith(f"{name} has signs beyond ASCII")
    assert "paßwort" not in fate.words
    assert office.envelopes == []


def test_a_long_name_with_commas_is_one_sender(by_mail, office):
    title = "Teaching, learning and everything in between: the weekly digest of a personal learning network"
    by_mail.config = replace(by_mail.config, site=replace(by_mail.config.site, title=title))
    by_mail.fate()

    sender = office.envelopes[0][2]["From"].addresses
    assert [(each.display_name, each.addr_spec) for each in sender] == [(title, "digest@school.example")]
