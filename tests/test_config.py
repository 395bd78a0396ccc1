"""config.yaml: what may be written, what comes of it, and what is said where it may not."""

import json
import re
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path
from time import process_time
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import config
from generator.config import checks, elsewhere, keys, shape
from generator.errors import InputError
from generator.model import Config, Digest, Mute, PromptWishes, Site, Source, Tie

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "config.yaml"
ROWS = ROOT.parent / "shared" / "data" / "security" / "yaml.jsonl"
PRESETS = ("balanced", "conversation", "quiet voices", "chronological")
SIGNALS = ("relevance", "recency")
KINDS = ("feed", "opml", "mastodon")
SITE = "site:\n  title: My digest\n"
ONE = "sources:\n  - https://a.example/feed\n"
OPML = '<opml version="2.0"><body><outline text="{0}" xmlUrl="https://{0}.example/feed"/></body></opml>'


@pytest.fixture
def write(tmp_path):
    def written(content):
        path = tmp_path / "config.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def load(write):
    return lambda content: read(write(content))


@pytest.fixture
def wrong(load):
    def problems(content):
        with pytest.raises(InputError) as caught:
            load(content)
        return caught.value.problems

    return problems


def read(path):
    return config.load(path, presets=PRESETS, signals=SIGNALS, kinds=KINDS)


def sources(load, entries):
    return load(SITE + "sources:\n" + entries).sources


# ---------------------------------------------------------------- what is right


def test_the_least_there_can_be_is_a_title_and_a_source(load):
    assert load(SITE + ONE) == Config(
        site=Site(title="My digest"),
        sources=(Source(kind="feed", address="https://a.example/feed", name="a.example", line=4),),
    )


def test_every_key_arrives_in_the_model(load):
    text = (
        "site:\n  title: A\n  address: https://a.example/digest/\n  description: B\n  language: pt-BR\n"
        "  timezone: Europe/Berlin\n  repository: https://code.example/a\n"
        'digest:\n  day: Sun\n  hour: "18:00"\n  minutes: 12.5\n  preset: quiet voices\n  weights: {recency: 2}\n'
        "interests: [x, y z]\n"
        "sources:\n  - feed: https://b.example/\n    name: B\n    tie: very weak\n"
        "    topics: [t, u]\n    max_items: 3\n"
        'mute: [w, "#v", {domain: "https://www.c.example/x", until: 2026-12-31}]\n'
        "prompts:\n  count: 0\n  lenses: [sceptic]\n"
    )

    assert load(text) == Config(
        site=Site(
            title="A",
            address="https://a.example/digest",
            description="B",
            language="pt-BR",
            zone="Europe/Berlin",
            repository="https://code.example/a",
        ),
        digest=Digest(day=7, hour=18, minutes=12.5, preset="quiet voices", weights=MappingProxyType({"recency": 2.0})),
        interests=("x", "y z"),
        sources=(
            Source(
                kind="feed",
                address="https://b.example/",
                name="B",
                tie=Tie.VERY_WEAK,
                topics=("t", "u"),
                max_items=3,
                line=16,
            ),
        ),
        mute=(
            Mute(kind="phrase", value="w"),
            Mute(kind="tag", value="v"),
            Mute(kind="domain", value="c.example", until=date(2026, 12, 31)),
        ),
        prompts=PromptWishes(count=0, lenses=("sceptic",)),
    )


def test_a_part_that_is_all_comments_counts_as_not_written(load):
    assert load(SITE + ONE + "mute:\n  # - x\ninterests:\ndigest:\n").mute == ()


@pytest.mark.parametrize("hour", ["18", '"18"', '"18:00"', "18 # six"])
def test_an_hour_may_be_written_as_on_a_clock(load, hour):
    assert load(SITE + ONE + f"digest:\n  hour: {hour}\n").digest.hour == 18


