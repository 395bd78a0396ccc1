"""Which questions a site reads: those of its language where there are some, and a slip in any language is told."""

import pytest

from generator import forms
from generator.errors import InputError
from generator.pipeline import Place, check, read_bank
from tests.publish.make import config

QUESTION = "- id: {0}\n  lens: sceptic\n  when: any\n  ask: Why {{{{ pick }}}}?\n"


@pytest.fixture
def banks(tmp_path):
    def written(**files):
        for name, content in files.items():
            path = tmp_path / "content" / "prompts" / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        return tmp_path

    return written


def ids(bank):
    return [entry.id for entry in bank.entries]


@pytest.mark.parametrize(
    ("language", "read", "spoken"),
    [
        ("en", ["english"], "en"),
        ("en-GB", ["english"], "en"),
        ("de", ["german"], "de"),
        ("DE-ch", ["german"], "de"),
        ("de-AT", ["austrian"], "de-at"),
        ("de-AT-1996", ["austrian"], "de-at"),
        ("fr", ["english"], "en"),
        ("d", ["english"], "en"),
    ],
)
def test_a_site_reads_the_questions_nearest_to_its_language(banks, language, read, spoken):
    root = banks(
        a=QUESTION.format("english"), de__a=QUESTION.format("german"), **{"de-AT__a": QUESTION.format("austrian")}
    )
    bank = read_bank(root, language)
    assert (ids(bank), bank.language) == (read, spoken)


def test_without_a_folder_there_are_no_questions(tmp_path):
    assert ids(read_bank(tmp_path, "de")) == []


def test_a_folder_without_questions_is_no_language(banks):
    root = banks(a=QUESTION.format("english"))
    (root / "content" / "prompts" / "de").mkdir()
    (root / "content" / "prompts" / "de" / "README.md").write_text("later", "utf-8")
    assert ids(read_bank(root, "de")) == ["english"]


def test_a_slip_in_another_language_does_not_stop_an_edition(banks):
    root = banks(a=QUESTION.format("english"), de__a="- id: [")
    assert ids(read_bank(root, "en")) == ["english"]


def test_check_tells_the_slips_of_every_language_with_their_files(banks, tmp_path):
    root = banks(a=QUESTION.format("Two Words"), de__a=QUESTION.replace("any", "anny").format("x"))
    with pytest.raises(InputError) as caught:
        check(config(), Place(root=root, state=tmp_path / "state"))
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [
        ("content/prompts/a.yaml", 1),
        ("content/prompts/de/a.yaml", 3),
    ]


def test_the_nearest_language_is_found_step_by_step():
    assert forms.nearest("zh-Hant-TW", {"en", "zh-hant"}) == "zh-hant"
    assert forms.nearest("pt-BR", {"en", "pt-pt"}) == "en"
