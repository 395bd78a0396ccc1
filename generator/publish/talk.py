"""An edition's place and the owner's giscus in, what a page needs to load its discussion on a click out.

giscus (https://giscus.app) shows a repository's discussions in a frame. Its own script would bring foreign code onto
the page; the theme's talk.js makes the frame itself, with the parameters of giscus' `client.ts` and `widget.tsx`.
"""

from typing import TYPE_CHECKING

from generator.publish.shapes import TalkView

if TYPE_CHECKING:
    from generator.publish.house import House

ORIGIN = "https://giscus.app"
LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "he", "it", "ja", "nl", "pl", "pt", "ru", "tr", "uk"})
"""Those of giscus (`lib/i18n.tsx`) that the digest may come to speak; it answers any other with an error."""


def talk(house: "House", place: str) -> TalkView | None:
    """Return the discussion of the edition at `editions/2026-W47/`; None where the owner has not set one up.

    Its term is that place: it stays when the site moves or the title changes, and it names the discussion at GitHub.
    """
    giscus = house.config.answers.giscus
    if giscus is None:
        return None
    language = house.say.language.split("-")[0]
    return TalkView(
        address=f"{ORIGIN}/{language}/widget" if language in LANGUAGES else f"{ORIGIN}/widget",
        discussions=f"https://github.com/{giscus.repo}/discussions",
        repo=giscus.repo,
        repo_id=giscus.repo_id,
        category=giscus.category,
        category_id=giscus.category_id,
        term=place.rstrip("/"),
    )