@pytest.mark.parametrize(
    "entry",
    [
        '- mastodon: "#OER"\n    servers: [m.example]',
        "- mastodon: OER\n    servers: m.example",
        '- mastodon: "#OER"\n    servers: [https://m.example/]',
        '- hashtag: "#OER"\n    servers: [m.example]',
        "- hashtag: OER\n    on: mastodon\n    servers: [m.example, m.example]",
        '- "#OER@m.example"',
        '- mastodon: "#OER@m.example"',
        '- tag: OER@m.example\n    name: "#OER"'.replace("tag:", "hashtag:"),
    ],
)
def test_a_hashtag_can_be_written_in_several_ways(load, entry):
    expected = Source(
        kind="mastodon", address="#oer", name="#OER", options=MappingProxyType({"servers": ("m.example",)}), line=4
    )

    assert sources(load, f"  {entry}\n") == (expected,)


def test_more_hashtags_narrow_or_widen_what_is_asked_for(load):
    (source,) = sources(
        load, "  - mastodon: oer\n    servers: [m.example]\n    any: ['#a', b]\n    all: c\n    none: [d]\n"
    )

    assert source.options == {"servers": ("m.example",), "any": ("a", "b"), "all": ("c",), "none": ("d",)}


def test_a_list_of_feeds_beside_the_file_is_read_at_once(load, tmp_path):
    (tmp_path / "mine.opml").write_text(OPML.format("x") + OPML.format("y"), "utf-8")

    found = sources(load, "  - https://x.example/feed\n  - opml: mine.opml\n    topics: t\n    tie: weak\n")

    assert [(each.address, each.topics, each.tie, each.line) for each in found] == [
        ("https://x.example/feed", (), None, 4),
        ("https://y.example/feed", ("t",), Tie.WEAK, 5),
    ]


def test_a_list_may_repeat_what_is_written_beside_it(load, tmp_path):
    (tmp_path / "mine.opml").write_text(OPML.format("x"), "utf-8")

    found = sources(load, "  - https://x.example/feed\n  - opml: mine.opml\n")

    assert [each.line for each in found] == [4]


def test_a_list_of_feeds_on_the_web_stays_a_source(load):
    (source,) = sources(load, "  - opml: https://a.example/list.opml\n    name: L\n")

    assert (source.kind, source.address, source.name) == ("opml", "https://a.example/list.opml", "L")


# ---------------------------------------------------------------- what is wrong

ENTRIES = {
    "an address without https": ("- a.example/feed", 5, "Did you mean https://a.example/feed?"),
    "an address with half of it": ("- https:/a.example", 5, "Did you mean https://a.example?"),
    "a password in an address": ("- https://me:pw@a.example/", 5, "Leave out what is before @."),
    "a word": ("- oer", 5, 'For a hashtag write - mastodon: "#oer"'),
    "a hashtag that YAML takes for a comment": ("- mastodon: #edtech", 15, '"#edtech"'),
    "a bare hashtag": ("- hashtag: #oer", 14, '"#oer"'),
    "a hashtag without a server": ('- mastodon: "#edtech"', 15, "servers: [your.server]"),
    "a hashtag of two words": ("- mastodon: open education\n    servers: [m.example]", 15, "#OpenEducation"),
    "an account": ('- "@ana@m.example"', 5, "- feed: https://m.example/@ana.rss"),
    "a subreddit": ("- r/edtech", 5, "https://www.reddit.com/r/edtech/.rss"),
    "LinkedIn by address": ("- https://www.linkedin.com/in/ana", 5, "blog or a newsletter"),
    "X by address": ("- feed: https://x.com/ana", 11, "blog or a newsletter"),
    "a key that is not ours": ("- url: https://a.example", 5, "Did you mean feed?"),
    "a key misspelt": ("- feed: https://a.example\n    topisc: x", (5, 5), "Did you mean topics?"),
    "a tie that is none": ("- feed: https://a.example\n    tie: strog", (5, 10), "Did you mean strong?"),
    "no items at all": ("- feed: https://a.example\n    max_items: 0", (5, 16), ""),
    "servers of a feed": ("- feed: https://a.example\n    servers: [m.example]", (5, 5), ""),
    "two kinds at once": ("- feed: https://a.example\n    opml: x.opml", 5, "Make an entry of its own of each."),
    "no kind at all": ("- name: A", 5, "feed: https://site.example"),
    "nothing behind the kind": ("- feed:", 5, "feed: https://site.example"),
    "a number": ("- 1984", 5, "feed:"),
    "Bluesky among the networks": ("- hashtag: oer\n    on: [mastodon, bluesky]\n    servers: [m.example]",
                                   (5, 20), "`on: [mastodon]` works today"),
    "no such network": ("- hashtag: oer\n    on: [mastodom]\n    servers: [m.example]", (5, 10), "mastodon"),
    "a server with a path": ("- mastodon: oer\n    servers: [m.example/tags]", (5, 15), "without a path"),
    "a list that is not there": ("- opml: mine.opml", 11, ""),
    "a list from elsewhere": ("- opml: ../mine.opml", 11, "beside config.yaml"),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "place", "hint"), ENTRIES.values(), ids=ENTRIES.keys())
