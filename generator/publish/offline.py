"""What was printed in, what the service worker has to know out: notes and opened editions then read without a network.

The worker lies at the root of the site, for it may answer only for what lies below it. Its bytes change with anything
that it keeps from the start: that is how browsers notice, and how page, style and scripts stay of one make.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.publish import links, notes
from generator.publish.offprints import Bench, Offprint
from generator.publish.plan import Plan

FILE = "sw.js"
ONLINE = frozenset({"search.js"})
"""Scripts that are of no use without a network: of the search and its index nothing is kept, and its page says so."""


def offprints(plan: Plan) -> tuple[Offprint, ...]:
    """Return the worker."""

    def make(bench: Bench) -> bytes:
        return bench.typeset(FILE, names(bench.output, bench.static, plan.site_url)).encode()

    return (Offprint(file=FILE, make=make),)


def names(output: Path, static: Path, site_url: str | None) -> Mapping[str, Any]:
    """Return what the template of the worker may use.

    Args:
        output: the site, with its page of notes printed.
        static: the theme's files, as they are printed.
        site_url: where the site will be.
    """
    to = links.from_page("", site_url)
    page = to(notes.PLACE)
    files = [path for path in static.iterdir() if path.suffix in {".css", ".js", ".svg"} and path.is_file()]
    kept = sorted(path for path in files if path.name not in ONLINE)
    made = hashlib.sha256((output / notes.PLACE / "index.html").read_bytes())
    for path in kept:
        made.update(path.read_bytes())
    return {"version": made.hexdigest()[:12], "places": [page, *(to(f"theme/{path.name}") for path in kept)]}
