"""How much of a feed is read: sizes that hold for both readers, and why each is enough."""

from generator import text

ITEMS = 500
"""Entries that are read of one document; the newest, where it has more."""
TEXT = text.MARKUP
"""Characters kept of one field of an entry: the rest would be cut off later, when all entries are in memory."""
TAGS = 60
"""Tags kept of one entry: feedparser compares each with all before it."""
WORD = 1_000
"""Longest author: feedparser looks for a mail address in it with an expression that is quadratic."""
ADDRESS = 2_048
"""Longest xml:base: it is joined anew at every element."""
LANGUAGE = 50
