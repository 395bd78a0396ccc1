"""The sample is invented, whole, and hangs together."""

import re
from datetime import UTC, datetime

import pytest
import yaml
from pydantic import ValidationError

from generator.demo import markup, sample
from tests.demo.sampled import SAMPLE

ADDRESS = re.compile(r"https?://([\w.-]+)")


def everything():
    return [path for path in sample.FOLDER.rglob("*") if path.is_file()]


def test_every_address_in_it_is_invented():
    hosts = {host.rstrip(".") for path in everything() for host in ADDRESS.findall(path.read_text("utf-8"))}

    assert hosts
    assert not [host for host in hosts if not host.endswith(".example")]


def test_every_link_between_its_own_sites_leads_somewhere():
    known = {blog.home + article.slug for blog in SAMPLE.blogs for article in blog.articles}
    homes = {blog.home for blog in SAMPLE.blogs}
    texts = [article.text for blog in SAMPLE.blogs for article in blog.articles] + [post.text for post in SAMPLE.posts]
    links = {link.partition("?")[0] for text in texts for link in re.findall(r"https://[^\s)]*[^\s).,]", text)}
    own = {link for link in links if any(link.startswith(home) for home in homes)}

    assert own
    assert own <= known


def test_everything_said_elsewhere_is_said_by_somebody_and_has_a_number_of_its_own():
    for name, scene in SAMPLE.scenes.items():
        numbers = [piece.number for piece in scene.pieces]
        assert len(numbers) == len(set(numbers)), name
        for piece in scene.pieces:
            assert piece.by in scene.speakers, piece.number
            assert not piece.place or piece.place in scene.places or name in {"platforms", "gleaner"}, piece.number
            for other in (piece.re, piece.quotes, piece.shares):
                assert other is None or scene.piece(other).at < piece.at


def test_the_links_that_everybody_shares_lead_to_articles_of_the_sample():
    known = {blog.home + article.slug for blog in SAMPLE.blogs for article in blog.articles}
    homes = tuple(blog.home for blog in SAMPLE.blogs)
    texts = [piece.text for scene in SAMPLE.scenes.values() for piece in scene.pieces]
    links = [piece.link for scene in SAMPLE.scenes.values() for piece in scene.pieces if piece.link]
    links += [link for text in texts for link in re.findall(r"https://[^\s)]*[^\s).,]", text)]
    own = {link.partition("?")[0] for link in links if link.startswith(homes)}

    assert len(own) >= 8
    assert own <= known
    assert len({link for link in links if link.startswith("https://evidence-group.example/before-the-bell?")}) >= 3


def test_every_doi_is_of_the_kind_that_is_kept_for_examples():
    dois = [work.doi for work in SAMPLE.works if work.doi] + [work.notice.doi for work in SAMPLE.works if work.notice]

    assert dois
    assert all(doi.startswith("10.5555/") for doi in dois)


def test_answers_and_shares_name_posts_that_are_there_and_older():
    named = {post.id: post for post in SAMPLE.posts if post.id}
    answering = [(post, post.re or post.shares) for post in SAMPLE.posts if post.re or post.shares]

    assert answering
    assert all(named[name].at < post.at for post, name in answering)


def test_an_edit_finds_the_words_it_changes():
    pieces = [*SAMPLE.posts, *(article for blog in SAMPLE.blogs for article in blog.articles)]
    edited = [piece for piece in pieces if piece.edit]

    assert len(edited) >= 2
    assert all(piece.edit.old in " ".join(piece.text.split()) and piece.edit.at > piece.at for piece in edited)


TABLE = frozenset(
    f"{post['by']} {post['at'].isoformat()}"
    for post in yaml.safe_load((sample.FOLDER / "posts-table.yaml").read_text("utf-8"))
)
"""What is said around the table: without hashtags, and until after the last edition."""


def test_it_lies_within_the_two_weeks_but_for_what_is_older_on_purpose():
    early = datetime(2026, 11, 6, tzinfo=UTC)
    late = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
    lasting = [blog for blog in SAMPLE.blogs if not blog.ends]
    times = [post.at for post in SAMPLE.posts if post.key not in TABLE] + [
        each.at for blog in lasting for each in blog.articles
    ]
    times += [piece.at for name, scene in SAMPLE.scenes.items() if name != "shortener" for piece in scene.pieces]

    assert max(times) < late
    assert sum(at < early for at in times) == 1


def test_every_post_carries_a_hashtag_that_is_followed():
    tags = [set(markup.tags(post.text)) for post in SAMPLE.posts if not (post.shares or post.key in TABLE)]

    assert all(each & {"openedu", "formativeassessment"} for each in tags)


def test_a_hashtag_in_yaml_is_never_a_comment():
    for path in sorted(sample.FOLDER.glob("posts-*.yaml")):
        lines = path.read_text("utf-8").splitlines()
        texts = [line for line in lines if re.match(r"  text: ", line)]
        assert all(line == "  text: |" for line in texts), path


def test_a_misspelt_key_is_found(tmp_path):
    value = {"by": "kwabena", "at": "2026-11-16T06:00:00Z", "txt": "Chalk"}
    for name in ("voices.yaml", "servers.yaml", "street.yaml"):
        (tmp_path / name).write_bytes((sample.FOLDER / name).read_bytes())
    (tmp_path / "posts-46.yaml").write_text(yaml.safe_dump([value]))

    with pytest.raises(ValidationError, match="txt"):
        sample.read(tmp_path)


def test_a_post_is_written_as_mastodon_writes_it():
    html = markup.post(
        "Look: https://board-work.example/the-left-third-of-the-board, by @kaf #OpenEdu",
        host="chalkface.example",
        mention=lambda name, _: (name, f"https://chalkface.example/@{name}"),
    )

    assert 'href="https://board-work.example/the-left-third-of-the-board"' in html
    assert (
        '<span class="ellipsis">board-work.example/the-left-th</span><span class="invisible">ird-of-the-board</span>'
        in html
    )
    assert "#<span>OpenEdu</span></a>" in html
    assert 'class="u-url mention">@<span>kaf</span></a>' in html
