"""One week, decided under many circumstances, in; whether a byte differs, and where first, out.

The circumstances: the order of arrival, the seed of hashing, the processor that the linear algebra believes to run on,
its threads, what numpy may use of the processor, the language and the time zone of the machine.
"""

import hashlib
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.bench.simulated.texts import invented
from tests.bench.worlds import WORLDS, build

CIRCUMSTANCES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "as it is": {},
        "arrived otherwise": {"ORDER": "1"},
        "arrived otherwise again": {"ORDER": "2"},
        "hash seed 0": {"PYTHONHASHSEED": "0"},
        "hash seed 4242": {"PYTHONHASHSEED": "4242"},
        "Prescott": {"OPENBLAS_CORETYPE": "Prescott"},
        "Nehalem": {"OPENBLAS_CORETYPE": "Nehalem"},
        "Sandybridge": {"OPENBLAS_CORETYPE": "Sandybridge"},
        "Haswell": {"OPENBLAS_CORETYPE": "Haswell"},
        "Zen": {"OPENBLAS_CORETYPE": "Zen"},
        "SkylakeX": {"OPENBLAS_CORETYPE": "SkylakeX"},
        "one thread": {"OPENBLAS_NUM_THREADS": "1"},
        "four threads": {"OPENBLAS_NUM_THREADS": "4"},
        "no AVX in numpy": {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"},
        "Turkish, in Kolkata": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata"},
        "plain C, in St. John's": {"LANG": "C", "LC_ALL": "C", "TZ": "America/St_Johns", "PYTHONUTF8": "0"},
    }
)
WEEKS = 3
SCRIPT = """
import json, sys
from pathlib import Path
from tests.bench.weighing.deciding import FULL, weeks
from tests.bench.weighing.sets import worlds
world, = worlds(Path(sys.argv[1]), "sim")
for found in weeks(world, FULL):
    chosen = found.selection
    print("stories", [(story.key, [item.id for item in story.items]) for story in chosen.stories])
    print("scores", [(entry.story.lead.id, entry.score, entry.reasons) for entry in chosen.ranked])
    print("fates", sorted(chosen.choice.fates.items()), sorted(chosen.choice.worths.items()))
    print("lines", found.lines)
"""


def report() -> int:
    """Print what came out under each circumstance; return how many differ."""
    with tempfile.TemporaryDirectory() as place:
        return compared(Path(place))


def compared(folder: Path) -> int:
    """Write a world into a folder and decide about it under each circumstance."""
    build(WORLDS["plain"], invented(), folder / "sim" / "plain")
    for path in sorted(folder.glob("sim/plain/week*.jsonl"))[WEEKS:]:
        path.unlink()
    expected = None
    differing = 0
    for name, circumstances in CIRCUMSTANCES.items():
        told = decided(folder, circumstances)
        expected = expected or told
        where = [one.split()[0].decode() for one, other in zip(told, expected, strict=True) if one != other]
        differing += bool(where)
        digest = hashlib.sha256(b"\n".join(told)).hexdigest()[:12]
        print(f"{name:<24} {digest}  {'the same' if not where else 'DIFFERS in ' + ', '.join(where)}", flush=True)
    return differing


def decided(folder: Path, circumstances: Mapping[str, str]) -> list[bytes]:
    """Decide about the weeks in a process of its own."""
    for path in sorted(folder.glob("sim/plain/week*.jsonl")):
        rows = path.read_text("utf-8").splitlines(keepends=True)
        if order := circumstances.get("ORDER"):
            random.Random(order).shuffle(rows)
        else:
            rows.sort()
        path.write_text("".join(rows), "utf-8")
    environment = {**os.environ, **circumstances}
    command = [sys.executable, "-c", SCRIPT, str(folder)]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout.splitlines()
