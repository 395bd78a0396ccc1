"""A refusal of Bluesky in, the true reason as a sentence out; pure.

XRPC answers with a name and a message (https://atproto.com/specs/xrpc#error-responses). Many different things are
called InvalidRequest, and are told apart by the message; the machines in front of it answer with pages of their own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator import text
from generator.collect import given
from generator.errors import StreetError

REFUSED = frozenset({401, 403})
BUSY = 429
APP_PASSWORD = "Settings > Privacy and security > App passwords"  # noqa: S105  the way to where one is made
QUOTE = 80
"""Longest piece of a server's own words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an error of a name, or with such a message, means."""

    names: frozenset[str]
    message: re.Pattern[str]
    kind: str
    words: str


def _verdict(names: str, message: str, kind: str, words: str) -> Verdict:
    return Verdict(frozenset(names.split()), re.compile(message, re.IGNORECASE), kind, words)


READING: Sequence[Verdict] = (
    _verdict("RateLimitExceeded", "rate limit exceeded", "resting",
        "Bluesky asks for a pause; the next run tries again."),
    _verdict("BlockedActor BlockedByActor", "^requester (?:has blocked|is blocked)", "blocked",
        "Between the account of BSKY_IDENTIFIER and {what} stands a block, so nothing is read."),
    _verdict("AccountTakedown RepoTakendown", "account (?:has been|is) (?:suspended|taken ?down)", "unknown",
        "Bluesky has taken {what} down."),
    _verdict("AccountDeactivated RepoDeactivated", "account (?:has been|is) deactivated", "unknown",
        "{what} has put the account to sleep."),
    _verdict("HandleNotFound", "profile not found|unable to resolve handle|actor not found", "unknown",
        "Bluesky knows no {what}. Handles change: look up the account and write down what it is called now."),
    _verdict("UnknownList", "list not found|could not find list", "unknown",
        "Bluesky does not have {what}: it was deleted, or its address is not complete."),
    _verdict("UnknownFeed", "could not find feed|feed not found", "unknown",
        "Bluesky does not have {what}: it was deleted, or its address is not complete."),
    _verdict("InvalidFeedResponse UpstreamFailure",
        "feed unavailable|could not resolve identity|feed generator", "failed",
        "The machine that makes {what} does not answer; it belongs to somebody else than Bluesky."),
    _verdict("BadQueryString", "^bad query", "unknown", "Bluesky does not understand {what}."),
    _verdict("ExpiredToken", "token has expired", "login",
        "The log-in to Bluesky has ended; the next run logs in again."),
    _verdict("AuthMissing AuthenticationRequired InvalidToken", "^authentication required", "login",
        "Bluesky shows {what} only to people who are logged in."),
)  # fmt: skip
"""Of reading; the first that fits counts."""

LOGGING_IN: Sequence[Verdict] = (
    _verdict("RateLimitExceeded", "rate limit exceeded", "resting",
        "This account has logged in to Bluesky too often (30 times in five minutes, 300 times a day are allowed); "
        "the next run tries again."),
    _verdict("AuthFactorTokenRequired", "sign in code", "secret",
        "Bluesky has sent a code by e-mail, which it does for the password of an account. Put an app password into "
        f"BSKY_APP_PASSWORD instead: {APP_PASSWORD}."),
    _verdict("AccountTakedown", "account (?:has been|is) (?:suspended|taken ?down)", "secret",
        "Bluesky has taken the account of BSKY_IDENTIFIER down."),
    _verdict("AuthenticationRequired AuthMissing InvalidRequest", "invalid identifier or password", "secret",
        "Bluesky does not know BSKY_IDENTIFIER with this BSKY_APP_PASSWORD. The first is the whole handle without @, "
        f"such as name.bsky.social; the second is made in {APP_PASSWORD}."),
)  # fmt: skip
"""Of the log-in."""


def told(error: StreetError, what: str, *, logging_in: bool = False) -> StreetError:
    """Return the failure with the true reason, as far as the answer gives one; `what` was asked for."""
    if error.kind not in {"failed", "resting"} or error.status is None:
        return error
    said = given.peek(error.body)
    name, message = given.string(said.get("error")), given.string(said.get("message"))
    verdict = _fitting(LOGGING_IN if logging_in else READING, name, message)
    if verdict:
        words, kind = verdict.words.format(what=what), verdict.kind
    elif error.status == BUSY or error.kind == "resting":
        return error
    elif error.status in REFUSED and not logging_in:
        words, kind = f"Bluesky refuses to show {what} ({error.status}).", "login"
    else:
        reason = text.one_line(message or name, QUOTE) or error.words
        words, kind = f"Bluesky failed at {what}: {reason}", "failed"
    return error.saying(words, kind=kind)


def _fitting(verdicts: Sequence[Verdict], name: str, message: str) -> Verdict | None:
    """Return the verdict on a name, else on a message: a name that says more than InvalidRequest is sure."""
    by_name = (verdict for verdict in verdicts if name in verdict.names)
    by_message = (verdict for verdict in verdicts if verdict.message.search(message))
    return next(by_name, None) or next(by_message, None)
