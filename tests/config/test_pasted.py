"""Addresses as they are copied from a browser, and texts as they are typed: each means what was meant, or is refused.

A page that can be followed becomes its source also without its key; one that cannot is a mistake that says what to
write, and never a feed that will not be found.
"""

import pytest

from generator import config
from generator.config import elsewhere, kinds
from generator.config.kinds import mastodon
from generator.errors import InputError
from generator.forms import Mistake
from tests.config.driver import SITE, entry

CHANNEL = "UCabcdefghijklmnopqrstuv"
LIST = "PLabcdefghijklmnop"
JSON = "%7B%22query%22%3A%7B%22query_string%22%3A%7B%22query%22%3A%22open%20textbooks%22%7D%7D%7D"

MEANT = {
    # Mastodon: accounts as they are written
    ("mastodon", "ana@school.example"): ("mastodon", "@ana@school.example"),
    ("mastodon", "acct:ana@school.example"): ("mastodon", "@ana@school.example"),
    ("", "acct:ana@school.example"): ("mastodon", "@ana@school.example"),
    ("", "acct: ana@school.example"): ("mastodon", "@ana@school.example"),
    ("", "ACCT:@ana@school.example"): ("mastodon", "@ana@school.example"),
    ("mastodon", "#ana@school.example"): ("mastodon", "#ana"),
    ("", "#ana@school.example"): ("mastodon", "#ana"),
    ("mastodon", "@ana@school.example."): ("mastodon", "@ana@school.example"),
    ("", "@ana@school.example."): ("mastodon", "@ana@school.example"),
    # Mastodon: pages
    ("", "https://m.example/@ana.rss"): ("mastodon", "@ana@m.example"),
    ("", "https://m.example/@ana?lang=de"): ("mastodon", "@ana@m.example"),
    ("", "https://m.example/@ana/with_replies"): ("mastodon", "@ana@m.example"),
    ("", "https://m.example/@ana@n.example/media"): ("mastodon", "@ana@n.example"),
    ("", "https://m.example/deck/@ana@n.example"): ("mastodon", "@ana@n.example"),
    ("", "https://m.example/web/@ana"): ("mastodon", "@ana@m.example"),
    ("", "https://m.example/web/tags/oer"): ("mastodon", "#oer"),
    ("", "https://m.example/web/timelines/tag/oer"): ("mastodon", "#oer"),
    ("", "https://m.example/deck/lists/12"): ("mastodon", "list:12"),
    ("", "https://m.example/tags/oer.rss"): ("mastodon", "#oer"),
    ("", "https://mastodon.example/tags/OER"): ("mastodon", "#oer"),
    ("", "https://social.school.example/users/ana"): ("mastodon", "@ana@social.school.example"),
    ("", "https://hcommons.social/lists/12"): ("mastodon", "list:12"),
    ("", "https://fosstodon.org/tags/oer?utm_source=x"): ("mastodon", "#oer"),
    ("", "https://mas.to/users/ana.rss"): ("mastodon", "@ana@mas.to"),
    ("mastodon", "https://m.example/tags/oer.rss"): ("mastodon", "#oer"),
    # what blogs write as well stays theirs
    ("", "https://blog.example/tags/oer"): ("feed", "https://blog.example/tags/oer"),
    ("", "https://blog.example/tags/open-education.rss"): ("feed", "https://blog.example/tags/open-education.rss"),
    ("", "https://blog.example/lists/12"): ("feed", "https://blog.example/lists/12"),
    ("", "https://blog.example/@ana/an-article"): ("feed", "https://blog.example/@ana/an-article"),
    ("", "https://hashnode.com/@ana"): ("feed", "https://hashnode.com/@ana"),
    ("", "https://velog.io/@ana"): ("feed", "https://velog.io/@ana"),
    ("", "https://www.patreon.com/@ana"): ("feed", "https://www.patreon.com/@ana"),
    ("", "https://medium.com/@ana"): ("feed", "https://medium.com/feed/@ana"),
    # Bluesky
    ("", "https://bsky.app/profile/ana.example/rss"): ("bluesky", "@ana.example"),
    ("", "https://bsky.app/profile/ana.example/lists"): ("bluesky", "@ana.example"),
    ("", "https://bsky.app/profile/ana.example/feed"): ("bluesky", "@ana.example"),
    ("", "https://ana.bsky.social"): ("bluesky", "@ana.bsky.social"),
    ("", "https://docs.bsky.app/blog"): ("feed", "https://docs.bsky.app/blog"),
    # X
    ("", "https://x.com/ana/with_replies"): ("x", "@ana"),
    ("", "https://x.com/ana/highlights"): ("x", "@ana"),
    ("", "https://x.com/intent/follow?screen_name=Ana"): ("x", "@ana"),
    ("", "https://x.com/search?q=oer&f=live"): ("x", "search:oer"),
    ("", "https://x.com/search?q=%40ana"): ("x", "search:@ana"),
    ("x", "search: edutopia"): ("x", "search:edutopia"),
    ("x", '"edutopia"'): ("x", 'search:"edutopia"'),
    ("", "https://help.x.com/en/using-x"): ("feed", "https://help.x.com/en/using-x"),
    # Reddit
    ("reddit", "r/Teaching/new/"): ("reddit", "r/teaching"),
    ("reddit", "r/Teaching.json"): ("reddit", "r/teaching"),
    ("reddit", "r/Teaching/.rss"): ("reddit", "r/teaching"),
    ("", "r/Teaching/.rss"): ("reddit", "r/teaching"),
    ("", "u/someone.rss"): ("reddit", "u/someone"),
    ("", "https://www.reddit.com/r/Teaching.json"): ("reddit", "r/teaching"),
    ("", "https://www.reddit.com/r/Teaching/search/?q=oer&restrict_sr=1"): ("reddit", "search:subreddit:Teaching oer"),
    ("", "https://www.reddit.com/user/someone/comments/"): ("reddit", "u/someone"),
    ("", "https://www.reddit.com/domain/a.example/.rss"): ("feed", "https://www.reddit.com/domain/a.example/.rss"),
    # Hacker News
    ("hackernews", "search: best"): ("hackernews", "search:best"),
    ("", "https://hn.algolia.com/?dateRange=all&query=oer"): ("hackernews", "search:oer"),
    ("", "https://news.ycombinator.com/rss"): ("feed", "https://news.ycombinator.com/rss"),
    # YouTube
    ("", "https://www.youtube.com/c/OldName/videos?view=0"): ("feed", "https://www.youtube.com/c/OldName"),
    ("youtube", "https://www.youtube.com/c/OldName"): ("feed", "https://www.youtube.com/c/OldName"),
    ("youtube", "https://www.youtube.com/user/oldname"): ("feed", "https://www.youtube.com/user/oldname"),
    ("youtube", "https://www.youtube.com/OldName"): ("feed", "https://www.youtube.com/OldName"),
    ("", f"https://www.youtube.com/watch?v=abcdefghijk&list={LIST}"): ("youtube", f"playlist:{LIST}"),
    ("", f"https://youtu.be/abcdefghijk?list={LIST}"): ("youtube", f"playlist:{LIST}"),
    ("", "https://www.youtube.com/feeds/videos.xml?user=old"): (
        "feed", "https://www.youtube.com/feeds/videos.xml?user=old"),
    # Papers
    ("openalex", "https://openalex.org/works?page=1&search=open%20textbooks"): ("openalex", "search:open textbooks"),
    ("openalex", "https://openalex.org/works?filter=default.search%3Aoer,type:article"): ("openalex", "search:oer"),
    ("openalex", "https://api.openalex.org/works?search=oer"): ("openalex", "search:oer"),
    ("", "https://eric.ed.gov/?q=open+textbooks&ft=on"): ("eric", "search:open textbooks"),
    ("eric", "https://eric.ed.gov/?q=oer"): ("eric", "search:oer"),
    ("crossref", "https://search.crossref.org/?q=oer&from_ui=yes"): ("crossref", "search:oer"),
    ("crossref", "https://api.crossref.org/works?query=oer"): ("crossref", "search:oer"),
    ("doaj", "https://doaj.org/toc/1492-3831"): ("doaj", "search:issn:1492-3831"),
    ("doaj", "1492-3831"): ("doaj", "search:issn:1492-3831"),
    ("doaj", f"https://doaj.org/search/articles?ref=quick&source={JSON}"): ("doaj", "search:open textbooks"),
    ("", "https://arxiv.org/search/?query=oer&searchtype=all"): ("arxiv", "search:oer"),
    ("", "https://blog.openalex.org"): ("feed", "https://blog.openalex.org"),
    # feeds by another name
    ("medium", "https://pub.example/an-article-0123456789ab?source=home"): ("feed", "https://pub.example/feed"),
    ("medium", "https://pub.example/tagged/oer"): ("feed", "https://pub.example/feed/tagged/oer"),
    ("medium", "https://pub.example/feed"): ("feed", "https://pub.example/feed"),
    ("", "feed://a.example/rss"): ("feed", "https://a.example/rss"),
    ("", "feed:https://a.example/rss"): ("feed", "https://a.example/rss"),
    ("feed", "feed://http://a.example/rss"): ("feed", "http://a.example/rss"),
    ("", "feed://www.reddit.com/r/Teaching/.rss"): ("reddit", "r/teaching"),
    # with what tells who passed it on
    ("", "https://x.com/ana?s=20&t=abc"): ("x", "@ana"),
    ("", "https://www.youtube.com/@Ana?si=abc"): ("youtube", "@ana"),
    ("", f"https://youtube.com/playlist?list={LIST}&si=abc"): ("youtube", f"playlist:{LIST}"),
    ("", f"https://www.youtube.com/channel/{CHANNEL}?sub_confirmation=1"): ("youtube", f"channel:{CHANNEL}"),
    ("", "https://m.example/@ana?utm_source=x&igshid=1"): ("mastodon", "@ana@m.example"),
    ("", "https://bsky.app/profile/ana.example?ref_src=embed"): ("bluesky", "@ana.example"),
    ("", "https://www.reddit.com/r/Teaching/?utm_source=share&utm_medium=web2x"): ("reddit", "r/teaching"),
    ("", "https://ana.substack.com/?utm_source=substack"): ("feed", "https://ana.substack.com/feed"),
    ("", "https://medium.com/@ana?source=home"): ("feed", "https://medium.com/feed/@ana"),
    ("", "https://github.com/owner/name?tab=readme-ov-file"): ("feed", "https://github.com/owner/name/releases.atom"),
    ("", "https://dev.to/ana?utm_source=x"): ("devto", "@ana"),
    ("lemmy", "https://l.example/c/teaching?dataType=Post&utm_source=x"): ("lemmy", "!teaching@l.example"),
    ("gleaner", "https://ana.example/digest?utm_source=x"): ("gleaner", "https://ana.example/digest"),
    ("stackexchange", "https://academia.stackexchange.com/?utm_source=x"): (
        "feed", "https://academia.stackexchange.com/feeds"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), MEANT.items(), ids=" ".join)
