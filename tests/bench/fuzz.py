"""Whatever bytes a server sends, a reader may only say StreetError: each reader under a coverage-guided fuzzer.

Run it with `python -m tests.bench.fuzz [--seconds 60] [READER ...]`, in an environment that has atheris besides our own
requirements. Each reader runs whole, through its adapter, in a process of its own, over a street on which every address
answers with the bytes at hand. It starts from recorded answers where ../shared/data is there.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from generator.errors import StreetError
from generator.model import Source

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LONGEST = 20_000
SEEDS = 400
SLOW = 10
"""Seconds after which an input counts as a hang."""
SERVER = {"servers": ("school.example",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is fuzzed: a kind of source as it is asked for, and where examples of its answers are."""

    kind: str
    address: str
    seeds: str
    options: Mapping[str, tuple[str, ...]] | None = None


READERS = {
    "feed": Reader(kind="feed", address="https://a.example/feed", seeds="feeds"),
    "opml": Reader(kind="opml", address="https://a.example/list", seeds="opml"),
    "mastodon-tag": Reader(kind="mastodon", address="#oer", seeds="mastodon", options=SERVER),
    "mastodon-account": Reader(kind="mastodon", address="@ana@school.example", seeds="mastodon"),
    "mastodon-list": Reader(kind="mastodon", address="list:7", seeds="mastodon", options=SERVER),
    "bluesky-tag": Reader(kind="bluesky", address="#oer", seeds="bluesky"),
    "bluesky-account": Reader(kind="bluesky", address="@lee.school.example", seeds="bluesky"),
    "bluesky-list": Reader(kind="bluesky", address="list:at://did:plc:a/app.bsky.graph.list/b", seeds="bluesky"),
    "x-tag": Reader(kind="x", address="#oer", seeds="x"),
    "x-list": Reader(kind="x", address="list:7", seeds="x"),
    "reddit": Reader(kind="reddit", address="r/teaching", seeds="feeds/reddit-rss"),
    "lemmy": Reader(kind="lemmy", address="!teaching@lemmy.example", seeds="others/lemmy"),
    "hackernews": Reader(kind="hackernews", address="search:learning", seeds="others/hackernews"),
    "devto": Reader(kind="devto", address="#edtech", seeds="others/devto"),
    "youtube": Reader(kind="youtube", address="@school", seeds="feeds/youtube"),
    "arxiv": Reader(kind="arxiv", address="cat:cs.CY", seeds="feeds/wild-2026"),
    "eric": Reader(kind="eric", address="search:feedback", seeds="others/eric"),
    "crossref": Reader(kind="crossref", address="search:feedback", seeds="others/crossref"),
    "openalex": Reader(kind="openalex", address="search:feedback", seeds="others/openalex"),
    "doaj": Reader(kind="doaj", address="search:feedback", seeds="others/doaj"),
    "gleaner": Reader(kind="gleaner", address="https://digest.example", seeds="feeds/reader"),
}


class Street:
    """Every address answers with the same bytes; the first of them says how."""

    def __init__(self, data: bytes) -> None:
        self.data, self.asked = data, 0

    async def get(self, url, **_):
        return self._answer(url)

    async def post(self, url, body, **_):
        assert body is not None
        return self._answer(url)

    def _answer(self, url):
        from generator.collect.words import Answer  # noqa: PLC0415  atheris watches what is imported after it

        self.asked += 1
        mark, body = self.data[:1], self.data[1:]
        refusals = {b"\x01": 400, b"\x02": 401, b"\x03": 403, b"\x04": 404, b"\x05": 422, b"\x06": 429}
        if mark in refusals and self.asked % 2:
            raise StreetError("No.", status=refusals[mark], body=body)
        types = {b"\x07": "text/html", b"\x08": "application/json; charset=utf-16"}
        headers = {"content-type": types.get(mark, ""), "link": body[:200].decode("latin-1")}
        return Answer(url=url, status=200, body=body, headers=headers)

    def forget(self, url):
        assert url

    def has(self, *_):
        return self.data[:1] not in {b"\x09", b"\x0a"}

    def learn(self, name, value):
        assert isinstance(name, str)
        assert isinstance(value, str)

    async def once(self, _, make):
        return await make()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--inside", metavar="FOLDER", help="fuzz one reader in this process, from these seeds")
    parser.add_argument("readers", nargs="*", metavar="READER", default=[])
    options = parser.parse_args()
    if options.inside:
        _fuzz(options.readers[0], options.inside, options.seconds)
        return
    failed = [name for name in options.readers or READERS if not _outside(name, options.seconds)]
    sys.exit(f"Something else than StreetError came out of: {', '.join(failed)}" if failed else 0)


def _outside(name: str, seconds: int) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        number = _sow(Path(folder), READERS[name].seeds)
        command = [sys.executable, "-m", "tests.bench.fuzz", "--inside", folder, "--seconds", str(seconds), name]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    last = [line for line in run.stderr.splitlines() if line.startswith(("#", "Done", "stat::"))][-1:]
    print(f"{name:18} {number:5} seeds  {'ok' if run.returncode == 0 else 'FAILED'}  {' '.join(last)}", flush=True)
    if run.returncode:
        print(run.stderr[-4000:], flush=True)
    return run.returncode == 0


def _sow(folder: Path, seeds: str) -> int:
    """Write recorded answers as seeds; recordings that hold many answers in one file are cut at their lines."""
    number = 0
    for path in sorted((DATA / seeds).rglob("*")) if DATA.is_dir() else ():
        if path.is_file() and path.stat().st_size < LONGEST and number < SEEDS:
            body = b"\x00" + path.read_bytes()
            (folder / sha256(body).hexdigest()).write_bytes(body)
            number += 1
    return number


def _fuzz(name: str, folder: str, seconds: int) -> None:
    import atheris  # noqa: PLC0415  it is in no list of ours

    reader = READERS[name]
    with atheris.instrument_imports(include=["generator"]):
        from generator.collect.sources import adapters  # noqa: PLC0415
        from generator.collect.words import Visit  # noqa: PLC0415

        read = adapters([reader.kind])[reader.kind]
    source = Source(kind=reader.kind, address=reader.address, name="fuzzed", options=reader.options or {})
    visit = Visit(now=NOW, since=NOW - timedelta(days=36500))
    runner = asyncio.Runner()

    def one(data: bytes) -> None:
        try:
            items = runner.run(read(source, Street(data), visit)).items
        except StreetError:
            items = ()
        for item in items:
            assert item.id
            assert item.url.startswith(("http://", "https://")), item.url

    limits = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOW}",
        "-print_final_stats=1",
        f"-artifact_prefix={folder}/",
    ]
    atheris.Setup([sys.argv[0], *limits, "-rss_limit_mb=1024", folder], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
