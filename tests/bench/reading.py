"""Feeds read directly, as before, and by feedparser alone: CPU time on the same bytes; and a search for differences.

Run it with `python -m tests.bench.reading [--feeds 60] [--differ SECONDS]`, `--recorded` for every recorded feed of
../shared/data where that is there. Times are CPU seconds of this process, the median of three rounds; a machine that is
busy makes them longer and leaves the ratios. `--differ` mutates recorded feeds and makes others by chance, reads each
in both ways, and prints what is not the same. Known limit: what is declined is read by feedparser, at its price.
"""

import argparse
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import feedparser

from generator.collect.sources import decode
from generator.collect.sources.feeds import feed, guard, packed, reading, xmlfeed
from tests.collect.sources import recorded
from tests.collect.sources.feeds import dialects
from tests.collect.sources.feeds.agreement import URL, compared

ROUNDS = 3
ROW = "{:58} {:>9} {:>8}"
LONGEST = 30_000
ELEMENT = re.compile(r"<([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)>([^<>]*)</\1>")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=60, help="made feeds to be timed")
    parser.add_argument("--recorded", action="store_true", help="compare every recorded feed")
    parser.add_argument("--differ", type=float, default=0, metavar="SECONDS", help="look for differences so long")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    _timed([blog(random.Random(number), number) for number in range(options.feeds)])
    if options.recorded and recorded.DATA.is_dir():
        _recorded()
    if options.differ:
        _differ(options.differ, options.seed)


# ---------------------------------------------------------------- time


def blog(chance: random.Random, number: int) -> str:
    """Return a tidy feed such as blogs have: ten to sixty entries with some 2 kB of HTML each."""
    host, entries = f"site{number}.example", []
    for place in range(chance.randrange(10, 60)):
        words = [" ".join(chance.choices(dialects.PROSE, k=40)) for _ in range(chance.randrange(2, 12))]
        body = "".join(f'<p>{each} <a href="https://{host}/{place}?a=1&amp;b=2">more</a></p>\n' for each in words)
        body += f'<img src="/{place}.png" alt="A picture of {place}">'
        entries.append((place, f"Title {place} &amp; more", body))
    if number % 3 == 2:
        inside = "".join(
            f'<entry><title type="html">{title}</title><link rel="alternate" href="https://{host}/{place}/"/>'
            f"<id>https://{host}/?p={place}</id><updated>2026-11-{1 + place % 28:02}T08:00:00Z</updated>"
            f'<author><name>Ada {place % 3}</name></author><category term="{chance.choice(dialects.PROSE)}"/>'
            f'<content type="html"><![CDATA[{body}]]></content></entry>\n'
            for place, title, body in entries
        )
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><id>https://{host}/</id>{inside}</feed>'
    inside = "".join(
        f"<item><title>{title}</title><link>https://{host}/{place}/</link><dc:creator><![CDATA[Ada]]></dc:creator>"
        f"<pubDate>Mon, {1 + place % 28:02} Nov 2026 08:00:00 +0000</pubDate>"
        f'<category><![CDATA[{chance.choice(dialects.PROSE)}]]></category><guid isPermaLink="false">{place}</guid>'
        f"<description>{title}</description><content:encoded><![CDATA[{body}]]></content:encoded></item>\n"
        for place, title, body in entries
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Blog</title><link>https://{host}/</link>{inside}</channel></rss>"
    )


def _timed(documents: Sequence[str]) -> None:
    ways: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("feedparser.parse as it comes", lambda each: feedparser.parse(each.encode())),
        ("feedparser.parse, cleaning and resolving off", _uncleaned),
        ("our reading by feedparser (limited.py, with the guard)", lambda each: reading.read_slowly(each, URL)),
        ("our reading, directly where that is sure (with the guard)", lambda each: reading.read(each, URL)),
        ("items out of it, by feedparser", lambda each: xmlfeed.parse(each, URL, "feed x", read=reading.read_slowly)),
        ("items out of it, directly", lambda each: xmlfeed.parse(each, URL, "feed x")),
    )
    size = sum(map(len, documents)) / len(documents) / 1000
    print(ROW.format(f"{len(documents)} feeds of {size:.0f} kB", "feeds/s", "times"))
    slowest = 0.0
    for words, way in ways:
        rate = len(documents) / statistics.median(_spent(way, documents) for _ in range(ROUNDS))
        slowest = slowest or rate
        print(ROW.format(words, f"{rate:.0f}", f"{rate / slowest:.1f}"), flush=True)
    direct = sum(compared(each)[0] == "directly" for each in documents)
    print(f"read directly: {direct} of {len(documents)}")


def _uncleaned(document: str) -> object:
    return feedparser.parse(document.encode(), sanitize_html=False, resolve_relative_uris=False)


def _spent(way: Callable[[str], object], documents: Sequence[str]) -> float:
    started = time.process_time()
    for each in documents:
        way(each)
    return time.process_time() - started


# ---------------------------------------------------------------- differences


def _texts() -> Iterator[tuple[str, str]]:
    for path, body, content_type in recorded.documents():
        document = decode.text(packed.unpacked(body), content_type)
        root = feed.ROOT.search(document, guard.skip(document))
        if document.strip()[:1] == "<" and not (root and root[1].lower() in {"opml", "html", "head", "body"}):
            yield path, document


def _recorded() -> None:
    counts: Counter[str] = Counter()
    for path, document in _texts():
        way, differences = compared(document)
        counts[way] += 1
        counts["differ"] += bool(differences)
        for each in differences:
            print(path, each)
    print("recorded feeds:", ", ".join(f"{number} {words}" for words, number in counts.items()))


def _differ(seconds: float, seed: int) -> None:
    known = [text for _, text in _texts() if len(text) < LONGEST] if recorded.DATA.is_dir() else []
    counts: Counter[str] = Counter()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        chance = random.Random(seed)
        document = mutated(chance, known) if known and chance.random() < 0.6 else dialects.document(chance)
        way, differences = compared(document)
        counts[way] += 1
        counts["differ"] += bool(differences)
        if differences:
            print(f"--seed {seed}:", differences[:3])
        seed += 1
    print("looked at:", ", ".join(f"{number} {words}" for words, number in counts.items()))


def mutated(chance: random.Random, known: Sequence[str]) -> str:
    """Return a recorded feed in which some elements were renamed, moved, doubled, dropped or filled anew."""
    document = chance.choice(known)
    for _ in range(chance.randrange(1, 6)):
        places = list(ELEMENT.finditer(document))
        if not places:
            break
        found, other = chance.choice(places), chance.choice(places)
        name, said, words = found.groups()
        new = chance.choice(
            (
                "",
                found[0] * 2,
                other[0],
                f"<{other[1]}{said}>{words}</{other[1]}>",
                f"<{name}{said}>{other[3]}</{name}>",
                f"<{name}{other[2]}>{words}</{name}>",
                f"<{name} {chance.choice(dialects.ATTRIBUTES)}>{words}</{name}>",
                f"<{name}{said}>{chance.choice((*dialects.WORDS, *dialects.ADDRESSES, *dialects.PEOPLE))}</{name}>",
                found[0] + dialects.element(chance, in_entry=True),
                f"<{name}{said}>{other[0]}</{name}>",
            )
        )
        document = document[: found.start()] + new + document[found.end() :]
    return document


if __name__ == "__main__":
    main()