def test_a_source_that_cannot_be_read_is_pointed_at_with_what_to_write_instead(wrong, entry, place, hint):
    line, column = place if isinstance(place, tuple) else (4, place)

    first = wrong(SITE + f"sources:\n  {entry}\n")[0]

    assert (first.line, first.column) == (line, column)
    assert hint in first.hint


@pytest.mark.parametrize("kind", [*elsewhere.ELSEWHERE, *elsewhere.CLOSED])
def test_what_gleaner_does_not_read_is_said_with_a_way_round(wrong, kind):
    (problem,) = wrong(SITE + f'sources:\n  - {kind}: "x"\n')

    assert (problem.line, problem.column) == (4, 5)
    assert re.search(r"cannot read .* yet\.|no lawful way", problem.words)
    assert problem.hint.endswith((".", "xml", "rss", "cs.CY", "NAME", "atom", "/feed"))


@pytest.mark.parametrize("host", elsewhere.HOSTS)
def test_an_address_that_leads_to_no_feed_is_refused_before_it_is_tried(wrong, host):
    assert len(wrong(SITE + f"sources:\n  - https://www.{host}/someone\n")) == 1


TWICE = {
    "the same address": "- https://a.example/x\n  - feed: https://a.example/x",
    "the same but for www and the slash": "- https://a.example/x\n  - http://www.a.example/x/",
    "the same hashtag, other servers": "- '#oer@m.example'\n  - mastodon: OER\n    servers: [n.example]",
    "the same hashtag by another key": "- '#oer@m.example'\n  - hashtag: oer\n    servers: [m.example]",
}


@pytest.mark.parametrize("entries", TWICE.values(), ids=TWICE.keys())
def test_the_same_source_twice_names_the_line_of_the_first(wrong, entries):
    (problem,) = wrong(SITE + f"sources:\n  {entries}\n")

    assert (problem.line, problem.column) == (5, 5)
    assert problem.words == "This source is there twice; the first is in line 4."


