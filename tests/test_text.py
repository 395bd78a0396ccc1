"""Foreign text is made harmless at the door, and addresses are compared by what they lead to."""

import html
import re
import time
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import text, tracking
from generator.edit.reading import minutes

TRICKY = st.text(
    st.one_of(st.characters(), st.sampled_from("<>&\"'\x00\x03\u202e\u2028\u200b\x85 \n{}|`#-:/a\u0301")), max_size=200
)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One.</p><p>Two &amp; three.</p>", "One.\n\nTwo & three."),
        ("one<br>two", "one\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>c", "a\nb\n\nc"),
        ("<script>alert(1)</script>safe<style>p{}</style>", "safe"),
        ("a <b>bold</b> word", "a bold word"),
        ('read <a href="https://a.example/">this</a><img alt="a hat" src="x">.', "read this."),
        ("3 &lt; 4 &amp;amp; 5", "3 < 4 &amp; 5"),
        ("<p>unclosed <div>and nested", "unclosed\n\nand nested"),
        ("no markup at all", "no markup at all"),
        ("<pre>one\ttwo\n\n\n\n\nthree\u2003fou\u00e9</pre>", "one two\n\nthree fou\u00e9"),
        ("<pre>one\ttwo\n\n\n\nthree</pre>", "one two\n\nthree"),
    ],
)
def test_markup_is_read_as_paragraphs_of_text(markup, expected):
    assert text.plain(markup) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("<b>Bold</b> claims", "Bold claims"),
        ("two\nlines", "two lines"),
        (" two  blanks ", "two blanks"),
        ("X, once Twitter, is no X", "X, once Twitter, is no X"),
        ("right\u202eleft", "rightleft"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_a_title_is_one_line_of_text(title, expected):
    assert text.label(title) == expected


@given(TRICKY)
def test_no_invisible_or_steering_character_survives(foreign):
    for made in (text.plain(foreign), text.label(foreign), text.one_line(foreign)):
        assert not text.HIDDEN.search(made)
        assert all(unicodedata.category(character) != "Cc" or character == "\n" for character in made)


@given(TRICKY)
def test_text_that_is_cleaned_and_escaped_comes_back_as_it_was(foreign):
    once = text.plain(foreign)

    assert text.plain(html.escape(once).replace("\n", "<br>")) == once.strip()


@given(st.text(max_size=400), st.integers(min_value=20, max_value=300))
def test_what_is_clipped_fits(words, limit):
    assert len(text.clip(words, limit)) <= limit


@pytest.mark.parametrize("shape", ["[", "<a ", "<![CDATA[", "<p>", "&", "<b><i>", "](", "<a href='", "\u0301"])
def test_no_shape_of_markup_takes_long(shape):
    begun = time.process_time()
    text.plain(shape * (text.MARKUP // len(shape)))
    text.links(shape * (text.MARKUP // len(shape)), "https://a.example/")

    # The bound is a hundred times what linear work takes; quadratic work takes minutes.
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("/a b", "https://base.example/a%20b"),
        ("//other.example/x", "https://other.example/x"),
        ("http://MAX.example/caf\u00e9", "http://MAX.example/caf\u00e9"),
        ("https://a.example/{attach}/../x|y", "https://a.example/%7Battach%7D/../x%7Cy"),
        ("  https://a.example/  ", "https://a.example/"),
        ("\t\fhttps://a.example/X\r\n", "https://a.example/X"),
        ("x y\"z\u0301'", "https://base.example/dir/x%20y%22z\u0301%27"),
        ("", None),
        ("x\\y/../z", None),
    ],
)
def test_addresses_become_absolute_and_mean_nothing_to_later_stages(value, expected):
    assert text.address(value, "https://base.example/dir/") == expected


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\x03script:alert(1)",
        "\u2028javascript:alert(1)",
        "data:text/html,x",
        "https://user:word@a.example/",
        "https://a.example\\@b.example/",
        "https://a.example%00.b.example/",
        "https://a.example|b.example/",
        'https://a.example"><b>/',
        "https://a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301.example/",
        "https://[fe80::1%25eth0]/",
        "https://a.example/\u202e",
        "https://a.example/\u2028::error::x",
        "https://a.example/\u2003x",
        "\u2003https://a.example/",
        "\x0bhttps://a.example/",
        "https://a.example:0/",
        "http://..",
        "https://[::1",
        "https://a.example:port/",
        "https://",
        "",
        "mailto:a@a.example",
    ],
)
def test_addresses_that_lead_somewhere_else_are_refused(value):
    assert text.address(value, "") is None


def test_an_address_that_was_checked_is_still_one_when_it_is_checked_again():
    longest = "https://a.example/" + "<" * (text.ADDRESS // 3)
    towers = text.address("https://a.example/z" + "\u0301" * 9) or ""

    assert text.address(longest) is None, "escaped, it is longer than an address may be"
    assert text.address("x" * (text.ADDRESS - 5), "https://a.example/") is None
    assert text.address("x/../" * (text.ADDRESS // 5 + 1), "https://a.example/") is None, "made short, it is another"
    for sign in ("a", "<", "\u00e9"):
        exact = (text.address(f"https://a.example/{sign}") or "").ljust(text.ADDRESS, "a")
        assert text.address(exact) == exact
    assert text.tidy(towers) == towers == text.address(towers)
    assert unquote(towers) == "https://a.example/z" + "\u0301" * 9


@given(st.text(st.sampled_from("ab1.:/?#@%[]|<>\"'`{}^\\ \t\u0301\u3002\uff0f\u00e9\u200d&="), max_size=14))
@example("|.example/")
def test_whatever_is_taken_for_an_address_is_its_own_address(rest):
    for value in (f"https://{rest}", f"https://a.example/{rest}"):
        found = text.address(value)
        assert found is None or text.address(found) == found


def test_links_of_a_text_are_absolute_safe_and_each_once():
    markup = '<a href="/x?a=1&amp;b=2">1</a> <a href="javascript:x">2</a> <a title=">" href=\'/x?a=1&b=2\'>3</a>'

    assert text.links(markup, "https://a.example/") == ("https://a.example/x?a=1&b=2",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.example/x/", "https://a.example/x"),
        ("https://a.example/x?utm_source=n&fbclid=2", "https://a.example/x"),
        ("https://a.example/x?b=2&a=1#part", "https://a.example/x?a=1&b=2"),
        ("https://A.example:443/x/index.html", "https://a.example/x"),
        ("https://m.a.example/x/amp/", "https://a.example/x"),
        ("https://a.example/x?ref=weekly.example", "https://a.example/x"),
        ("https://a.example/x?source=rss", "https://a.example/x"),
        ("https://a.example/x?_hsenc=p&_hsmi=2&msclkid=3&srsltid=4&gad_source=1", "https://a.example/x"),
        ("https://a.example/x?at_medium=RSS&at_campaign=rss", "https://a.example/x"),
        ("https://a.example/x?utm_source=rss&amp;utm_medium=rss", "https://a.example/x"),
        ("https://medium.com/@ada/seats-1a2b?source=rss-77------2", "https://medium.com/@ada/seats-1a2b"),
        ("https://youtu.be/8IP7Y5B2-Io?si=x&t=4", "https://www.youtube.com/watch?v=8IP7Y5B2-Io&feature=share"),
        ("https://www.youtube.com/shorts/8IP7Y5B2-Io", "https://m.youtube.com/watch?app=m&v=8IP7Y5B2-Io"),
        ("http://dx.doi.org/10.1234/x", "https://doi.org/10.1234/x"),
        ("https://doi.org/10.1234/ABC", "https://doi.org/10.1234/abc"),
        (
            "https://fed.brid.gy/r/https://bsky.app/profile/did:plc:a/post/3k",
            "https://bsky.app/profile/did:plc:a/post/3k",
        ),
        ("https://go.bsky.app/redirect?u=https%3A%2F%2Fchalk.example%2Fa", "https://chalk.example/a"),
        ("https://arxiv.org/pdf/2211.01234v2.pdf", "http://export.arxiv.org/abs/2211.01234"),
        ("https://twitter.com/ada/status/12?s=20", "https://x.com/ada/status/12"),
        ("https://old.reddit.com/r/Teachers/comments/1abc/a_title/", "https://www.reddit.com/r/Teachers/comments/1abc"),
        ("https://en.m.wikipedia.org/wiki/Chalk", "https://en.wikipedia.org/wiki/Chalk"),
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.example%2Fx%3Fb%3D1&usg=A", "https://a.example/x?b=1"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx%3Ffbclid%3D1&h=A", "https://a.example/x"),
        ("https://t.umblr.com/redirect?z=https%3A%2F%2Fa.example%2Fx&t=A", "https://a.example/x"),
        ("https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fa.example%2Fx&urlhash=A", "https://a.example/x"),
        ("https://www.youtube.com/redirect?event=v&q=https%3A%2F%2Fa.example%2Fx", "https://a.example/x"),
        ("https://e1.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fx&data=5", "https://a.example/x"),
        ("https://www.google.com/amp/s/a.example/x", "https://a.example/x"),
        ("https://a-example.cdn.ampproject.org/c/s/a.example/x", "https://a.example/x"),
    ],
)
def test_addresses_of_one_page_have_one_canonical_form(one, other):
    assert text.canonical(one) == text.canonical(other)


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("http://www.A.example:8080/x//y/index.html?b=2&a=&a=1#part", "https://a.example:8080/x/y?a=&a=1&b=2"),
        ("http://A.example:80", "https://a.example/"),
        ("http://a.example:443/?", "https://a.example/"),
        ("https://[::1]:8443/a/", "https://[::1]:8443/a"),
        ("http://www2.m.mobile.a.example/", "https://a.example/"),
        ("http://www.example/", "https://www.example/"),
        ("http://a.example../x?y=\u00e9%20z&", "https://a.example/x?y=%C3%A9+z"),
        ("http://../", "https://../"),
        ("http://A.example/a;b=1?q=\ud800", "https://a.example/a;b=1?q=%3F"),
        ("http://a.example?b&a#/abc", "https://a.example/?a=&b=#/abc"),
        ("http://dx.doi.org/10.1234/aBc", "https://doi.org/10.1234/abc"),
        ("http://a.example/#!", "https://a.example/"),
        ("http://a.example/#/", "https://a.example/"),
        ("http://a.example/#!/", "https://a.example/"),
        ("http://a.example/#!ab", "https://a.example/#!ab"),
        ("chalk", "chalk"),
        ("http:///x", "http:///x"),
        ("HTTP://[::1", "HTTP://[::1"),
        ("http://A.example:99999/", "http://A.example:99999/"),
    ],
)
def test_what_was_kept_under_a_form_is_found_under_it_for_years(url, form):
    assert text.canonical(url) == form


@given(
    st.sampled_from("a.example www.m.a.example youtube.com en.m.wikipedia.org a..b ..c".split()),
    st.lists(st.sampled_from("/ /a /B /index.html /amp /%3F ;b=+$!*'() @: & -~ /live/8IP7Y5B2-Io".split()), max_size=6),
)
def test_the_short_way_to_a_form_leads_where_the_long_one_leads(host, parts):
    url = f"://{host}/{''.join(parts)}"

    assert text.canonical(f"http{url}") == text.canonical(f"https{url}#") == text.canonical(f"HTTP{url}")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.chalk.example/a", "chalk.example"),
        ("https://www.Chalk.example:8080/a", "chalk.example"),
        ("https://chalk.www.", "chalk.www."),
        ("//www.chalk.example", "chalk.example"),
        ("chalk.example", ""),
        ("https://[::1", ""),
    ],
)
def test_the_host_of_an_address_has_no_www(url, host):
    assert text.host(url) == host


