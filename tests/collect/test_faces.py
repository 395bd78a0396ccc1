"""A source that changes hands is noticed; one that goes on, grows or rests is not."""

import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from generator import text
from generator.collect import domains, faces, subjects, tongues
from generator.collect.faces import Face, changed, learn
from generator.collect.words import Catch
from generator.model import Item, Voice

START = datetime(2026, 1, 1, tzinfo=UTC)
HOME = "https://chalk.example/"
TEACHING = "What the {} lesson taught me about feedback and pupils in my school"
PILLS = "Buy the best {} casino bonus pills for less and win from home"
GERMAN = "Was ich in der {}. Stunde über Rückmeldung und die Schule gelernt habe"


def items(words: str, count: int, *, start: int = 0, voice: str = "Ada") -> tuple[Item, ...]:
    return tuple(
        Item(id=f"i{n}", source="feed x", url=f"{HOME}{n}", voice=Voice(key=voice, name=voice), title=words.format(n),
             published=START + timedelta(days=n))
        for n in range(start, start + count)
    )  # fmt: skip


def catch(words: str, count: int, *, home: str | None = HOME, **more) -> Catch:
    return Catch(items=items(words, count, **more), home=home)


def scattered(start: int, count: int) -> tuple[Item, ...]:
    """Return items no two of which have a word in common."""
    words = ("".join(chr(97 + n * k % 26) for k in range(3, 11)) for n in range(start, start + count))
    return tuple(
        replace(item, title=f"{n}{word}")
        for n, (item, word) in enumerate(zip(items("", count, start=start), words, strict=True), start=start + 1000)
    )


KNOWN = learn(None, catch(TEACHING, 24))


# ---------------------------------------------------------------- what jumps


def test_a_source_that_goes_on_is_itself():
    assert changed(KNOWN, catch(TEACHING, 10, start=24)) == ""
    assert changed(KNOWN, catch(TEACHING, 10, start=24, voice="A guest")) == ""
    assert changed(None, catch(PILLS, 30)) == ""


def test_a_new_subject_by_new_names_is_noticed_and_said():
    said = changed(KNOWN, catch(PILLS, 8, start=24, voice="admin"))
    assert said.startswith("Its new items speak of something else (")
    assert "casino" in said
    assert "feedback" in said
    assert said.endswith("None of its authors is known.")


def test_a_new_subject_under_the_old_name_is_noticed_where_the_source_always_spoke_of_one():
    assert "None of its authors" not in (said := changed(KNOWN, catch(PILLS, 8, start=24)))
    assert "something else" in said


def test_a_diary_that_never_had_a_subject_may_speak_of_anything_under_its_own_name():
    assert (
        changed(learn(None, Catch(items=scattered(0, 24), home=HOME)), Catch(items=scattered(24, 10), home=HOME)) == ""
    )


def test_a_newspaper_has_strangers_every_day():
    paper = tuple(replace(item, voice=Voice(key=item.title, name=item.title[::-1])) for item in scattered(0, 34))
    assert changed(learn(None, Catch(items=paper[:24], home=HOME)), Catch(items=paper[24:], home=HOME)) == ""


def test_a_new_language_is_noticed():
    assert (
        changed(KNOWN, catch(GERMAN, 8, start=24)) == "All its new items are in German; before, they were in English."
    )
    assert changed(KNOWN, catch("第{}課で学んだことと生徒への助言", 8, start=24)) == (
        "All its new items are in Japanese; before, they were in English."
    )


def test_a_source_in_two_languages_may_use_either():
    both = learn(None, Catch(items=(*items(TEACHING, 16), *items(GERMAN, 8, start=16)), home=HOME))
    assert changed(both, catch(GERMAN, 8, start=24)) == ""


def test_a_few_new_items_prove_nothing_until_they_are_enough():
    face = KNOWN
    for day in range(7):
        one = catch(PILLS, 1, start=24 + day, voice="admin")
        assert changed(face, one) == ""
        face = learn(face, one)
    assert changed(face, catch(PILLS, 1, start=31, voice="admin"))


def test_a_source_that_is_hardly_known_has_no_face_to_lose():
    assert changed(learn(None, catch(TEACHING, 8)), catch(PILLS, 8, start=8, voice="admin")) == ""


