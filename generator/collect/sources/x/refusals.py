"""What the API of X answers when it refuses, in; a sentence for the owner out; pure.

X sends problems after RFC 9457 (`type` ends with the kind), lists of `errors`, and the codes of its first API; the same
status may mean a spent allowance or a pause of a minute. Kinds after the OpenAPI description 2.167 of August 2026, with
the older spellings that are still met (https://docs.x.com/x-api/fundamentals/response-codes-and-errors).
"""

from collections.abc import Mapping
from typing import Any

from generator import text
from generator.collect import given
from generator.errors import StreetError

QUOTED = 120
"""Characters of X's own words that are shown."""
CONSOLE = "console.x.com"

KINDS: Mapping[str, str] = {
    "usage-capped": f"X: the allowance of posts is used up until the next period. It can be raised at {CONSOLE}.",
    "credits": f"X: the credit of this account is used up. Posts cost money; it can be filled up at {CONSOLE}.",
    "client-forbidden": f"X does not let this app read. At {CONSOLE} it must belong to a project that may use the API.",
    "access-level": f"X: the access level of this app does not include reading. {CONSOLE} says which one does.",
    "unsupported-authentication": "X wants another kind of token. X_BEARER_TOKEN must be the bearer token of an app.",
    "not-authorized-for-resource": "X does not show this to an app: the list is private, or the account is protected.",
    "not-authorized-for-field": "X does not let this app see all that is needed of a post.",
    "field-unauthorized": "X does not let this app see all that is needed of a post.",
    "resource-not-found": "X knows no list or account of this name. Look at its address in config.yaml.",
    "disallowed-resource": "X does not give this out: it breaks its rules, or those of a country.",
    "resource-unavailable": "X cannot show this just now. It is tried again on the next run.",
    "internal-error": "X has a fault of its own. It is tried again on the next run.",
    "invalid-request": "X does not understand this question.",
}
"""End of the `type` of a problem -> what it means for the owner. "access-level" stands for code 453."""

STATUS: Mapping[int, str] = {
    400: "invalid-request",
    402: "credits",
    404: "resource-not-found",
}
"""What a status means where the answer does not say more."""

UNAUTHORIZED = 401
FORBIDDEN = 403
LEVEL = 453
"""Code of the first API for "your access level does not include this"."""
NOT_ACCEPTED = f"X does not accept X_BEARER_TOKEN. A new one can be made at {CONSOLE}, as app token."
REFUSED = f"X refuses to answer this app. {CONSOLE} says what it may read."


def explained(error: StreetError) -> StreetError:
    """Return the refusal in words that tell what to do; status, kind and body stay as they were."""
    return error.saying(_words(error))


def names(error: StreetError, parameter: str) -> bool:
    """Tell whether X objects to this parameter of the question."""
    return error.status == 400 and parameter.encode() in error.body  # noqa: PLR2004  Bad Request


def said(problem: Mapping[str, Any]) -> str:
    """Return what one problem means, "" where it is of no known kind."""
    known = KINDS.get(_kind(problem), "")
    return f"{known} {_quoted(problem)}".strip() if known else ""


def _words(error: StreetError) -> str:
    problem = given.peek(error.body)
    if found := said(problem) or next((found for part in _parts(problem) if (found := said(part))), ""):
        return found
    if error.status == UNAUTHORIZED:
        return NOT_ACCEPTED
    if error.status == FORBIDDEN:
        return f"{REFUSED} {_quoted(problem)}".strip()
    known = KINDS.get(STATUS.get(error.status or 0, ""), "")
    return f"{known} {_quoted(problem)}".strip() if known else _named(error.words)


def _named(words: str) -> str:
    return words if words.startswith("X") else f"X: {words}"


def _parts(problem: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(given.mappings(problem.get("errors")))


def _kind(problem: Mapping[str, Any]) -> str:
    kind = given.string(problem.get("type")).rstrip("/").rpartition("/")[2]
    return "access-level" if problem.get("code") == LEVEL else kind


def _quoted(problem: Mapping[str, Any]) -> str:
    """Quote the most telling words: of the first error in a list, else of the problem itself."""
    parts = [*_parts(problem)[:1], problem]
    words = next((found for part in parts if (found := given.string(part.get("message"), part.get("detail")))), "")
    return f"(“{text.one_line(words, QUOTED)}”)" if words else ""
