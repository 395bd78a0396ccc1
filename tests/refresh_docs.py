"""Writes into the documents what the program itself knows; `make docs`, then review the difference."""

import argparse
import re
from pathlib import Path

from generator import arguments, config
from generator.arguments import overview
from generator.cli import COMMANDS
from generator.config import manual
from generator.config import schema as completion
from generator.edit import PRESETS, SIGNALS
from generator.publish.data import schema
from tests import limits, materials
from tests.publish import translated

ROOT = Path(__file__).resolve().parent.parent


GUIDE = ROOT / "content" / "pages" / "guide"
CONFIGURATION = """---
title: Every key of config.yaml
description: What may be written in config.yaml, what it means, and what counts where it is not written.
language: en
---

The file itself explains the common ones; [every kind of source](kinds-of-sources.md) has its examples. Behind each key
stand what it takes, and what counts where it is not written. A dot leads into a part: `site.title` is the line `title:`
below `site:`; `[]` means each entry of a list.
"""
COMMANDS_PAGE = """---
title: Every command
description: What each command does, and what may follow it.
language: en
---

Every command is typed in the folder of the digest, `./gleaner` before it (on Windows `py gleaner`), and takes these:
"""


def options(parser, left_out=()):
    """Return what a command takes as a list; a table for each would say its head anew, and be a quarter longer."""
    rows = []
    for action in parser._actions:
        flags = ", ".join(action.option_strings) or action.dest
        if action.help == argparse.SUPPRESS or action.dest in {"help", *left_out}:
            continue
        value = "" if action.nargs == 0 else action.metavar or ""
        name = (f"{flags} {value}" if action.option_strings else value or action.dest).strip()
        rows.append(f"- **`{name}`**: {action.help or ''}.")
    return rows


def commands():
    """Return the page of the guide that lists every command with its options."""
    whole = arguments.parser(COMMANDS)
    subs = next(action for action in whole._actions if action.dest == "command").choices
    common = arguments.common()
    shared = {action.dest for action in common._actions}
    parts = [COMMANDS_PAGE, "\n".join(options(common))]
    for heading, names in arguments.GROUPS.items():
        parts.append(f"## {heading}")
        for name in names:
            rows = options(subs[name], shared)
            parts.append(f"### {name}\n\n{COMMANDS[name].words[:1].upper()}{COMMANDS[name].words[1:]}.")
            if rows:
                parts.append("\n".join(rows))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def presets():
    """Return the table of presets."""
    rows = [f"| {name} | {preset.words} |" for name, preset in PRESETS.items()]
    return "\n".join(["## Presets", "", "| `digest.preset` | what it does |", "| --- | --- |", *rows])


def signals():
    """Return what each signal looks at, with the weight each preset gives it."""
    rows = []
    for name, signal in SIGNALS.items():
        weights = ", ".join(f"{preset} {each:g}" for preset, each in zip(PRESETS, signal.weights, strict=True))
        rows.append(f"- **`{name}`**: {signal.words}. Formula: {signal.formula} ({signal.origin}). Weights: {weights}.")
    return "\n".join(["## Signals, for `digest.weights`", "", *rows])


def between(path, **parts):
    """Return a document with each of its marked parts made anew: <!-- name --> ... <!-- /name -->."""
    words = path.read_text("utf-8")
    for name, part in parts.items():
        marked = f"<!-- {name} -->\n{part}\n<!-- /{name} -->"
        words = re.sub(rf"<!-- {name} -->.*<!-- /{name} -->", lambda _, marked=marked: marked, words, flags=re.DOTALL)
    return words


def workflows():
    """Return the workflows; the doctor keeps a copy of each, to compare with those of a digest."""
    return sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def documents():
    """Return what the generated documents should hold: path -> text."""
    house = ROOT / "generator"
    return {
        ROOT / "README.md": between(ROOT / "README.md", overview=f"```text\n{overview(COMMANDS)}\n```"),
        GUIDE / "configuration.md": "\n\n".join(
            [CONFIGURATION + "\n" + config.reference().strip(), manual.queries(), presets(), signals()]
        )
        + "\n",
        completion.KEPT: completion.kept(completion.made(completion.Known(presets=PRESETS, signals=SIGNALS))),
        house / "EDITION.md": schema.reference(),
        GUIDE / "commands.md": commands(),
        GUIDE / "limits.md": limits.page(),
        GUIDE / "kinds-of-sources.md": between(
            GUIDE / "kinds-of-sources.md", kinds=manual.kinds(), closed=manual.closed()
        ),
        GUIDE / "secrets.md": between(GUIDE / "secrets.md", secrets=manual.secrets()),
        **{house / "doctor" / "shipped" / path.name: path.read_text("utf-8") for path in workflows()},
        **translated.documents(),
        **materials.documents(),
    }


if __name__ == "__main__":
    for path, words in documents().items():
        path.write_text(words, "utf-8")
