"""The workflows that run by the clock in, which of them collects every day out.

Two can, and an owner says which by the `schedule:` of their files: who has that of `collect-in-parts.yml` on has put
that of `collect.yml` behind a #, as the guide says.
"""

from collections.abc import Container, Mapping

COLLECT, IN_PARTS = "collect.yml", "collect-in-parts.yml"
NAMES: Mapping[str, str] = {COLLECT: "Collect", IN_PARTS: "Collect in parts"}
"""File -> name of the workflows that collect; the one without a schedule is begun by hand alone."""


def chosen(scheduled: Container[str]) -> str:
    """Return the file of the workflow that collects every day, given those with a schedule."""
    return IN_PARTS if IN_PARTS in scheduled else COLLECT
