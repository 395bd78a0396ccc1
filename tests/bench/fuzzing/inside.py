"""One target under the fuzzer, in a process of its own: a target's name in, what became of it in a file out.

A finding does not end the process: of each place that fails the shortest input is kept, and the search goes on.
"""

import json
import sys
import time
import traceback
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.fuzzing.target import HERE, LONGEST

SLOW = 30
"""Seconds after which an input counts as a hang; code that is watched is several times as slow."""
WARM = 20
"""Seeds that are run before an input is timed."""
OFTEN = 1.0
"""Seconds between two reports."""


@dataclass(slots=True)
class Tally:
    """What became of the inputs so far."""

    trial: Callable[[bytes], object]
    report: Path
    runs: int = 0
    slowest: float = 0.0
    worst: bytes = b""
    found: dict[str, bytes] = field(default_factory=dict)
    """Place and words of a failure -> the shortest input that fails there."""
    begun: float = field(default_factory=time.monotonic)
    told: float = 0.0

    def __call__(self, data: bytes) -> None:
        began = time.thread_time()
        try:
            self.trial(data)
        except Exception as error:  # noqa: BLE001  any other end is what is looked for
            place = where(error)
            if len(data) < len(self.found.get(place, data + b".")):
                self.found[place] = data
        took = time.thread_time() - began
        self.runs += 1
        if took > self.slowest:
            self.slowest, self.worst = took, data
        if time.monotonic() - self.told > OFTEN:
            self.tell()

    def tell(self) -> None:
        self.told = time.monotonic()
        told = {
            "runs": self.runs,
            "seconds": self.told - self.begun,
            "slowest": b64encode(self.worst).decode(),
            "found": {place: b64encode(data).decode() for place, data in self.found.items()},
        }
        self.report.write_text(json.dumps(told), "utf-8")


def where(error: BaseException) -> str:
    """Name a failure by its kind and by the innermost lines of ours; two inputs that fail alike are one finding."""
    ours = [
        f"{frame.filename.rpartition('/main/')[2] or frame.filename}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "/generator/" in frame.filename or "/fuzzing/" in frame.filename
    ]
    return f"{type(error).__name__} at {' < '.join(reversed(ours[-2:]))}"


def fuzz(room: str, name: str, folder: Path, seconds: int) -> None:
    """Fuzz one target from the seeds in the folder; it does not come back."""
    import atheris  # noqa: PLC0415  it is in no list of ours

    with atheris.instrument_imports(include=["generator", "luqum"]):
        from tests.bench.fuzzing import targets  # noqa: PLC0415  atheris watches what is imported after it

        target = targets(room)[name]
        tally = Tally(target.trial, folder / "report.json")
        for seed in sorted((folder / "seeds").iterdir())[:20]:
            tally(seed.read_bytes())  # what is imported late is watched as well
    words = folder / "words"
    words.write_text("".join(f'"{_escaped(piece)}"\n' for piece in target.pieces if piece), "ascii")
    limits = [
        *([f"-dict={words}"] if target.pieces else []),
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOW}",
        f"-artifact_prefix={folder}/",
        "-rss_limit_mb=1536",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *limits, str(folder / "seeds")], tally)
    atheris.Fuzz()


def _escaped(piece: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in piece.encode("utf-8", "surrogatepass")[:60])


def replay(room: str, name: str, data: bytes) -> tuple[float, str]:
    """Run one input again, unwatched: how many seconds it takes, and what fails; "" for nothing."""
    from tests.bench.fuzzing import targets  # noqa: PLC0415  as above

    target = targets(room)[name]
    trial = target.trial
    for seed, _ in zip(target.seeds(), range(WARM), strict=False):
        with suppress(Exception):  # what is loaded late is not the input's
            trial(seed)
    began = time.thread_time()
    try:
        trial(data)
    except Exception as error:  # noqa: BLE001  as above
        return time.thread_time() - began, "".join(traceback.format_exception(error)).replace(str(HERE), "")
    return time.thread_time() - began, ""