@pytest.mark.parametrize("shortened", [text.one_line, text.label])
def test_a_line_is_made_of_no_more_than_eight_times_its_length(shortened):
    assert shortened("one two three", 10) == "one two\u2026"
    assert shortened("a".rjust(80), 10) == "a"
    assert shortened("a".rjust(81), 10) == ""
    assert shortened("<i>" + "a".rjust(78), 10).removeprefix("<i>") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/?p=1", "https://a.example/?p=2"),
        ("https://a.example/X", "https://a.example/x"),
        ("https://a.example/article.pl?sid=05/1", "https://a.example/article.pl?sid=05/2"),
        ("https://a.example/list.php?pid=1", "https://a.example/list.php?pid=2"),
        ("https://a.example/?source=physics", "https://a.example/?source=chemistry"),
        ("https://gitlab.com/a/b?ref=main", "https://gitlab.com/a/b?ref=draft"),
        ("https://a.example/#!/one", "https://a.example/#!/two"),
        ("https://a.example/#/one", "https://a.example/#/two"),
        ("https://a.example/save?url=https://b.example/x", "https://b.example/x"),
        ("https://a.example/login?next=https://b.example/x", "https://b.example/x"),
        ("https://www.youtube.com/watch?v=8IP7Y5B2-Io", "https://www.youtube.com/watch?v=8IP7Y5B2-Ia"),
        ("https://arxiv.org/abs/2211.01234", "https://arxiv.org/abs/2211.01235"),
        ("https://web.archive.org/web/2020/https://a.example/x", "https://a.example/x"),
    ],
)
def test_pages_that_differ_keep_different_canonical_forms(one, other):
    assert text.canonical(one) != text.canonical(other)


