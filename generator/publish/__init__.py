"""The press: editions in, a printed site out; the only room that knows Pelican."""

from typing import TYPE_CHECKING

from generator import rooms

if TYPE_CHECKING:
    from generator.publish import amend, archive, proof, threads
    from generator.publish.checking import check
    from generator.publish.press import Built, build, styleguide
else:  # a command that reads editions, or checks, prints nothing
    __getattr__ = rooms.lending(
        __name__,
        {
            "Built": "press",
            "amend": "",
            "archive": "",
            "build": "press",
            "check": "checking",
            "proof": "",
            "styleguide": "press",
            "threads": "",
        },
    )

__all__ = ["Built", "amend", "archive", "build", "check", "proof", "styleguide", "threads"]
