"""A question about an item in, what became of it, why, and what would have changed it out: `./gleaner explain`."""

from generator.explaining.finding import Answer, Found, find
from generator.explaining.showing import shown, value

__all__ = ["Answer", "Found", "find", "shown", "value"]
