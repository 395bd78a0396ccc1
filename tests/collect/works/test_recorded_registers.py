"""What registers really answered: every recorded answer gives items, works or a sentence, and some known facts."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from generator.collect.sources.scholarly import crossref, doaj, eric, openalex
from generator.collect.works import crossref as crossref_works
from generator.collect.works import dois
from generator.collect.works import openalex as openalex_works
from generator.errors import StreetError

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "others"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the recorded data (../shared/data) is not here")
MARKUP = ("<i>", "<jats", "<sub", "<scp", "&lt;", "&amp;", "&quot;", "&apos;", "</")


def answers(register: str) -> Iterator[tuple[str, int, bytes]]:
    """Yield (name, status, body) of everything recorded of a register."""
    for path in sorted((DATA / register).iterdir()):
        body = path.read_bytes()
        if not path.name.endswith(".exchanges.json"):
            yield path.name, 200, body
            continue
        for exchange in json.loads(body)["exchanges"]:
            said = exchange["response"]
            yield path.name, said["status"], (json.dumps(said["json"]) if "json" in said else said["text"]).encode()


def items(parse, register: str) -> list:
    found = []
    for _, _, body in answers(register):
        with suppress(StreetError):
            found += parse(body, "s").items
    return found


@pytest.mark.parametrize(
    ("parse", "register", "least"),
    [
        (crossref.parse, "crossref", 100),
        (openalex.parse, "openalex", 8),
        (doaj.parse, "doaj", 6),
        (eric.parse, "eric", 780),
    ],
)
def test_every_recorded_answer_gives_items_of_plain_text_or_a_sentence(parse, register, least):
    found = items(parse, register)
    assert len(found) >= least
    for item in found:
        assert not any(mark in words for mark in MARKUP for words in (item.title, item.text, item.voice.name))
        assert item.url.startswith("http")
        assert all(dois.SHAPE.fullmatch(work.doi) for work in item.works)


@pytest.mark.parametrize("parse", [crossref.parse, openalex.parse, doaj.parse, eric.parse])
def test_a_register_that_answers_for_another_gives_a_sentence_or_nothing_wrong(parse):
    for register in ("crossref", "openalex", "doaj", "eric", "plos"):
        for _, _, body in answers(register):
            try:
                found = parse(body, "s").items
            except StreetError:
                continue
            assert all(item.title and item.url for item in found)


def test_single_works_are_read_with_what_is_said_against_them():
    known = {}
    for _, status, body in answers("crossref"):
        if status == 200:
            try:
                work = crossref_works.parse(body).work
            except StreetError:
                continue
            known[work.doi] = work
    assert len(known) >= 6
    assert known["10.1371/journal.pone.0033693"].concern == "correction"
    assert known["10.1177/02683962211048201"].authors == ("Gerit Wagner", "Roman Lukyanenko", "Guy Paré")
    assert "Paderborn University" not in known["10.17705/1cais.04607"].authors
    assert not any(work.retracted for work in known.values())


def test_refusals_of_crossref_are_told_apart():
    said = [
        crossref.refusal(StreetError("Street.", status=status, body=body), "0000-0000")
        for _, status, body in answers("crossref")
        if status != 200
    ]
    assert sum("does not understand" in words and "“" in words for words in said) >= 10
    assert sum("knows nothing" in words for words in said) >= 8
    assert len(said) == sum(1 for words in said if words)


def test_works_of_openalex_are_found_by_doi():
    found = {}
    for name, _, body in answers("openalex"):
        if name.endswith(".json"):
            found.update(openalex_works.parse(body))
    assert found["10.2307/1885099"].title == "Labor Contracts as Partial Gift Exchange"
    assert found["10.2307/1885099"].authors == ("George A. Akerlof",)
    assert len(found) == 6


def test_dois_are_found_in_every_recorded_answer_as_text():
    for register in ("crossref", "openalex", "doaj", "plos"):
        for _, status, body in answers(register):
            for doi in dois.found(body.decode("utf-8", "replace")):
                assert dois.SHAPE.fullmatch(doi)
                assert status
