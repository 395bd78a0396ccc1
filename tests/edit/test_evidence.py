"""What a question may rest on besides picks is found where it is, and nowhere else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.edit import glean
from generator.edit.evidence import but, known, rejoinders, retractions
from generator.edit.prompts import Bank, Entry
from generator.model import Alert, Harvest, Work
from tests.edit.invented import edition
from tests.edit.week import DUE, STARTS, WEEK, config, item, judged, post

GUM = Work(doi="10.5555/gum", title="Chewing gum", retracted=True, notice="https://journal.example/notice")


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("But what about the quiet ones?", "en", "But"),
        ("Yes, but not on Mondays.", "en", "Yes, but"),
        ("@ada@school.example @bo I disagree, kindly.", "en", "I disagree"),
        ("@ada I'm not so sure.", None, "I'm not so sure"),
        ("Ja, aber wer räumt auf?", "de-AT", "Ja, aber"),
        ("Sí, pero no siempre.", "es", "Sí, pero"),
        ("Mais pourquoi ?", "fr", "Mais"),
        ("Butter helps.", "en", ""),
        ("I love it, but only on Mondays.", "en", ""),
        ("Mas tarde!", "es", ""),
        ("Ma and I liked it.", "en", ""),
        ("Aber!", "xx", ""),
        ("", "en", ""),
    ],
)
def test_a_but_counts_where_an_answer_begins_with_it_in_its_own_language(text, language, found):
    assert but(post(text=text, language=language)) == found


def test_a_but_under_a_content_warning_is_not_repeated():
    assert but(post(text="But no.", warning="politics")) == ""


def test_the_language_of_the_site_is_known():
    facts = known(edition(WEEK), (), ())
    assert facts.language == edition(WEEK).language == "en"


def answered(*answers):
    asked = post("asked", "Ada", text="We should all stop marking in red pen, starting with me.")
    (story,) = [story for story in judged(asked, *answers)[0] if story.lead.id == asked.id]
    return asked, [(found.by.name, found.words) for found in rejoinders(story)]


def test_an_answer_of_somebody_else_that_begins_with_a_but_is_found():
    first = post("asked", "Ada").id
    yes = post("yes", "Bo", text="But the pupils like it.", reply_to=first)
    own = post("own", "Ada", text="But I may be wrong.", reply_to=first)
    robot = post("robot", "Cem", text="But beep.", reply_to=first)
    robot = replace(robot, voice=replace(robot.voice, bot=True))
    asked, found = answered(yes, own, robot)
    assert asked.id == first
    assert found == [("Bo", "But")]


def test_who_answers_somebody_else_in_a_story_has_not_answered_its_first_post():
    first = post("asked", "Ada").id
    good = post("good", "Bo", text="Good idea.", reply_to=first)
    other = post("other", "Cem", text="But why?", reply_to=good.id)
    assert answered(good, other)[1] == []


def test_a_retracted_paper_is_found_where_somebody_names_it_and_not_in_a_register():
    record = item("gum", "Journal", id="https://doi.org/10.5555/gum", works=(GUM,))
    assert list(retractions([record])) == []
    (found,) = retractions([record, post(works=(GUM,)), post("again", "Cem", works=(GUM,))])
    assert (found.title, found.address) == ("Chewing gum", "https://journal.example/notice")


def test_a_paper_without_a_notice_leads_to_itself_and_one_without_a_name_is_not_spoken_of():
    (found,) = retractions([post(works=(replace(GUM, notice=None),))])
    assert found.address == "https://doi.org/10.5555/gum"
    assert list(retractions([post(works=(replace(GUM, title=""),))])) == []


def test_the_desk_asks_about_what_its_saved_searches_and_its_papers_bring():
    bank = Bank(
        entries=tuple(
            Entry(id=when, lens=lens, when=when, ask="Why {{ pick }}?")
            for when, lens in (("offer", "sceptic"), ("retracted", "scholar"), ("countered", "newcomer"))
        )
    )
    job = item("job", "School", title="Librarian wanted")
    shared = post("shared", "Bo", works=(GUM,))
    asked = post("asked", "Ada", text="We should all stop marking in red pen, starting with me.")
    against = post("against", "Cem", text="But the pupils like it.", reply_to=asked.id)
    owner = replace(config(), alerts=(Alert(name="Jobs", query="librarian", key="jobs"),))
    harvest = Harvest(items=(job, shared, asked, against))
    found = glean(harvest, owner, WEEK, starts=STARTS, due=DUE, archive=(), bank=bank)
    prompts = {prompt.id: prompt for prompt in found.edition.prompts}
    assert prompts.keys() == {"offer", "retracted", "countered"}
    assert [mention.url for mention in prompts["retracted"].see] == [GUM.notice]
    assert [mention.name for mention in prompts["countered"].see] == ["Cem"]
    assert prompts["countered"].about == (asked.id,)


def test_a_question_that_an_owner_deleted_is_not_asked_again_in_the_week_after():
    bank = Bank(entries=(Entry(id="once", lens="sceptic", when="any", ask="Why {{ pick }}?"),))

    def lived(week, due, archive=(), traces=()):
        told = Harvest(items=(item(f"of {week}", published=due - timedelta(days=1)),))
        starts = due - timedelta(days=7)
        return glean(told, config(), week, starts=starts, due=due, archive=archive, bank=bank, traces=traces)

    first = lived(WEEK, DUE)
    assert [prompt.id for prompt in first.edition.prompts] == ["once"]

    emptied = (replace(first.edition, prompts=()),)
    later = DUE + timedelta(days=7)
    assert lived(WEEK.after(), later, emptied, (first.traces,)).edition.prompts == ()
    assert [prompt.id for prompt in lived(WEEK.after(), later, emptied).edition.prompts] == ["once"]
