"""The edition as data: what the page shows, nothing that it hides, in a shape that is published and stays."""

import json
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.model import Courtesy, Health, Kindness
from generator.publish import links, view
from generator.publish.data import fill, plain, schema
from generator.publish.house import House
from tests.publish import fed, make

KNOWN = fed.KNOWN
FIRST_SCHEMA = Path(__file__).with_name("edition_1_first.json")
"""The schema as it was first published: whoever wrote a program for it reads what is made today."""
PLACE = "editions/2026-W47/edition.json"


def found(root: Path, *weeks: Any, **changed: Any) -> dict[str, Any]:
    """Return the data of an edition."""
    read: dict[str, Any] = json.loads((fed.folder(root, *weeks, **changed) / PLACE).read_bytes())
    return read


FULL = make.edition(
    title="Less marking",
    picks=(
        make.pick(1, tags=("maths",), topics=("feedback",), facts=("since 2019",), also=(make.mention(),), pin=True),
        make.pick(2, about="https://study.example/", new_voice=True, alts=("A chart",), kind="post", title=""),
    ),
    prompts=(
        make.prompt(about=(make.pick(1).id,), see=(make.mention(),)),
        make.prompt(id="under", text="And you?", at=make.pick(2).id, about=(make.pick(2).id,)),
    ),
    words=(make.word(),),
    alerts=(make.found(more=2),),
    courtesies=(Courtesy(kind=Kindness.WELCOME, who=(make.mention(),), words="Hello", language="en"),),
    network=make.network(),
    note="Read [this](about/).",
)


@pytest.mark.parametrize("week", [FULL, make.edition(picks=(), reports=())], ids=["full", "empty"])
@pytest.mark.parametrize("address", [KNOWN, None])
def test_it_keeps_to_the_published_schema_and_to_the_first_one(tmp_path: Path, week: Any, address: str | None) -> None:
    site = fed.folder(tmp_path, week, site_url=address)
    data = json.loads((site / PLACE).read_bytes())
    published = json.loads((site / schema.FILE).read_bytes())

    for shape in (published, json.loads(FIRST_SCHEMA.read_bytes())):
        jsonschema.Draft202012Validator.check_schema(shape)
        jsonschema.validate(data, shape)


