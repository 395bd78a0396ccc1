"""What a server packs is unpacked to its end, within the limit, or not at all."""

import asyncio
import gzip
import hashlib
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect import unpack
from generator.errors import StreetError

LIMIT = 1_000_000


def read(data, coding, **wishes):
    return unpacked(data, coding, **wishes).body


def unpacked(data, coding, *, limit=LIMIT, piece=1000, known=""):
    async def chunks():
        for start in range(0, len(data), piece):
            yield data[start : start + piece]

    return asyncio.run(unpack.whole(chunks(), coding, limit, known=known))


def digest(data):
    return hashlib.sha256(data).hexdigest()


def bare(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, " GZIP ": gzip.compress}


@given(data=st.binary(max_size=5000), coding=st.sampled_from(sorted(PACKERS)), piece=st.integers(1, 3000))
def test_what_was_packed_comes_out_as_it_was(data, coding, piece):
    assert read(PACKERS[coding](data), coding, piece=piece) == data
    assert read(data, "", piece=piece) == data


@given(data=st.binary(max_size=5000), other=st.binary(max_size=50), piece=st.integers(1, 3000))
def test_only_what_came_packed_and_is_known_byte_for_byte_is_not_unpacked_again(data, other, piece):
    packed = gzip.compress(data, mtime=0)
    before = unpacked(packed, "gzip", piece=piece).packed
    again = unpacked(packed, "gzip", piece=piece, known=before)
    repacked = unpacked(gzip.compress(data, mtime=1), "gzip", piece=piece, known=before)

    assert (again.body, again.packed, again.again) == (b"", before, True)
    assert (repacked.body, repacked.again) == (data, False)
    assert read(packed, "gzip", piece=piece, known=digest(other)) == data
    assert unpacked(data, "", piece=piece, known=digest(data)) == unpack.Unpacked(body=data)


def test_what_is_known_is_not_even_looked_into():
    assert unpacked(b"no gzip", "gzip", known=digest(b"no gzip")).again


def test_of_what_is_long_only_the_beginning_is_held_packed_and_the_whole_comes_out_whatever_is_known():
    data = random.Random(7).randbytes(3 * unpack.PIECE)
    packed = gzip.compress(data)

    for known in ("", digest(packed), digest(b"other")):
        found = unpacked(packed, "gzip", piece=1 << 16, known=known)
        assert (found.body, found.packed, found.again) == (data, digest(packed), False)


@pytest.mark.parametrize("known", ["", digest(b"other")])
def test_what_came_packed_is_limited_too(known):
    packed = gzip.compress(random.Random(7).randbytes(5_000))
    with pytest.raises(StreetError, match="larger than"):
        read(packed, "gzip", limit=4_000, known=known)


def test_bare_deflate_is_read_as_some_servers_send_it():
    assert read(bare(b"chalk" * 1000), "deflate") == b"chalk" * 1000


def test_several_members_are_one_body_and_padding_behind_them_is_nothing():
    assert read(gzip.compress(b"a") + gzip.compress(b"b") + b"\0" * 100, "gzip") == b"ab"


def test_nothing_is_nothing():
    assert read(b"", "gzip") == b""


@given(data=st.binary(min_size=100, max_size=3000), cut=st.integers(1, 60))
def test_what_is_cut_off_is_never_taken_for_whole(data, cut):
    packed = gzip.compress(data)
    with pytest.raises(StreetError, match="broke off"):
        read(packed[:-cut], "gzip")
    with pytest.raises(StreetError, match="broke off"):
        read(packed[:-cut], "gzip", known=digest(packed))


@given(data=st.binary(min_size=1, max_size=2000))
def test_whatever_comes_only_a_street_error_does_not_come_back(data):
    words = unpack.BROKEN
    try:
        read(data, "gzip")
    except StreetError as error:
        words = error.words
    assert words == unpack.BROKEN


def test_a_bomb_is_stopped_at_the_limit():
    bomb = gzip.compress(b"\0" * 20_000_000)
    with pytest.raises(StreetError, match="larger than 1 MB"):
        read(bomb, "gzip", piece=len(bomb))


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_was_not_asked_for_is_not_unpacked(coding):
    with pytest.raises(StreetError, match="not asked for"):
        read(b"x", coding)
