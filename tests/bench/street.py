"""A thousand feeds over loopback, kind ones or with every fault: time and memory beside the bare download; a table.

Run it with `python -m tests.bench.street [--feeds 1000] [--faults]`. It needs the feed server of ../shared/tools; its
floor needs aiohttp only. Both clients run in processes of their own, so that each has its own memory and CPU.
"""

import argparse
import compileall
import gc
import json
import os
import resource
import ssl
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

TOOLS = Path(__file__).resolve().parents[3] / "shared" / "tools" / "feedserver"
PROGRAM = Path(__file__).resolve().parents[2] / "generator"
PORT = 21000
FAULTS = (
    "404=2,410=1,429=1,500=2,503=1,reset=1,loris=1,hang=0.5,301=3,302=3,loop=1,big=0.5,bomb=0.5,badxml=3,charset=3,"
    "html=1,empty=1"
)
FIRST = datetime(2026, 11, 20, 5, 20, tzinfo=UTC)


def main() -> None:
    options = _options()
    if options.visit:
        _visit(options)
        return
    compileall.compile_dir(PROGRAM, quiet=1)  # as in life, and as whatever else the floor imports already is
    with tempfile.TemporaryDirectory() as folder, _server(options, Path(folder)):
        work = Path(folder)
        addresses = _ask(options, "__feeds.txt")
        (work / "feeds.txt").write_bytes(addresses)
        if not (options.faults or options.tls):
            print("floor   ", _floor(work))
        for run, now in enumerate((FIRST, FIRST + timedelta(days=1)), start=1):
            _ask(options, f"__mark/run{run}")
            print(f"run {run}   ", _gleaner(options, work, now))
            audit = subprocess.check_output([sys.executable, TOOLS / "audit.py", work / "log.jsonl", f"run{run}"])
            print("         ", {name: json.loads(audit)[name] for name in AUDITED})


AUDITED = (
    "requests", "status", "max_inflight_per_origin", "conditional", "feeds_requested_more_than_once",
    "repeats_after_429", "repeats_after_410", "ua",
)  # fmt: skip


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--faults", action="store_true", help="with every fault the server knows")
    parser.add_argument("--tls", action="store_true", help="over https; the floor does not know the certificate")
    parser.add_argument("--parse", action="store_true", help="read the feeds, too, instead of only downloading them")
    parser.add_argument("--days", type=int, default=14, help="how far back items count; a run asks for 7 to 14")
    parser.add_argument("--visit", nargs=3, metavar=("LIST", "STATE", "INSTANT"), help="one run, in this process")
    return parser.parse_args()


@contextmanager
def _server(options: argparse.Namespace, work: Path):
    number = str(options.feeds)
    command = [sys.executable, TOOLS / "feedserver.py", "--n", number, "--origins", number, "--port", str(PORT)]
    more = ["--fault", FAULTS] if options.faults else []
    more += ["--tls", "--tls-dir", str(work)] if options.tls else []
    server = subprocess.Popen(
        [*command, "--log", work / "log.jsonl", "--no-uvloop", *more],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(options, server)
        yield
    finally:
        server.terminate()
        server.wait()


def _ask(options: argparse.Namespace, path: str) -> bytes:
    anyone = ssl._create_unverified_context()
    return urlopen(f"http{'s' * options.tls}://127.0.0.1:{PORT}/{path}", context=anyone).read()


def _wait_for(options: argparse.Namespace, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600 + options.feeds):  # it makes its feeds first
        assert server.poll() is None, "the feed server ended"
        with suppress(OSError):
            _ask(options, "__stats")
            return
        time.sleep(0.1)


def _floor(work: Path) -> str:
    command = [
        sys.executable,
        TOOLS / "floor.py",
        "--client",
        "aiohttp",
        "--total",
        "100",
        "--no-uvloop",
        "--urls",
        work / "feeds.txt",
    ]
    return subprocess.check_output(command, text=True).strip().replace("\n", " ")


def _gleaner(options: argparse.Namespace, work: Path, now: datetime) -> str:
    command = [sys.executable, "-m", "tests.bench.street", "--visit", work / "feeds.txt", work / "state", str(now)]
    more = ["--days", str(options.days), *(["--parse"] if options.parse else [])]
    trusted = {**os.environ, "SSL_CERT_FILE": str(work / "cert.pem")} if options.tls else None
    return subprocess.check_output([*command, *more], text=True, env=trusted).strip()


def _visit(options: argparse.Namespace) -> None:
    from generator import __main__ as program  # noqa: PLC0415  only this process pays for it
    from generator import collect  # noqa: PLC0415  as above
    from generator.model import Source  # noqa: PLC0415

    gc.set_threshold(program.CIRCLES)  # as in life
    addresses, state, instant = options.visit
    sources = [Source(kind="feed", address=each, name=each) for each in Path(addresses).read_text().split()]
    now = datetime.fromisoformat(instant)
    adapters = None if options.parse else {"feed": _download}
    begun = time.perf_counter()
    reports = collect.run(
        sources, Path(state), now=now, since=now - timedelta(days=options.days), adapters=adapters,
        door=collect.Door(allow_private=True, follow=False),
    )  # fmt: skip
    seconds = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_SELF)
    health = dict(Counter(report.health.value for report in reports))
    cpu, items = used.ru_utime + used.ru_stime, sum(report.items for report in reports)
    print(f"{seconds:.1f} s, CPU {cpu:.1f} s, {used.ru_maxrss // 1024} MB, {items} items, {health}")
    for words, number in Counter(_bare(report) for report in reports if report.words).most_common(40):
        print(f"    {number:4}  {words}")


def _bare(report) -> str:
    """Return what is said without the host, so that the same failures are counted as one."""
    host = report.source.partition("//")[2].partition("/")[0]
    return f"{report.health.value}: {report.words.replace(host, 'HOST')}"


async def _download(source, street, visit):
    """Ask, and keep one line: what is left is the client's own cost."""
    from generator.collect.words import Catch  # noqa: PLC0415
    from generator.model import Item, Voice  # noqa: PLC0415

    answer = await street.get(source.address)
    if answer.unchanged:
        return Catch(unchanged=True)
    voice = Voice(key=source.address, name="")
    item = Item(id=source.address, source="", url=source.address, voice=voice, text=str(len(answer.body)))
    return Catch(items=(item,))


if __name__ == "__main__":
    main()
