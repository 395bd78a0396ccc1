"""What the tests of config.yaml have in common: the least of a file, and how one is read."""

from generator import config
from generator.collect.sources import MODULES

PRESETS = ("balanced", "conversation", "quiet voices", "chronological")
SIGNALS = ("relevance", "recency")
SITE = "site:\n  title: My digest\n"
ONE = "sources:\n  - https://a.example/feed\n"
OPML = '<opml version="2.0"><body><outline text="{0}" xmlUrl="https://{0}.example/feed"/></body></opml>'


def read(path, kinds=tuple(MODULES)):
    return config.load(path, presets=PRESETS, signals=lambda: SIGNALS, kinds=kinds)


def entry(lines):
    """Write an entry as it stands in the documentation below `sources:`, in line 4 of a file."""
    first, *rest = lines.splitlines()
    return "\n".join([f"{SITE}sources:", f"  - {first}", *(f"    {line}" for line in rest)]) + "\n"
