"""What Gleaner cannot read, and what to do instead: a table, honest about why."""

from collections.abc import Mapping

BRIDGE = "A bridge that you run yourself, such as RSSHub, can make a feed of it, under the rules of that network."
PERSON = "Ask the person whether there is a blog or a newsletter, too, and add that."

ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "bluesky": ("Bluesky", "The feed of one account works today: - feed: https://bsky.app/profile/NAME/rss"),
    "x": ("X", f"X lets programs read for money only. {PERSON}"),
    "twitter": ("X", f"X lets programs read for money only. {PERSON}"),
    "reddit": ("Reddit", "Its feed works today, a few at most: - feed: https://www.reddit.com/r/NAME/.rss"),
    "youtube": ("YouTube", "The page of a channel works today: - feed: https://www.youtube.com/@NAME"),
    "substack": ("Substack by name", "Its feed works today: - feed: https://NAME.substack.com/feed"),
    "medium": ("Medium by name", "Its feed works today: - feed: https://medium.com/feed/@NAME"),
    "lemmy": ("Lemmy", "Its feed works today: - feed: https://SERVER/feeds/c/COMMUNITY.xml"),
    "hackernews": ("Hacker News", "Its feed works today: - feed: https://news.ycombinator.com/rss"),
    "devto": ("dev.to by name", "Its feed works today: - feed: https://dev.to/feed/NAME"),
    "github": ("GitHub", "The feed of releases works today: - feed: https://github.com/OWNER/NAME/releases.atom"),
    "stackexchange": ("Stack Exchange", "A tag's feed works: - feed: https://SITE.stackexchange.com/feeds/tag/NAME"),
    "telegram": ("Telegram", BRIDGE),
    "threads": ("Threads", PERSON),
    "arxiv": ("arXiv", "The feed of a field works today: - feed: https://rss.arxiv.org/atom/cs.CY"),
    "eric": ("ERIC", "Journals have feeds of their own; add those."),
    "doaj": ("DOAJ", "Journals have feeds of their own; add those."),
    "crossref": ("Crossref", "Journals have feeds of their own; add those."),
    "openalex": ("OpenAlex", "Journals have feeds of their own; add those."),
    "account": ("single accounts", "The feed of a Mastodon account works today: - feed: https://SERVER/@NAME.rss"),
    "list": ("lists of accounts", "Add the accounts one by one: - feed: https://SERVER/@NAME.rss"),
}
"""Kind of source -> its name, and the way round, for what later versions are going to read."""

CLOSED: Mapping[str, str] = {
    "linkedin": "LinkedIn",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "tiktok": "TikTok",
    "googlescholar": "Google Scholar",
}
"""Networks that leave no program a lawful way to read what is public."""

HOSTS: Mapping[str, str] = {
    "linkedin.com": "linkedin",
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "tiktok.com": "tiktok",
    "scholar.google.com": "googlescholar",
    "threads.net": "threads",
    "threads.com": "threads",
    "twitter.com": "x",
    "x.com": "x",
    "t.me": "telegram",
}
"""Hosts whose pages lead to no feed."""


def refusal(kind: str) -> tuple[str, str]:
    """Return the sentence and the advice for a kind of source that is not read."""
    if kind in CLOSED:
        return f"{CLOSED[kind]} gives programs no lawful way to read it, so Gleaner does not.", PERSON
    name, advice = ELSEWHERE[kind]
    return f"Gleaner cannot read {name} yet.", advice
