"""A repository in, whether GitHub Pages shows its site and at which address out.

GET /repos/OWNER/NAME/pages, https://docs.github.com/en/rest/pages/pages: 404 means that it is off. No token of a run
may switch it on, so whoever finds it off says which link to open.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator import text
from generator.collect import given
from generator.model import Config
from generator.workflows.job import Job

OFF = "Pages is not switched on yet"
BRANCH = "Pages shows a branch, not what this workflow prints"
PRESS = "choose GitHub Actions under Source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """How Pages is set."""

    address: str = ""
    """Of the site, without a final slash; "" where nobody says."""
    on: bool = False
    """Whether what the Site workflow prints can be put there."""
    wanting: str = ""
    """What is missing for that, as the beginning of a sentence; "" where nothing is, or where there is no Pages."""


def asked(job: Job) -> Hosting:
    """Ask GitHub; RepositoryError where it does not answer. Without a forge there is nothing to ask."""
    if not job.runner.repository:
        return Hosting()
    told = job.github.get("pages")
    if not isinstance(told, Mapping):
        return Hosting(wanting=OFF)
    if told.get("build_type") == "legacy":
        return Hosting(address=_address(told), wanting=BRANCH)
    return Hosting(address=_address(told), on=True)


def settings(job: Job) -> str:
    """Return the page on which an owner switches it on."""
    return f"{job.runner.address}/settings/pages"


def home(config: Config, hosting: Hosting) -> str | None:
    """Return where the site is: as its owner says, else as Pages says, else None."""
    return config.site.address or hosting.address or None


def _address(told: Mapping[str, object]) -> str:
    """Return the address; with https wherever it is answered there.

    Of github.io it always is, whatever `html_url` says; of a domain of the owner's once it has a certificate.
    """
    address = (text.address(given.string(told.get("html_url"))) or "").rstrip("/")
    certificate = told.get("https_certificate")
    state = given.string(certificate.get("state")) if isinstance(certificate, Mapping) else None
    safe = not told.get("cname") or told.get("https_enforced") is True or state in {"approved", "issued", "uploaded"}
    return f"https:{address.removeprefix('http:')}" if safe and address.startswith("http:") else address