def test_what_is_pasted_means_what_was_meant(written, meant):
    key, value = written
    found = kinds.ROWS[key].read(value) if key else kinds.bare(value)

    assert (found.kind, found.address) == meant


REFUSED = {
    ("", "ana@school.example"): '"@ana@school.example"',
    ("", "https://m.example/@ana/tagged/oer"): '- mastodon: "@ana@m.example"',
    ("", "https://mastodon.example/public/local"): "It can be an account",
    ("youtube", "https://m.example/@ana"): "- https://m.example/@ana",
    ("hackernews", "https://hnrss.example/newest"): "- https://hnrss.example/newest",
    ("reddit", "https://site.example/r/teaching"): "- https://site.example/r/teaching",
    ("devto", "https://velog.io/@ana"): "- https://velog.io/@ana",
    ("x", "list:ana/teachers"): "https://x.com/i/lists/NUMBER",
    ("", "https://m.example/@ana/112233445566778899"): '- mastodon: "@ana@m.example"',
    ("mastodon", "https://hashnode.com/@ana"): "- https://hashnode.com/@ana",
    ("mastodon", "https://m.example/tags/open-education"): "It can be an account",
    ("", "https://bsky.app/profile/ana.example/post/3abc"): '- bluesky: "@ana.example"',
    ("", "https://bsky.app/starter-pack/ana.example/3abc"): "the accounts you want",
    ("", "https://go.bsky.app/AbC"): "the accounts you want",
    ("", "https://bsky.app/hashtag/oer?author=ana.example"): '"#oer", or the account, "@ana.example"',
    ("", "https://bsky.app/settings"): 'It can be "#tag"',
    ("", "https://x.com/ana/lists/teachers"): "https://x.com/i/lists/NUMBER",
    ("x", "https://x.com/ana/lists/teachers"): "https://x.com/i/lists/NUMBER",
    ("", "https://x.com/ana/followers"): 'It can be "#tag"',
    ("x", "edutopia"): 'Did you mean "@edutopia" or "#edutopia"?',
    ("x", "Lehrkräftebildung"): 'Did you mean "#Lehrkräftebildung"?',
    ("x", "https://school.example/page"): "- https://school.example/page",
    ("", "https://www.reddit.com/user/ana/m/edu"): "r/one+two",
    ("reddit", "https://www.reddit.com/user/ana/m/edu"): "r/one+two",
    ("", "https://www.reddit.com/r/a1+b2/search?q=oer"): "an entry of each",
    ("", "https://www.reddit.com/user/ana/search/?q=oer"): "r/teaching",
    ("", "https://www.reddit.com/r/Teaching/s/AbC"): "r/Teaching",
    ("", "https://www.reddit.com/r/Teaching/comments/1abc/a_post/"): "r/Teaching",
    ("", "https://redd.it/1abc"): "r/teaching",
    ("", "https://www.reddit.com/settings"): "r/teaching",
    ("hackernews", "newest"): "`front`",
    ("hackernews", "Ask"): '"search: Ask"',
    ("", "https://news.ycombinator.com/newest"): "`front`",
    ("", "https://news.ycombinator.com/item?id=1"): "`front`",
    ("", "https://www.youtube.com/watch?v=abcdefghijk"): "https://www.youtube.com/@name",
    ("youtube", "https://youtu.be/abcdefghijk?si=abc"): "https://www.youtube.com/@name",
    ("", "https://www.youtube.com/shorts/abcdefghijk"): "https://www.youtube.com/@name",
    ("", "https://www.youtube.com/results?search_query=oer"): "https://www.youtube.com/@name",
    ("openalex", "https://openalex.org/authors/A123"): "words to search for",
    ("eric", "https://eric.ed.gov/?id=EJ123"): "words to search for",
    ("crossref", "https://doi.org/10.5555/12345678"): "words to search for",
    ("doaj", "https://doaj.org/toc/1492-3832"): "slip",
    ("doaj", "https://doaj.org/article/0123456789abcdef"): "words to search for",
    ("arxiv", "https://arxiv.org/abs/2401.00001"): "cs.CY",
    ("", "https://arxiv.org/abs/2401.00001"): "cs.CY",
    ("", "https://github.com/topics/education"): "owner/name",
    ("github", "topics/education"): "owner/name",
    ("github", "https://github.com/orgs/school/repositories"): "owner/name",
    ("", "https://t.co/AbC"): "the address you arrive at",
    ("feed", "https://lnkd.in/AbC"): "the address you arrive at",
}


