"""Looking works up: few questions, old knowledge first renewed, every failure a note, and nothing lost by it."""

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from generator.collect import works
from generator.collect.words import Answer
from generator.collect.works import asking, crossref, openalex
from generator.collect.works.register import Entry
from generator.errors import StreetError
from generator.model import Work
from tests.collect.fakes import Street

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
A, B, PREPRINT = "10.5555/a", "10.5555/b", "10.48550/arxiv.2611.01234"


class Registers(Street):
    """OpenAlex and Crossref with the works they have; a work is what the register knows, or a failure."""

    def __init__(self, listed=(), single=(), secrets=(), odd=()):
        super().__init__({}, secrets)
        self.listed, self.single, self.odd = dict(listed), dict(single), odd

    def _answer(self, _key, url, seal):
        self.asked.append(url)
        self.seals.append(seal)
        body = self._of(unquote(url))
        if isinstance(body, StreetError):
            raise body
        return Answer(url=url, status=200, body=json.dumps(body).encode())

    def _of(self, url):
        if "filter=doi:" in url:
            wanted = re.search(r"filter=doi:([^&]*)", url)[1].split("|")
            if set(wanted) & set(self.odd):
                return StreetError("Bad request.", status=400)
            if failure := next((found for found in self.listed.values() if isinstance(found, StreetError)), None):
                return failure
            return {
                "results": [
                    {"doi": f"https://doi.org/{doi}", "display_name": "T", **self.listed[doi]}
                    for doi in wanted
                    if doi in self.listed
                ]
            }
        doi = url.split("/works/")[1].removeprefix("doi:").split("?")[0]
        found = self.single.get(doi, StreetError("Nothing here.", status=404))
        if isinstance(found, StreetError):
            return found
        return {"doi": doi, "display_name": "T", **found} if "openalex" in url else {"message": {"DOI": doi, **found}}


def look(street, *wanted, known=works.EMPTY, now=NOW):
    return asyncio.run(works.look_up(wanted, known, street, now))


def entry(work=None, days=0, **changes):
    return Entry(work=work, asked=NOW - timedelta(days=days), wanted=NOW - timedelta(days=days), **changes)


def singles(street):
    return [url for url in street.asked if "filter=" not in url]


def test_many_works_take_one_question():
    street = Registers(listed={A: {"publication_year": 2024}, B: {}})
    found, notes = look(street, "https://doi.org/10.5555/A", B, B, "no doi")
    assert (found[A].work.year, found[B].work.title, found[A].asked, notes) == (2024, "T", NOW, ())
    assert street.asked == [openalex.address((A, B))]
    assert street.conditional == [False]


def test_what_is_known_and_fresh_is_not_asked_for_but_counts_as_wanted():
    street, known = Registers(), {A: entry(Work(doi=A), days=6), B: entry(None, days=29)}
    found, _ = look(street, A, B, known=known)
    assert street.asked == []
    assert (found[A].asked, found[A].wanted) == (NOW - timedelta(days=6), NOW)
    assert known[A].wanted != NOW


def test_after_a_week_it_is_asked_whether_a_work_still_stands_and_after_a_month_whether_anybody_knows_a_doi():
    street = Registers(listed={A: {"is_retracted": True}})
    found, _ = look(street, A, B, known={A: entry(Work(doi=A), days=7), B: entry(None, days=30)})
    assert found[A].work.retracted
    assert found[B].work is None
    assert found[B].asked == NOW


def test_what_openalex_does_not_know_is_asked_of_crossref_and_what_nobody_knows_is_remembered():
    street = Registers(single={A: {"title": ["From Crossref"]}}, secrets={"CONTACT_EMAIL", "OPENALEX_API_KEY"})
    found, notes = look(street, A, B)
    assert (found[A].work.title, found[B].work, notes) == ("From Crossref", None, ())
    assert singles(street) == [crossref.address(A), crossref.address(B)]
    assert street.seals[0].bearer == "OPENALEX_API_KEY"
    assert dict(street.seals[1].query) == {"mailto": "CONTACT_EMAIL"}


def test_a_retraction_is_told_with_its_notice_and_the_notice_is_asked_for_once_a_month():
    notice = {"updated-by": [{"DOI": "10.5555/n", "type": "retraction"}]}
    street = Registers(listed={A: {"is_retracted": True}}, single={A: notice})
    first, _ = look(street, A)
    assert (first[A].work.retracted, first[A].work.notice) == (True, "https://doi.org/10.5555/n")
    later, _ = look(street, A, known=first, now=NOW + timedelta(days=8))
    assert len(singles(street)) == 1
    assert later[A].work.notice == "https://doi.org/10.5555/n"
    look(street, A, known=later, now=NOW + timedelta(days=31))
    assert len(singles(street)) == 2


