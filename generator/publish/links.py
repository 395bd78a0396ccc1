"""The name of a page in, the address that leads there from another page out.

With a known site address, links end in a slash as servers like it; without one the site must work from a folder on a
disk, where nobody turns `archive/` into `archive/index.html`.
"""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Links:
    """How one page reaches the others; templates call it `to("archive/")`."""

    prefix: str | None
    """What leads to the root of the site; None where nothing does: in a feed of a site without address."""
    ending: str = ""
    """What is put behind a final slash."""

    def __call__(self, place: str) -> str:
        """Return the address of a place: "" is the front page, a final slash a page, anything else a file."""
        if self.prefix is None:
            return ""
        path, mark, fragment = place.partition("#")
        address = self.prefix + path + (self.ending if path.endswith("/") or not path else "")
        return (address or "./") + mark + fragment


def from_page(path: str, site_url: str | None) -> Links:
    """Return the links of a page at `archive/`: relative, so that the site works under any path."""
    return Links("../" * path.count("/"), "" if site_url else "index.html")


def from_anywhere(site_url: str | None) -> Links:
    """Return the links of 404.html, which a server shows at any depth: they start at the root of the host."""
    if site_url is None:
        return Links("", "index.html")
    return Links(urlsplit(site_url).path.rstrip("/") + "/")


def absolute(site_url: str | None) -> Links:
    """Return links that can leave the site: for feeds and canonical addresses."""
    return Links(f"{site_url.rstrip('/')}/" if site_url else None)


def anchor(kind: str, name: str) -> str:
    """Make an id of foreign text: letters and digits only, the same every time."""
    return f"{kind}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