OTHERS = {
    "a title like a date": ("site:\n  title: 2026-11-20\n" + ONE, 2, 10, '"2026-11-20"'),
    "no is Norwegian": (SITE + "  language: no\n" + ONE, 3, 13, '"no"'),
    "a language by name": (SITE + "  language: english\n" + ONE, 3, 13, '"en"'),
    "a language like a locale": (SITE + "  language: en_GB\n" + ONE, 3, 13, "en-GB"),
    "a zone misspelt": (SITE + "  timezone: Europe/Berln\n" + ONE, 3, 13, "Europe/Berlin"),
    "a zone by its city": (SITE + "  timezone: new york\n" + ONE, 3, 13, "America/New_York"),
    "a zone that is a folder": (SITE + "  timezone: Europe\n" + ONE, 3, 13, ""),
    "a zone that is a path": (SITE + "  timezone: ../../etc/passwd\n" + ONE, 3, 13, ""),
    "an address without the s": (SITE + "  address: http://a.example\n" + ONE, 3, 12, "https://a.example"),
    "an address without https": (SITE + "  address: a.example\n" + ONE, 3, 12, "https://a.example"),
    "an address with a query": (SITE + "  address: https://a.example/x?y=1\n" + ONE, 3, 12, "https://a.example/x?"),
    "an address with a fragment": (SITE + '  address: "https://a.example/#x"\n' + ONE, 3, 12, "https://a.example?"),
    "an address with a blank": (SITE + "  address: https://a.example/my digest\n" + ONE, 3, 12, "site.example/digest"),
    "an address with a name": (SITE + "  address: https://me@a.example\n" + ONE, 3, 12, "before @"),
    "a huge number of minutes": (SITE + "digest:\n  minutes: 1e308\n" + ONE, 4, 12, "Write it in digits."),
    "a day misspelt": (SITE + "digest:\n  day: fridy\n" + ONE, 4, 8, "friday"),
    "a day too many": (SITE + "digest:\n  day: 8\n" + ONE, 4, 8, "friday"),
    "an hour in sixties": (SITE + "digest:\n  hour: 18:00\n" + ONE, 4, 9, '"18:00"'),
    "half an hour": (SITE + 'digest:\n  hour: "06:30"\n' + ONE, 4, 9, "Write 6."),
    "no such hour": (SITE + "digest:\n  hour: 24\n" + ONE, 4, 9, ""),
    "minutes in words": (SITE + "digest:\n  minutes: half an hour\n" + ONE, 4, 12, "digits"),
    "no minutes": (SITE + "digest:\n  minutes: 0\n" + ONE, 4, 12, ""),
    "a preset misspelt": (SITE + "digest:\n  preset: quite voices\n" + ONE, 4, 11, "quiet voices"),
    "a signal misspelt": (SITE + "digest:\n  weights:\n    relevence: 1\n" + ONE, 5, 5, "relevance"),
    "a weight below nothing": (SITE + "digest:\n  weights:\n    recency: -1\n" + ONE, 5, 14, ""),
    "a number as an interest": (SITE + "interests:\n  - 1984\n" + ONE, 4, 5, '"1984"'),
    "interests in a line": (SITE + "interests: a, b\n" + ONE, 3, 12, "- a"),
    "a key of another part": (SITE + "lenses: [sceptic]\n" + ONE, 3, 1, "`prompts:`"),
    "a part that is none": (SITE + "feeds:\n  - x\n" + ONE, 3, 1, "sources"),
    "a lens misspelt": (SITE + "prompts:\n  lenses: [skeptic]\n" + ONE, 4, 12, "sceptic"),
    "too many questions": (SITE + "prompts:\n  count: 20\n" + ONE, 4, 10, ""),
    "a number that is muted": (SITE + "mute:\n  - 2026\n" + ONE, 4, 5, '"2026"'),
    "a mute of two kinds": (SITE + "mute:\n  - tag: a\n    voice: b\n" + ONE, 4, 5, "of its own"),
    "a mute of nothing": (SITE + "mute:\n  - until: 2026-12-31\n" + ONE, 4, 5, "phrase, tag, voice"),
    "a mute of an unknown kind": (SITE + "mute:\n  - hashtg: a\n" + ONE, 4, 5, ""),
    "a day that is not": (SITE + "mute:\n  - phrase: a\n    until: 2026-02-30\n" + ONE, 5, 12, ""),
    "no sources": (SITE + "sources: []\n", 3, 1, "- https://site.example"),
    "no title": (ONE, 1, 1, ""),
    "an empty title": ('site:\n  title: ""\n' + ONE, 2, 10, ""),
    "an endless title": ("site:\n  title: " + "a " * 200 + "\n" + ONE, 2, 10, "quote"),
    "nothing": ("", 1, 1, "It needs at least `site:` and `sources:`."),
}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://a.example/digest/", None),
        ("http://localhost:8000/x", None),
        ("http://127.0.0.1:8000", None),
        ("http://[::1]:8000/", None),
        ("http://a.example", "must begin with https://"),
        ("http://localhost.a.example", "must begin with https://"),
        ("http://localhost/?x", "ends before a ?"),
        ("https://a.example/#x", "ends before a #"),
        ("https://a.example/my digest", "a blank"),
        ("https://me:pw@a.example", "a name or a password"),
        ("a.example", "Did you mean https://a.example?"),
        ("javascript:alert(1)", "is not an address"),
        ("", "is not an address"),
    ],
)
def test_where_a_site_cannot_be_is_said_in_a_sentence(address, words):
    problem = checks.address_problem(address)

    assert (problem is None) if words is None else (words in problem)


