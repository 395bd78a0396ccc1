"""The press: editions in, a printed site out; the only room that knows Pelican."""

from generator.publish import amend, archive, proof, threads
from generator.publish.press import Built, build, check, styleguide

__all__ = ["Built", "amend", "archive", "build", "check", "proof", "styleguide", "threads"]
