"""Python looks for what was forgotten less often while a site is printed, and afterwards as before."""

import gc

import pytest

from generator.publish.sweeping import SELDOM, rarely_swept


@rarely_swept()
def failing() -> None:
    assert gc.get_threshold()[0] == SELDOM
    raise ValueError("a build that failed")


def test_the_collector_is_left_as_it_was_found_even_where_a_build_fails() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="a build that failed"):
        failing()

    assert gc.get_threshold() == before


@pytest.fixture
def nothing_aside():
    """Let the collector look at everything, which the tests have put aside."""
    gc.unfreeze()
    yield
    gc.freeze()


@pytest.mark.usefixtures("nothing_aside")
def test_what_a_build_leaves_is_not_looked_through_at_once() -> None:
    looked: list[str] = []

    def look(phase: str, _: object) -> None:
        looked.append(phase)

    gc.callbacks.append(look)
    try:
        with rarely_swept():
            left = [[] for _ in range(10_000)]
        young = gc.get_count()[0]
    finally:
        gc.callbacks.remove(look)

    assert left
    assert looked == []
    assert young < 100
    assert gc.get_freeze_count() == 0


def test_what_was_put_aside_before_a_build_stays_there() -> None:
    gc.freeze()
    aside = gc.get_freeze_count()
    with rarely_swept():
        pass

    assert gc.get_freeze_count() == pytest.approx(aside, abs=100)