@pytest.mark.parametrize(("text", "line", "column", "hint"), OTHERS.values(), ids=OTHERS.keys())
def test_each_mistake_has_its_place_and_what_to_write_instead(wrong, text, line, column, hint):
    first = wrong(text)[0]

    assert (first.line, first.column) == (line, column)
    assert hint in first.hint


def test_every_mistake_of_the_file_is_told_at_once(wrong):
    text = (
        "site:\n  titel: X\n  language: no\n  timezone: Berlin\n"
        "digest:\n  day: fridy\n  preset: balancd\n"
        "interests: [1984]\n"
        "sources:\n  - a.example\n  - mastodon: #oer\n  - bluesky: x\n  - https://b.example\n  - https://b.example/\n"
        "mute:\n  - tag: a b\n"
        "colour: blue\n"
    )

    lines = [problem.line for problem in wrong(text)]

    assert sorted(set(lines)) == [2, 3, 4, 6, 7, 8, 10, 11, 12, 14, 16, 17]


JARGON = ("mapping", "scalar", "sequence", "NoneType", "str ", "int ", "dict", "tuple", "pydantic", "boolean", "parse")


def test_the_words_are_plain(wrong):
    texts = [SITE + f"sources:\n  {row[0]}\n" for row in ENTRIES.values()] + [row[0] for row in OTHERS.values()]
    said = " ".join(f"{problem.words} {problem.hint}" for text in texts for problem in wrong(text))

    assert [word for word in JARGON if word in said] == []


# ---------------------------------------------------------------- the file itself


def refused(path):
    with pytest.raises(InputError) as caught:
        read(path)
    (problem,) = caught.value.problems
    return problem


def test_where_there_is_no_file_it_says_where_to_get_one(tmp_path):
    assert "Copy the config.yaml that comes with Gleaner" in refused(tmp_path / "config.yaml").hint


def test_a_file_with_the_other_ending_is_pointed_out(tmp_path):
    (tmp_path / "config.yml").write_text("x")

    assert refused(tmp_path / "config.yaml").hint == "Did you mean config.yml? It is there."


def test_a_folder_and_a_file_that_is_not_utf_8_are_refused_in_words(tmp_path, write):
    assert refused(tmp_path).words == "This is a folder, not a file."
    assert refused(write(b"site:\n  title: caf\xe9")).line == 2
    assert refused(write("site:".encode("utf-16"))).words == "This file is not saved as UTF-8."


def test_a_file_from_windows_is_read(write):
    assert read(write(("\ufeff" + SITE + ONE).replace("\n", "\r\n"))).site.title == "My digest"


@pytest.mark.skipif(not ROWS.exists(), reason="the collection of attacks, ../shared/data, is not here")
def test_every_attack_on_yaml_ends_in_a_clean_refusal_within_a_second(write):
    for row in map(json.loads, ROWS.read_text("utf-8").splitlines()):
        path = write(row["payload"])
        begun = process_time()
        with pytest.raises(InputError):
            read(path)
        assert process_time() - begun < 1, row["id"]


@settings(deadline=1_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.text(max_size=300), head=st.sampled_from(["", SITE, SITE + ONE, SITE + "sources:\n  - ", "site: "]))
def test_whatever_is_written_gives_a_config_or_a_refusal_within_a_second(tmp_path, tail, head):
    path = tmp_path / "config.yaml"
    path.write_bytes((head + tail).encode("utf-8", "surrogatepass"))
    try:
        assert isinstance(read(path), Config)
    except InputError as error:
        found = error.problems
        assert found


