"""The press: editions in, a printed site out; the only room that knows Pelican."""

from generator.publish import archive
from generator.publish.press import Built, build, check

__all__ = ["Built", "archive", "build", "check"]
