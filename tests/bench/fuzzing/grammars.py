"""The words of what is fuzzed: pieces that mean something in each language, for a fuzzer to put together."""

MARKUP = (
    "<p>", "</p>", "<br>", "<div>", "<b>", "</b>", "<script>", "</script>", "<style>", "<title>", "<textarea>",
    "<pre>", "<svg>", "<math>", '<a href="', "<a href='", "<a href=", '">', "'>", ">", '<img alt="',
    "<img src=x onerror=", "<!--", "-->", "<![CDATA[", "]]>", "<?", "</", "<template>", "<noscript>", "<xmp>",
    "<plaintext>", "<select>", "<table>", "<td>", "<li>", "<ul>", "javascript:", "data:text/html,",
    "https://a.example/", "&lt;", "&amp;", "&#x3c;", "&#60", "&lt;script&gt;", "&amp;lt;", "{attach}", "{{", "]]",
    "](", "![", "```", "**", "::", "word ", "\u202e", "\u0301", "\u1dc0", "\ufe20", "\u0e49", "\u0323", "\U0001fffe",
    "\U000e0100", "\U0001d173", "\u1100", "\u1161",
)  # fmt: skip
"""HTML and Markdown of strangers, with signs that are hidden or stand upon others."""
PLACES = (
    "http://", "https://", "HTTP://", "javascript:", "//", "/", "..", "?", "#", "&", "=", ":", "@", "%2e", "%00",
    "%0d", "[", "]", "[::1]", "[::ffff:7f00:1]", "127.0.0.1", "0x7f.1", "2130706433", "localhost", "a.example",
    "www.", "m.", "bücher.example", "xn--", "\uff0e", "\u3002", "\u3002", "youtu.be/", "youtube.com/watch?v=",
    "doi.org/10.1/", "amp", "index.html", "utm_source=a", "url=https%3A%2F%2Fb.example", "google.com/url?q=", ":80",
    ":443", ":22", ":99999", "{attach}", "|tag|", "\\", "\t", "user:pass@", ";", "!", "..;/", "a" * 100, "%",
    "\u0663", "ß", "İ",
)  # fmt: skip
"""Addresses, and what one machine reads otherwise than another."""
HEADERS = (
    "etag", "last-modified", "cache-control", "age", "expires", "date", "retry-after", "x-ratelimit-reset",
    "ratelimit-reset", "x-rate-limit-reset", "x-ratelimit-remaining", "link", "x-robots-tag", "tdm-reservation",
    "content-type", "max-age=", "no-store", "s-maxage=", "public", "86400", "999999999", "9999999999", "-1", "1e9",
    "\u0663\u0663\u0663", "²", "Sun, 22 Nov 2026 18:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994", "2026-11-22T18:00:00Z", "2026-11-22", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59", "W/", '"', "; rel=", "next", "alternate", '"; type="application/rss+xml"',
    "<https://a.example/?max_id=1>", "<", ">", "max_id=", "noindex", "none", "gleaner:", "otherbot:", "max-snippet:",
    "unavailable_after:", "-0000", "+9999", "GMT", "Jan", "0000", "31 Feb 2026", "24:00:00", "99",
)  # fmt: skip
"""Names and values of headers, dates among them."""
ROBOTS = (
    "User-agent: ", "gleaner", "*", "Disallow: ", "Allow: ", "/", "$", "%2F", "Crawl-delay: ", "Sitemap: ", "\n", "#",
    "https://a.example/", "Request-rate: 1/", "Host: ", "é", "\ufeff", "Visit-time: 0600-0845", "a" * 50,
    "********************",
)  # fmt: skip
"""robots.txt (RFC 9309)."""
PAGE = (
    "<html>", "<head>", "<title>", "</title>", "<body>", '<meta name="', '<meta property="', "og:title",
    "og:description", "article:published_time", "citation_doi", "robots", '" content="', '">',
    '<link rel="canonical" href="', '<script type="application/ld+json">', "</script>",
    '{"@type":"Article","headline":"', '","datePublished":"', '","author":', "[", "]", "{", "}", '"@graph":[',
    "<article>", "<p>", "</p>", "word ", "2026-11-22", "10.1234/abc", "https://a.example/b", "https://b.example/",
    "<div>", "<!--", "-->", 'lang="de"', '<html lang="', "noindex", "&#", "\\u",
)  # fmt: skip
"""The head of a page, and what says who wrote it."""
JSON = (
    "null", "true", "-1", "1e400", "9" * 400, '"\\ud800"', '"', ":", ",", "{", "}", "[", "]", "{}", "[]",
    "2026-11-22T00:00:00Z", "https://a.example/@a/1", "<p>", "NaN", "Infinity", '"id":', '"url":', '"uri":',
    '"content":', '"account":', '"acct":', '"visibility":', '"public":', '"created_at":', '"in_reply_to_id":',
    '"descendants":', '"replies_count":', '"spoiler_text":', '"display_name":', '"media_attachments":',
    '"description":', '"DOI":', '"title":', '"author":', '"given":', '"family":', '"issued":', '"date-parts":',
    '"published-online":', '"message":', '"items":', '"results":', '"abstract":', '"update-to":', '"type":',
)  # fmt: skip
"""The JSON of servers and registers."""
YAML = (
    ": ", "- ", "  ", "\n", "\n  ", "\n    ", "\n  - ", "\n- ", "#", " #", "'", '"', "|", "|-\n", ">\n", "&a", "*a",
    "<<: ", "!!str ", "!x ", "{", "}", "[", "]", ",", "---\n", "...\n", "%YAML 1.2\n", "null", "~", "true", "no",
    "0x1F", "1_000", "1:59:59", ".inf", "2026-11-22", "2026-13-45", "\t", "? ", "\\x00", "\\u202e", "\\", "é", "\x85",
    "\u2028", "\ufeff",
)  # fmt: skip
"""What means something in YAML."""
CONFIG = (
    *YAML, "site:", "title:", "address:", "description:", "language:", "timezone:", "repository:", "digest:", "day:",
    "hour:", "minutes:", "reading:", "preset:", "weights:", "interests:", "sources:", "feed:", "mastodon:",
    "bluesky:", "opml:", "servers:", "name:", "tie:", "topics:", "note:", "mute:", "alerts:", "query:", "until:",
    "prompts:", "count:", "lenses:", "answers:", "email:", "giscus:", "announce:", "theme:", "light:", "accent:",
    "withdrawn:", "format: 1", "#oer@a.example", "https://a.example/feed", "https://127.0.0.1/", "@ana@a.example",
    "r/teaching", "Europe/Zurich", "Mars/Base", "saturday", "job OR (internship -senior)", "close", "words:",
    "'#oer'", "youtube:", "arxiv:", "x:", "hide:", "order:", "../x.opml",
)  # fmt: skip
"""config.yaml."""
EDITION = (
    *YAML, "week:", "2026-W47", "2026-W53", "title:", "id:", "published:", "starts:", "language:", "picks:", "- url:",
    "https://a.example/b", "pin: true", "hidden: true", "why:", "excerpt:", "minutes: ", "1.5", "section:",
    "warning:", "prompts:", "lens:", "text:", "about:", "words:", "term:", "network:", "nodes:", "lines:", "ends:",
    "number:", "meters:", "numbers:", "reports:", "health: ok", "courtesies:", "thread:", "alerts:", "matches:",
    "key:", "also:", "format: 1", "2026-11-21T05:00:00Z", "---\n", "\n---\n",
)  # fmt: skip
"""An edition."""
QUERY = (
    "job", "#oer", "@ada", " AND ", " OR ", " NOT ", " or ", "(", ")", '"a b"', "-", "+", "lang:", "de", "site:",
    "x.example", "*", "?", "https://x.example/@y", "title:", "tag:", "in:", "person:", "source:", "near:", "~", "^2",
    "[a TO b]", "{a TO b}", "/x/", ":", "12:30", "'", "“", "”", "\\", "&&", "||", "!", "–", ">", "<", "=",
    "@ada@school.example", " ", "é", "\u8a9e", "\u0300", "AND", "OR", "NOT", "TO", '"', "\xa0", "\u3000", "\n",
)  # fmt: skip
"""Saved searches."""
FORM = (
    "### Address of the source\n\n", "### Name\n\n", "### How near is it?\n\n", "### Why?\n\n", "### ",
    "_No response_", "\r\n", "https://a.example/feed", "close", "acquaintance", "::error::", "@octocat", "#1", "`",
    "![](", "<script>", "&#64;", "\n\n", " " * 50, "GH-1", "www.a.example", "$x$", "\u200b", "\u0301", "\\", "|",
    "~~", "http://",
)  # fmt: skip
"""The issue that the form “Add a source” writes."""
OUTLINES = (
    '<?xml version="1.0"?>', "<opml>", "<head>", "<body>", "</body>", "</opml>", "<outline ", "/>", "</outline>", ">",
    'text="', 'title="', 'xmlUrl="', 'htmlUrl="', 'type="rss" ', 'category="', '" ', "https://a.example/feed",
    "https://b.example/feed", "feed://", "feed:https://",
    "https://www.youtube.com/feeds/videos.xml?channel_id=UC1234567890123456789012", "https://school.example/@ana.rss",
    "https://school.example/tags/oer.rss", "&amp;", "&#10;", "&#x202e;", "&quot;", ": ", "#", "- ", "'", "<!--",
    "-->", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "é", "\u2028", "{", "!", "*", "no", "1984", "https://[",
)  # fmt: skip
"""The list of a feed reader."""
RELEASES = (
    "v1.2.3", "v0.10.0", "refs/tags/", "^{}", "\t", "\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "## [0.2.0] - 2027-01-15\n", "## [", "### What to do\n", "### Added\n", "1.1.1.1.1.", "9" * 5000, "- one\n",
    "-rc.1", "v\u0663.1.1",
)  # fmt: skip
"""Tags of a repository, and a list of changes."""
STATE = (
    "{", "}", "[", "]", ":", ",", '"', '"format":1', '{"format":1}\n', '{"format":2}\n', '"sources":', '"hosts":',
    '"links":', '"works":', '"known":', '"announced":', '"visited":', '"report":', '"until":', '"words":', '"asked":',
    '"wanted":', '"work":', '"target":', '"stage":', '"sent"', '"begun"', '"at":', '"address":', '"seen":', '"item":',
    '"gone":', '"source":', '"id":', '"url":', '"voice":{"key":"k","name":"n"}', '"health":"ok"', '"name":"a"',
    '"2026-11-21T12:00:00Z"', '"0001-01-01T00:00:00Z"', '"9999-12-31T23:59:59Z"', '"2026-11-21"', '"PT1H"',
    '"10.1234/a"', '"2026-W47"', "null", "true", "-1", "1e999", "NaN", "9" * 400, '"\\ud800"', "\n", "\x00", '"a"',
    '"b"', "[[[[[[[[", '"robots":', '"tracks":', '"fate":', '"terms":',
)  # fmt: skip
"""What is remembered between runs."""
SIGNS = (
    "::", "::error::", "::set-output name=a::", "::stop-commands::x", "##[", "##[error]", "\n", "\r", "\r\n", "\x85",
    "\u2028", "\x0b", "\x0c", "\x1b[31m", "%0A", "%", " ::", "\t::", "\xa0::", "\u200b::", "\ufeff::", "@octocat",
    "#1", "GH-1", "a/b#1", "www.a.example", "https://a.example", "[a](b)", "![a](b)", "<b>", "</b>", "<!--", "&lt;",
    "&#64;", "`", "```", "~~~", "*", "_", "**", "~~", "|", "|---|", "# ", "- ", "1. ", "> ", "    ", "$x$", "{{",
    "{%", "{attach}", "[^1]", "[x]: ", ":smile:", "\\", "---", "===", "=", "<script>", "javascript:", '"', "'", "(",
    ")", "word ", "é", "=?utf-8?q?", "?=", ",", ";", "@", "a@b.example",
)  # fmt: skip
"""What a runner, Markdown, or the head of a letter obeys."""