# ---------------------------------------------------------------- notices


def test_servers_whose_terms_forbid_it_give_a_notice_and_are_read(load):
    found = load(SITE + "sources:\n  - '#oer@mastodon.social'\n  - '#edu@m.example'\n")

    (notice,) = config.notices(found)
    assert notice.line == 4
    assert "mastodon.social" in notice.words


def test_sites_that_turn_away_github_give_a_notice(load):
    found = load(SITE + "sources:\n  - https://x.substack.com/feed\n  - https://notsubstack.example/\n")

    assert [notice.line for notice in config.notices(found)] == [4]


# ---------------------------------------------------------------- the shipped file


def test_the_shipped_file_is_right_and_reads_about_fifteen_feeds_and_some_hashtags():
    found = read(SHIPPED)

    kinds = [source.kind for source in found.sources]
    assert 15 <= kinds.count("feed") <= 20
    assert 3 <= kinds.count("mastodon") <= 5
    assert all(source.address.startswith("https://") for source in found.sources if source.kind == "feed")
    assert config.notices(found) == ()


def test_every_option_that_the_shipped_file_shows_in_a_comment_works_when_it_is_uncommented(load, tmp_path):
    (tmp_path / "my-feeds.opml").write_text(OPML.format("x"), "utf-8")
    option = re.compile(r"""^(  +)# ( *(?:- )?(?:["a-z][\w-]*:|- |"#).*)$""", re.MULTILINE)
    shipped = SHIPPED.read_text("utf-8")

    opened = load(option.sub(r"\1\2", shipped))

    assert len(option.findall(shipped)) >= 14
    assert opened.site.address
    assert opened.digest.weights
    assert len(opened.mute) == 6
    assert len(opened.sources) == len(read(SHIPPED).sources) + 1


def test_every_key_is_shown_in_the_shipped_file():
    shipped = SHIPPED.read_text("utf-8")

    assert [key.name for key in keys.KEYS if not re.search(rf"\b{re.split(r'[.]', key.name)[-1]}:", shipped)] == [
        "mute[].tag"
    ]


def test_presets_and_signals_named_in_the_shipped_file_exist():
    edit = pytest.importorskip("generator.edit")

    shipped = SHIPPED.read_text("utf-8")
    listed = re.search(r"preset: (\w+) +# or: (.*)", shipped)
    assert {listed[1], *listed[2].split(", ")} == set(edit.PRESETS)
    assert "recency" in edit.SIGNALS


# ---------------------------------------------------------------- the reference


def test_the_table_of_keys_names_exactly_what_may_be_written():
    parts = {"site.": shape.SiteForm, "digest.": shape.DigestForm, "prompts.": shape.PromptsForm,
             "sources[].": shape.SourceForm, "mute[].": shape.MuteForm}  # fmt: skip
    written = {prefix + field.name for prefix, form in parts.items() for field in fields(form)}
    written |= {"interests", "sources", "mute"}

    assert {key.name for key in keys.KEYS} == written
    assert {each.name for each in fields(shape.ConfigForm)} == {re.split(r"[.\[]", key.name)[0] for key in keys.KEYS}


def test_the_reference_has_a_row_for_every_key():
    lines = config.reference().splitlines()

    assert len(lines) == len(keys.KEYS) + 2
    assert all(line.count("|") == 5 for line in lines)
    assert "| `digest.minutes` | 1 to 600 | 30 |" in config.reference()


# ---------------------------------------------------------------- costs


def test_importing_the_reader_loads_nothing_that_is_needed_only_for_reading():
    script = "import sys, generator.config; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_sixty_sources_are_read_in_a_fifth_of_a_second(load):
    read(SHIPPED)
    many = "".join(f"  - feed: https://a{n}.example/feed\n    name: N\n    topics: [a, b]\n" for n in range(60))

    begun = process_time()
    load(SITE + "sources:\n" + many)

    assert process_time() - begun < 0.2
