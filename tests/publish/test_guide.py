"""The guide: pages of a folder, at addresses of their own, with links that lead on the site and beside the source."""

import re
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.publish import pages
from tests.publish import make

HEAD = "---\ntitle: {title}\n---\n\n{body}\n"


def written(root: Path, **bodies: str) -> Path:
    """Write pages of a guide: `index`, `de_guide_index` for one in another language; return the content folder."""
    folder = make.content(root, make.edition())
    for name, body in bodies.items():
        path = folder / "pages" / ("guide/" + name if "guide" not in name else name.replace("_", "/"))
        path = path.with_name(f"{path.name}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD.format(title=name.rpartition("_")[2].title(), body=body), "utf-8")
    return folder


def test_the_page_of_the_folder_stands_at_its_address_and_the_others_below(tmp_path: Path) -> None:
    folder = written(tmp_path, index="Begin here.", secrets="Keys.")

    found = {page.name: page.place for page in pages.read(folder / "pages")}

    assert found == {"guide/index": "guide/", "guide/secrets": "guide/secrets/"}


def test_a_page_in_the_language_of_the_site_takes_the_place_of_the_other(tmp_path: Path) -> None:
    folder = written(tmp_path, index="Begin here.", secrets="Keys.", de_guide_index="Hier beginnen.")

    found = {page.place: page for page in pages.read(folder / "pages", "de-AT")}

    assert found["guide/"].body == "Hier beginnen."
    assert found["guide/secrets/"].body == "Keys."


@pytest.mark.parametrize(
    ("file", "address", "means"),
    [
        ("guide/index", "secrets.md", "guide/secrets/"),
        ("guide/secrets", "index.md#keys", "guide/#keys"),
        ("guide/secrets", "../about.md", "about/"),
        ("about", "guide/secrets.md", "guide/secrets/"),
        ("guide/secrets", "#keys", "guide/secrets/#keys"),
        ("about", "archive/", "archive/"),
        ("about", "images/room.png", "images/room.png"),
        ("guide/index", "../../images/guide/room.png", "images/guide/room.png"),
        ("guide/index", "../../images.png", "https://forge.example/me/digest/blob/HEAD/content/images.png"),
        ("about", "https://site.example/a.md", "https://site.example/a.md"),
        ("guide/index", "../../../config.yaml", "https://forge.example/me/digest/blob/HEAD/config.yaml"),
        ("guide/index", "../../README.md#notes", "https://forge.example/me/digest/blob/HEAD/content/README.md#notes"),
        ("guide/index", "../../../../elsewhere.md", None),
        ("guide/index", "/etc/passwd.md", None),
    ],
)
@pytest.mark.parametrize("folder", ["", "de"])
def test_a_link_means_on_the_site_what_it_means_in_the_repository(
    file: str, address: str, means: str | None, folder: str
) -> None:
    page = pages.Written(name=file, title="A page", description="", body="", folder=folder)
    climbed = f"../{address}" if folder and address.startswith(("../../", "../../../")) else address

    assert page.leads(climbed, "https://forge.example/me/digest") == means


def test_where_the_repository_is_not_known_nothing_leads_to_it() -> None:
    page = pages.Written(name="guide/index", title="A page", description="", body="")

    assert page.leads("../../../config.yaml", None) is None


def test_the_links_of_the_guide_work_on_the_printed_site_and_its_first_page_is_in_the_foot(tmp_path: Path) -> None:
    folder = written(
        tmp_path, index="[Keys](secrets.md)\n\n```console\n./gleaner check\n```", secrets="[Back](index.md)"
    )
    site = make.printed(tmp_path, folder, site_url="https://room.example")

    first, keys = (site / "guide" / "index.html").read_text("utf-8"), (site / "guide" / "secrets" / "index.html")
    assert '<a href="../guide/secrets/">Keys</a>' in first
    assert "<pre><code>./gleaner check\n</code></pre>" in first
    assert '<a href="../../guide/">Back</a>' in keys.read_text("utf-8")
    foot = (site / "index.html").read_text("utf-8").rpartition("<footer")[2]
    assert re.findall(r'href="(guide/[^"]*)"', foot) == ["guide/"]


def test_a_picture_is_shown_on_the_site_as_beside_its_source(tmp_path: Path) -> None:
    folder = written(tmp_path, secrets="![A key](../../images/guide/key.png)")
    picture = folder / "images" / "guide" / "key.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a key")
    site = make.printed(tmp_path, folder)

    page = (site / "guide" / "secrets" / "index.html").read_text("utf-8")
    assert re.findall(r"<img [^>]*>", page) == ['<img alt="A key" src="../../images/guide/key.png">']
    assert (site / "images" / "guide" / "key.png").read_bytes() == b"a key"


@pytest.mark.parametrize("place", ["../../images/guide/kee.png", "../key.png", "../../../key.png"])
def test_a_picture_that_is_not_there_is_named_with_its_line(tmp_path: Path, place: str) -> None:
    folder = written(tmp_path, secrets=f"Keys.\n\n![A key]({place})")
    (folder / "images").mkdir()
    (folder / "images" / "key.png").write_bytes(b"a key")

    with pytest.raises(InputError, match=r"content/pages/guide/secrets\.md:7: The link .* leads nowhere"):
        make.printed(tmp_path, folder)


def test_headings_can_be_linked_to_as_github_calls_them(tmp_path: Path) -> None:
    folder = written(
        tmp_path, index="[Why](#who-asks--why) [Text](secrets.md#text-1)\n\n## Who asks & why?", secrets="## Text"
    )
    site = make.printed(tmp_path, folder, site_url="https://room.example")

    assert '<h2 id="who-asks--why">' in (site / "guide" / "index.html").read_text("utf-8")
    assert '<h2 id="text-1">' in (site / "guide" / "secrets" / "index.html").read_text("utf-8"), "`text` is the frame's"


def test_a_link_to_a_part_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path, index="[Why](secrets.md#why)", secrets="## Who")

    with pytest.raises(
        InputError, match=r"content/pages/guide/index\.md:5: The link \(secrets\.md#why\) leads to a part"
    ):
        make.printed(tmp_path, folder)


def test_a_link_to_a_page_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    folder = written(tmp_path, index="Fine.\n\n[Keys](secret.md)", secrets="Keys.")

    with pytest.raises(InputError, match=r"content/pages/guide/index\.md:7: The link \(secret\.md\) leads nowhere"):
        make.printed(tmp_path, folder)


def test_no_page_of_the_owners_takes_the_address_of_the_guide(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition(), guide=HEAD.format(title="Mine", body="Words."))

    with pytest.raises(InputError, match="/guide/ belongs to a page"):
        make.printed(tmp_path, folder)
