"""Markup in, its start tags out, one by one, as every reader finds them; a place where readers differ is told instead.

Where a comment, a title, a script or an end tag ends depends on who reads: browsers follow the HTML Standard
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization), other readers their own rules. Python's reader found
other ends before 3.13.6 than it does now, and stopped with an error at `<![x`. What one takes for text may run in
another, so nothing is guessed here: only what all of them read alike is read at all.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from html.entities import html5

SPACE = r"[ \t\n\r\f]"
"""What parts the words of a tag; readers that go by Unicode know more."""
LETTER = "[!#-&(-.0-9:;?-~]"
"""What may stand in a name: of ASCII whatever is seen, but for the signs that end one."""
ATTRIBUTE = rf"""({LETTER}+)(?:{SPACE}*={SPACE}*("[^"]*"|'[^']*'|[^\s"'<=>`\0]+))?"""
START = re.compile(rf"""<([a-zA-Z]{LETTER}*)((?:(?:{SPACE}+|(?<=["'])){ATTRIBUTE})*){SPACE}*/?>""")
ATTRIBUTES = re.compile(ATTRIBUTE)
END = re.compile(rf"</[a-zA-Z]{LETTER}*{SPACE}*>")
COMMENT = re.compile("<!--(?!-?>)")
ENDS = re.compile(r"--!?\s*>")
"""Where somebody could take a comment to end."""
DOCTYPE = re.compile(r"<!doctype[^<>\[]*>", re.IGNORECASE)
PROLOG = re.compile(rf"(<\?xml{SPACE}[^<>]*\?>)?\s*(<!doctype html>)?", re.IGNORECASE)
OPENING = re.compile("<[a-zA-Z/!?]")
"""What somebody could take for the beginning of something; any other `<` is text."""
TEXT = re.compile(rf"([^<]*)</([a-z]+){SPACE}*>", re.IGNORECASE | re.ASCII)
TEXTS = frozenset({"script", "textarea", "title"})
"""Elements whose text is read by rules of its own: here TEXT, which holds nothing that could be a tag."""
SWALLOWING = frozenset("iframe noembed noframes noscript plaintext style xmp".split())
"""More such elements. Who reads tags has to refuse these: some readers find tags in their text, and others do not."""
UTF_8 = frozenset({"utf-8", "utf8"})
RESAVE = 'save it as UTF-8, with <meta charset="utf-8"> in its head'
"""What to do about a page in which others would read other letters."""
ENCODED = re.compile(rb"""<\?xml[^>]*?encoding(?!\s*=\s*(?:"utf-8"|'utf-8'))""", re.IGNORECASE)
"""A declaration that names another encoding; browsers heed it in pages too, where nothing else tells them one."""
REFERENCE = re.compile("&(?:#(?P<ten>[0-9]+);?|#[xX](?P<sixteen>[0-9a-fA-F]+);?|[a-zA-Z][a-zA-Z0-9]*[;=]?)")
SEEN = 40
"""Letters of a place that readers understand differently, for a person to find it by."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag."""

    name: str
    attrs: tuple[tuple[str, str], ...]
    """Names in small letters, with what they say."""
    text: str | None = ""
    """Of an element of TEXTS what stands up to its end tag; None where readers find that in different places."""


def letters(data: bytes) -> tuple[str, str]:
    """Return the markup of a page, and why some may read other letters in it: "" where only a `<meta>` could tell them.

    Browsers look into the bytes for what they are written in before they read them
    (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding).
    """
    try:
        markup = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", f"it is not written in UTF-8 (line {line})"
    if b"\0" in data:  # UTF-16 without its mark may pass for UTF-8
        return markup, "it holds the sign NUL, as UTF-16 does"
    return markup, "its first line names another encoding than UTF-8" if ENCODED.match(data) else ""


def spelled(markup: str) -> Iterator[Tag | str]:
    """Yield every start tag of markup, and the beginning of every place that is not read alike by all."""
    ends = [found.span() for found in ENDS.finditer(markup)]
    prolog = PROLOG.match(markup)
    at = prolog.end() if prolog else 0
    while (at := markup.find("<", at)) >= 0:
        if start := START.match(markup, at):
            at = start.end()
            yield _tag(start, markup)
        elif aside := END.match(markup, at) or DOCTYPE.match(markup, at):
            at = aside.end()
        elif past := _past_comment(markup, at, ends):
            at = past
        else:
            if OPENING.match(markup, at):
                yield markup[at : at + SEEN]
            at += 1


def _past_comment(markup: str, at: int, ends: Sequence[tuple[int, int]]) -> int | None:
    """Return what is behind a comment; None where none begins here, or readers end it in different places."""
    begun = COMMENT.match(markup, at)
    place = bisect_left(ends, (begun.end(), 0)) if begun else len(ends)
    if place == len(ends):
        return None
    start, end = ends[place]
    return end if markup[start:end] == "-->" else None


def _tag(start: re.Match[str], markup: str) -> Tag:
    name = start[1].lower()
    attrs = tuple((each.lower(), decoded(_bare(value))) for each, value in ATTRIBUTES.findall(start[2]))
    if name not in TEXTS:
        return Tag(name, attrs)
    text = TEXT.match(markup, start.end())
    return Tag(name, attrs, text[1] if text and text[2].lower() == name else None)


def _bare(value: str) -> str:
    return value[1:-1] if value.startswith(("'", '"')) else value


def decoded(value: str) -> str:
    """Return what an attribute says, as browsers understand it.

    In an attribute `&lt=2` is no sign of its own, whatever it is in text
    (https://html.spec.whatwg.org/multipage/parsing.html#named-character-reference-state).
    """
    return REFERENCE.sub(_sign, value) if "&" in value else value


def _sign(found: re.Match[str]) -> str:
    if digits := found["ten"] or found["sixteen"]:
        number = int(digits.lstrip("0")[:8] or "0", 10 if found["ten"] else 16)
        return unescape(f"&#{number};") or chr(number)  # unescape drops control characters, browsers do not
    return unescape(found[0]) if found[0][1:] in html5 else found[0]
