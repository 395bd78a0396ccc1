"""Social pictures: an edition in, what stands beside a link to it out, drawn while the site is printed.

`room.py` says which there are, `poster.py` puts one together, `letters.py`, `lines.py` and `column.py` set its words,
`sheaf.py` draws a week without a map, and the theme's `card.svg` is how it looks.
"""

from generator.publish.picture.poster import HEIGHT, WIDTH
from generator.publish.picture.room import FILE, offprints, place

__all__ = ["FILE", "HEIGHT", "WIDTH", "offprints", "place"]
