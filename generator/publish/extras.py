"""A plan in, what crawlers ask for out: robots.txt and sitemap.xml; nothing while the site has no address."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from generator.publish import almanac
from generator.publish.offprints import Offprint
from generator.publish.plan import Plan

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
LATEST = frozenset({"", almanac.PLACE})
"""Pages that are new whenever an edition is."""


def offprints(plan: Plan) -> tuple[Offprint, ...]:
    """Return both."""
    if not plan.site_url:
        return ()
    lines = "".join(f"{line}\n" for line in _lines(plan))
    sitemap = f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{SITEMAP}">\n{lines}</urlset>\n'
    # Crawlers ask for robots.txt at the root of a host alone (RFC 9309, 2.3): below a path it tells people where the
    # sitemap is, and what is not to be listed is not in it.
    robots = f"User-agent: *\nAllow: /\nSitemap: {plan.site_url}/sitemap.xml\n"
    return (
        Offprint(file="robots.txt", make=lambda _: robots.encode()),
        Offprint(file="sitemap.xml", make=lambda _: sitemap.encode()),
    )


def _lines(plan: Plan) -> Iterator[str]:
    """Give every page that may be listed; the day it changed where that is known (https://www.sitemaps.org/protocol.html)."""
    newest = plan.house.weeks[0].published.isoformat() if plan.house.weeks else ""
    for page in (sheet.page for sheet in plan.sheets):
        if page.meta.listed:
            changed = page.meta.published or (newest if page.place in LATEST else "")
            day = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
            yield f"<url><loc>{escape(page.canonical)}</loc>{day}</url>"