def plainly(value: Any) -> Any:
    """Take data apart field by field, as it was done before pydantic did it."""
    if is_dataclass(value):
        pairs = ((each, getattr(value, each.name)) for each in fields(value))
        return {each.name: plainly(there) for each, there in pairs if each.default is MISSING or each.default != there}
    return [plainly(each) for each in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("week", [FULL, make.edition(picks=(), reports=())], ids=["full", "empty"])
def test_what_is_as_it_would_be_anyway_is_left_out_and_nothing_else(week: Any) -> None:
    house = House(config=make.config(), weeks=(week,), written=(), method=make.METHOD, site_url=KNOWN)
    data = fill.filled(week, view.view(week, house.desk, links.absolute(KNOWN)), house)

    assert json.dumps(plain(data)) == json.dumps(plainly(data))


def test_a_file_leads_to_its_schema_which_knows_its_own_address(tmp_path: Path) -> None:
    data = found(tmp_path, FULL)
    published = json.loads((tmp_path / "site" / schema.FILE).read_bytes())

    assert data["$schema"] == published["$id"] == f"{KNOWN}/schema/edition-1.json"


def test_without_an_address_the_schema_is_found_by_its_place(tmp_path: Path) -> None:
    data = found(tmp_path, FULL, site_url=None)
    there = (tmp_path / "site" / PLACE).parent / data["$schema"]

    assert "$id" not in json.loads(there.read_bytes())
    assert "url" not in data
    assert "url" not in data["digest"]


def test_what_is_not_of_the_shape_is_found_out(tmp_path: Path) -> None:
    data = found(tmp_path, FULL)

    for spoilt in ({**data, "format": 2}, {**data, "title": 7}, {key: data[key] for key in data if key != "sections"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(spoilt, schema.read())


def test_the_kept_schema_is_that_of_the_classes() -> None:
    assert schema.KEPT.read_text("utf-8") == schema.kept(schema.made())


def test_every_field_says_what_it_is_or_is_called_so() -> None:
    plain = {
        "title",
        "description",
        "url",
        "text",
        "name",
        "words",
        "language",
        "digest",
        "sections",
        "questions",
        "picks",
    }
    plain |= {
        "courtesies",
        "alerts",
        "network",
        "numbers",
        "voices",
        "meetings",
        "circles",
        "count",
        "anchor",
        "new",
        "number",
        "term",
    }
    kept = schema.read()
    for part in (kept, *kept["$defs"].values()):
        assert {key for key, field in part["properties"].items() if "description" not in field} <= plain


def test_format_1_only_grows() -> None:
    """What was published once is still there, of the same type, and what was always there still is."""
    first, now = json.loads(FIRST_SCHEMA.read_bytes()), schema.read()
    for name, (old, new) in {
        "": (first, now),
        **{key: (first["$defs"][key], now["$defs"][key]) for key in first["$defs"]},
    }.items():
        assert set(old["required"]) <= set(new["required"]), name
        for key, field in old["properties"].items():
            assert {k: v for k, v in new["properties"][key].items() if k != "description"} == {
                k: v for k, v in field.items() if k != "description"
            }, f"{name}.{key}"


# ---------------------------------------------------------------- what is in it


def test_it_has_what_the_page_shows(tmp_path: Path) -> None:
    data = found(tmp_path, FULL)
    first = data["sections"][0]["picks"][0]

    assert (data["id"], data["week"], data["title"]) == (FULL.id, "2026-W47", "Less marking")
    assert data["url"] == f"{KNOWN}/editions/2026-W47/"
    assert data["note"] == f'<p>Read <a href="{KNOWN}/about/">this</a>.</p>'
    assert data["sections"][0]["key"] == "pinned"
    assert first["by"] == {"name": "Ines Okafor", "url": "https://room.example/"}
    assert first["also"] == [{"name": "R. Adeyemi", "url": "https://corridor.example/9"}]
    assert first["reasons"] == [{"signal": "relevance", "words": "It speaks of “feedback”."}]
    assert (first["tags"], first["topics"], first["facts"]) == (["maths"], ["feedback"], ["since 2019"])
    assert data["questions"][0]["about"] == [first["anchor"]]
    assert data["words"][0]["term"] == "open pedagogy"
    assert data["courtesies"][0]["kind"] == "welcome"
    assert data["alerts"] == [{"name": "Jobs", "count": 3}]
    assert data["numbers"]["items"] == FULL.numbers.items


def test_the_map_names_its_voices_and_marks_those_of_picks(tmp_path: Path) -> None:
    network = make.network()
    picked = make.pick(1, voice=network.nodes[0].voice)
    voices = found(tmp_path, make.edition(picks=(picked,), network=network))["network"]["voices"]

    assert [voice["name"] for voice in voices] == [node.name for node in network.nodes]
    assert [voice["number"] for voice in voices if voice.get("picked")] == [network.nodes[0].number]


def test_it_hides_what_the_page_hides(tmp_path: Path) -> None:
    secret = "zzunseen"
    hidden = make.pick(3, title=f"{secret} a", hidden=True, same=(f"https://{secret}.example/",))
    closed = make.pick(4, warning="illness", excerpt=f"{secret} b", alts=(f"{secret} c",))
    on_x = make.pick(5, url="https://x.com/ines/status/1", title="", kind="post", excerpt=f"{secret} d")
    kept = make.pick(6, made=secret, same=(secret,))
    week = make.edition(
        picks=(hidden, closed, on_x, kept),
        prompts=(
            make.prompt(text=f"{secret} e", hidden=True),
            make.prompt(id="b", text=f"{secret} f", about=(hidden.id,)),
            make.prompt(id="c", made=secret),
        ),
        words=(make.word(f"{secret} g", hidden=True),),
        alerts=(make.found("Jobs", make.pick(9, title=f"{secret} h", hidden=True)),),
        courtesies=(Courtesy(kind=Kindness.WELCOME, who=(make.mention(),), words=f"{secret} i", hidden=True),),
        reports=(make.report(Health.FAILED, words=f"{secret} j"),),
        note=f"Seen. <!-- {secret} k -->",
    )
    data = found(tmp_path, week)

    assert secret not in json.dumps(data, ensure_ascii=False)
    assert [pick["id"] for part in data["sections"] for pick in part["picks"]] == [closed.id, on_x.id, kept.id]


def test_who_is_withdrawn_is_not_in_it(tmp_path: Path) -> None:
    gone = make.pick(7, url="https://gone.example/1", id="https://gone.example/1", voice="https://gone.example/")
    data = found(
        tmp_path, make.edition(picks=(make.pick(1), gone)), config=make.config(withdrawn=("https://gone.example/",))
    )

    assert "gone.example" not in json.dumps(data)


def test_addresses_that_a_page_would_not_print_are_left_out(tmp_path: Path) -> None:
    bad = "javascript:alert(1)"
    week = make.edition(
        picks=(make.pick(1, url=bad, address=bad, about=bad, also=(replace(make.mention(), url=bad),)),)
    )
    [pick] = found(tmp_path, week)["sections"][0]["picks"]

    assert not {"url", "about"} & pick.keys()
    assert "url" not in pick["by"]
    assert "url" not in pick["also"][0]


def test_popularity_is_not_in_it() -> None:
    names = {key.lower() for part in (schema.read(), *schema.read()["$defs"].values()) for key in part["properties"]}

    assert not names & {"followers", "likes", "shares", "replies", "following", "boosts", "score"}


def test_the_page_of_an_edition_leads_to_its_data(tmp_path: Path) -> None:
    folder = make.content(tmp_path, FULL, about="---\ntitle: About\n---\nHello.\n")
    page = (make.printed(tmp_path, folder, site_url=KNOWN) / "editions" / "2026-W47" / "index.html").read_text("utf-8")

    assert 'type="application/json"' in page
    assert page.count('href="../../editions/2026-W47/edition.json"') == 2


def test_before_the_first_edition_there_is_neither_data_nor_schema() -> None:
    assert not [place for place in fed.files() if "edition" in place]
