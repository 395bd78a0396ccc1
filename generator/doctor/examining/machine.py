"""The machine: its Python and packages, its disk, its clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator import text
from generator.doctor.facts import Case
from generator.doctor.finding import Finding, broken, soon

NEEDED = (3, 11)
AGAIN = "Delete the folder .venv and run `./gleaner doctor`: it is made anew."
MEGABYTE = 1 << 20
LOW = 500 * MEGABYTE
"""A site with its search index and the packages take a quarter of it."""
OUT = 50 * MEGABYTE
FAR = timedelta(minutes=10)
"""How far off a clock may be; tokens and certificates bear less than an hour."""


def packages(case: Case) -> Iterator[Finding]:
    """Compare what is installed with what this version was tested with."""
    machine = case.machine
    if machine.python[:2] < NEEDED:
        version = ".".join(map(str, machine.python))
        yield broken("python-old", f"Gleaner needs Python 3.11 or newer; this is {version}.", AGAIN)
    if not machine.locked:
        mend = "`git checkout -- requirements.lock` brings it back, and so does `./gleaner upgrade`."
        yield broken("lock-missing", "The list of packages is not there.", mend, "requirements.lock")
    missing = [name for name, _, installed in machine.packages if not installed]
    other = [f"{name} {installed} for {wanted}" for name, wanted, installed in machine.packages if installed]
    if missing:
        yield broken("packages-missing", f"{text.count(len(missing), 'package')} missing: {_some(missing)}.", AGAIN)
    if other:
        words = f"Packages are not those that this version was tested with: {_some(other)}."
        yield soon("packages-differ", words, AGAIN)


def disk(case: Case) -> Iterator[Finding]:
    """Look whether there is room."""
    free = case.machine.free
    if free is None or free >= LOW:
        return
    words = f"Only {free // MEGABYTE} MB are left on the disk of the digest."
    mend = "Make room; `output/`, `.gleaner-kept/` and `.venv/` can be deleted, the next command makes them anew."
    yield (broken if free < OUT else soon)("disk-full", words, mend)


def can_compare(case: Case) -> bool:
    """Tell whether another clock was seen."""
    return bool(_others(case))


def clock(case: Case) -> Iterator[Finding]:
    """Compare the clock with those of servers, which all agree."""
    off = [other - case.clock for other in _others(case)]
    if off and min(map(abs, off)) > FAR:
        hours = min(off, key=abs).total_seconds() / 3600
        words = f"The clock of this machine is {abs(hours):.1f} hours {'slow' if hours > 0 else 'fast'}."
        yield broken("clock-off", words, "Let the system set its clock by the network: Settings, Date and time.")


def _others(case: Case) -> tuple[datetime, ...]:
    seen = (case.forge and case.forge.clock, case.live and case.live.clock)
    return tuple(each for each in seen if each)


def _some(names: list[str], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