@pytest.mark.parametrize(("written", "hint"), REFUSED.items(), ids=map(" ".join, REFUSED))
def test_what_cannot_be_followed_is_refused_with_what_to_write(written, hint):
    key, value = written
    with pytest.raises(Mistake) as caught:
        _ = kinds.ROWS[key].read(value) if key else kinds.bare(value)

    assert hint in caught.value.hint
    assert caught.value.words.endswith(".")


@pytest.mark.parametrize("host", sorted(mastodon.OTHERS))
def test_a_site_with_names_like_mastodons_is_never_taken_for_it(host):
    try:
        found = kinds.bare(f"https://{host}/@ana")
    except Mistake:
        return
    assert found.kind != "mastodon"


@pytest.mark.parametrize("host", elsewhere.SHORT)
def test_a_short_address_is_not_followed_blindly(wrong, host):
    (problem,) = wrong(entry(f"https://{host}/AbC"))

    assert "does not say where it leads" in problem.words


def test_a_list_by_its_page_alone_knows_its_server(source):
    assert source("https://mastodon.example/lists/12").options == {"servers": ("mastodon.example",)}


@pytest.mark.parametrize("typed", ["acct:ana@m.example", "@ana@m.example.", "mastodon: ana@m.example"])
def test_an_account_typed_as_mail_programs_write_it_is_an_account(typed):
    assert config.source_of(typed).address == "@ana@m.example"


