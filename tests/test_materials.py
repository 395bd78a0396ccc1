"""What Gleaner is made of: nothing without a licence, none that it may not have, and a bill that programs can read."""

import importlib.metadata
import json
import re
from pathlib import Path

import pytest

from tests import materials

PACKAGES = materials.locked(materials.LOCK.read_text("utf-8"))
INSTALLED = sorted(
    {each.name for each in PACKAGES}
    & {found.name.lower().replace("_", "-") for found in importlib.metadata.distributions()}
)
MEANT = {
    "Apache 2.0": {"Apache-2.0"},
    "Apache License 2.0": {"Apache-2.0"},
    "Apache Software License": {"Apache-2.0"},
    "AGPLv3": {"AGPL-3.0-or-later"},
    "BSD": {"BSD-2-Clause", "BSD-3-Clause"},
    "BSD License": {"BSD-2-Clause", "BSD-3-Clause"},
    "GNU Affero General Public License v3 or later (AGPLv3+)": {"AGPL-3.0-or-later"},
    "GNU General Public License v2 or later (GPLv2+)": {"GPL-2.0-or-later"},
    "GNU Lesser General Public License v3 or later (LGPLv3+)": {"LGPL-3.0-or-later"},
    "GPL": {"GPL-2.0-or-later"},
    "MIT License": {"MIT"},
    "Mozilla Public License 2.0 (MPL 2.0)": {"MPL-2.0"},
    "Public Domain": {"LicenseRef-Public-Domain"},
    "Python Software Foundation License": {"PSF-2.0"},
}
"""How packages spell a licence -> which ones that may be."""
ELSEWHERE = {("docutils", "GNU General Public License (GPL)"): "its mode for Emacs, which is not in the package"}
SILENT = {
    "clean-links": "GNU GENERAL PUBLIC LICENSE Version 3",
    "resvg-py": "Permission is hereby granted, free of charge",
}
"""Packages that say nothing of a licence -> how the licence begins that lies in them."""


def said(name):
    """Return every way in which an installed package names its licence."""
    about = importlib.metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return [expression]
    named = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each.startswith("License ::")]
    written = about.get("License") or ""
    return [*named, *([written] if written and "\n" not in written else [])]


def test_every_package_has_a_licence_and_every_licence_a_package():
    assert {each.name for each in PACKAGES} == set(materials.LICENCES)
    assert list(materials.LICENCES) == sorted(materials.LICENCES)


def test_every_licence_may_be_joined_with_ours():
    used = {name for expression, _ in materials.LICENCES.values() for name in materials.identifiers(expression)}

    assert used <= set(materials.COMPATIBLE)


@pytest.mark.parametrize("name", INSTALLED)
def test_a_package_says_the_licence_itself(name):
    ours, words = set(materials.identifiers(materials.LICENCES[name][0])), said(name)
    for each in words:
        if (name, each) not in ELSEWHERE:
            assert MEANT.get(each, set(materials.identifiers(each))) & ours, each
    if not words:
        about = importlib.metadata.distribution(name)
        texts = [path.read_text("utf-8") for path in about.files or () if re.search(r"licenses?/LICENSE$", str(path))]
        assert any(SILENT[name] in " ".join(text.split()) for text in texts)


def test_what_others_need_is_read_from_the_list():
    words = (
        "bough==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n    # via gleaner (pyproject.toml)\n"
        "leaf==2.0.1 \\\n    --hash=sha256:01\n    # via\n    #   bough\n    #   twig\n"
    )
    bough, leaf = materials.locked(words)

    assert (bough.where, bough.wanted_by) == ("sys_platform == 'win32'", ("gleaner",))
    assert (leaf.version, leaf.wanted_by, leaf.purl) == ("2.0.1", ("bough", "twig"), "pkg:pypi/leaf@2.0.1")


def test_everything_in_the_bill_is_wanted_by_something_in_it():
    bill = json.loads(materials.BILL.read_text("utf-8"))
    named = [each["bom-ref"] for each in bill["components"]]
    wanted = {name for each in bill["dependencies"] for name in each["dependsOn"]}

    assert len(set(named)) == len(named) == len(PACKAGES)
    assert wanted == set(named)
    assert {each["ref"] for each in bill["dependencies"]} == {*named, "gleaner"}


def test_what_lies_on_a_site_of_others_is_named_on_the_site():
    """Pagefind's files are the only ones: see what the press takes from its packages."""
    page = materials.PAGE.read_text("utf-8")
    shipped = {path.suffix for path in (Path(__file__).parent.parent / "themes" / "gleaner" / "static").rglob("*")}

    assert not {".woff", ".woff2", ".ttf", ".otf"} & shipped
    assert "Copyright 2022 CloudCannon" in page
