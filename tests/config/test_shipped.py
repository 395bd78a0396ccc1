"""The config.yaml that comes with Gleaner, the reference of its keys, and what reading costs."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from time import process_time

import pytest

from generator import config
from generator.collect.sources import MODULES
from generator.config import keys, shape
from tests.config.driver import OPML, SITE, read

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "config.yaml"


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

    assert len(option.findall(shipped)) >= 33
    assert opened.site.address
    assert opened.digest.weights
    assert len(opened.mute) == 6
    assert len(opened.sources) == len(read(SHIPPED).sources) + 20
    assert {each.kind for each in opened.sources} == set(MODULES) - {"opml"}


def test_every_key_is_shown_in_the_shipped_file():
    shipped = SHIPPED.read_text("utf-8")

    assert [key.name for key in keys.KEYS if not re.search(rf"\b{re.split(r'[.]', key.name)[-1]}:", shipped)] == [
        "mute[].tag",
        "version",  # nobody has to write it
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
             "sources[].": shape.SourceForm, "mute[].": shape.MuteForm, "alerts[].": shape.AlertForm,
             "answers.": shape.AnswersForm, "answers.giscus.": shape.GiscusForm,
             "announce.": shape.AnnounceForm, "announce.email.": shape.MailForm,
             "theme.": shape.ThemeForm, "theme.fonts.": shape.FontsForm}  # fmt: skip
    written = {prefix + field.name for prefix, form in parts.items() for field in fields(form)}
    written |= {"interests", "sources", "mute", "alerts", "withdrawn", "version", "theme.colours.dark"}
    written -= {"theme.fonts", "announce.email"}  # have no meaning of their own; their keys are there

    assert {key.name for key in keys.KEYS} == written
    assert {each.name for each in fields(shape.ConfigForm)} == {re.split(r"[.\[]", key.name)[0] for key in keys.KEYS}


def test_the_reference_has_a_line_for_every_key_below_its_part():
    parts = re.split(r"^## `(\w+)`$", config.reference(), flags=re.MULTILINE)[1:]
    named = [(part, re.findall(r"^- \*\*`([^`]+)`\*\*", lines, re.MULTILINE)) for part, lines in batched(parts)]

    assert sorted(name for _, names in named for name in names) == sorted(key.name for key in keys.KEYS)
    assert all(re.split(r"[.\[]", name)[0] == part for part, names in named for name in names)
    assert "- **`digest.minutes`** (1 to 600; else 30). " in config.reference()


def batched(parts):
    return zip(parts[::2], parts[1::2], strict=True)


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
