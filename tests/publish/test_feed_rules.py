"""Every feed of a full site against the rules of W3C's validator, and those rules against its recorded documents."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish import elements
from generator.publish.feeds.atom import atom
from generator.publish.feeds.channel import Channel, Item
from generator.publish.feeds.rss import rss
from generator.publish.house import House
from tests.publish import fed, make, rules, strange

RECORDED = make.ROOT.parent / "shared" / "data" / "feeds" / "feedvalidator"
"""Where the documents lie; they are not part of the project."""
FOUND = frozenset(
    "AtomLinkNotEmpty ContainsRelRef DuplicateAtomLink DuplicateElement DuplicateEntries DuplicateUpdated "
    "InvalidBooleanAttribute InvalidHttpGUID InvalidRFC2822Date InvalidRFC3339Date InvalidTextType MissingElement "
    "NotBlank SAXError UndefinedElement".split()
)
"""What the rules find by the name that the validator has for it."""
OURS = re.compile(
    r"\{(?:parent:(?:feed|entry|channel|item|author),)?"
    r"element:(?:id|title|updated|published|author|link|subtitle|generator|summary|content|name|uri|description|language|"
    r"lastBuildDate|pubDate|guid)\}|"
)
"""Elements that Gleaner writes; of others the rules say only that they have no business there."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with everything that a feed can carry, most of it odd."""
    root = tmp_path_factory.mktemp("rules")
    odd = make.pick(
        3, title="<b>Less</b> & “more” -- ", excerpt="", name="", address=None, language="ar", published=None
    )
    closed = make.pick(4, warning="illness", alts=("A chart",), about="https://study.example/?a=1&b=2")
    posts = tuple(
        make.pick(n, kind="post", title="", tags=("oer",), voice=f"v{n}", topics=("feedback",)) for n in (5, 6, 7)
    )
    weeks = (
        make.edition("2026-W45", picks=posts[:2]),
        make.edition("2026-W46", picks=(posts[2], make.pick(8, topics=("feedback",)))),
        make.edition(
            picks=(make.pick(1, topics=("feedback",)), odd, closed),
            prompts=(make.prompt(about=(make.pick(1).id,)),),
            note="Read [this](about/) and <i>that</i>. <script>alert(1)</script>",
            words=(make.word(),),
            network=make.network(),
            alerts=(make.found("Jobs", make.pick(9), make.pick(10)),),
        ),
    )
    return fed.folder(root, *weeks, config=make.config(alerts=(make.alert(),)))


def feeds(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.xml") if path.name != "sitemap.xml")


def test_the_site_has_every_kind_of_feed(site: Path) -> None:
    names = {path.relative_to(site).as_posix() for path in feeds(site)}

    assert names >= {"atom.xml", "rss.xml", "picks.xml", "alerts/jobs.xml", "topics/feedback/atom.xml"}


def test_no_rule_finds_a_fault_in_any_feed(site: Path) -> None:
    assert {path.name: found for path in feeds(site) if (found := rules.faults(path.read_bytes()))} == {}


def test_a_feed_names_itself_and_no_address_in_it_is_relative(site: Path) -> None:
    for path in feeds(site):
        document = path.read_text("utf-8")
        place = path.relative_to(site).as_posix()
        assert f'href="https://room.example/digest/{place}"' in document
        assert not re.findall(r'(?:href|src)=(?:"|&quot;)(?!https?://)[^"&]*', document.split("?>", 2)[2])


def test_every_date_is_later_than_the_next(site: Path) -> None:
    for path in (path for path in site.rglob("*.xml") if path.name not in {"rss.xml", "sitemap.xml"}):
        dates = re.findall(r"<updated>([^<]+)</updated>", path.read_text("utf-8"))
        assert dates[1:] == sorted(dates[1:], reverse=True)
        assert dates[0] >= dates[-1]


@given(strange.FOREIGN | st.text())
def test_any_words_fit_into_a_comment(words: str) -> None:
    root = ET.Element("feed")
    elements.put_comment(root, words)

    assert ET.fromstring(ET.tostring(root)).tag == "feed"


WORDS = strange.FOREIGN | st.text(max_size=20)
ITEMS = st.builds(
    Item,
    id=st.uuids().map(lambda each: each.urn),
    title=st.just("A title") | WORDS.map(lambda words: f"A {words}"),
    address=st.just("https://room.example/1"),
    published=st.just(make.DUE),
    html=WORDS.map(html.escape),
    summary=WORDS,
    author=WORDS,
    profile=st.just(""),
    language=st.sampled_from(("", "ar", "zh-Hant")),
)


@pytest.mark.parametrize("written", [atom, rss])
@given(item=ITEMS, title=WORDS, words=WORDS)
def test_whatever_strangers_write_a_feed_is_valid(
    written: Callable[[Channel], bytes], item: Item, title: str, words: str
) -> None:
    house = House(config=make.config(), weeks=(), written=(), method=make.METHOD, site_url="https://room.example")
    channel = Channel(
        house=house,
        file="topics/a/atom.xml",
        id="urn:uuid:6a3c1f6e-0000-4000-8000-202600000047",
        title=f"A {title}",
        words=words,
        home="",
        updated=make.DUE,
        items=(item,),
    )

    assert [fault for fault in rules.faults(written(channel)) if fault[0] != "ContainsHTML"] == []


def recorded() -> list[tuple[str, str, str, bytes]]:
    """Return the recorded documents: name, what is to be found (or not, with a !), of what, and the document."""
    found = []
    for path in sorted(each for part in ("atom", "rss", "rss20", "xml") for each in (RECORDED / part).rglob("*.xml")):
        body = path.read_bytes()
        if expected := re.search(rb"Expect:\s*(!?\w+)(\{[^\n]*\})?", body):
            told = expected[1].decode(), (expected[2] or b"").decode()
            found.append((path.relative_to(RECORDED).as_posix(), *told, body))
    return found


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded documents of W3C's validator are not here")
def test_the_rules_find_what_the_validator_finds_in_its_own_documents() -> None:
    cases = [case for case in recorded() if case[1] in FOUND and OURS.fullmatch(case[2]) and b"<rdf:" not in case[3]]
    missed = [
        name
        for name, kind, _, body in cases
        if not {kind, "UndefinedElement", "SAXError"} & {fault for fault, _ in rules.faults(body)}
    ]

    assert len(cases) > 90
    assert missed == []


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded documents of W3C's validator are not here")
def test_the_rules_find_nothing_of_what_the_validator_lets_pass() -> None:
    cases = [case for case in recorded() if case[1].removeprefix("!") in FOUND and case[1].startswith("!")]
    wrong = [
        name
        for name, kind, of, body in cases
        if OURS.fullmatch(of) and (kind[1:], of.rpartition(":")[2].rstrip("}")) in rules.faults(body)
    ]

    assert cases
    assert wrong == []
