"""Templates in, what Jinja made of them out, once in a process: a demo, a preview and the tests print many sites.

Where something is kept for a later build, that too: 0.3 seconds of CPU, a third of a build of the first editions.
Jinja asks for a template by its name and file and compares a checksum of its source, so one that changed is made anew
(https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache).
"""

from functools import cache

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.publish.standing import Standing


class Compiled(BytecodeCache):
    """Keeps the code of templates in memory, and where it stands."""

    def __init__(self, code: dict[str, bytes], standing: Standing, kind: str) -> None:
        """Begin with the code that this process has made, and with what stands."""
        self.code, self.standing, self.kind = code, standing, kind

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out what was made before."""
        if code := self.code.get(bucket.key) or self.standing.again(self.kind, (bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made now."""
        self.code[bucket.key] = bucket.bytecode_to_string()
        self.standing.keep(self.kind, (bucket.key, bucket.checksum), self.code[bucket.key])


def compiled(standing: Standing, *, sandboxed: bool) -> Compiled:
    """Return what keeps code: that for the sandbox asks before it reads, and is kept by itself."""
    kind = "sandboxed template" if sandboxed else "template"
    return Compiled(_code(kind), standing, kind)


@cache
def _code(_: str) -> dict[str, bytes]:
    """Return the one store of this process."""
    return {}
