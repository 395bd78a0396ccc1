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
