"""The same week gives the same bytes: in any order of arrival, on any processor, in any country."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import random, sys
from datetime import timedelta
from tests.edit.week import DUE, WEEK, gleaned, item, post
from generator.model import Week

lot = random.Random(7)
people = [f"V{number}" for number in range(24)]
subjects = (
    "assessment bakery bridges canals chess choirs cinema comets copper dialects dinosaurs drought eclipses elections "
    "fables forests fractals gardens geology glaciers grammar harbours history insects islands jazz kites knitting "
    "lanterns libraries looms magnets maps masks mosaics museums nutrition orchards owls papyrus pendulums pottery "
    "puppets quarries radios railways rivers rockets salt satellites saxophones seaweed sundials tides trams "
    "typography vaccines violins volcanoes weather whales windmills yeast zoology"
).split()
acts = "Measuring Teaching Mending Reading Comparing Drawing Counting Selling Losing Painting Hearing Mapping".split()
asides = "in winter|for beginners|by the sea|at night|in Brazil|without money|with children|on paper".split("|")

def said():
    one, other = lot.sample(subjects, 2)
    return f"{lot.choice(acts)} {one} and {other} {lot.choice(asides)}"

def week(start):
    for number in range(start, start + 70):
        who, words = lot.choice(people), said()
        about = f"https://paper.example/{lot.randrange(12)}?utm_source=x" if lot.random() < 0.5 else None
        shared = tuple(sorted({f"https://{other.lower()}.example/" for other in lot.sample(people, lot.randrange(4))}))
        if number % 5:
            yield post(
                f"p{number}", who, 1 + number % 6, text=f"{words}, seen by {who}", about=about, shared_by=shared,
                tags=tuple(lot.sample(subjects, 2)), followers=len(who) * number, likes=number % 9, shares=number % 4,
                replies=number % 3, language=lot.choice(["en", "de", None]),
            )
        else:
            yield item(f"a{number}", who, 1 + number % 6, title=words, text=f"{words}: {said()}.")

weeks = [list(week(0)), list(week(70))]
for items in weeks:
    random.Random(sys.argv[1]).shuffle(items)
wishes = {"interests": ["formative assessment", "rivers and bridges"], "minutes": 12}
first = gleaned(*weeks[0], **wishes)
later = {"archive": (first.edition,), "week": Week(2026, 48), "due": DUE + timedelta(days=7)}
moved = [__import__("dataclasses").replace(one, published=one.published + timedelta(days=7)) for one in weeks[1]]
second = gleaned(*moved, **later, **wishes)
assert first.edition.picks and second.edition.picks
sys.stdout.buffer.write(f"{first!r}\\n{second!r}".encode("utf-8", "surrogatepass"))
"""
CIRCUMSTANCES = {
    "arrived otherwise, hashed otherwise": ("b", {"PYTHONHASHSEED": "4242"}),
    "an old processor, one thread": ("c", {"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "1"}),
    "another processor, Turkish, in Kolkata": (
        "d",
        {"OPENBLAS_CORETYPE": "Haswell", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata"},
    ),
}


def started(order, **circumstances):
    environment = {**os.environ, "PYTHONHASHSEED": "0", **circumstances}
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, order], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.fixture(scope="module")
def outputs():
    """Run all of them side by side: each waits a second for the encoder."""
    running = {name: started(order, **more) for name, (order, more) in {"plain": ("a", {}), **CIRCUMSTANCES}.items()}
    told = {name: process.communicate() for name, process in running.items()}
    assert {name: errors.decode()[-500:] for name, (_, errors) in told.items() if running[name].returncode} == {}
    return {name: words for name, (words, _) in told.items()}


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
def test_the_edition_and_the_ledger_are_the_same(outputs, circumstance):
    assert outputs[circumstance] == outputs["plain"]
