"""Writes simulated worlds, the truth beside them: python -m tests.bench.worlds FOLDER [--texts SETS].

A world is a folder with weekNN.jsonl (what was posted), weekNN.profile.json (who reads) and truth.json (what only the
measure knows). Texts come from a folder of labelled sets, else they are invented. Each world breaks one assumption.
"""

import argparse
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from tests.bench.simulated import honest
from tests.bench.simulated.attackers import ATTACKERS, hire
from tests.bench.simulated.law import Attack, Law, Network
from tests.bench.simulated.people import settle
from tests.bench.simulated.posts import Scene
from tests.bench.simulated.texts import Deck, Shelf, invented, read

NOBODY = Attack(spam=0, sybil=0, hijack=0, toxic=0, bait=0)
QUIET = MappingProxyType({"mastodon": Network(share=0.6, counts=False), "bluesky": Network(share=0.4)})
WORLDS: Mapping[str, Law] = MappingProxyType(
    {
        # As other simulations have it, on other topics.
        "plain": Law(seed=11, interests=("excel", "svn", "sports", "travel")),
        # Quality raises no response: who goes by response goes by chance.
        "deaf": Law(seed=12, interests=("oracle", "cocoa", "politics", "drupal"), merit=0, habit=0.4),
        # Response follows the audience steeply, and few have nearly all of it.
        "steep": Law(
            seed=13, interests=("spring", "sharepoint", "science", "bash"), slope=0.6, audience="zipf", steepness=1.0
        ),
        # Honest people share as their circle does: corroboration is one voice, many times.
        "herd": Law(
            seed=14, interests=("haskell", "excel", "travel", "politics"), sharing="circle", herd=0.75, homophily=0.9,
            reworded=0.3,
        ),
        # Honest people share what a celebrity has noticed, and more of them see it.
        "fame": Law(seed=15, interests=("svn", "wordpress", "oracle", "sports"), sharing="celebrity", herd=0.6),
        # Nothing but attackers who have read the code.
        "reader": Law(
            seed=16, interests=("drupal", "bash", "science", "travel"), attack=replace(NOBODY, adaptive=60)
        ),
        # Mostly feeds; of the two networks that are left, one tells no counts.
        "feeds": Law(
            seed=17, interests=("cocoa", "spring", "politics", "sports"), feeds=0.85, celebrities=3, networks=QUIET,
            attack=Attack(farms=8),
        ),
        # What the reader asks for is told in other languages than English.
        "tongues": Law(
            seed=18, interests=("politics", "science", "sports", "travel"), attack=Attack(adaptive=20),
            languages=("ar", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "zh"),
        ),
    }
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write; it gets a folder sim/NAME for each world")
    parser.add_argument("--texts", type=Path, help="a folder of labelled sets")
    parser.add_argument("--worlds", default=",".join(WORLDS), help="which, separated by commas")
    parser.add_argument("--seed", type=int, default=0, help="added to every seed: other people, same laws")
    given = parser.parse_args()
    shelf = read(given.texts) if given.texts else invented()
    for name in given.worlds.split(","):
        law = WORLDS[name]
        written = build(replace(law, seed=law.seed + given.seed), shelf, given.folder / "sim" / name)
        print(f"{name}: {written} items in {law.weeks} weeks")


def build(law: Law, shelf: Shelf, folder: Path) -> int:
    """Write a world; the same law, seed and texts give the same bytes. Returns how many items it has."""
    folder.mkdir(parents=True, exist_ok=True)
    truth: dict[str, dict] = {}
    for scene in weeks(law, shelf):
        name = folder / f"week{scene.week:02d}"
        scene.rows.sort(key=lambda row: row["id"])
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in scene.rows)
        name.with_suffix(".jsonl").write_text(lines, encoding="utf-8")
        name.with_suffix(".profile.json").write_text(json.dumps(profile(scene), ensure_ascii=False), encoding="utf-8")
        truth |= scene.truth
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return len(truth)


def weeks(law: Law, shelf: Shelf):
    """Yield the weeks of a world, one after the other."""
    lot = random.Random(law.seed)
    interests = _interests(law, shelf, lot)
    people = settle(law, list(shelf.topics), lot)
    deck = Deck(shelf=shelf, lot=lot, languages=law.languages)
    scene = Scene(law=law, shelf=shelf, deck=deck, lot=lot, people=people, interests=interests)
    gang = hire(scene)
    for number in range(1, law.weeks + 1):
        week = replace(scene, week=number, rows=[], truth={})
        honest.week(week)
        for attack in ATTACKERS.values():
            attack(week, gang)
        yield week


def profile(scene: Scene) -> dict:
    """Return who reads, and what for."""
    people = scene.people
    return {
        "task": "select",
        "interests": [scene.shelf.topics[topic].phrase for topic in scene.interests],
        "languages": sorted({row["language"] for row in scene.rows}),
        "now": scene.now.isoformat(),
        "limit": scene.law.limit,
        "minutes": scene.law.minutes,
        "following": sorted(people.weak | people.strong),
        "interactions": {key: scene.lot.randrange(3, 13) for key in sorted(people.strong)},
        "history": [],
    }


def _interests(law: Law, shelf: Shelf, lot: random.Random) -> tuple[str, ...]:
    if isinstance(law.interests, int):
        return tuple(sorted(lot.sample(sorted(shelf.topics), law.interests)))
    known = tuple(topic for topic in law.interests if topic in shelf.topics)
    return known or tuple(shelf.topics)[:4]


if __name__ == "__main__":
    main()
