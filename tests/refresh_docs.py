"""Writes into the documents what the program itself knows; `make docs`, then review the difference."""

import re
from pathlib import Path

from generator import config
from generator.arguments import overview
from generator.cli import COMMANDS
from generator.edit import PRESETS, SIGNALS

ROOT = Path(__file__).resolve().parent.parent


HEAD = """# config.yaml, key by key

Made from the program by `make docs`. The file itself explains the common ones.
"""


def presets():
    """Return the table of presets."""
    rows = [f"| {name} | {preset.words} |" for name, preset in PRESETS.items()]
    return "\n".join(["## Presets", "", "| `digest.preset` | what it does |", "| --- | --- |", *rows])


def signals():
    """Return the table of signals, with the weight each preset gives them."""
    rows = [
        f"| `{name}` | {signal.words} | {signal.formula} | {signal.origin} | "
        f"{' · '.join(f'{each:g}' for each in signal.weights)} |"
        for name, signal in SIGNALS.items()
    ]
    head = f"| `digest.weights` | what it looks at | formula | from | {' · '.join(PRESETS)} |"
    return "\n".join(["## Signals", "", head, "| --- | --- | --- | --- | --- |", *rows])


def documents():
    """Return what the generated documents should hold: path -> text."""
    readme = (ROOT / "README.md").read_text("utf-8")
    listing = f"<!-- overview -->\n```text\n{overview(COMMANDS)}\n```\n<!-- /overview -->"
    return {
        ROOT / "README.md": re.sub(
            r"<!-- overview -->.*<!-- /overview -->", lambda _: listing, readme, flags=re.DOTALL
        ),
        ROOT / "generator" / "CONFIG.md": "\n\n".join([HEAD + "\n" + config.reference().strip(), presets(), signals()])
        + "\n",
    }


if __name__ == "__main__":
    for path, words in documents().items():
        path.write_text(words, "utf-8")
