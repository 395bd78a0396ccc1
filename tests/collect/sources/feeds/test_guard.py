"""Feeds that are built to hurt are refused in little time; odd ones that mean well are read."""

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest

from generator.collect.sources import decode
from generator.collect.sources.feeds import feed, guard
from generator.errors import StreetError

SIZE = 1_000_000
BEARABLE = 10.0
"""Seconds of CPU on a busy machine; without its guard each of these takes minutes."""
FRAME = '<rss version="2.0" xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd"><channel>{}</channel></rss>'
ITEM = FRAME.format("<item><title>t</title><link>https://a.example/</link>{}</item>")


def fill(piece: str, size: int = SIZE) -> str:
    return piece * (size // len(piece))


def some(piece: str) -> str:
    return fill(piece, SIZE // 4)


BOMBS = {
    "elements": ITEM.format(fill("<a/>")),
    "depth": FRAME.format(fill("<a>")),
    "attributes": ITEM.format("<a " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"),
    "many elements with many attributes": ITEM.format(
        ("<a " + " ".join(f'a{n}="1"' for n in range(1_500)) + "/>") * 60
    ),
    "namespaces": "<rss " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(50_000)) + "><channel/></rss>",
    "a long namespace": f'<rss xmlns="{"u" * SIZE}"><channel>{"<a/>" * 1000}</channel></rss>',
    "a long base": f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/{fill("p/")}">'
    + "<entry/>" * 9_000,
    "open comments": FRAME.format(fill("<!--")),
    "open data": FRAME.format(fill("<![CDATA[")),
    "lines": ITEM.format("\n " * 2_500_000),
}
HEAVY = {
    "tags": ITEM.format("".join(f"<category>c{n}</category>" for n in range(10_000))),
    "keywords": ITEM.format("<itunes:keywords>" + ",".join(map(str, range(100_000))) + "</itunes:keywords>"),
    "an author": ITEM.format("<author>" + some("a") + "</author>"),
    "items": FRAME.format(some("<item><title>t</title></item>")),
    "open instructions": FRAME.format(some("<?a ")),
    "quotes": FRAME.format("<a " + some('"x"')),
    "ampersands": ITEM.format("<description>" + some("&") + "</description>"),
    "a large number": ITEM.format("<description>&#" + some("9") + ";&bad;</description>"),
    "entities": f'<!DOCTYPE r [<!ENTITY aa "{"x" * 60}">]>' + ITEM.format("<title>" + some("&aa;") + "</title>"),
    "nested markup": ITEM.format("<description><![CDATA[" + some("<div>") + "]]></description>"),
    "a slow codec": '<?xml version="1.0" encoding="punycode"?>' + ITEM.format(some("ab-")),
    "links of a page": "<html>" + some("<link "),
    "nested page": "<html>" + some("<div><p>"),
}


def read(document: str) -> feed.Parsed:
    return feed.parse(document.encode(), "https://a.example/feed", "feed x")


@pytest.mark.parametrize("name", BOMBS)
def test_a_feed_built_to_hurt_is_refused(name):
    started = time.process_time()
    with pytest.raises(StreetError, match="take too long"):
        read(BOMBS[name])
    assert time.process_time() - started < BEARABLE


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_feed_is_read_or_refused_in_bearable_time(name):
    started = time.process_time()
    with suppress(StreetError):
        assert len(read(HEAVY[name]).items) <= 500
    assert time.process_time() - started < BEARABLE


LAUGHS = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "subset",
    [
        f'<!ENTITY lol0 "lol">{LAUGHS}',
        '<!ENTITY lol9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "https://evil.example/x.dtd"> %p; <!ENTITY lol9 "ok">',
    ],
)
def test_entities_that_refer_elsewhere_stand_for_nothing(subset):
    document = f"<!DOCTYPE rss [{subset}]>" + ITEM.format("<description>a &lol9; b</description>")
    assert len(read(document).items[0].text) < 20


def test_entities_of_html_and_short_declared_ones_are_read():
    document = '<!DOCTYPE rss [<!ENTITY who "Ana &#38; Bo"><!ENTITY lt2 "&#60;b>">]>' + ITEM.format(
        "<author>&who;</author><description>caf&eacute;&nbsp;&lt2;</description>"
    )
    found = read(document).items[0]
    assert found.voice.name == "Ana & Bo"
    assert found.text.startswith("café")


def test_comments_and_data_are_not_counted_as_elements():
    guard.check(FRAME.format("<!-- " + fill("<a> ") + "-->" + "<![CDATA[" + fill("<a> ") + "]]>"))


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp037"])
def test_encodings_are_known_by_their_first_bytes(codec):
    document = "<?xml version='1.0'?><rss>Grüße</rss>"
    assert decode.text(document.encode(codec)) == document


@pytest.mark.parametrize(
    ("codec", "words"),
    [("windows-1251", "Привет"), ("shift_jis", "日本語"), ("iso-2022-jp", "日本語"), ("gb2312", "中文")],
)
def test_a_declared_encoding_is_used(codec, words):
    document = f"<?xml version='1.0' encoding='{codec}'?><rss>{words}</rss>"
    assert decode.text(document.encode(codec)) == document


@pytest.mark.parametrize(
    "codec", ["punycode", "idna", "unicode_escape", "zlib", "rot13", "utf-7", "no-such", "undefined"]
)
def test_a_codec_that_computes_is_not_used(codec):
    document = f"<?xml version='1.0' encoding='{codec}'?><rss>a-b\\u0041</rss>"
    assert decode.text(document.encode(), f"text/xml; charset={codec}") == document


# ---------------------------------------------------------------- what others found to hurt

DATA = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "security"
WORST = 2.0
"""Seconds of CPU that one document may cost; the slowest of these takes 1.3 on a slow machine."""


def attacks():
    """Yield (name, document) of every recorded attack, as it is and as the text of a feed; short ones repeated, too."""
    for name in ("xml", "redos", "feeds"):
        for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            payload = row["payload"]
            yield row["id"], payload
            yield row["id"], ITEM.format(f"<description><![CDATA[{payload}]]></description>")
            if name == "redos":
                much = fill(payload)[: SIZE // 2]
                yield row["id"], much
                yield row["id"], ITEM.format(f"<description><![CDATA[{much}]]></description>")
                yield row["id"], f"<html><head>{much}"


@pytest.mark.skipif(not DATA.is_dir(), reason="the recorded data (../shared/data) is not here")
def test_no_recorded_attack_breaks_or_delays_the_reading():
    slow = {}
    for name, document in attacks():
        started = time.process_time()
        with suppress(StreetError):
            feed.parse(document.encode("utf-8", "surrogatepass"), "https://a.example/feed", "feed x")
        if (seconds := time.process_time() - started) > WORST:
            slow[name] = seconds
    assert slow == {}


@pytest.mark.parametrize("size", [1_200, 12_000])
def test_a_long_feed_that_puts_the_newest_last_is_read_in_little_time(size):
    entries = "".join(
        f"<item><title>n{n}</title><link>/{n}</link><pubDate>{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
        f"</pubDate><description>words and words</description></item>" for n in range(size)
    )  # fmt: skip
    started = time.process_time()
    found = read(FRAME.format(entries))
    assert time.process_time() - started < WORST
    assert len(found.items) == 500
    assert found.items[-1].title == f"n{size - 1}"