def test_crossrefs_word_that_a_work_was_reinstated_counts():
    said = {"updated-by": [{"type": "retraction"}, {"type": "reinstatement"}]}
    found, _ = look(Registers(listed={A: {"is_retracted": True}}, single={A: said}), A)
    assert not found[A].work.retracted
    silent, _ = look(Registers(listed={A: {"is_retracted": True}}, single={A: {}}), A)
    assert silent[A].work.retracted


def test_a_work_that_was_fine_and_is_retracted_now_is_asked_for_even_if_crossref_was_asked_lately():
    street = Registers(listed={A: {"is_retracted": True}}, single={A: {}})
    look(street, A, known={A: entry(Work(doi=A), days=7, detailed=NOW - timedelta(days=7))})
    assert singles(street) == [crossref.address(A)]


def test_a_concern_that_crossref_told_survives_the_lists():
    known = {A: entry(Work(doi=A, concern="correction"), days=8, detailed=NOW - timedelta(days=8))}
    found, _ = look(Registers(listed={A: {}}), A, known=known)
    assert found[A].work.concern == "correction"


def test_preprints_are_not_asked_of_crossref_which_has_none_of_them():
    street = Registers(single={PREPRINT: {"doi": "https://doi.org/10.5555/became", "display_name": "Merged"}})
    found, _ = look(street, PREPRINT)
    assert singles(street) == [openalex.alone(PREPRINT)]
    assert (found[PREPRINT].work.doi, found[PREPRINT].work.title) == (PREPRINT, "Merged")


def test_a_register_that_fails_is_asked_no_more_and_nothing_is_forgotten():
    known = {A: entry(Work(doi=A, title="Old"), days=9)}
    street = Registers(
        listed={A: StreetError("Too many.", status=429, kind="resting")},
        single={A: StreetError("The server is down.", status=503)},
    )
    found, notes = look(street, A, B, known=known)
    assert (found[A].work.title, B in found) == ("Old", False)
    assert len(street.asked) == 3
    assert [note.split()[0] for note in notes] == ["OpenAlex", "Crossref"]
    assert "used up" in notes[0]
    assert "The server is down." in notes[1]


def test_an_answer_that_is_no_record_is_a_failure_too():
    street = Registers(listed={A: {}})
    street._of = lambda _: ["no", "record"]
    found, notes = look(street, A)
    assert (dict(found), len(notes)) == ({}, 2)


def test_one_odd_doi_does_not_hide_the_others():
    wanted = [f"10.5555/{number:02}" for number in range(9)]
    street = Registers(listed={doi: {} for doi in wanted}, odd={wanted[4]})
    found, notes = look(street, *wanted)
    assert [doi for doi in wanted if found[doi].work is None] == [wanted[4]]
    assert notes == ()


def test_a_run_asks_fifty_questions_and_the_next_goes_on():
    wanted = [f"10.5555/{number:03}" for number in range(120)]
    street = Registers()
    found, notes = look(street, *wanted)
    assert len(street.asked) == asking.QUESTIONS
    assert len(found) == asking.QUESTIONS - 2
    assert "72 works will be looked up in the next run" in notes[0]
    more, _ = look(street, *wanted, known=found)
    assert len(more) == 2 * asking.QUESTIONS - 3


def test_the_oldest_knowledge_is_renewed_first():
    many = [f"10.5555/{number:04}" for number in range(2_500)]
    known = {doi: entry(Work(doi=doi), days=10 + number % 7) for number, doi in enumerate(many)}
    street = Registers(listed={doi: {} for doi in [*many, "10.5555/new"]})
    found, _ = look(street, *many, "10.5555/new", known=known)
    assert found["10.5555/new"].asked == NOW
    assert {found[doi].asked == NOW for doi in many if known[doi].asked == NOW - timedelta(days=16)} == {True}
    assert len(street.asked) == asking.BATCHES


@pytest.mark.parametrize("known", [works.EMPTY, {A: entry(Work(doi=A))}])
def test_nothing_wanted_costs_nothing(known):
    street = Registers()
    assert look(street, known=known) == (known, ())
    assert street.asked == []
