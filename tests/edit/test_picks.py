"""Why a pick is here: what is said follows from the arithmetic, and from nothing else."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from generator.collect.works.updates import CONCERNS
from generator.edit import SIGNALS
from generator.edit.choose import choose
from generator.edit.effect import silent, telling, weighed
from generator.edit.merits import NOTICES
from generator.edit.picks import ANYWAY, WHY, why
from generator.edit.rank import Scored, total
from generator.edit.selecting import best_first, select
from generator.edit.table import Candidate, Group
from generator.model import Reason, Work
from tests.edit.week import DUE, configs, gleaned, harvests, item, judged, post, voice

NO_NUMBERS = re.compile(r"\b(?:likes?|followers?|boosts?|favou?rites?)\b", re.IGNORECASE)


def reason(signal, value, weight=1.0, words="something is said"):
    return Reason(signal=signal, value=value, weight=weight, words=words)


def candidate(*reasons, new=False, group=Group.UNTOLD):
    (story,), _ = judged(item())
    return Candidate(
        entry=Scored(story=story, score=total(reasons), reasons=tuple(reasons)), minutes=1.0, group=group, new=new
    )


def opinion(signal, lead):
    (story,), context = judged(lead)
    return SIGNALS[signal].judge(story, context)


def without(reason, reasons):
    """Return the score as if this one had had nothing to say."""
    quiet = replace(reason, value=silent(reason.signal))
    return total([quiet if other.signal == reason.signal else other for other in reasons])


@settings(deadline=None, max_examples=50)
@given(harvests, configs)
def test_every_reason_that_is_named_raised_the_score(harvest, owner):
    chosen = select(harvest, owner, due=DUE, archive=()).choice

    for each in best_first(chosen):
        told = each.entry.reasons
        line = why(each, chosen.kept.get(each.lead.id, ""))
        named = [one for one in told if one.words and one.words.lower() in line.lower()]
        assert all(without(one, told) < total(told) for one in telling(told)[:2])
        assert named or len(line) >= WHY - 40 or ANYWAY.lower() in line.lower() or "place kept" in line
        assert not NO_NUMBERS.search(line)
        assert 0 < len(line) <= WHY


@settings(deadline=None, max_examples=50)
@given(harvests, configs)
def test_a_kept_place_is_named_only_where_it_decided(harvest, owner):
    found = select(harvest, owner, due=DUE, archive=())
    open_to_all = {each.lead.id for each in choose(found.candidates, replace(found.limits, keeping=False)).chosen}

    for each in found.choice.chosen:
        kept = found.choice.kept.get(each.lead.id, "")
        assert ("in a place kept for" in why(each, kept).lower()) == bool(kept)
        assert not kept or each.lead.id not in open_to_all


def test_a_place_that_was_kept_is_said_however_much_else_there_is_to_say():
    told = candidate(reason("relevance", 0.9, words="close to “" + "a very long interest " * 20 + "”"))

    line = why(told, "quiet voices")

    assert line.endswith("; in a place kept for quiet voices.")
    assert len(line) <= WHY


def test_what_lowered_the_score_is_no_reason_for_a_pick():
    told = candidate(
        reason("recency", 0.2, words="late to us"), reason("age", 0.3, words="from a young account"), new=True
    )

    assert why(told) == ANYWAY[0].upper() + ANYWAY[1:] + "."


def test_what_raised_the_score_most_is_said_first():
    told = candidate(
        reason("recency", 0.9, 0.1, "new"),
        reason("corroboration", 0.9, 1, "shared by nine"),
        reason("scholar", 0.9, 0.5, "a study"),
    )

    assert why(told) == "Shared by nine; a study."


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_with_nothing_to_say_has_no_effect(name):
    told = [reason(each, silent(each) if each == name else 0.7) for each in SIGNALS]

    assert next(one for one in weighed(told) if one.signal == name).effect == 1


@pytest.mark.parametrize("name", SIGNALS)
def test_an_effect_is_the_factor_by_which_the_score_changes(name):
    told = [reason(each, 0.7) for each in SIGNALS]
    one = next(each for each in told if each.signal == name)

    effect = next(each.effect for each in weighed(told) if each.signal == name)
    assert effect == pytest.approx(total(told) / without(one, told), abs=1e-4)


def test_a_pick_keeps_what_its_reasons_did_and_what_can_be_checked_about_its_voice():
    found = gleaned(post("asks", "Bo", since=None, followers=77_777, likes=4), interests=["asks"])

    (pick,) = found.edition.picks
    assert all(one.effect is not None for one in pick.reasons)
    assert "1 item from it in the week of this edition" in pick.facts
    assert "77" not in " ".join(pick.facts)


# ---------------------------------------------------------------- studies


def naming(**more):
    """Return a post that names a study, of which the registers say what `more` says."""
    known = Work(**{"doi": "10.5555/one", "venue": "Journal of Desks", **more})
    return post(
        text="Nine schools moved their desks and counted who spoke in the lessons after that, doi:10.5555/one",
        works=(known,),
    )


def test_a_study_is_named_with_its_journal_and_with_whether_everybody_can_read_it():
    closed, free = opinion("scholar", naming()), opinion("scholar", naming(open_at="https://desks.example/1"))

    assert closed.words == "links to a study in Journal of Desks"
    assert free.words == "links to a study in Journal of Desks, free to read"
    assert opinion("scholar", naming(kind="posted-content")).words == "links to a preprint from Journal of Desks"


def test_the_paper_itself_links_to_no_study_but_is_one():
    assert (
        opinion("scholar", replace(naming(), id="https://doi.org/10.5555/one")).words == "a study in Journal of Desks"
    )


def test_who_shares_what_was_taken_back_gains_nothing_by_it_and_it_is_said():
    sound, back = (gleaned(naming(retracted=retracted)).edition.picks[0] for retracted in (False, True))

    assert opinion("scholar", naming(retracted=True)).value == silent("scholar")
    assert "retracted" not in sound.why
    assert "a study that it names has been retracted by its publisher" in back.why.lower()


@pytest.mark.parametrize("concern", NOTICES)
def test_what_a_publisher_says_of_a_study_is_said_whatever_it_weighs(concern):
    (pick,) = gleaned(naming(concern=concern), weights=dict.fromkeys(SIGNALS, 0.0) | {"recency": 1.0}).edition.picks

    assert NOTICES[concern] in pick.why.lower()


def test_every_notice_that_the_street_knows_can_be_said():
    assert set(CONCERNS.values()) == set(NOTICES)


# ---------------------------------------------------------------- sections and lines


def test_what_is_close_to_no_interest_stands_apart_and_says_so():
    on = [item(f"on{n}", f"P{n}", text="formative assessment, exit tickets and feedback in lessons") for n in range(4)]
    off = item("off", "Bo", title="The boiler", text="The boiler in the cellar was mended by two plumbers on Tuesday.")

    weight = {"relevance": 0.01}
    found = gleaned(*on, off, interests=["formative assessment"], weights=weight, minutes=60).edition.picks

    (pick,) = (each for each in found if each.id == off.id)
    assert pick.section == "besides"
    assert pick.why.startswith("Nearest to “formative assessment”, though not close")
    assert {each.section for each in found if each.id != off.id} <= {"interests", "conversation"}


def test_the_date_alone_is_no_reason_unless_it_mattered():
    old, new = (gleaned(item(days=days), preset="chronological").edition.picks[0].why for days in (3.9, 0.1))

    assert (old, new) == (f"{ANYWAY.capitalize()}.", "New: less than a day old.")


def test_a_machine_that_says_so_counts_half_and_whoever_says_nothing_counts_whole():
    said = opinion("person", post(voice=voice("Bo", network="mastodon", bot=True)))

    assert (said.value, said.words) == (0.5, "from an account that says it is a machine")
    assert opinion("person", post()).value == opinion("person", item()).value == 1


def test_a_site_alone_makes_no_study():
    assert opinion("scholar", post(about="https://www.nature.com/articles/x")).words == "links to a scholarly site"
    assert opinion("scholar", item(url="https://arxiv.org/abs/2101.00001")).words == "from a scholarly site"
    assert opinion("scholar", post(text="See 10.5555/one for it")).words == "links to a study"


def test_how_people_stand_to_one_another_is_not_published():
    private = {name for name, signal in SIGNALS.items() if signal.private}
    found = gleaned(*ring(), interests=["feedback"])

    assert private
    assert not [reason for pick in found.edition.picks for reason in pick.reasons if reason.signal in private]


def ring():
    """Return posts of three who pass on one another, and nobody else does."""
    names = ("Ada", "Bo", "Cem")
    keys = {name: f"https://{name.lower()}.example/" for name in names}
    return [
        post(f"{name}-note", name, text=f"Feedback that pupils use, number {name}", shared_by=tuple(keys.values()))
        for name in names
    ]
