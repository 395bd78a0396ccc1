"""The press as a book: an edition or a month in, an EPUB 3 out."""

from generator.publish.book.books import offprints

__all__ = ["offprints"]
