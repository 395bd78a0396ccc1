"""The name of a page in, the address that leads there from another page out.

With a known site address, links end in a slash as servers like it; without one the site must work from a folder on a
disk, where nobody turns `archive/` into `archive/index.html`.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit


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
    """Return the links of a page that stands in for others at any depth: they start at the root of the host.

    404.html is one, which a server shows, and `offline/` the other, which the service worker does. Without an address
    the root of the host is taken for the site's, as it is in a preview; on a disk nobody is shown either page.
    """
    if site_url is None:
        return Links("/", "index.html")
    return Links(urlsplit(site_url).path.rstrip("/") + "/")


PORTS = {"https": 443, "http": 80}
"""Ports that an address need not name (RFC 9110, 4.2)."""
KEPT = "/-._~!$&'()*+,;=:@"
"""Signs that stand as they are in a path (RFC 3986, 3.3)."""


def home(site_url: str | None) -> str | None:
    """Return the address of the site as everything on it writes it, without a final slash; None for "" and None.

    People write the host in capitals or in letters beyond ASCII, name the usual port, or end on `index.html`. A browser
    makes one address of all these and so must the press, for what it compares and what it prints (RFC 3986, 6.2;
    letters of a host go as punycode, RFC 5891; those of a path as UTF-8 in percents). The case of the path stays:
    GitHub Pages tells `/Repo` from `/repo`.
    """
    if not site_url:
        return None
    parts = urlsplit(site_url.strip())
    scheme, host = parts.scheme.lower(), _host(parts.hostname or "")
    port = f":{parts.port}" if parts.port and parts.port != PORTS.get(scheme) else ""
    return f"{scheme}://{host}{port}" + "".join(f"/{quote(step, safe=KEPT)}" for step in _steps(parts.path))


def _steps(path: str) -> list[str]:
    """Return the folders of a path that lead anywhere."""
    steps: list[str] = []
    for step in map(unquote, path.removesuffix("/index.html").split("/")):
        if step == "..":
            steps = steps[:-1]
        elif step not in {"", "."}:
            steps.append(step)
    return steps


def _host(name: str) -> str:
    """Return a host in ASCII; one that has no such form stays, for a reader to see."""
    import idna  # noqa: PLC0415  for hosts beyond ASCII alone; Python's own codec is of 2003 and makes ss of ß

    bare = name.rstrip(".")
    if bare.isascii():
        return f"[{bare}]" if ":" in bare else bare
    try:
        return idna.encode(bare, uts46=True).decode("ascii")
    except idna.IDNAError:
        return bare


def absolute(site_url: str | None) -> Links:
    """Return links that can leave the site: for feeds and canonical addresses."""
    return Links(f"{site_url.rstrip('/')}/" if site_url else None)


def target(path: str, file: str, site_url: str | None = None) -> str:
    """Return the file an internal address means; "" where it leaves the site."""
    if path.startswith("/"):
        base = unquote(urlsplit(site_url or "").path).rstrip("/") + "/"
        if not path.startswith(base):
            return ""
        parts = path.removeprefix(base).split("/")
    elif path:
        parts = [*file.split("/")[:-1], *path.split("/")]
    else:
        return file
    return _walk(parts)


def _walk(parts: list[str]) -> str:
    kept: list[str] = []
    for part in parts:
        if part == "..":
            if not kept:
                return ""
            kept.pop()
        elif part not in {"", "."}:
            kept.append(part)
    whole = "/".join(kept)
    return whole if parts[-1] not in {"", ".", ".."} else f"{whole}/index.html".removeprefix("/")


def edition(week: object) -> str:
    """Return the place of an edition's page, `editions/2026-W47/`, of its week or the name of that."""
    return f"editions/{week}/"


@lru_cache(maxsize=4096)  # a page, its data and its picture name the same picks
def anchor(kind: str, name: str) -> str:
    """Make an id of foreign text: letters and digits only, the same every time."""
    return f"{kind}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
