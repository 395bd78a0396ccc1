"""Every recorded feed through the adapter: time, memory, failures, and agreement with other readers, as a table.

Run it with `python -m tests.bench.recorded_feeds`; `--all` names every value that is read otherwise than expected.
Known differences: media:title is no title of an entry (WordPress puts the author's name there); base64 of other types
than text is not read; CDF is not read; the text of <object> and <iframe> is dropped; itunes:block is obeyed; pictures
and their titles are no text; of a link through FeedBurner the true address is taken; mail addresses are never names.
"""

import resource
import sys
import time
from collections import Counter

from generator.errors import StreetError
from tests.collect.sources import recorded


def main() -> None:
    started, before = time.perf_counter(), _memory()
    outcome: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    for path, _, content_type in recorded.documents():
        at = time.process_time()
        found = recorded.parsed(path, content_type)
        slowest = sorted([*slowest, (time.process_time() - at, path)], reverse=True)[:3]
        outcome[found.words if isinstance(found, StreetError) else "page" if found.feeds else "feed"] += 1
    print(f"{sum(outcome.values())} documents in {time.perf_counter() - started:.1f} s; {before} -> {_memory()} MB")
    for words, number in outcome.most_common():
        print(f"{number:6}  {words}")
    for seconds, path in slowest:
        print(f"{seconds:6.2f} s  {path}")
    _agreement()


def _agreement() -> None:
    cache: dict[tuple[str, str], object] = {}
    counts: Counter[tuple[str, str, bool]] = Counter()
    for wanted in recorded.expectations():
        key = (wanted.path, wanted.content_type)
        found = cache[key] if key in cache else cache.setdefault(key, recorded.parsed(*key))
        verdict = False if isinstance(found, StreetError) else recorded.agrees(wanted, found)
        if verdict is not None:
            counts[wanted.path.split("/")[1], wanted.field, verdict] += 1
        if verdict is False and "--all" in sys.argv:
            print(f"{wanted.path} [{wanted.entry}] {wanted.field}: {str(wanted.wanted)[:80]!r}")
    for project, field in sorted({key[:2] for key in counts}):
        met, missed = counts[project, field, True], counts[project, field, False]
        print(f"{project:15} {field:10} {met:5} of {met + missed:5}")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
