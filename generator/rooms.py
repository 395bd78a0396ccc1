"""What a room lends to others in; how it is found only when somebody asks for it (PEP 562) out.

A room whose door loads everything behind it costs each command all of it: a tenth of a second for a check.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lending(room: str, lent: Mapping[str, str]) -> Callable[[str], object]:
    """Return what a room has as its `__getattr__`.

    Args:
        room: the package.
        lent: a name -> the module of the package in which it is; "" for one that is a module itself. None of the others
            may be called as a module of the room is, for Python puts that into its place.
    """

    def find(name: str) -> object:
        if name not in lent:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        module = import_module(f"{room}.{lent[name] or name}")
        found = getattr(module, name) if lent[name] else module
        setattr(sys.modules[room], name, found)
        return found

    return find