HOSTS = st.sampled_from(
    "a.example www.m.a.example google.com l.facebook.com youtube.com x.com arxiv.org [::1] a..b".split()
)
PARTS = st.sampled_from(
    "/ /url? /l.php? /watch? u= url= q= v=8IP7Y5B2-Io & ? # #! #!/ amp/ index.html utm_source=a sid=1 ref= %3F %25 ;; "
    "https%3A%2F%2Fb.example%2F https://m.c.example/ /amp/s/ /ref=x status/12 :443 :99999 \x00 \ud800 é".split(" ")
)


@given(
    st.one_of(
        st.text(max_size=80),
        st.from_regex(r"https?://[a-z.]{1,20}(:[0-9]{1,5})?(/[a-z%/]*)?(\?[a-z=&]*)?", fullmatch=True),
        st.builds(lambda host, parts: f"http://{host}{''.join(parts)}", HOSTS, st.lists(PARTS, max_size=8)),
    )
)
@example("A://0/amp/amp")
@example("https://room.example/index.html/amp/")
@example("http://youtube.com/watch?v=a&\ud800")
def test_the_canonical_form_of_a_canonical_form_is_itself(url):
    once = text.canonical(url)

    assert text.canonical(once) == once


@given(st.builds(lambda host, parts: f"http://{host}{''.join(parts)}", HOSTS, st.lists(PARTS, max_size=8)))
@example("http://google.com/url?q=\t\rhttp://b.example/watch?v=c:&utm_source=a")
@example("https://google.com/url?q=" * 9 + "https://b.example/")
def test_taking_tracking_off_twice_is_taking_it_off_once(url):
    once = tracking.bare(url)

    assert tracking.bare(once) == once


