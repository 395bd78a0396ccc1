"""Templates in, what Jinja made of them out, once in a process: a demo, a preview and the tests print many sites.

Jinja asks for a template by its name and file and compares a checksum of its source, so one that changed is made anew
(https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache).
"""

from functools import cache

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps the code of templates in memory."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out what was made before."""
        if code := self.code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made now."""
        self.code[bucket.key] = bucket.bytecode_to_string()


@cache
def compiled(*, sandboxed: bool) -> Compiled:  # noqa: ARG001  by this the store is kept
    """Return the one store of this process: code for the sandbox asks before it reads, and has a store of its own."""
    return Compiled()