def test_a_source_may_grow_into_a_new_subject():
    face = KNOWN
    for turn in range(24, 120, 8):
        mixed = (*items(TEACHING, 4, start=turn), *items("Gardening with {} roses and tulips", 4, start=turn + 4))
        assert changed(face, Catch(items=mixed, home=HOME)) == ""
        face = learn(face, Catch(items=mixed, home=HOME))
    assert changed(face, catch("Gardening with {} roses and tulips", 8, start=120)) == ""


# ---------------------------------------------------------------- where it is at home


@pytest.mark.parametrize(
    ("home", "address", "said"),
    [
        ("https://blog.chalk.example/", "", False),
        ("http://www.chalk.example/feed", "", False),
        (None, "", False),
        ("https://pills.example/", "", True),
        ("https://pills.example/", "https://feeds.chalk.example/rss", False),
        ("https://pills.example/", "https://cdn.pills.example/rss", True),
    ],
)
def test_a_move_to_a_domain_of_somebody_else_is_noticed(home, address, said):
    words = changed(KNOWN, catch(TEACHING, 1, start=24, home=home), address=address)
    assert words == ("It was at home at chalk.example and is now at pills.example." if said else "")


def test_a_feed_that_lives_elsewhere_than_its_site_is_at_home_in_both_places():
    face = learn(None, catch(TEACHING, 3), address="https://feeds.press.example/x")
    assert changed(face, catch(TEACHING, 1, home=None), address="https://feeds.press.example/x") == ""
    assert changed(face, catch(TEACHING, 1), address="https://new.example/x") == ""