@pytest.mark.parametrize("written", [["a(?:b", "utm_x"], ["[a", "q"], ["[a"], [], None])
def test_rules_that_cannot_be_read_cost_no_other_one_its_place(written):
    rules = {"rules": written}
    each = [rule.pattern for rule in tracking._expressions(rules, "rules")]
    found = tracking._any_of(rules, "rules")

    for name in ("ab", "utm_x", "a", "b", "q", ""):
        assert bool(found and found.fullmatch(name)) == any(re.fullmatch(rule, name, re.IGNORECASE) for rule in each)


def test_the_rules_of_every_site_are_read_in_one_go_as_one_by_one():
    for rules in tracking._loaded().written.values():
        each = [rule.pattern for rule in tracking._expressions(rules, "rules")]
        assert len(each) == len(rules.get("rules", ())), "each can be read by itself"
        found = tracking._any_of(rules, "rules")
        assert (found.pattern if found else "") == tracking._either(each)


def test_an_address_without_tracking_stays_as_it_was_written():
    for url in ("https://www.a.example/x/?b=2&a=%7e&c#part", "HTTP://A.example", "https://a.example/?q=a+b;c"):
        assert tracking.bare(url) == url


def test_reading_time_counts_words_and_the_signs_of_scripts_without_spaces():
    assert minutes("word " * 460) == pytest.approx(2)
    assert minutes("漢" * 330) == pytest.approx(1)
    assert minutes("") == pytest.approx(1 / 6)


