"""What owners and readers write: config.yaml, editions, questions, pages, searches, lists, the form of an issue.

Each is read, or refused with InputError: every problem in one line of words, at a place that there is.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import editing, forms, text
from generator.config.sources import identity
from generator.edit import alerts, bank, lucene, queries
from generator.editing import change, listing
from generator.editing.change import Sheet
from generator.editing.importing import import_list
from generator.errors import InputError, RepositoryError
from generator.model import Item, Voice
from generator.opening import opened
from generator.publish import archive, pages
from generator.repository import markdown
from generator.upgrading import changelog, releases
from generator.upgrading.releases import Version
from generator.workflows import filled, form
from tests.bench.fuzzing.grammars import CONFIG, EDITION, FORM, OUTLINES, QUERY, RELEASES, YAML
from tests.bench.fuzzing.target import Target, payloads, pieced, recorded, shipped, spelt, texts, written

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HELD = TemporaryDirectory(prefix="gleaner-fuzz-")
ROOM = Path(HELD.name)
FILE = ROOM / "config.yaml"
SMALL = "site:\n  title: Reading\n  address: https://digest.example\nsources:\n  - feed: https://a.example/feed\n"
FILE.write_text(SMALL, "utf-8")


def _refused(wrong: InputError, content: str) -> None:
    lines = len(forms.LINE_END.split(content)) + 1
    assert wrong.problems
    for problem in wrong.problems:
        assert problem.words
        assert problem.line is None or 1 <= problem.line <= lines, problem
        assert problem.column is None or problem.column >= 1, problem
        assert not text.HIDDEN.search(problem.words + problem.hint)
        assert "\n" not in problem.words + problem.hint


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    name: str
    when: datetime | None = None
    size: int = 0
    share: float = 0.0
    on: bool = False
    tags: tuple[str, ...] = ()
    inner: "_Shape | None" = None


def _yaml(data: bytes) -> None:
    said = written(data, (*YAML, "name", "when", "size", "share", "on", "tags", "inner"))
    forms.page(said, file="a.yaml")
    try:
        forms.read(said, _Shape, file="a.yaml")
    except InputError as wrong:
        _refused(wrong, said)


def _config(data: bytes) -> None:
    said = written(data, CONFIG)
    try:
        found = opened(FILE, said)
    except InputError as wrong:
        _refused(wrong, said)
        return
    for source in found.sources:
        assert source.name
        assert identity(source)
    assert found.site.address is None or text.address(found.site.address) == found.site.address
    with suppress(InputError):
        sheet = Sheet(path=FILE, data=said.encode(), text=said, listing=listing.read(said, "config.yaml"), config=found)
        grown = change.added(sheet, ({"feed": "https://fresh.example/", "name": "A: 'b' #c \u2028 no"},))
        assert len(opened(FILE, grown.after.decode()).sources) == len(found.sources) + 1
        if len(found.sources) > 1:
            change.removed(sheet, (0,))


def _edition(data: bytes) -> None:
    said = written(data, EDITION).replace("\r\n", "\n").replace("\r", "\n")
    try:
        found = archive.parsed(said, "2026-W47", "2026-W47.md")
    except InputError as wrong:
        _refused(wrong, said)
        return
    kept = archive.dump(found)
    assert archive.parsed(kept, "2026-W47", "2026-W47.md") == found


def _texts(data: bytes) -> None:
    """The other texts with YAML in them: the bank of questions, and pages."""
    said = written(
        data,
        (
            *YAML,
            "id:",
            "lens:",
            "when:",
            "ask:",
            "sceptic",
            "- id: a",
            "{title}",
            "{name}",
            "{",
            "}",
            "title:",
        ),
    )
    for read in (
        lambda: bank.read_bank({"a.yaml": said}),
        lambda: pages._page(said, "a", "a.md", folder="", inside=""),
    ):
        try:
            read()
        except InputError as wrong:
            _refused(wrong, said)


PAPER = alerts.paper(
    Item(id="1", source="feed a", url="https://a.example/b", voice=Voice(key="https://a.example/@ada", name="Ada Lee"),
         title="A job for a librarian", text="Open education in Berlin #oer", tags=("edtech",), language="de"),
    {"feed a": "A"},
)  # fmt: skip


def _unclear(wrong: lucene.Unclear, said: str) -> None:
    assert wrong.words
    assert 0 <= wrong.at <= len(said)


def _query(data: bytes) -> None:
    said = written(data, QUERY)
    try:
        query = queries.read(said)
    except lucene.Unclear as unclear:
        _unclear(unclear, said)
        return
    holds = alerts.holds(query, PAPER)
    assert not holds or alerts.findings(query, PAPER)
    pieces = sum(not piece.isspace() for piece in lucene.PIECE.findall(said))
    # each parenthesis is a sign and a piece of the query, and both have their limits
    if "(" not in said and len(said) <= lucene.LONGEST - 2 and pieces <= lucene.PIECES - 2:
        assert queries.read(f"({said})") == query


def _form(data: bytes) -> None:
    said = written(data, FORM)
    found = filled.read(said)
    if found is not None:
        for words, most in ((found.address, 2_048), (found.name, text.NAME), (found.why, 500)):
            assert len(words) <= most
            assert "\n" not in words
            assert not text.HIDDEN.search(words)
            markdown.plain(words)
        if found.address:
            with suppress(InputError):
                editing.add(
                    FILE, (found.address,), wish=editing.Wish(name=found.name, tie=found.tie), door=None, now=NOW
                )
    with suppress(RepositoryError):
        form._issue({"issue": {"body": said, "number": len(said), "author_association": "OWNER"}, "action": "opened",
                     "repository": {"default_branch": said[:20]}})  # fmt: skip
    with suppress(ValueError, RecursionError, RepositoryError):
        form._issue(json.loads(said))


def _typed(data: bytes) -> None:
    said = written(data, CONFIG)
    wish = editing.Wish(name=said[:200], topics=(said[:50],), note=said)
    try:
        found, _ = editing.add(FILE, (said,), wish=wish, door=None, now=NOW)
    except InputError:
        return
    assert opened(FILE, found.after.decode())


def _list(data: bytes) -> None:
    path = ROOM / "list.opml"
    path.write_bytes(spelt(data, OUTLINES))
    try:
        found = import_list(FILE, path)
    except InputError:
        return
    assert len(opened(FILE, found.change.after.decode()).sources) == 1 + len(found.fresh)
    assert found.change.diff is not None


COMMIT = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
"""SHA-1 or SHA-256, as `git ls-remote` prints them."""


class _Remote:
    """Git, as far as a list of releases asks it; it answers with the bytes at hand."""

    def __init__(self, said: str) -> None:
        self.said = said

    def run(self, *_):
        return self.said


def _releases(data: bytes) -> None:
    said = written(data, RELEASES)
    found = releases.listed(_Remote(said), "https://forge.example/a")
    assert list(found) == sorted(found, key=lambda release: release.version)
    for release in found:
        assert Version.named(str(release.version)) == release.version
        assert releases.wanted(found, str(release.version))
        kept = releases.record(release).decode()
        try:
            forms.read(kept, releases._Record, file="RELEASE.yaml")
        except InputError as wrong:
            # git names a commit in hexadecimal, whatever a server says; anything else may be no text that YAML can hold
            assert not COMMIT.fullmatch(release.commit)
            _refused(wrong, kept)
    changelog.between(said, Version(major=0, minor=0, patch=0), Version(major=99, minor=0, patch=0))


TARGETS = {
    "yaml": Target(
        trial=_yaml, pieces=(*YAML, "name", "tags"), seeds=lambda: (*payloads("yaml"), *pieced(YAML)), limit=1
    ),
    "config": Target(
        trial=_config,
        pieces=CONFIG,
        limit=1,
        seeds=lambda: (
            *texts(SMALL),
            *shipped("config.yaml", "generator/demo/config.yaml", "tests/upgrading/v1/*.yaml"),
            *payloads("yaml"),
            *pieced(CONFIG),
        ),
    ),
    "edition": Target(
        trial=_edition,
        pieces=EDITION,
        limit=1,
        seeds=lambda: (
            *shipped("tests/golden/content/editions/*.md", "content/editions/*.md"),
            *payloads("frontmatter"),
            *pieced(EDITION),
        ),
    ),
    "questions": Target(
        trial=_texts,
        pieces=YAML,
        limit=1,
        seeds=lambda: (
            *shipped("content/prompts/*.yaml", "content/pages/*.md"),
            *payloads("frontmatter"),
            *pieced(YAML),
        ),
    ),
    "queries": Target(
        trial=_query, pieces=QUERY, seeds=lambda: (*texts("job OR (internship -senior) #oer"), *pieced(QUERY))
    ),
    "issue-form": Target(
        trial=_form,
        pieces=FORM,
        seeds=lambda: (
            *texts(
                "### Address of the source\n\nhttps://a.example/feed\n\n### Name\n\nA\n\n### How near is it?\n\nclose\n"
            ),
            *payloads("actions"),
            *pieced(FORM),
        ),
    ),
    "typed": Target(
        trial=_typed, pieces=CONFIG, limit=1, seeds=lambda: (*texts(*CONFIG, "#oer@a.example"), *payloads("urls"))
    ),
    "import": Target(trial=_list, pieces=OUTLINES, limit=1, seeds=lambda: (*recorded("opml"), *pieced(OUTLINES))),
    "releases": Target(trial=_releases, seeds=lambda: (*shipped("CHANGELOG.md"), *texts("a\trefs/tags/v1.0.0"))),
}
