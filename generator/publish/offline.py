"""What was printed in, what the service worker has to know out: notes, the newest edition and opened ones read offline.

Any other page is answered by one of ours, "Reading offline", which a script fills with what the browser has kept.

The worker lies at the root of the site, for it may answer only for what lies below it. Its bytes change with anything
that it keeps from the start: that is how browsers notice, and how page, style and scripts stay of one make.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.publish import links, notes
from generator.publish.offprints import Bench, Offprint

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet
    from generator.publish.plan import Plan

FILE = "sw.js"
PLACE = "offline/"
"""Where the page lies that stands in for those that are not kept."""
ONLINE = frozenset({"search.js"})
"""Scripts that are of no use without a network: of the search and its index nothing is kept, and its page says so."""


def page(house: "House") -> "Sheet":
    """Return the page that the worker shows in place of one it does not have."""
    say = house.say
    return house.sheet(PLACE, "offline.html", say("offline"), say("offline.words"), lambda _: {})


def offprints(plan: "Plan") -> tuple[Offprint, ...]:
    """Return the worker."""
    newest = "".join(links.edition(edition.week) for edition in plan.house.weeks[:1])

    def make(bench: Bench) -> bytes:
        return bench.typeset(FILE, names(bench.output, bench.static, plan.site_url, newest)).encode()

    return (Offprint(file=FILE, make=make),)


def names(output: Path, static: Path, site_url: str | None, newest: str) -> Mapping[str, Any]:
    """Return what the template of the worker may use.

    Args:
        output: the site, with its pages of notes and of reading offline printed.
        static: the theme's files, as they are printed.
        site_url: where the site will be.
        newest: the place of the newest edition, which the front page shows too; "" before there is one.
    """
    to = links.from_page("", site_url)
    always = (PLACE, notes.PLACE)
    files = [path for path in static.iterdir() if path.suffix in {".css", ".js", ".svg"} and path.is_file()]
    kept = sorted(path for path in files if path.name not in ONLINE)
    made = hashlib.sha256()
    for path in (*(output / place / "index.html" for place in always), *kept):
        made.update(path.read_bytes())
    return {
        "version": made.hexdigest()[:12],
        "places": [*map(to, always), *(to(f"theme/{path.name}") for path in kept)],
        "pages": [to(place) for place in ("", newest)] if newest else [to("")],
    }
