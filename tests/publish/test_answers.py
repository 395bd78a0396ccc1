"""What was answered in public: its file, which a person may touch, and its place on the page, where it is only text."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import InputError
from generator.model import Answer, AnswerWishes, Thread
from generator.publish import answering, threads
from generator.publish.strings import catalogue
from tests.publish import make, payloads
from tests.publish.test_payloads import KNOWN, elements

SAY = catalogue("en")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
THREAD = "https://talk.example/@me/1"


def answer(name="Ana", **changed):
    home = f"https://talk.example/@{name.lower()}"
    plain = {"id": f"{home}/1", "voice": home, "name": name, "address": home, "url": f"{home}/1", "published": NOON}
    return Answer(**(plain | {"text": f"{name} tried it.", "language": "en"} | changed))


def thread(*answers, **changed):
    return Thread(**({"address": THREAD, "seen": NOON + timedelta(days=1), "answers": answers} | changed))


def view(kept, *, edition=None, **wishes):
    table = answering.Table(
        wishes=AnswerWishes(**wishes), threads={"2026-W47": kept} if kept else {}, title="Staff Room"
    )
    return answering.view(edition or make.edition(), "Week 47, 2026", table, SAY)


def page(tmp_path, kept, *, settings=None, edition=None, **given):
    folder = make.content(tmp_path, edition or make.edition(prompts=(make.prompt(),)))
    if kept:
        threads.keep(folder / "answers", "2026-W47", None, kept)
    return make.printed(tmp_path, folder, config=settings or make.config(), **given)


def html(tmp_path, kept, **given):
    return (page(tmp_path, kept, **given) / "editions" / "2026-W47" / "index.html").read_text("utf-8")


# ---------------------------------------------------------------- the file

TEXT = st.text(max_size=60)
SOME = TEXT.map(lambda said: f"x{said}")
ANSWERS = st.builds(
    Answer,
    id=SOME,
    voice=SOME,
    name=TEXT,
    address=st.none() | SOME,
    url=SOME,
    text=TEXT,
    published=st.integers(0, 10**9).map(lambda seconds: NOON - timedelta(seconds=seconds)),
    warning=TEXT,
    language=st.none() | SOME,
    to=TEXT,
    hidden=st.booleans(),
)
CLEAN = str.maketrans(
    "",
    "",
    "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF))),
)


def clean(each):
    """Return an answer as the street gives it: tidy, without signs that no YAML can hold."""
    said = {
        name: getattr(each, name)
        for name in ("id", "voice", "name", "address", "url", "text", "warning", "language", "to")
    }
    tidy = {name: value and value.translate(CLEAN).replace("\r", "") for name, value in said.items()}
    return replace(each, **tidy)


@settings(deadline=None)
@given(st.lists(ANSWERS.map(clean), max_size=4, unique_by=lambda each: each.id), st.integers(0, 200))
def test_what_is_written_is_read_again(tmp_path_factory, answers, more):
    folder = tmp_path_factory.mktemp("answers")
    kept = thread(*answers, more=more)

    threads.keep(folder, "2026-W47", None, kept)

    assert threads.read(folder) == {"2026-W47": kept}


def test_a_file_is_written_only_where_something_changed_and_goes_with_its_thread(tmp_path):
    kept = thread(answer())

    assert threads.keep(tmp_path, "2026-W47", None, kept)
    assert not threads.keep(tmp_path, "2026-W47", kept, kept)
    assert threads.keep(tmp_path, "2026-W47", kept, None)
    assert list(tmp_path.iterdir()) == []


def test_a_person_can_hide_an_answer_with_one_line(tmp_path):
    threads.keep(tmp_path, "2026-W47", None, thread(answer()))
    path = tmp_path / "2026-W47.yaml"
    path.write_text(path.read_text("utf-8").replace("  - name: Ana", "  - hidden: true\n    name: Ana"), "utf-8")

    assert threads.read(tmp_path)["2026-W47"].answers[0].hidden


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("hidden: true", "hidden: perhaps", 5, '`hidden` must be true or false, not "perhaps".'),
        ("published: 2026", "publshed: 2026", 8, "There is no key `publshed` in `answers`."),
        ("    name: Ana", "  name: Ana", None, None),
    ],
)
def test_a_file_edited_into_nonsense_is_told_with_its_line(tmp_path, before, after, line, words):
    threads.keep(tmp_path, "2026-W47", None, thread(answer(hidden=True)))
    path = tmp_path / "2026-W47.yaml"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")

    with pytest.raises(InputError) as caught:
        threads.read(tmp_path)

    first = caught.value.problems[0]
    assert first.line
    assert line is None or line == first.line
    assert words is None or words == first.words


def test_a_file_of_no_week_and_one_with_marks_of_a_merge_are_told(tmp_path):
    (tmp_path / "notes.yaml").write_text("address: https://talk.example/@me/1\n")
    (tmp_path / "2026-W47.yaml").write_text("<<<<<<< ours\naddress: a\n=======\naddress: b\n>>>>>>> theirs\n")

    with pytest.raises(InputError) as caught:
        threads.read(tmp_path)

    told = " ".join(each.words for each in caught.value.problems)
    assert "merge" in told
    assert 'There is no week "notes".' in told


def test_who_is_withdrawn_is_out_and_what_answered_them_stands_alone():
    ana, ben = answer(), answer("Ben")
    kept = thread(ana, replace(ben, to=ana.id))

    left = threads.without(kept, ("@ana@talk.example",))

    assert left.answers == (ben,)
    assert threads.without(kept, ()) == kept


# ---------------------------------------------------------------- the page


def test_the_page_shows_who_said_what_when_and_where_to_answer(tmp_path):
    shown = html(tmp_path, thread(answer(text="I tried it.\n\nTwice, & gladly.\nReally.")))

    assert '<h2 id="answers">Answers</h2>' in shown
    assert '<a class="voice" href="https://talk.example/@ana"><bdi>Ana</bdi></a>' in shown
    assert "I tried it.</p>" in shown
    assert "Twice, &amp; gladly.<br>Really.</p>" in shown
    assert '<time datetime="2026-11-20T12:00:00+00:00">20 November 2026</time>' in shown
    assert '<a href="https://talk.example/@ana/1" rel="nofollow ugc">Answer at talk.example</a>' in shown
    assert "1 answer" in shown
    assert "As they stood on 21 November 2026." in shown


def test_what_is_hidden_or_withdrawn_is_on_no_page_and_in_no_feed(tmp_path):
    kept = thread(answer(), answer("Ben", hidden=True), answer("Cai"))
    site = page(tmp_path, kept, settings=make.config(withdrawn=("https://talk.example/@cai",)), site_url=KNOWN)

    whole = b"".join(make.tree(site).values())
    assert b"Ana tried it." in whole
    assert b"Ben tried it." not in whole
    assert b"Cai tried it." not in whole


def test_answers_stand_two_steps_deep_and_who_goes_on_names_whom_they_answer():
    ana = answer()
    ben = answer("Ben", to=ana.id)
    cai = answer("Cai", to=ben.id)

    (root, alone) = view(thread(ana, ben, cai, answer("Dee"))).answers

    assert [each.voice.name for each in root.replies] == ["Ben", "Cai"]
    assert root.replies[0].to is None
    assert root.replies[1].to.name == "Ben"
    assert root.replies[1].to.address == f"#{root.replies[0].anchor}"
    assert (alone.voice.name, alone.replies) == ("Dee", ())


def test_what_hung_on_a_hidden_answer_moves_up():
    ana, ben = answer(), answer("Ben", to=answer().id, hidden=True)
    cai = answer("Cai", to=ben.id)

    (root,) = view(thread(ana, ben, cai)).answers
    assert [each.voice.name for each in root.replies] == ["Cai"]

    (alone,) = view(thread(replace(ana, hidden=True), ben, cai)).answers
    assert alone.voice.name == "Cai"


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.booleans()), max_size=7))
def test_every_answer_that_is_not_hidden_is_shown_once_whatever_answers_what(written):
    answers = [
        answer(f"P{number}", to=answer(f"P{to}").id if to else "", hidden=hidden)
        for number, (to, hidden) in enumerate(written, start=1)
    ]

    shown = [each for root in view(thread(*answers)).answers for each in (root, *root.replies)]

    assert sorted(each.voice.name for each in shown) == sorted(each.name for each in answers if not each.hidden)


def test_a_warning_closes_the_text_and_the_feed_has_no_answers_at_all(tmp_path):
    site = page(tmp_path, thread(answer(warning="grief", text="What happened.")), site_url=KNOWN)
    shown = (site / "index.html").read_text("utf-8")

    assert "<summary>Content warning: grief</summary>" in shown
    assert (
        shown.index("<summary>Content warning: grief")
        < shown.index("What happened.")
        < shown.index("</details>", shown.index("What happened."))
    )
    assert "What happened." not in (site / "atom.xml").read_text("utf-8")
    assert THREAD in (site / "atom.xml").read_text("utf-8")


def test_no_text_of_an_answer_becomes_markup(tmp_path):
    """What a browser builds of hostile answers is what it builds of a friendly one."""
    hostile = (
        replace(answer(f"P{at}"), name=harm, text=harm, warning=harm, url=harm, address=harm, language=harm, voice=harm)
        for at, harm in enumerate(payloads.HARM)
    )
    told = answer("Good", text=f"{payloads.HARM[0]}\n\n{payloads.HARM[1]}")
    friendly = thread(answer(warning="grief", text="One\ntwo"), answer("Ben", to=answer().id))
    known = elements(html(tmp_path / "friendly", friendly))
    shown = html(tmp_path / "hostile", thread(*hostile, told))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert elements(shown).tags <= known.tags
    assert elements(shown).names <= known.names


def test_a_hundred_answers_leave_the_page_within_its_weight(tmp_path):
    words = "We tried this for a week, and what changed was not what we had thought would change. " * 6
    kept = thread(*(answer(f"P{number}", text=f"{number}. {words}") for number in range(100)))

    assert len(gzip.compress(html(tmp_path, kept).encode())) < 60_000


# ---------------------------------------------------------------- ways to answer


def test_where_the_owner_set_up_nothing_only_the_original_posts_are_offered(tmp_path):
    shown = html(tmp_path, None)

    assert "To answer in public, go to the original post of a pick." in shown
    assert 'id="answers"' not in shown
    assert "mailto:" not in shown


def test_before_anybody_answered_one_line_says_how(tmp_path):
    settings = make.config(answers=AnswerWishes(mastodon="@me@talk.example", email="me@school.example"))
    shown = html(tmp_path, thread(), settings=settings)

    assert shown.count('<p class="answering">') == 1
    assert f'<a href="{THREAD}"><bdi>in the thread at talk.example</bdi></a>' in shown
    assert "by e-mail</bdi></a>, or at the original post of a pick.</p>" in shown


def test_before_there_is_a_thread_the_account_is_named():
    (way,) = view(None, mastodon="@me@talk.example").ways

    assert (way.name, way.address) == ("by writing to @me@talk.example", "https://talk.example/@me")


def test_the_thread_that_the_owner_names_goes_before_the_one_that_was_found():
    named = make.edition(thread="https://talk.example/@me/2")

    assert view(thread(), edition=named).ways[0].address == "https://talk.example/@me/2"
    assert view(thread(address="javascript:alert(1)")).ways == ()


def test_what_is_not_shown_is_counted():
    assert view(thread(more=1)).more == "1 more can be read in the thread."
    assert view(thread()).more == ""


@settings(deadline=None)
@given(
    st.from_regex(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,20}", fullmatch=True),
    st.text(min_size=1, max_size=40).filter(str.strip),
)
def test_a_letter_goes_to_the_address_and_names_the_edition_whatever_is_in_them(who, subject):
    led = answering.mail(f"{who}@school.example", subject)
    parts = urlsplit(led)

    assert led.isascii()
    assert not set("<>\"'{}|\\ \n") & set(led)
    assert unquote(parts.path) == f"{who}@school.example"
    assert list(parse_qs(parts.query)) in ([], ["subject"])


def test_a_thread_that_is_no_address_is_told_with_its_line(tmp_path):
    folder = make.content(tmp_path, make.edition(thread="https://talk.example/@me/1"))
    path = folder / "editions" / "2026-W47.md"
    path.write_text(path.read_text("utf-8").replace("https://talk.example/@me/1", "talk.example/@me/1"), "utf-8")

    with pytest.raises(InputError) as caught:
        make.printed(tmp_path, folder)

    (problem,) = caught.value.problems
    assert problem.line
    assert problem.words == '"talk.example/@me/1" is not an address on the web.'
