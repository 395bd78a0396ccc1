import json
import math
import random
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.pick import run
from tests.edit.plain import ON, off

SETS = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "selection"
NOW = "2026-11-20T06:00:00Z"


def candidate(number, **more):
    """Return a post that is on the interest where its number is odd; of the first forty, no two say the same."""
    return {
        "id": f"c{number}",
        "author": f"a{number}@server{number % 3}.example",
        "author_followers": 10 * number,
        "author_posts": 100,
        "author_created": "2020-01-01T00:00:00Z",
        "author_bio": "",
        "source": "mastodon",
        "server": f"server{number % 3}.example",
        "post_url": f"https://server.example/{number}",
        "url": f"https://site{number}.example/{number}",
        "title": "",
        "text": ON[number // 2 % len(ON)] if number % 2 else off(number // 2),
        "published": "2026-11-18T06:00:00Z",
        "engagement": {"replies": 1, "shares": number, "likes": number},
        "language": "en",
        "hashtags": ["#school"],
        "mentions": [],
        "shared_by": [],
        "minutes": 1.0,
        **more,
    }


@pytest.fixture
def chosen(tmp_path):
    def choose(candidates, **profile):
        wishes = {
            "task": "select",
            "interests": ["formative assessment"],
            "now": NOW,
            "limit": 10,
            "minutes": 8,
            **profile,
        }
        return lines(tmp_path, "\n".join(json.dumps(each) for each in candidates), json.dumps(wishes))

    return choose


def lines(folder, candidates, profile):
    (folder / "candidates.jsonl").write_text(candidates, encoding="utf-8")
    (folder / "profile.json").write_text(profile, encoding="utf-8")
    return [line.split("\t") for line in run(folder / "candidates.jsonl", folder / "profile.json", folder)]


def test_a_line_is_an_id_a_story_and_a_reason(chosen):
    found = chosen(map(candidate, range(20)))

    assert {len(line) for line in found} == {3}
    assert all(0 < len(reason) <= 160 for _, _, reason in found)
    assert len({name for name, _, _ in found}) == len(found)


def test_the_limit_and_the_minutes_are_kept(chosen):
    assert len(chosen(map(candidate, range(20)))) == 8
    assert len(chosen(map(candidate, range(20)), minutes=None, limit=5)) == 5


def test_what_is_on_the_interest_comes_first(chosen):
    found = chosen(map(candidate, range(20)), minutes=None)

    assert all(int(name[1:]) % 2 for name, _, _ in found[:6])


def test_the_order_of_the_file_makes_no_difference(chosen):
    many = [candidate(number) for number in range(40)]
    mixed = random.Random(1).sample(many, len(many))

    assert chosen(many) == chosen(mixed)


def test_what_an_earlier_week_had_is_not_chosen_again(chosen):
    first = chosen(map(candidate, range(20)))
    past = [
        {"id": name, "author": f"a{name[1:]}", "url": f"https://site{name[1:]}.example/{name[1:]}"}
        for name, _, _ in first
    ]

    again = chosen(map(candidate, range(20)), history=[{"week": 1, "chosen": past}])

    assert again
    assert not {line[0] for line in first} & {line[0] for line in again}


def test_languages_that_are_not_asked_for_are_left_out(chosen):
    found = chosen([candidate(1), candidate(3, language="de"), candidate(5, language=None)], languages=["en"])

    assert {line[0] for line in found} == {"c1", "c5"}


def test_the_cluster_task_prints_every_id_with_its_story(chosen):
    same = {"url": "https://paper.example/1"}
    found = chosen([candidate(1, **same), candidate(2, **same), candidate(3)], task="cluster", minutes=None)

    stories = {name: story for name, story, _ in found}
    assert stories.keys() == {"c1", "c2", "c3"}
    assert stories["c1"] == stories["c2"] != stories["c3"]


def test_a_feeds_noughts_are_taken_for_unknown(chosen):
    feed = {"source": "rss", "server": None, "post_url": None, "engagement": {"replies": 0, "shares": 0, "likes": 0}}
    people = [candidate(number) for number in range(1, 39, 2)]

    found = chosen([*people, candidate(39, **feed, author_followers=None)], minutes=None, limit=100)

    assert "c39" in {name for name, _, _ in found}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{not json", "JSON"),
        ("[]", "object"),
        ('{"id": "x"}', "author"),
        (json.dumps(candidate(1, published="soon")), "published"),
        (json.dumps(candidate(1, minutes="long")), "minutes"),
    ],
)
def test_a_bad_line_is_told_with_its_number(tmp_path, line, words):
    with pytest.raises(InputError) as caught:
        lines(tmp_path, f"{json.dumps(candidate(0))}\n\n{line}\n", json.dumps({"now": NOW}))

    (problem,) = caught.value.problems
    assert problem.line == 3
    assert problem.file.endswith("candidates.jsonl")
    assert words in problem.words


def test_every_bad_line_is_told_at_once(tmp_path):
    with pytest.raises(InputError) as caught:
        lines(tmp_path, "{\n{\n", json.dumps({"now": NOW}))

    assert [problem.line for problem in caught.value.problems] == [1, 2]


@pytest.mark.parametrize(
    "profile",
    [
        "",
        "{}",
        '{"now": "today"}',
        json.dumps({"now": NOW, "preset": "loudest"}),
        json.dumps({"now": NOW, "weights": {"luck": 1}}),
    ],
)
def test_a_bad_profile_is_told(tmp_path, profile):
    with pytest.raises(InputError) as caught:
        lines(tmp_path, json.dumps(candidate(0)), profile)

    assert caught.value.problems[0].file.endswith("profile.json")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        list(run(tmp_path / "none.jsonl", tmp_path / "none.json"))


@pytest.mark.skipif(not SETS.is_dir(), reason="the labelled sets are not beside the project (../shared/data/selection)")
def test_a_labelled_set_is_ranked_well_above_plain_word_matching():
    found = SETS / "relevance" / "titles-wordpress"
    truth = set(json.loads((found / "truth.json").read_text(encoding="utf-8")))

    chosen = [line.split("\t")[0] for line in run(found / "candidates.jsonl", found / "profile.json")]

    assert sum(name in truth for name in chosen[:30]) >= 20


@pytest.mark.parametrize(
    "wrong", [{"minutes": -3}, {"minutes": math.nan}, {"published": "0001-01-01T00:00:00+14:00"}], ids=str
)
def test_numbers_and_days_that_cannot_be_are_the_owners_mistake(chosen, wrong):
    with pytest.raises(InputError, match=next(iter(wrong))):
        chosen([candidate(1, **wrong)])


def test_an_address_that_is_none_stops_nothing(chosen):
    assert chosen([candidate(1, url="http://[x", post_url="https://server.example/1")])
