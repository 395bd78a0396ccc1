"""Thousands of sources collected by many processes at once and pushed to one branch: time and bytes; a table.

Run it with `python -m tests.bench.shards [--sources 10000] [--shards 1 8]`. Everything is on this machine: one server
on loopback plays all hosts, every share has a clone of its own of one bare remote. `--at-once` says how many shares run
side by side; on a forge each has a machine of its own, so the time of the slowest share is what counts there.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.repository import remotes

NOW = "2026-11-21T04:23:00+00:00"
ITEMS = 10
ENTRY = (
    "<item><title>Post {each} of {host}</title><link>http://{host}/{each}</link><guid>http://{host}/{each}</guid>"
    "<pubDate>Sat, 21 Nov 2026 0{hour}:00:00 GMT</pubDate><description>{words}</description></item>"
)
WORDS = "What we learnt in class this week, and what we would do otherwise the next time. " * 5
ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    options = _options()
    if options.serve:
        asyncio.run(_serve())
        return
    print("sources  shares  at once  collect s  slowest share s  push s  collected  on the branch  state there")
    for shares in options.shards:
        with tempfile.TemporaryDirectory() as folder, _town() as port:
            print(_row(Path(folder), port, options.sources, shares, min(shares, options.at_once)), flush=True)


def _row(work: Path, port: int, sources: int, shares: int, at_once: int) -> str:
    remotes.made(work)
    hosts = [f"s{number}.example" for number in range(sources)]
    (work / "street.json").write_text(json.dumps({host: ["127.0.0.1", port] for host in hosts}))
    clones = [remotes.clone(work, f"share{number}") for number in range(1, shares + 1)]
    for clone in clones:
        listed = "".join(f"  - http://{host}/feed\n" for host in hosts)
        (clone / "config.yaml").write_text(f"site: {{title: Town}}\nsources:\n{listed}")
    collecting = ["collect", "--street", str(work / "street.json"), "--shard"]
    seconds, each = _all(clones, at_once, lambda number: [*collecting, f"{number}/{shares}"])
    found = sum(path.read_bytes().count(b'"item"') for clone in clones for path in clone.glob(".gleaner/harvest/*"))
    pushing, _ = _all(clones, shares, lambda _: ["state", "push"])
    items = remotes.git(work / "remote.git", "grep", "-c", '"item"', "state", "--", "harvest")
    remotes.git(work / "remote.git", "gc", "--quiet", "--prune=now")
    size = remotes.size(work / "remote.git")
    count = sum(int(line.rpartition(":")[2]) for line in items.splitlines())
    took = f"{seconds:11.1f}{max(each):17.1f}{pushing:8.1f}"
    return f"{sources:7}{shares:8}{at_once:9}{took}{found:11}{count:15}   {size / 1e6:.1f} MB"


def _all(clones: list[Path], at_once: int, words) -> tuple[float, list[float]]:
    """Run one command in every clone, so many at once; return the seconds of all, and of each."""
    begun, running, took = time.perf_counter(), {}, []
    waiting = list(enumerate(clones, 1))
    while waiting or running:
        while waiting and len(running) < at_once:
            number, clone = waiting.pop(0)
            line = [sys.executable, "-m", "generator", *words(number), "--now", NOW, "--quiet"]
            environment = {**remotes.CLEAN, "PYTHONPATH": str(ROOT)}
            running[subprocess.Popen(line, cwd=clone, env=environment)] = time.perf_counter()
        for process in [each for each in running if each.poll() is not None]:
            assert process.returncode == 0, process.args
            took.append(time.perf_counter() - running.pop(process))
        time.sleep(0.05)
    return time.perf_counter() - begun, took


@contextmanager
def _town():
    """Start the server in a process of its own; yield its port."""
    line = [sys.executable, "-m", "tests.bench.shards", "--serve"]
    process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


async def _serve() -> None:
    async def answer(reader, writer):
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = head.decode("latin-1").split("\r\n")
            host = next(line.partition(":")[2].strip() for line in lines if line.lower().startswith("host:"))
            host = host.partition(":")[0]
            entries = "".join(ENTRY.format(each=each, host=host, hour=each % 4, words=WORDS) for each in range(ITEMS))
            body = (
                f"<rss version='2.0'><channel><title>{host}</title><link>http://{host}/</link>{entries}</channel></rss>"
            )
            data = body.encode()
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n" % len(data) + data
            )
            await writer.drain()

    async def polite(reader, writer):
        try:
            await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(polite, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
