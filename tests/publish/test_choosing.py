"""How it chooses, for most readers: plain sentences from the settings in use, and a name and a weight in words."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.edit import PRESETS, SIGNALS, method
from generator.model import Config, Digest
from generator.publish import choosing
from generator.publish.strings import LANGUAGES, catalogue
from tests.publish import make

SAY = catalogue("en")


def told(owner: Config) -> list[str]:
    return list(choosing.short(owner, method(owner), SAY))


def test_six_sentences_are_made_from_the_settings() -> None:
    owner = replace(make.config(), digest=Digest(minutes=17), interests=("chalk", "bread"))
    found = told(owner)

    assert len(found) == 6
    assert "chalk and bread" in found[1]
    assert "about 17 minutes" in found[4]


def test_where_the_subject_has_no_weight_nothing_is_looked_for() -> None:
    owner = replace(make.config(), digest=Digest(preset="chronological"), interests=("chalk",))

    assert told(owner)[1] == "It does not choose by subject."
    assert told(owner)[3] == "Beyond the subject these count most: How new."


@pytest.mark.parametrize("preset", PRESETS)
def test_what_counts_most_is_what_has_the_largest_weights(preset: str) -> None:
    parcel = method(replace(make.config(), digest=Digest(preset=preset)))
    named = choosing._most(parcel)
    weights = {row.name: row.weight for row in parcel.signals if row.role == choosing.MERIT}

    assert min(weights[name] for name in named) >= max(
        (weight for name, weight in weights.items() if name not in named), default=0.0
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signal_has_a_name_of_its_own_in_every_language(language: str) -> None:
    say = catalogue(language)

    assert len({choosing.signal(name, say) for name in SIGNALS}) == len(SIGNALS)
    assert {f"signal.{name}" for name in SIGNALS} == {key for key in say.table if key.startswith("signal.")}


def test_a_signal_that_is_no_more_is_called_as_its_record_has_it() -> None:
    assert choosing.signal("own_words", SAY) == "own words"


def test_a_weight_is_said_in_words() -> None:
    weights = (2, 1, 0.5, 0.05, 0)

    assert [choosing.counts(weight, SAY) for weight in weights] == [
        "very much", "much", "some", "a little", "not weighed here",
    ]  # fmt: skip


def test_formulas_and_commands_lie_closed_on_the_page(tmp_path: Path) -> None:
    page = (make.site(tmp_path, make.edition()) / "how-it-chooses/index.html").read_text("utf-8")
    shown = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)

    assert "./gleaner explain" in page
    assert "./gleaner explain" not in shown
    assert ">Formula<" in page
    assert ">Formula<" not in shown
