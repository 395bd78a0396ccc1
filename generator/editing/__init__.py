"""A wish about the sources of config.yaml in, the same file with some lines more or fewer out: add, remove, import.

Nothing but those lines changes: comments, order, quotes and line ends are the owner's. Where an entry stands is known
from the tree of the YAML; what was put in or cut out is read again, and only if the file then says exactly what was
meant is it written, whole or not at all. Start with change.py.
"""

from generator.editing.adding import Outcome, Wish, add
from generator.editing.change import Change
from generator.editing.exporting import export, lines
from generator.editing.importing import Imported, import_list
from generator.editing.removing import remove

__all__ = ["Change", "Imported", "Outcome", "Wish", "add", "export", "import_list", "lines", "remove"]
