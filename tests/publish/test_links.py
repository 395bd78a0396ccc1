import pytest

from generator.publish.links import absolute, from_anywhere, from_page

KNOWN, UNKNOWN = "https://room.example/digest", None


@pytest.mark.parametrize(
    ("page", "site_url", "place", "expected"),
    [
        ("", KNOWN, "archive/", "archive/"),
        ("", KNOWN, "", "./"),
        ("", KNOWN, "atom.xml", "atom.xml"),
        ("archive/", KNOWN, "", "../"),
        ("archive/", KNOWN, "editions/2026-W47/", "../editions/2026-W47/"),
        ("editions/2026-W47/", KNOWN, "theme/gleaner.css", "../../theme/gleaner.css"),
        ("", UNKNOWN, "archive/", "archive/index.html"),
        ("", UNKNOWN, "", "index.html"),
        ("archive/", UNKNOWN, "sources/#well", "../sources/index.html#well"),
        ("archive/", UNKNOWN, "rss.xml", "../rss.xml"),
    ],
)
def test_pages_reach_one_another_from_wherever_the_site_lies(
    page: str, site_url: str | None, place: str, expected: str
) -> None:
    assert from_page(page, site_url)(place) == expected


def test_the_page_for_missing_addresses_is_shown_at_any_depth_and_starts_at_the_root() -> None:
    assert from_anywhere(KNOWN)("archive/") == "/digest/archive/"
    assert from_anywhere("https://room.example")("") == "/"


def test_links_that_leave_the_site_are_whole_or_not_there() -> None:
    assert absolute(KNOWN)("editions/2026-W47/") == "https://room.example/digest/editions/2026-W47/"
    assert absolute(KNOWN)("") == "https://room.example/digest/"
    assert absolute(UNKNOWN)("archive/") == ""