def test_words_of_any_script_are_found():
    assert text.words("Don't STOP, Größe 日本 العربية हिन्दी") == [
        "don't",
        "stop",
        "grösse",
        "日",
        "本",
        "العربية",
        "हिन्दी",
    ]


def test_the_scheme_of_an_address_is_written_small():
    assert text.address("httPs://Chalk.example/A") == "https://Chalk.example/A"
    assert text.address("//chalk.example/a", "HTTPS://x.example/") == "https://chalk.example/a"


@given(TRICKY)
@example("a\u0301**\u0301**")
@example("\u1100\u0301\u0301\u0301\u1161")
def test_what_was_tidied_stays_as_it_is(foreign):
    for tidied in (text.tidy(foreign), text.one_line(foreign)):
        assert text.tidy(tidied) == tidied
        assert unicodedata.is_normalized("NFC", tidied)
    assert text.one_line(text.one_line(foreign)) == text.one_line(foreign)


@given(TRICKY | st.text(st.sampled_from("\U0001d401\u2102\u0130\xaf\xa8\u03f2\xdf\u1d2c B")))
@example("\U0001d401ea")
def test_names_are_compared_without_case_whatever_letters_they_are_written_in(name):
    folded = text.fold(name)

    assert text.fold(folded) == folded
    assert folded == folded.casefold().strip()


def test_the_bold_letters_of_mathematics_are_letters():
    assert text.fold("\U0001d401\U0001d5d8\U0001d49c") == text.fold("BEA") == "bea"


@pytest.mark.parametrize("mark", "\u0301 \u0483 \u1ab0 \u1dc0 \u20d0 \ufe20 \u0e49 \u064b \u05b0 \u0ec8".split())
def test_no_tower_of_marks_covers_other_lines(mark):
    assert len(text.tidy(f"a{mark * 50}b")) <= len("a....b")


@pytest.mark.parametrize(
    "kept", ["\u05d1\u05bc\u05b0\u05bd\u0591", "\u0e17\u0e35\u0e48", "\u0628\u0651\u064e", "e\u0323\u0302"]
)
def test_the_marks_that_letters_have_stay(kept):
    assert text.tidy(kept) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize("sign", ["\U0001fffe", "\U0010ffff", "\U0001d173", "\U0001bca0", "\U000e0080", "\U000e0fff"])
def test_what_is_no_character_on_any_plane_is_dropped(sign):
    assert text.tidy(f"a{sign}b") == "ab"


MARKUP = st.lists(
    st.sampled_from(
        ["<a href='", "'>", "<p>", "</", '<img alt="', '">', "//b.example/", "javascript:", "&#10;", "{attach}"]
    )
    | st.characters(),
    max_size=12,
).map("".join)


@given(MARKUP)
def test_what_is_taken_out_of_markup_can_be_printed(markup):
    for link in text.links(markup, "https://a.example/b/"):
        assert text.address(link) == link
    for words in text.alts(markup):
        assert words == text.one_line(words, 1_000) != ""


