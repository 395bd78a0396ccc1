"""What templates see of anything that leads somewhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something with a name, and its address where it has one."""

    name: str
    address: str | None = None
    language: str = ""
    """Of its name where that is known and not the page's, else ""."""
