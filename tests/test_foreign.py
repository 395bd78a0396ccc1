"""Nothing foreign becomes a regular expression, a shell word or YAML: read off the whole source, and tried (T01).

That nothing becomes a template or markup is in publish/test_markup.py; paths, addresses and all places where texts are
printed are in publish/test_payloads.py.
"""

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from generator.publish import archive, threads
from generator.repository import markdown
from generator.text import one_line, tidy
from tests.bench.hostile.payloads import NAMES, OWN, WRITINGS
from tests.publish import payloads, test_answers

GENERATOR = Path(__file__).resolve().parent.parent / "generator"
WRITTEN = {path.relative_to(GENERATOR).as_posix(): path.read_text("utf-8") for path in sorted(GENERATOR.rglob("*.py"))}
MATCHING = frozenset("compile search match fullmatch sub subn split findall finditer".split())
OURS = {
    "collect/pages/markup.py: visible": "the name of an element, one of OPENING's own",
    "collect/secrets.py: scrubber": "secrets, each through re.escape",
    "collect/sources/bluesky/refusals.py: _verdict": "rows of a table",
    "collect/sources/feeds/times.py": "rows of a table",
    "doctor/examining/workflows.py: _line": "its callers' own words; the name of a job through re.escape",
    "doctor/gathering/forge.py: named": "a host, through re.escape",
    "edit/evidence.py": "rows of a table",
    "edit/mute.py: _phrase": "what the owner mutes, word by word through re.escape",
    "edit/phrases.py: _rules": "rows of a table",
    "editing/listing.py: _block": "a number of blanks",
    "forms/signs.py: _quote_from_above": "a quotation mark, one of two",
    "repository/git.py: disk": "rows of a table",
    "repository/refusal.py: final": "rows of a table",
    "text.py": "ends and beginnings of a letter",
    "tracking.py": "rows of a table",
    "tracking.py: _any_of": "the list of trackers that is shipped",
    "tracking.py: _expressions": "the same list",
    "tracking.py: _loaded": "the same, its words through re.escape",
    "tracking.py: _provider": "the same list",
    "workflows/doubt.py": "the names of our own kinds of trouble",
    "withdrawal/wording.py: _pattern": "names, each through re.escape",
}
"""Where an expression is made of something that has a name in small letters, and why it is none of a stranger's."""
RUNNING = {
    "cli/asking.py": "the tests, by our own interpreter",
    "publish/indexing.py": "pagefind, from the library that is locked",
    "repository/git.py": "git, its words in a list",
    "upgrading/trying.py": "a newer release, with words of ours",
}
"""Who starts another program; a list of words goes to the system as it is, and no shell reads it."""


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a module with the function it stands in, "" for none."""
    for node in ast.parse(WRITTEN[name]).body:
        place = getattr(node, "name", "")
        yield from ((place, each) for each in ast.walk(node) if isinstance(each, ast.Call))


def is_ours(made: ast.expr) -> bool:
    """Tell whether an expression is made of what stands in the source, of constants, and of escaped words alone."""
    if isinstance(made, ast.Constant | ast.Name):
        return isinstance(made, ast.Constant) or made.id.isupper()
    if isinstance(made, ast.Attribute | ast.Subscript):
        return is_ours(made.value) or getattr(made, "attr", "").isupper()
    if isinstance(made, ast.JoinedStr):
        return all(is_ours(part.value) for part in made.values if isinstance(part, ast.FormattedValue))
    if isinstance(made, ast.BinOp):
        return is_ours(made.left) and is_ours(made.right)
    return isinstance(made, ast.Call) and ast.unparse(made.func) == "re.escape"


def test_no_regular_expression_is_made_of_foreign_words():
    made = {
        f"{name}: {place}" if place else name
        for name, words in WRITTEN.items()
        if "import re\n" in words
        for place, call in calls(name)
        if isinstance(call.func, ast.Attribute) and call.func.attr in MATCHING
        if ast.unparse(call.func.value) == "re" and not is_ours(call.args[0])
    }

    assert made == set(OURS)


def test_no_shell_reads_anything():
    started = re.compile(r"^\s*import subprocess", re.MULTILINE)
    assert {name for name, words in WRITTEN.items() if started.search(words)} == set(RUNNING)
    for name, words in WRITTEN.items():
        assert not re.search(r"shell=True|os\.(?:system|popen|exec|spawn)|\bpty\.|create_subprocess_shell", words), name


def test_nothing_foreign_is_code_or_an_object_of_python():
    run = r"(?<![\w.\"'`-])(?:eval|exec|__import__)\("
    danger = re.compile(rf"{run}|import (?:pickle|marshal|shelve|dill)|yaml\.(?:full|unsafe)_load")
    assert [name for name, words in WRITTEN.items() if danger.search(words)] == []
    loads = {name for name, words in WRITTEN.items() if re.search(r"yaml\.load\(|yaml\.parse\(", words)}
    assert loads == {"demo/sample.py", "forms/tree.py"}, "the sample that is shipped; the one reader, for safe events"
    dumps = {name for name, words in WRITTEN.items() if "yaml.dump" in words or "yaml.safe_dump" in words}
    assert dumps == {"publish/script.py"}


HARM = tuple(dict.fromkeys(tidy(harm) for harm in (*payloads.HARM, *WRITINGS, *NAMES)))


def test_yaml_holds_hostile_texts_as_texts(tmp_path):
    written = payloads.edition(HARM[:60])
    archive.write(written, tmp_path)
    (path,) = tmp_path.iterdir()
    _, head, note = re.split(r"^---\n", path.read_text("utf-8"), flags=re.MULTILINE)
    (again,) = archive.read(tmp_path)

    assert path.name == f"{written.week}.md"
    assert list(yaml.safe_load(head)) == list(dict.fromkeys(yaml.safe_load(head)))
    assert (note.strip(), again.note) == ("", "")
    assert [pick.title for pick in again.picks] == [pick.title for pick in written.picks]
    assert [report.words for report in again.reports] == [report.words for report in written.reports]


@pytest.mark.parametrize("start", range(0, len(OWN), 60))
def test_so_do_answers_of_readers(tmp_path, start):
    some = [tidy(harm).strip() for harm in OWN[start : start + 60]]
    answers = [test_answers.answer(f"p{n}", text=harm, warning=one_line(harm)) for n, harm in enumerate(some)]
    kept = test_answers.thread(*answers)
    threads.keep(tmp_path, "2026-W47", None, kept)

    assert [each.text for each in threads.read(tmp_path)["2026-W47"].answers] == [each.text for each in kept.answers]


REFERS = re.compile(r"(?i)\b(?:https?|ftp):/|\bwww\.\w|(?<!\w)@\w|(?<!\w)#\d|\bgh-\d|(?<!\d):[\w+-]+:")
"""What a forge makes a link, a mention, a reference or an emoji of by itself."""


@pytest.mark.parametrize("start", range(0, len(OWN), 60))
def test_markdown_of_a_forge_shows_hostile_texts_as_text(start):
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for harm in OWN[start : start + 60]:
        shown = reader.render(f"- {markdown.plain(harm)}\n\n| a |\n|---|\n| {markdown.plain(harm)} |")
        cells = re.fullmatch(
            r"<ul>\n<li>(.*)</li>\n</ul>\n<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n"
            r"(?:<tbody>\n<tr>\n<td>(.*)</td>\n</tr>\n</tbody>\n)?</table>\n",
            shown,
        )
        assert cells, (harm, shown)
        assert "<" not in cells[1] + (cells[2] or ""), harm
        assert not REFERS.search(unescape(cells[1])), harm