# ------------------------------------------------ values


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("one\n\n two\tthree", "one two three"),
        ("<p>one\ntwo</p>", "one two"),
        ("<pre>one\ntwo</pre>", "one\ntwo"),
        ("<p>one</p><p> </p><hr><p>two", "one\n\ntwo"),
        ("<dl><dt>one<dd>two</dl><p>three", "one\ntwo\n\nthree"),
        ("&nbsp;one &amp;\u2028 two", "one & two"),
        ("a" + " " * text.MARKUP + "b", "a"),
        ("a<br>" + " " * text.MARKUP + "b", "a"),
    ],
)
def test_paragraphs_lines_and_blanks_are_read_as_they_are_seen(markup, read):
    assert text.plain(markup) == read


@pytest.mark.parametrize("markup", ["one two three", "<p>one</p><p>two three"])
def test_a_body_is_shortened_as_well(markup):
    assert " ".join(text.plain(markup, 10).split()) == "one two\u2026"


@pytest.mark.parametrize(
    ("words", "limit", "shorter"),
    [
        ("abcdefghij", 10, "abcdefghij"),
        ("abcdefg hij", 9, "abcdefg\u2026"),
        ("abcdef ghij", 9, "abcdef g\u2026"),
        *((f"abcdefg{sign} hij", 10, "abcdefg\u2026") for sign in " ,;:.\u2013\u2014-"),
    ],
)
def test_a_text_is_cut_at_a_word_that_is_near_enough_and_at_no_sign(words, limit, shorter):
    assert text.clip(words, limit) == shorter


@pytest.mark.parametrize(
    ("markup", "stays"),
    [
        ("<b>" * text.DEPTH + "<br>x", True),
        ("<b>" * text.DEPTH + "</b><b><b>x", False),
        ("<b>" * (text.DEPTH + 1) + "x", False),
        ("<B>x</b>" * text.DEPTH, True),
        ("</i>" * text.DEPTH + "<i>" * text.DEPTH, True),
        ("</i>" * text.DEPTH + "<i>" * (text.DEPTH + 1), False),
        ("<BR>" * (text.DEPTH + 1), True),
        ("1 < 2 " * (text.DEPTH + 1), True),
    ],
)
def test_what_is_nested_too_deep_loses_its_tags_and_keeps_its_words(markup, stays):
    assert (text.shallow(markup) == markup) is stays
    if not stays:
        assert text.shallow(f"{markup}<b y").split() == (["x"] if "x" in markup else [])


def test_of_markup_only_so_much_is_looked_at():
    assert text.shallow("x" * text.MARKUP + "y") == "x" * text.MARKUP


def test_an_end_of_line_that_is_written_as_a_number_ends_no_line():
    assert text.plain("<p>One sentence that was&#13;\ngoes on &#13;here.</p>") == "One sentence that was goes on here."


def test_links_and_pictures_are_found_however_they_are_written():
    anchors = "<A TITLE='>' HREF='b?c&amp;d'>e</A><a href=//f.example>g</a>"
    markup = f"{anchors}<IMG LANG=de ALT='h &amp;lt;'><image alt='i'><img alt=''>"
    long = f"<img alt='{'j' * 1001}'>"

    assert text.links(markup, "https://a.example/") == ("https://a.example/b?c&d", "https://f.example")
    assert text.alts(markup + markup) == ("h &lt;", "i")
    assert len(text.alts(long)[0]) == 1000
    assert (text.links("<b>a</b>", ""), text.alts("<b>a</b>")) == ((), ())


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029"])
def test_lines_end_in_one_way(end):
    assert text.tidy(f"\u00e9{end}a{end}") == "\u00e9\na\n"
    if end.isascii():
        assert text.tidy(f"a{end}b\x00{end}\t") == "a\nb\n\t"


def test_words_names_and_numbers_of_plain_letters():
    assert text.words("It's A-B, 2nd 'x'") == ["it's", "a", "b", "2nd", "x"]
    assert (text.fold(" Zo\u00eb "), text.fold(" ZOE\n")) == ("zoe", "zoe")
    assert [text.count(number, "story", "stories") for number in (0, 1, 1234)] == [
        "0 stories",
        "1 story",
        "1,234 stories",
    ]
    assert [text.count(number, "voice") for number in (1, 2)] == ["1 voice", "2 voices"]
