"""A lens of the owner's own is welcome where a question looks through it, and is asked after nowhere else."""

import pytest

from generator import config, pipeline
from generator.collect.sources import MODULES
from generator.errors import InputError
from tests.config.driver import ONE, PRESETS, SIGNALS, SITE

QUESTION = "- id: {0}-1\n  lens: {0}\n  when: any\n  ask: Why {{{{ pick }}}}?\n"
OWN = SITE + "prompts:\n  lenses: [sceptic, librarian]\n" + ONE


@pytest.fixture
def asked(tmp_path):
    """Read config.yaml beside questions through these lenses, in English and in other languages."""

    def read(text, *lenses, **others):
        for language, words in {"": lenses, **others}.items():
            folder = tmp_path / "content" / "prompts" / language
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "a.yaml").write_text("".join(QUESTION.format(lens) for lens in words), "utf-8")
        path = tmp_path / "config.yaml"
        path.write_text(text, "utf-8")
        calls = []

        def known(language):
            calls.append(language)
            return pipeline.lenses(tmp_path, language)

        found = config.load(path, presets=PRESETS, signals=lambda: SIGNALS, kinds=tuple(MODULES), asked=known)
        return found.prompts.lenses, calls

    return read


def test_a_word_of_ones_own_is_a_lens_where_a_question_looks_through_it(asked):
    assert asked(OWN, "librarian")[0] == ("sceptic", "librarian")


def test_a_word_without_a_question_is_told_with_its_place_and_what_to_do(asked):
    with pytest.raises(InputError) as caught:
        asked(OWN, "gardener")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (4, 21)
    assert "No question looks through the lens “librarian”" in problem.words
    assert "content/prompts/" in problem.hint


def test_a_misspelt_word_of_ones_own_is_known_again(asked):
    with pytest.raises(InputError, match=r"Did you mean librarian\?"):
        asked(OWN.replace("librarian", "libarian"), "librarian")


def test_the_bank_of_the_sites_language_decides(asked):
    german = OWN.replace("site:\n", "site:\n  language: de-AT\n")
    assert asked(german, de=("librarian",))[0] == ("sceptic", "librarian")
    with pytest.raises(InputError, match="librarian"):
        asked(german, "librarian", de=("gardener",))


def test_the_five_are_not_asked_after(asked):
    assert asked(SITE + "prompts:\n  lenses: [scholar, newcomer]\n" + ONE)[1] == []


def test_a_slip_in_the_bank_is_left_to_whoever_reads_it(asked):
    assert asked(OWN, "Not A Slug")[0] == ("sceptic", "librarian")


@pytest.mark.parametrize("word", ["Librarian", "my lens", "a--b", "-a", '""'])
def test_what_cannot_be_a_lens_is_told(asked, word):
    with pytest.raises(InputError, match="cannot be a lens"):
        asked(SITE + f"prompts:\n  lenses: [{word}]\n" + ONE)


def test_a_lens_that_is_wrong_does_not_hide_what_else_is(asked):
    with pytest.raises(InputError) as caught:
        asked("site:\n  tittle: x\nprompts:\n  count: 99\n  lenses: [librarian]\n" + ONE)
    assert {problem.line for problem in caught.value.problems} >= {4, 5}
