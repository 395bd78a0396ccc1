"""Config and content in, the editions out, and nothing printed: or every mistake that the press would refuse.

Most texts lead only to hand-written pages, to editions and to pictures. Then no site is planned: a fifth of a second of
CPU, and a second more for ten years of editions.
"""

from pathlib import Path

from generator.model import Config, Edition, Method
from generator.publish import links, manuscript, proof
from generator.publish.manuscript import Manuscript, Read

EVERY = ("", "archive/", "how-it-chooses/")
"""Pages that every site has, whatever is in it."""


def check(
    config: Config, *, content: Path, theme: Path, site_url: str | None, method: Method, also: Read = lambda: None
) -> tuple[Edition, ...]:
    """Read everything an owner can write for the site, print nothing, and return the editions, oldest first.

    Args:
        config: the owner's settings.
        content: the folder with `editions/`, `pages/` and `images/`.
        theme: the folder with `templates/` and `static/`.
        site_url: where the site will be, if that is known.
        method: how the desk chooses.
        also: reads what else belongs to it; its mistakes are said with the others.

    Raises:
        InputError: what `build` would refuse, but for links to a part of a page, which only a printed one can tell.
    """
    content = content.resolve()
    there = manuscript.read(config, content, theme.resolve(), also=also)
    texts = proof.texts(content, there.editions, there.pages, there.terms)
    if not proof.is_whole(texts, surely(there, content)):
        from generator.publish import press  # noqa: PLC0415  it knows every file that a site has, and takes its time

        press.copy(config, content, there, site_url, method)
    return there.editions


def surely(there: Manuscript, content: Path) -> frozenset[str]:
    """Return files that the site is sure to have, those among them to which people mostly lead."""
    pages = (*EVERY, *(page.place for page in there.pages), *(links.edition(each.week) for each in there.editions))
    return frozenset({f"{place}index.html" for place in pages} | set(manuscript.copied(content)))
