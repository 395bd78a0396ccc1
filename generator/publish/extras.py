"""A plan in, what crawlers ask for out: robots.txt and sitemap.xml; nothing while the site has no address."""

from xml.sax.saxutils import escape

from generator.publish import links
from generator.publish.offprints import Offprint
from generator.publish.plan import Plan

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def offprints(plan: Plan) -> tuple[Offprint, ...]:
    """Return both."""
    if not plan.site_url:
        return ()
    away = links.absolute(plan.site_url)
    places = [sheet.names["page"].place for sheet in plan.sheets if sheet.file != "404.html"]
    lines = "".join(f"<url><loc>{escape(away(place))}</loc></url>\n" for place in places)
    sitemap = f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{SITEMAP}">\n{lines}</urlset>\n'
    robots = f"User-agent: *\nAllow: /\nSitemap: {away('sitemap.xml')}\n"
    return (
        Offprint(file="robots.txt", make=lambda _: robots.encode()),
        Offprint(file="sitemap.xml", make=lambda _: sitemap.encode()),
    )
