"""What is said beside a hashtag in: the networks on which it is followed and how many more hashtags go with it, out."""

from collections.abc import Mapping

from generator.config.elsewhere import CLOSED, refusal
from generator.config.kinds import ROWS, TAGGED
from generator.config.misnamed import MEANT
from generator.errors import Problem
from generator.forms import Kind, Mistake, Node, Page, did_you_mean

MOST: Mapping[str, int] = {"any": 3, "all": 4, "none": 4}
"""Hashtags that Mastodon looks at (TagFeed::LIMIT_PER_MODE, where the hashtag itself counts for `any`)."""
INSTEAD: Mapping[str, str] = {
    "reddit": '- reddit: "search: {tag}"',
    "lemmy": '- lemmy: "!community@server.example"',
    "hackernews": "- hackernews: {tag}",
    "youtube": '- youtube: "@channel"',
    "medium": '- medium: "#{tag}"',
    "stackexchange": "- stackexchange: site/{tag}",
    **{kind: f"- {kind}: {{tag}}" for kind in ("arxiv", "eric", "crossref", "openalex", "doaj")},
}
"""Kind of source without hashtags -> the entry that comes nearest."""


def networks(node: Node, page: Page) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the networks on which a hashtag is to be followed, and what is wrong with the others."""
    on = node.value.get("on")
    if on is None or on.kind is not Kind.LIST or not on.value:
        return ("mastodon",), ()
    found: list[str] = []
    problems: list[Problem] = []
    for each in on.value:
        written = each.text.strip().lower()
        name = MEANT.get(written, written)
        if name in TAGGED:
            found.append(name)
        else:
            problems.append(page.problem(each, *_no_network(each.text, name, node)))
    if found and "mastodon" not in found and (servers := node.value.get("servers")):
        words = "`servers` are asked on Mastodon, and `mastodon` is not in `on`."
        problems.append(page.problem(servers, words, at_key=True))
    return tuple(dict.fromkeys(found)), tuple(problems)


def _no_network(written: str, name: str, node: Node) -> tuple[str, str]:
    """Say why a hashtag cannot be followed there, and what to write instead."""
    if name in CLOSED:
        return refusal(name)
    if name not in ROWS:
        return f'There is no network "{written}".', did_you_mean(name, TAGGED)
    tag = node.value["hashtag"].text.strip().lstrip("#").partition("@")[0] or "name"
    hint = f"Make an entry of its own: {INSTEAD[name].format(tag=tag)}" if name in INSTEAD else ""
    return f"{ROWS[name].title} has no hashtags that could be followed.", hint or f"These have: {', '.join(TAGGED)}."


def not_too_many(options: Mapping[str, tuple[str, ...]]) -> None:
    """Raise a Mistake where there are more hashtags than Mastodon looks at; it would leave the others out unsaid."""
    for name, most in MOST.items():
        if len(options.get(name, ())) > most:
            words = f"Mastodon looks at {most} hashtags behind `{name}`, and here are {len(options[name])}."
            raise Mistake(words, "Make a second entry of the others." if name == "any" else "Keep the most telling.")
