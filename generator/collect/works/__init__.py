"""Scholarly works that items name: their DOIs in, what open registers know of them out; optional from end to end.

`wanted` finds the DOIs, `look_up` asks for them, `read` and `write` keep what was said, `join` puts it to the items.
"""

from generator.collect.works.asking import look_up
from generator.collect.works.register import EMPTY, Entry, Register, join, named, read, wanted, write

__all__ = ["EMPTY", "Entry", "Register", "join", "look_up", "named", "read", "wanted", "write"]
