"""Whatever the file looks like: what is added and taken out again leaves the very bytes, and nothing else moves."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import editing
from generator.editing import writing
from generator.errors import InputError
from generator.forms import page
from generator.opening import opened

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
ENTRIES = (
    ["- https://{0}.example/feed"],
    ["- feed: https://{0}.example/feed", "  name: The room {0}   # a name", "  # tie: weak"],
    ["- # a comment after the dash", "  feed: https://{0}.example/feed", "  topics: [a, 'b, c']"],
    ["-", "  feed: https://{0}.example/feed"],
    ["- feed: https://{0}.example/feed", "  note: |", "    one", "", "    # no comment", "    - no dash"],
    ['- mastodon: "#t{0}"', "  servers:", "    - m.example", "    - n.example"],
    ["- {{feed: https://{0}.example/feed, name: in braces}}"],
    ["- feed: https://{0}.example/feed", "", "  name: after an empty line"],
)
BETWEEN = ((), ("",), ("", "{0}# Librarians"), ("{0}# a comment",), ("", "# to the left", ""), ("   ",))
BEHIND = (
    (),
    ("",),
    ("", "{0}# - https://shown.example/feed", "{0}# - opml: a.opml"),
    ("", "mute:", "  # - jobs"),
    ("mute: []",),
    ("{0}# the end",),
    ("", "", "{0}# far below", "", "interests:", "- learning"),
)


@st.composite
def files(draw):
    """Return the bytes of a config.yaml, written in one of many ways."""
    indent = " " * draw(st.sampled_from((0, 2, 4)))
    lines = ["site:", "  title: My digest", *draw(st.sampled_from(((), ("",), ("# -----",)))), "sources:"]
    for number in range(draw(st.integers(1, 5))):
        lines += [line.format(indent) for line in draw(st.sampled_from(BETWEEN))]
        lines += [f"{indent}{line}".format(f"s{number}") for line in draw(st.sampled_from(ENTRIES))]
    lines += [line.format(indent) for line in draw(st.sampled_from(BEHIND))]
    end = draw(st.sampled_from(("\n", "\r\n")))
    text = end.join(lines) + draw(st.sampled_from(("", end)))
    return draw(st.sampled_from((b"", b"\xef\xbb\xbf"))) + text.encode()


SOURCES = st.lists(
    st.sampled_from(("https://new.example/feed", "#fresh@m.example", "@ada@m.example", "reddit: r/teaching", "r/x_y")),
    min_size=1,
    unique=True,
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("digest") / "config.yaml"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=files(), typed=SOURCES, at_once=st.booleans())
def test_what_is_added_and_taken_out_again_leaves_the_very_bytes(path, data, typed, at_once):
    path.write_bytes(data)
    before = opened(path)

    change, _ = editing.add(path, typed, wish=editing.Wish(topics=("a: b", "no")), door=None, now=NOW)
    change.write()

    assert opened(path).sources[: len(before.sources)] == before.sources
    assert len(opened(path).sources) == len(before.sources) + len(typed)
    for some in [typed] if at_once else [[each] for each in typed]:
        editing.remove(path, some)[0].write()
    assert path.read_bytes() == data


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=files(), typed=SOURCES)
def test_adding_moves_no_line_that_was_there(path, data, typed):
    path.write_bytes(data)

    change, _ = editing.add(path, typed, door=None, now=NOW)

    left = iter(change.after.decode().splitlines())
    assert all(line in left for line in data.decode().splitlines())
    assert change.after.endswith(b"\n") or not data.endswith(b"\n")


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=files(), which=st.integers(0, 4))
def test_taking_one_out_leaves_every_other_source_as_it_was(path, data, which):
    path.write_bytes(data)
    sources = opened(path).sources
    gone = sources[which % len(sources)]
    if len(sources) == 1:
        with pytest.raises(InputError, match="nothing to read"):
            editing.remove(path, [f"{gone.kind}: {gone.address}@m.example" if "#" in gone.address else gone.address])
        return

    word = f"mastodon: {gone.address}@m.example" if gone.kind == "mastodon" else gone.address
    change, _ = editing.remove(path, [word])
    change.write()

    assert [each.key for each in opened(path).sources] == [each.key for each in sources if each != gone]
    kept = iter(data.decode().splitlines())
    assert all(line in kept for line in change.after.decode().splitlines())


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_every_text_is_read_back_as_that_text(words):
    lines = writing.lines({"name": words, "topics": (words, "x")})

    (entry,) = page("\n".join(lines), file="").root.value
    assert entry.value["name"].text == words
    assert entry.value["name"].kind == "a text"
    assert [each.text for each in entry.value["topics"].value] == [words, "x"]
