"""A plan in, the picks of the last editions as a JSON Feed out (feed.json), which other digests read.

One item for each pick, under the id, the address and the name it has at its origin, so that a digest that reads a
digest credits the author. What the format has no place for stands in its extension `_gleaner`:

- of the feed: `about`, where this is explained; `format`, 1.
- of an item: `edition`, the week it was picked in, `2026-W47`; `reason`, why, as a sentence; `kind`, article or post;
  `voice`, the key of who speaks; `source`, where it was found; `warning`, a content warning, whose text is then left
  out.

Its texts are those of the authors alone, without a word of ours: `content_html` would have both, and a digest that
reads this one would take the second for the first. Of posts on X there is no text: its terms have only ids and links
passed on.
"""

from typing import Any

from generator import text
from generator.model import Pick
from generator.publish import along, links
from generator.publish.feeds.jsonfeed import VERSION, said
from generator.publish.feeds.markup import inert
from generator.publish.headings import EXCERPT, on_x
from generator.publish.plan import Plan

WEEKS = 5
"""Editions whose picks are in a feed of picks: a month, for whoever reads another digest looks back no further."""
EXTENSIONS = "https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a"
COMMENT = (
    "Every item is something that this digest picked, by the author named in it; the digest only passes it on. "
    "_gleaner says in which week, and why."
)


def picks(plan: Plan) -> dict[str, Any]:
    """Put the picks of the last editions into a JSON Feed, each once: where it was picked last."""
    site, away = plan.config.site, links.absolute(plan.site_url)
    found: dict[str, dict[str, Any]] = {}
    for entry in plan.entries[:WEEKS]:
        for pick in entry.picks:
            if address := text.address(pick.url):
                found.setdefault(pick.id, _item(pick, address, entry.week))
    return said(
        version=VERSION,
        title=inert(site.title),
        home_page_url=away(""),
        feed_url=away(along.PICKS_JSON),
        description=inert(site.description),
        user_comment=COMMENT,
        language=site.language,
        authors=[said(name=inert(site.title), url=away(""))],
        _gleaner={"about": away("how-it-chooses/") or EXTENSIONS, "format": 1},
    ) | {"items": list(found.values())}


def _item(pick: Pick, address: str, week: str) -> dict[str, Any]:
    closed = bool(pick.warning) or on_x(pick)
    author = said(name=inert(pick.name), url=text.address(pick.address or "") or "")
    extension = said(
        edition=week,
        reason=pick.why,
        kind=pick.kind,
        voice=pick.voice,
        source=pick.source_name,
        warning=pick.warning,
    )
    item = said(
        id=pick.id,
        url=address,
        external_url=text.address(pick.about or "") or "",
        title=inert(pick.title),
        date_published=pick.published.isoformat() if pick.published else "",
        authors=[author] if author else [],
        tags=list(pick.tags),
        language=pick.language or "",
    )
    return item | {"content_text": "" if closed else text.clip(pick.excerpt, EXCERPT), "_gleaner": extension}
