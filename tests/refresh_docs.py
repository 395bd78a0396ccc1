"""Writes into the documents what the program itself knows; `make docs`, then review the difference."""

import re
from pathlib import Path

from generator import config
from generator.arguments import overview
from generator.cli import COMMANDS
from generator.config import manual
from generator.edit import PRESETS, SIGNALS
from generator.publish.data import schema
from tests.publish import translated

ROOT = Path(__file__).resolve().parent.parent


HEAD = """# config.yaml, key by key

Made from the program by `make docs`. The file itself explains the common ones; [what can be read](SOURCES.md) shows
every kind of source with examples.
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


def between(path, **parts):
    """Return a document with each of its marked parts made anew: <!-- name --> ... <!-- /name -->."""
    words = path.read_text("utf-8")
    for name, part in parts.items():
        marked = f"<!-- {name} -->\n{part}\n<!-- /{name} -->"
        words = re.sub(rf"<!-- {name} -->.*<!-- /{name} -->", lambda _, marked=marked: marked, words, flags=re.DOTALL)
    return words


def documents():
    """Return what the generated documents should hold: path -> text."""
    house = ROOT / "generator"
    return {
        ROOT / "README.md": between(ROOT / "README.md", overview=f"```text\n{overview(COMMANDS)}\n```"),
        house / "CONFIG.md": "\n\n".join(
            [HEAD + "\n" + config.reference().strip(), manual.queries(), presets(), signals()]
        )
        + "\n",
        house / "EDITION.md": schema.reference(),
        house / "SOURCES.md": between(house / "SOURCES.md", kinds=manual.kinds(), closed=manual.closed()),
        house / "SECRETS.md": between(house / "SECRETS.md", secrets=manual.secrets()),
        **translated.documents(),
    }


if __name__ == "__main__":
    for path, words in documents().items():
        path.write_text(words, "utf-8")
