"""What a server packs is unpacked to its end, within the limit, or not at all."""

import asyncio
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect import unpack
from generator.errors import StreetError

LIMIT = 1_000_000


def read(data, coding, *, limit=LIMIT, piece=1000):
    async def chunks():
        for start in range(0, len(data), piece):
            yield data[start : start + piece]

    return asyncio.run(unpack.whole(chunks(), coding, limit))


def bare(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, " GZIP ": gzip.compress}


@given(data=st.binary(max_size=5000), coding=st.sampled_from(sorted(PACKERS)), piece=st.integers(1, 3000))
def test_what_was_packed_comes_out_as_it_was(data, coding, piece):
    assert read(PACKERS[coding](data), coding, piece=piece) == data
    assert read(data, "", piece=piece) == data


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
