"""The page "how it chooses" says what is done with this very config, in its real numbers."""

from datetime import date

import pytest

from generator.edit import PRESETS, SIGNALS, method, vectors
from generator.edit.methods import ROLES
from generator.edit.rank import weights
from generator.edit.signals import Role
from generator.model import Mute
from tests.edit.week import config


def said(**owner):
    told = method(config(**owner))
    return " ".join((*told.rules, *told.reading))


@pytest.mark.parametrize("preset", PRESETS)
def test_every_signal_stands_there_with_the_weight_it_has(preset):
    owner = config(preset=preset, weights={"recency": 7.25})
    told = method(owner)

    assert {row.name: row.weight for row in told.signals} == dict(weights(owner.digest))
    assert {row.role for row in told.signals} <= set(Role) == set(ROLES)
    assert all(row.formula and row.origin and row.words for row in told.signals)
    assert told.words == PRESETS[preset].words


def test_signals_without_a_weight_come_last():
    told = [row.weight > 0 for row in method(config(preset="chronological")).signals]

    assert told == sorted(told, reverse=True)
    assert len(told) == len(SIGNALS)


def test_the_numbers_of_the_owner_are_in_the_sentences():
    told = said(minutes=17, mute=(Mute(kind="tag", value="jobs", until=date(2026, 12, 31)),))

    assert "about 17 minutes" in told
    assert "Muted until 2026-12-31: the tag “jobs”." in told


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_says_only_what_it_does(preset):
    told, row = said(preset=preset), PRESETS[preset]

    assert ("Places are kept" in told) == bool(row.quiet)
    assert ("The most followed tenth" in told) == (row.loud is not None)
    assert ("Near and far are mixed" in told) == (row.ties is not None)
    assert ("makes no difference" in told) == (not row.thrift)


def test_it_says_what_is_done_where_nothing_is_known_and_how_meaning_is_read():
    told = said()

    assert "neither helps nor harms" in told
    assert ("is not installed" in told) is not vectors.available()
