"""A post of the sample in, what was answered to it, as a Mastodon server tells it, out.

Facts from Mastodon's own `statuses_controller.rb` and `status_threading_concern.rb`: a stranger gets 60 answers at most
and nothing that is not public, and answers come in the order of the conversation.
"""

from collections.abc import Iterator

from generator.demo.entities import Town, Value, post_id, status
from generator.demo.sample import Post

STRANGERS = 60
"""Answers that a stranger is shown."""
OPEN = frozenset({"public", "unlisted"})


def open_to(town: Town, *, member: bool = False) -> tuple[Post, ...]:
    """Return the posts that a stranger may read, or a member who follows everybody; newest first."""
    return tuple(each for each in town.posts if member or each.visibility in OPEN)


def post(town: Town, number: str) -> Post | None:
    """Return a post that a stranger may read by its number here."""
    return next((each for each in open_to(town) if post_id(town, each) == number), None)


def context(town: Town, number: str, *, member: bool = False) -> Value | None:
    """Return the Context entity; None where there is no such post."""
    found = post(town, number)
    if found is None:
        return None
    answers = [status(town, each) for each in _below(open_to(town, member=member), found)]
    return {"ancestors": [], "descendants": answers if member else answers[:STRANGERS]}


def _below(posts: tuple[Post, ...], above: Post) -> Iterator[Post]:
    for each in reversed(posts):
        if above.id and each.re == above.id:
            yield each
            yield from _below(posts, each)
