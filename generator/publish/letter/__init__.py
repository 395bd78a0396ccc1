"""The press by mail: an edition in, a letter out that survives mail programs, as plain text and as HTML in one file."""

from generator.publish.letter.message import Letter, letter, message, offprints

__all__ = ["Letter", "letter", "message", "offprints"]
