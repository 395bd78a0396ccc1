"""DOIs in texts and addresses: found however they are written, ended where they end, and in linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.works import dois

SICI = "10.1002/(sici)1099-0844(199606)14:2<135::aid-cbf650>3.0.co;2-4"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("see doi:10.5555/Demo.1, and more", "10.5555/demo.1"),
        ("DOI 10.5555/DEMO.1.", "10.5555/demo.1"),
        ("(https://doi.org/10.5555/demo.1)", "10.5555/demo.1"),
        ("10.1016/S0140-6736(97)11096-0.", "10.1016/s0140-6736(97)11096-0"),
        ("(10.1016/S0140-6736(97)11096-0)", "10.1016/s0140-6736(97)11096-0"),
        ("10.5555/demo.1(see there)", "10.5555/demo.1"),
        ("“10.5555/demo.1”", "10.5555/demo.1"),
        ("https://doi.org/10.5555%2Fdemo.1", "10.5555/demo.1"),
        ("见10.5555/demo.1。", "10.5555/demo.1"),
        ("arXiv:2611.01234v2 is new", "10.48550/arxiv.2611.01234"),
        ("arXiv: hep-th/9711200", "10.48550/arxiv.hep-th/9711200"),
        (SICI.upper() + ".", SICI),
    ],
)
def test_a_doi_in_a_text_is_found_and_ends_where_it_ends(text, wanted):
    assert dois.found(text) == (wanted,)


@pytest.mark.parametrize("text", ["", "10.5555/", "10.55/x", "version 1.10.5555/x", "10.5555 /demo", "10.5555/..."])
def test_what_only_looks_like_a_doi_is_none(text):
    assert dois.found(text) == ()


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("https://doi.org/10.5555/Demo.1?utm_source=x", "10.5555/demo.1"),
        ("http://dx.doi.org/10.5555/demo.1#top", "10.5555/demo.1"),
        ("https://journals.example/doi/full/10.5555/demo.1", "10.5555/demo.1"),
        ("https://journals.example/doi/10.5555/demo.1/full", "10.5555/demo.1"),
        ("https://journals.example/articles/10.5555/demo.1.pdf", "10.5555/demo.1"),
        ("https://link.springer.com/article/10.5555/s1-2-3", "10.5555/s1-2-3"),
        ("https://onlinelibrary.wiley.com/doi/epdf/10.5555/demo.1", "10.5555/demo.1"),
        ("https://doi.org/" + SICI.replace("<", "%3C").replace(">", "%3E"), SICI),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.1&type=x", "10.1371/journal.pone.1"),
        ("https://www.biorxiv.org/content/10.1101/2026.11.01.123456v2.full.pdf", "10.1101/2026.11.01.123456"),
        ("https://arxiv.org/abs/2611.01234v3", "10.48550/arxiv.2611.01234"),
        ("https://arxiv.org/pdf/2611.01234.pdf", "10.48550/arxiv.2611.01234"),
        ("https://export.arxiv.org/abs/math.AG/0601001", "10.48550/arxiv.math.ag/0601001"),
        ("https://zenodo.org/records/123456", "10.5281/zenodo.123456"),
        ("https://zenodo.org/record/123456#files", "10.5281/zenodo.123456"),
        ("https://osf.io/preprints/edarxiv/abc12_v1", "10.35542/osf.io/abc12_v1"),
        ("https://www.nature.com/articles/s41599-026-00001-2", "10.1038/s41599-026-00001-2"),
        ("https://elifesciences.org/articles/12345", "10.7554/elife.12345"),
        ("https://papers.ssrn.com/sol3/papers.cfm?x=1&abstract_id=1234567", "10.2139/ssrn.1234567"),
        ("https://peerj.com/articles/cs-12", "10.7717/peerj-cs-12"),
    ],
)
def test_the_doi_behind_an_address_is_known(link, wanted):
    assert dois.found("", [link]) == (wanted,)


@pytest.mark.parametrize(
    "link",
    [
        "https://school.example/",
        "https://osf.io/preprints/unheard/abc12",
        "https://arxiv.org/list/cs.CY/recent",
        "http://[",
        "http://[arxiv.org",
        "\ud800",
    ],
)
def test_an_address_without_a_doi_has_none(link):
    assert dois.of_link(link) is None


def test_each_doi_comes_once_and_those_of_the_text_come_first():
    found = dois.found(
        "10.5555/b then arXiv:2611.01234 then 10.5555/a", ["https://doi.org/10.5555/B", "https://doi.org/10.5555/c"]
    )
    assert found == ("10.5555/b", "10.48550/arxiv.2611.01234", "10.5555/a", "10.5555/c")


def test_a_long_list_of_references_gives_no_more_than_the_first_ones():
    assert len(dois.found(" ".join(f"10.5555/{number}" for number in range(1_000)))) == dois.MOST


@pytest.mark.parametrize(
    "hostile",
    ["10.1234/" + "(" * 100_000, "10.1234/" * 20_000, "10.1234/a" + ")" * 100_000, "10." * 50_000, "arxiv:" * 20_000,
     "10.1002/(sici)" * 10_000, "10.1234%2f" + "%28" * 50_000, "10.1234/" + ("<" * 100_000)],
)  # fmt: skip
def test_a_hostile_text_takes_no_time(hostile):
    started = time.process_time()
    dois.found(hostile, [hostile] * 20)
    assert time.process_time() - started < 1


PIECES = st.sampled_from(
    [
        "10.",
        "10.1234/",
        "(",
        ")",
        "<",
        ">",
        "/full",
        ".pdf",
        "%2F",
        "arXiv:",
        "2611.01234",
        "v2",
        ".",
        "x",
        " ",
        "10.1002/(sici)",
        "10.1101/2020.01v1",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.lists(st.lists(PIECES).map("".join), max_size=3))
def test_whatever_is_found_is_a_doi_and_reading_it_again_gives_it_again(text, links):
    for doi in dois.found(text, links):
        assert dois.SHAPE.fullmatch(doi)
        assert dois.clean(doi) == doi
        assert dois.of_link(dois.address(doi)) == doi
