"""The press: editions in, a printed site out; the only room that knows Pelican."""

from generator.publish import archive, threads
from generator.publish.amend import amend
from generator.publish.press import Built, build, check

__all__ = ["Built", "amend", "archive", "build", "check", "threads"]