def test_a_hashtag_typed_with_its_key_stays_one():
    assert config.source_of("hashtag: oer@m.example").address == "#oer"
    with pytest.raises(InputError, match="is an account"):
        config.source_of("hashtag: @ana@m.example")


# ---------------------------------------------------------------- lines beside a source


@pytest.mark.parametrize(("word", "truth"), [("yes", True), ("No", False), ("true", True), ("off", False)])
def test_a_yes_may_stand_in_quotes(source, word, truth):
    assert source(f'feed: https://a.example\nfull_text: "{word}"').full_text is truth


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('any: "#oep, #openaccess"', ("oep", "openaccess")),
        ('any: "#oep #openaccess"', ("oep", "openaccess")),
        ("any: oep; openaccess,", ("oep", "openaccess")),
        ("any: '#oep'", ("oep",)),
    ],
)
def test_several_hashtags_may_stand_in_one_text(source, line, found):
    assert source(f'mastodon: "#oer"\nservers: m.example, n.example\n{line}').options == {
        "servers": ("m.example", "n.example"),
        "any": found,
    }


def test_topics_keep_their_commas(source):
    assert source("feed: https://a.example\ntopics: reading, writing").topics == ("reading, writing",)


@pytest.mark.parametrize(("key", "most"), [("any", 3), ("all", 4), ("none", 4)])
def test_more_hashtags_than_mastodon_looks_at_are_refused_and_not_left_out(source, wrong, key, most):
    tags = ["oep", "oea", "oeb", "oec", "oed"]
    lines = f'mastodon: "#oer"\nservers: m.example\n{key}: '

    assert source(f"{lines}[{', '.join(tags[:most])}]").options[key] == tuple(tags[:most])
    (problem,) = wrong(entry(f"{lines}[{', '.join(tags[: most + 1])}]"))
    assert f"Mastodon looks at {most}" in problem.words


@pytest.mark.parametrize(
    ("network", "hint"),
    [
        ("reddit", '- reddit: "search: EdTech"'),
        ("lemmy", "!community@server.example"),
        ("hn", "- hackernews: EdTech"),
        ("medium", '- medium: "#EdTech"'),
        ("github", "mastodon, bluesky, x, devto"),
        ("openalex", "- openalex: EdTech"),
    ],
)
def test_a_network_without_hashtags_is_told_what_to_write_instead(wrong, network, hint):
    (problem,) = wrong(SITE + f"sources:\n  - hashtag: '#EdTech'\n    on: [bluesky, {network}]\n")

    assert "has no hashtags" in problem.words
    assert hint in problem.hint
