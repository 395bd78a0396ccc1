"""A disk or a folder that refuses in, what refused, why, and what to do out."""

import errno
from collections.abc import Mapping

from generator.errors import FULL, GleanerError

AGAIN = "run the same command again. Nothing that was there is lost."
RIGHT = f"Give yourself the right to read and write there, or name another folder with --state or --output, and {AGAIN}"
REMEDIES: Mapping[int, str] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EACCES: RIGHT,
    errno.EPERM: RIGHT,
    errno.EROFS: RIGHT,
    errno.EEXIST: "A folder is needed where this file is: move it away, or name another folder.",
    errno.ENOTDIR: "A folder is needed where this file is: move it away, or name another folder.",
    errno.EISDIR: "A file is needed where this folder is: move it away, or name another file.",
}
"""Why the system refused -> what to do. What it says itself stands before that."""


def refused(error: OSError) -> GleanerError:
    """Say it in words: which file, why, and what to do."""
    what = error.filename or ("The disk" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "A file")
    hint = REMEDIES.get(error.errno or 0, "")
    return GleanerError(f"{what}: {error.strerror or error}." + (f"\n    {hint}" if hint else ""))