@pytest.mark.parametrize(
    ("host", "wanted"),
    [
        ("blog.chalk.example", "chalk.example"),
        ("chalk.example.", "chalk.example"),
        ("CHALK.example", "chalk.example"),
        ("ada.blogs.school.ac.uk", "school.ac.uk"),
        ("school.nsw.edu.au", "nsw.edu.au"),
        ("ada.wordpress.com", "ada.wordpress.com"),
        ("www.ada.wordpress.com", "ada.wordpress.com"),
        ("ada.github.io", "ada.github.io"),
        ("wordpress.com", "wordpress.com"),
        ("ada.blogspot.co.uk", "ada.blogspot.com"),
        ("ada.blogspot.de", "ada.blogspot.com"),
        ("ada.blogspot.com", "ada.blogspot.com"),
        ("bbc.co.uk", "bbc.co.uk"),
        ("t.co", "t.co"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_the_domain_that_one_party_registered_is_told_from_what_is_under_it(host, wanted):
    assert domains.registrable(host) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("What the lesson taught me about feedback", "en"),
        ("Was ich in der Stunde über die Schule und den Unterricht gelernt habe", "de"),
        ("Ce que les élèves ont appris dans la classe", "fr"),
        ("Lo que los alumnos aprendieron en la clase", "es"),
        ("Wat de leerlingen van het jaar niet leerden", "nl"),
        ("Что мы узнали на уроке и как это было", "ru"),
        ("Що ми дізналися та як це було для нас", "uk"),
        ("学生的学习与反馈", "han"),
        ("生徒のための宿題について", "kana"),
        ("학생을 위한 수업", "hangul"),
        ("تعليم الطلاب في المدرسة", "arabic"),
        ("Teaching", ""),
        ("", ""),
        ("12 34 !!", ""),
    ],
)
def test_the_language_is_told_by_its_commonest_words_or_not_at_all(written, wanted):
    assert tongues.of(written) == wanted


def test_every_language_and_script_has_a_name_for_a_sentence():
    assert all(tongues.name(each) for each in (*tongues.LANGUAGES, *tongues.SCRIPTS.values(), "arabic"))
    assert tongues.name("greek") == "Greek script"


# ---------------------------------------------------------------- how it is kept


def test_what_was_counted_once_is_not_counted_again():
    again = learn(KNOWN, catch(TEACHING, 24))
    assert again == KNOWN
    undated = Catch(items=tuple(replace(item, published=None) for item in items(TEACHING, 5)))
    face = learn(None, undated)
    assert learn(face, undated) == face
    assert face.past.items + face.fresh.items == 5


def test_counts_are_halved_so_that_old_years_are_forgotten():
    face = learn(None, catch(TEACHING, 2_000))
    assert face.past.items <= faces.HORIZON
    assert max(face.past.words.values()) <= faces.HORIZON


@pytest.mark.parametrize(
    "words", [TEACHING, "Обратная связь и преподавание номер {}", "第{}課で学んだことと生徒への助言", GERMAN]
)
def test_a_face_survives_being_written_down_and_is_small(words):
    varied = tuple(
        replace(
            item,
            title=f"{item.title} {chr(1072 + n % 30) * 14} {chr(0x4E00 + n)}{chr(0x4F00 + n)}",
            tags=(f"{'щ' * 9}{n}",),
        )
        for n, item in enumerate(items(words, 300))
    )
    named = tuple(replace(item, voice=Voice(key="v", name="Щ" * 12 + str(n))) for n, item in enumerate(varied))
    kind = TypeAdapter(Face)
    face = learn(None, Catch(items=named, home=HOME), address="https://feeds.press.example/")
    written = kind.dump_json(face)
    assert kind.validate_json(written) == face
    assert len(written) < 2_000


WORDS = st.text(alphabet="abcdeé日本のл 1", max_size=30)


@given(st.lists(st.tuples(WORDS, WORDS, st.none() | st.integers(0, 50)), max_size=25))
def test_any_items_are_learnt_in_any_order_alike_and_a_source_is_always_like_itself(rows):
    made = tuple(
        Item(id=f"i{n}", source="s", url=HOME, voice=Voice(key="v", name="v"), title=title, text=body,
             published=None if day is None else START + timedelta(days=day))
        for n, (title, body, day) in enumerate(rows)
    )  # fmt: skip
    face = learn(None, Catch(items=made, home=HOME))
    assert learn(None, Catch(items=made[::-1], home=HOME)) == face
    assert changed(face, Catch(items=made, home=HOME)) == ""


@pytest.mark.parametrize("known", range(16, 24))
def test_another_language_is_noticed_however_many_items_are_known_and_however_slowly_it_comes(known):
    at_once = learn(None, catch(TEACHING, known))
    assert "German" in changed(at_once, catch(GERMAN, 8, start=known))

    face, said = learn(None, catch(TEACHING, known)), []
    for number in range(known, known + 8):
        said.append(changed(face, catch(GERMAN, 1, start=number)))
        face = learn(face, catch(GERMAN, 1, start=number))
    assert [bool(words) for words in said] == [False] * 7 + [True]


def test_no_letter_that_tells_a_script_is_passed_over():
    told = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    scripts = [sign for sign in told if sign.isalpha() and tongues.BY_SCRIPT.match(unicodedata.name(sign, "").lower())]

    assert len(scripts) > 50_000
    assert [sign for sign in scripts if not tongues.TELLING.match(sign)] == []
    assert not tongues.TELLING.search("Größe, “naïve” – ça va… Đặng 🙂 → ½ €")


# ---------------------------------------------------------------- short ways


MIXED = st.text(
    st.one_of(st.sampled_from("aéß 漢カกم ’'\u0301\u0308ſΣ_½ﬁ1-"), st.characters(codec="utf-8")), max_size=40
)


@given(MIXED, MIXED, st.lists(MIXED, max_size=3))
@example("x" * text.TITLE, "y" * 300 + " and the", [])
@example("The end of", "it", ["\u0301combining", "the"])
def test_an_opening_that_is_taken_apart_once_tells_what_its_parts_tell(title, body, tags):
    item = replace(items("", 1)[0], title=title, text=body, tags=tuple(tags))
    opening = f"{title} {body[: subjects.OPENING]}"
    whole = " ".join((opening, *tags))
    said = subjects.of(item)

    assert said.tongue == tongues.of(opening)
    assert said.words == subjects._telling(whole, text.words(whole))


@given(
    st.dictionaries(st.text("abc", max_size=3), st.integers(1, 4)),
    st.integers(0, 6),
    st.frozensets(st.text("abc", max_size=3)),
)
def test_the_most_frequent_names_come_first_then_the_latest_then_by_the_alphabet(counts, most, latest):
    wanted = sorted(counts, key=lambda name: (-counts[name], name not in latest, name))[:most]
    assert list(faces._top(counts, most, latest).items()) == [(name, counts[name]) for name in wanted]
