"""Reports of one event are one story, posts on one theme are not, and the week itself tells which is which."""

import time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edit.meaning import Meaning
from generator.edit.stories import gather
from generator.edit.topics import alike
from generator.edit.vectors import GRID, SIZE
from tests.edit.week import WORDS, item

EVENTS, REPORTS = 12, 10


def word(*numbers):
    """Return a word of its own for these numbers."""
    return "".join("bcdfghklmnprstvw"[number % 16] + "aeiou"[number // 16 % 5] for number in numbers)


def gridded(rows):
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return (np.rint(rows * GRID) / GRID).astype(np.float32)


def near(centre, spread, seed, *, subject=0.0):
    """Return vectors around the centres given, each blurred; `subject` is what they all have in common."""
    chance = np.random.default_rng(seed)
    return gridded(centre + spread * chance.normal(size=centre.shape) / SIZE**0.5 + subject * np.ones(SIZE) / SIZE**0.5)


def centres(count, seed=1):
    return gridded(np.random.default_rng(seed).normal(size=(count, SIZE)))


def news(subject=0.0):
    """Return texts, voices and vectors of a week in which EVENTS are reported REPORTS times each."""
    texts = [
        " ".join(
            # Twelve names in another order each time: nothing is copied.
            [*(word(event, name * report % 13, 77) for name in range(1, 13)), word(event, report, 1)]
        )
        for event in range(EVENTS)
        for report in range(1, REPORTS + 1)
    ]
    return (
        texts,
        [f"v{n}" for n in range(len(texts))],
        near(np.repeat(centres(EVENTS), REPORTS, 0), 0.6, 2, subject=subject),
    )


def essays(count=60):
    """Return texts, voices and vectors of a week in which everybody writes on one of three themes, in their own way."""
    texts = [" ".join([word(n % 3, 5, 5), *(word(n, 7, part) for part in range(5))]) for n in range(count)]
    return texts, [f"v{n}" for n in range(count)], near(centres(3)[np.arange(count) % 3], 1.2, 3)


def meant(items, vectors):
    """Return what is known of items of which only the vectors are known."""
    places = {found.id: row for row, found in enumerate(items)}
    return Meaning(closeness={}, places=places, vectors=vectors, worn={}, rests={})


def groups(week):
    """Return the groups that pairs make, as sets of places."""
    found = [{place} for place in range(len(week[0]))]
    for one, other in alike(*week):
        found[one] |= found[other]
        for place in found[one]:
            found[place] = found[one]
    return {frozenset(group) for group in found if len(group) > 1}


def events():
    return {frozenset(range(event * REPORTS, (event + 1) * REPORTS)) for event in range(EVENTS)}


def test_a_retold_week_falls_into_its_stories():
    assert groups(news()) == events()


def test_a_subject_that_all_speak_of_makes_nobody_tell_the_same():
    assert groups(news(subject=1.0)) == events()


def test_posts_on_one_theme_are_not_one_story():
    assert groups(essays()) == set()


def test_a_few_reports_of_one_event_are_found_in_a_week_of_essays():
    texts, voices, vectors = essays()
    event = "tide wall breaks at Skerrow harbour school, pupils safe on the roof of the"
    told = [f"{event} {where}" for where in ("gymnasium", "library tower")]
    both = np.concatenate([vectors, near(centres(1, 9).repeat(2, 0), 0.3, 4)])

    assert groups(([*texts, *told], [*voices, "a", "b"], both)) == {frozenset([60, 61])}
    assert groups(([*texts, *told], [*voices, "a", "a"], both)) == set()


def test_one_voice_that_repeats_itself_does_not_make_a_week_retold():
    texts, _, vectors = news()

    assert groups((texts, ["one voice"] * len(texts), vectors)) == set()


def test_what_only_one_voice_says_in_several_ways_is_not_retold_by_anybody():
    texts, voices, vectors = news()
    first = [f"the same {voice}" if place < REPORTS else voice for place, voice in enumerate(voices)]
    alone = ["one voice" if place < REPORTS else voice for place, voice in enumerate(voices)]

    assert groups((texts, first, vectors)) == events()
    assert groups((texts, alone, vectors)) == events() - {frozenset(range(REPORTS))}


def test_without_vectors_words_decide():
    texts, voices, _ = news()

    assert groups((texts, voices, None)) == events()
    assert groups((*essays()[:2], None)) == set()


def test_a_week_of_one_item_and_an_empty_one_have_no_pairs():
    for count in (0, 1):
        assert list(alike(["word"] * count, ["v"] * count, centres(2)[:count])) == []


def test_a_text_that_only_says_what_all_say_is_like_no_other():
    same = np.repeat(centres(1), 30, 0)

    assert list(alike([""] * 30, [f"v{n}" for n in range(30)], same)) == []


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_stories_told_in_other_words_do_not_depend_on_the_order_of_arrival(random):
    texts, voices, vectors = news()
    items = [item(f"{n:03}", who, title="", text=text) for n, (who, text) in enumerate(zip(voices, texts, strict=True))]
    order = random.sample(range(len(items)), len(items))
    mixed = [items[n] for n in order]

    assert gather(mixed, meant(mixed, vectors[order])) == gather(items, meant(items, vectors))


def test_items_without_a_vector_are_joined_by_what_is_certain_alone():
    texts, voices, vectors = news()
    items = [item(f"{n:03}", who, title="", text=text) for n, (who, text) in enumerate(zip(voices, texts, strict=True))]

    assert (items[-1],) in {story.items for story in gather(items, meant(items[:-1], vectors[:-1]))}


def test_two_thousand_texts_are_compared_in_seconds():
    texts = [" ".join(WORDS[(n * 7 + k * k) % len(WORDS)] + str(n % 40) for k in range(20)) for n in range(2_000)]
    start = time.perf_counter()

    list(alike(texts, [f"v{n}" for n in range(2_000)], near(centres(200).repeat(10, 0), 1.0, 5)))
    assert time.perf_counter() - start < 10
