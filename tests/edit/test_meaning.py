import json
import os
import subprocess
import sys
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from generator.edit.agreed import SAID
from generator.edit.meaning import understand, words_of
from generator.edit.shortlist import MOST
from tests.edit.plain import off
from tests.edit.week import item, post

GARDENS = "gardening with bees and other pollinators"
RUNNING = "marathon running and endurance sports"
TITLES = (
    "Bumblebees in the garden: which flowers to sow for them",
    "Бжоли та інші запилювачі в саду",
    "Abejas y flores: un jardín para los polinizadores",
    "Training plan for a first marathon",
    "The ferry to the islands sails on Mondays again",
    "Interest rates stay where they are",
)
WEEK = [
    item(f"n{number}", who, title=title, text="")
    for number, (who, title) in enumerate(zip("abcdef", TITLES, strict=True))
]


def nobody(_texts):
    return None


def values(meaning, number=0, week=WEEK):
    return [meaning.closeness[found.id][number].value for found in week]


def test_an_interest_is_found_in_other_languages():
    bees, _, abejas, marathon, ferry, rates = values(understand(WEEK, [GARDENS]))
    assert min(bees, abejas) > SAID
    assert max(marathon, ferry, rates) < 0.2


def test_every_interest_has_a_scale_of_its_own():
    meaning = understand(WEEK, [GARDENS, RUNNING])
    assert values(meaning, 1)[3] > SAID > max(values(meaning, 1)[4:])
    assert values(meaning, 0) == values(understand(WEEK, [GARDENS]))


def test_a_text_that_means_the_same_in_another_language_may_be_called_close():
    assert understand(WEEK, [GARDENS]).closeness[WEEK[2].id][0].says


def test_what_is_not_close_is_never_called_so():
    for closeness in understand(WEEK, [GARDENS, RUNNING]).closeness.values():
        assert all(close.value >= SAID for close in closeness if close.says)


def test_without_an_encoder_words_decide():
    meaning = understand(WEEK, ["marathon training"], nobody)
    assert meaning.vectors is None
    assert meaning.places == {}
    found = values(meaning)
    assert max(found) == found[3] > 0
    assert found[4] == 0


def test_without_interests_nothing_is_close_and_everything_has_a_vector():
    meaning = understand(WEEK, [])
    assert set(meaning.closeness.values()) == {()}
    assert meaning.vectors.shape[0] == len(meaning.places) == len(WEEK)


def test_a_week_without_items_is_understood():
    meaning = understand([], [GARDENS])
    assert meaning.closeness == {}
    assert meaning.places == {}


def test_an_empty_interest_is_near_nothing():
    assert max(values(understand(WEEK, [""], nobody))) == 0


def by_first_word(texts):
    """Encode texts by their first word: "run" is one direction, every other word one of many others."""
    rows = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        row[0 if text.startswith("run") else 1 + crc32(text[:6].encode()) % 511] = 1
    return rows


def test_what_was_not_encoded_is_told_on_the_same_scale():
    crowd = [
        item(f"n{number}", f"who{number}", title=f"{'run' if number < 20 else 'idle'} {number} today", text="")
        for number in range(MOST + 200)
    ]
    meaning = understand(crowd, ["run"], by_first_word)
    assert len(meaning.places) == MOST
    assert set(meaning.closeness) == {found.id for found in crowd}
    found = values(meaning, week=crowd)
    assert min(found[:20]) > 0.3
    assert max(found[20:]) < 0.2


def test_the_order_of_arrival_changes_nothing():
    there = understand(WEEK, [GARDENS, RUNNING])
    back = understand(WEEK[::-1], [GARDENS, RUNNING])
    assert there.closeness == back.closeness


def test_a_tag_of_several_words_is_read_as_words():
    note = post("p", tags=("FormativeAssessment",), text="see #FormativeAssessment")
    assert "Formative Assessment" in words_of(note)


def test_pictures_are_read_by_their_descriptions():
    assert "a drawing of a bee" in words_of(post("p", alts=("a drawing of a bee",)))


def cores():
    told = Path("/proc/cpuinfo")
    known = told.read_text(encoding="utf-8") if told.exists() else ""
    return [core for core, needs in (("Haswell", "avx2"), ("SkylakeX", "avx512f")) if needs in known]


def picked(folder, core):
    done = subprocess.run(
        [sys.executable, "-m", "generator", "pick", folder / "candidates.jsonl", folder / "profile.json"],
        capture_output=True,
        check=True,
        env={**os.environ, "OPENBLAS_CORETYPE": core},
    )
    return done.stdout


@pytest.mark.skipif(not cores(), reason="this processor has one way to add up, or does not say")
def test_every_processor_picks_the_same_bytes(tmp_path):
    lines = [
        {"id": found.id, "author": found.voice.key, "url": found.url, "published": "2026-11-18T08:00:00Z",
         "title": found.title, "text": f"{found.title}. {found.text}"}
        for found in WEEK
    ]  # fmt: skip
    (tmp_path / "candidates.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    profile = {"now": "2026-11-20T05:00:00Z", "interests": [GARDENS, RUNNING]}
    (tmp_path / "profile.json").write_text(json.dumps(profile), encoding="utf-8")
    plain = picked(tmp_path, "Prescott")
    assert plain
    assert picked(tmp_path, cores()[-1]) == plain


def test_a_word_or_two_is_close_to_no_interest_that_it_does_not_name():
    said = ["", "Ha!", "Lunch", "😀", "Untitled"]
    filling = [off(number) for number in range(60)]
    items = [item(f"n{n}", f"P{n}", title="", text=text) for n, text in enumerate([*said, *filling])]

    found = understand(items, ["OER", "AI"]).closeness
    assert max(close.value for each in items[: len(said)] for close in found[each.id]) < 0.3
