"""A plan and one of its editions in, the letter of that edition out: subject, plain text and HTML, and all as one file.

`editions/2026-W47/letter.eml` is for a person: a mail program opens it as a draft (`X-Unsent`), and it is theirs to
send. It has no recipient, and its From is a group without members (RFC 6854): the name of the digest, nobody's address.
A program that sends letters calls `message`, or reads the file, and puts its own From and To there.

What mail programs do with HTML is why it looks old: Outlook sets it with Word's engine, so a table holds the column;
Gmail takes styles from elements and drops what it does not know, so every rule stands on its element (css-inline does
that); some load pictures to tell the sender, so there are none. Dark colours are in the one `@media` rule that Apple
Mail and others read; Gmail and Outlook turn the light ones around by themselves. https://www.caniemail.com has the
tables. Gmail cuts a message off at 102 kB: what would be too long loses whole picks at its end, and says so.
"""

from base64 import b64encode
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Group
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from generator import text
from generator.model import Edition
from generator.publish import fragment, library, links
from generator.publish.along import LETTER
from generator.publish.letter.plain import plain
from generator.publish.marking import NOTHING
from generator.publish.offprints import Bench, Offprint
from generator.publish.plan import Entry, Plan
from generator.publish.shapes import EditionView

LIMIT = 100_000
"""Bytes of the HTML. Gmail clips at about 102 kB; what it shows then ends somewhere in a sentence."""
POLICY = SMTP.clone(cte_type="7bit")
"""Every part is quoted-printable or base64, whichever is shorter: it passes any server (RFC 2045)."""
HOST = "gleaner.invalid"
"""Of the Message-ID: it is no host and never will be (RFC 6761), for the id must not change with the site's address."""

LINE = 70
"""Characters that stand behind `From: ` in one line (RFC 5322, 2.1.1, has 78); what is longer Python folds."""
CHUNK = 42
"""Bytes of one encoded word: with `From: ` and what stands around it 74 columns; RFC 2047, section 2, has 76."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter before it is put into an envelope."""

    subject: str
    plain: str
    """Lines of at most 72 columns but for addresses; format=flowed (RFC 3676)."""
    html: str
    """At most LIMIT bytes."""
    language: str
    published: datetime
    id: str
    """Of the message, without its angle brackets."""


def offprints(plan: Plan) -> tuple[Offprint, ...]:
    """Return the letter of every edition that feeds carry."""
    return tuple(
        Offprint(file=entry.place + LETTER, make=partial(_file, plan, entry, edition))
        for entry, edition in zip(plan.entries[: library.EDITIONS], plan.house.weeks, strict=False)
    )


def _file(plan: Plan, entry: Entry, edition: Edition, bench: Bench) -> bytes:
    """Make a letter from its edition and the title of the site: from nothing else."""
    made_of = plan.house.made_of(edition)

    def make() -> bytes:
        made = message(plan, entry, bench)
        made["X-Unsent"] = "1"
        return made.as_bytes()

    return bench.once(entry.place + LETTER, made_of and (*made_of, plan.config.site.title), make)


def message(plan: Plan, entry: Entry, bench: Bench) -> EmailMessage:
    """Put the letter of an edition into an envelope without recipients: multipart/alternative, plain text first.

    The same plan gives the same bytes: the boundary comes from the text, the date is that of its publication.
    """
    written = letter(plan, entry, bench)
    made = EmailMessage(POLICY)
    made["Subject"] = literal(written.subject)
    made.set_raw("From", sender(literal(text.one_line(plan.config.site.title))))
    made["Date"] = written.published
    made["Message-ID"] = f"<{written.id}>"
    if here := links.absolute(plan.site_url)(entry.place):
        made["Archived-At"] = f"<{here}>"
    made.set_content(written.plain, params={"format": "flowed"})
    made.add_alternative(written.html, subtype="html")
    made["Content-Language"] = written.language
    # Of the text itself: who is quoted cannot know it before, and so cannot end a part and begin one of their own.
    made.set_boundary(f"--{uuid5(NAMESPACE_URL, f'{written.id} {written.plain} {written.html}')}")
    return made


def literal(words: str) -> str:
    """Return words for a header in which nothing reads as an encoded word (RFC 2047, 2).

    Python decodes what looks like one where it is set; before 3.11.10 it also wrote the line ends that came out of it
    as they are (CVE-2024-6923), and a header of somebody else's began there.
    """
    return words.replace("=?", "=\u200b?")


def sender(name: str) -> str:
    """Write a group without members (RFC 6854) as it stands in the header, folded.

    Python writes no blank between an encoded word and the colon, as RFC 2047, 5 (3), wants it; and where it folds, it
    encodes colon and semicolon as well, so that the group becomes an address that is none.
    """
    if name.isascii() and len(bare := str(Group(name))) <= LINE:
        return bare
    parts, part = [], ""
    for sign in name:
        if len(f"{part}{sign}".encode()) > CHUNK:
            parts.append(part)
            part = ""
        part += sign
    words = (f"=?utf-8?b?{b64encode(each.encode()).decode()}?=" for each in (*parts, part))
    return "\r\n ".join(words) + " :;"


def letter(plan: Plan, entry: Entry, bench: Bench) -> Letter:
    """Write the letter of an edition."""
    edition: EditionView = entry.names["edition"]
    kept, left = _fitting(plan, edition, bench)
    site, say = plan.config.site, plan.house.say
    here = links.absolute(plan.site_url)(entry.place)
    return Letter(
        subject=text.one_line(say("letter.subject", site=site.title, edition=entry.title)),
        plain=plain(site.title, kept, say, here, left),
        html=_html(plan, kept, left, bench),
        language=say.language,
        published=entry.published,
        id=f"{uuid5(NAMESPACE_URL, f'{entry.id} letter')}@{HOST}",
    )


def _fitting(plan: Plan, edition: EditionView, bench: Bench) -> tuple[EditionView, int]:
    """Return as many picks as a letter holds, in their order, and how many are left out; then without the note."""
    total = sum(len(section.picks) for section in edition.sections)

    def size(whole: EditionView, number: int) -> int:
        return len(_html(plan, first(whole, number), total - number, bench).encode())

    if size(edition, total) <= LIMIT:
        return edition, 0
    bare = replace(edition, note=NOTHING)
    whole = edition if size(edition, 0) <= LIMIT else bare
    kept = bisect_right(range(total + 1), LIMIT, key=partial(size, whole)) - 1
    return first(whole, max(0, kept)), total - max(0, kept)


def first(edition: EditionView, number: int) -> EditionView:
    """Return an edition with its first picks alone; a section without any is gone."""
    sections = []
    for section in edition.sections:
        sections.append(replace(section, picks=section.picks[:number]))
        number -= len(sections[-1].picks)
    return replace(edition, sections=tuple(each for each in sections if each.picks))


def _html(plan: Plan, edition: EditionView, left: int, bench: Bench) -> str:
    from css_inline import CSSInliner  # noqa: PLC0415  22 ms, for commands that print nothing

    names: dict[str, Any] = {
        "site": plan.config.site.title,
        "edition": edition,
        "note": fragment.xml(edition.note, partial(_picture, plan)),
        "say": plan.house.say,
        "here": links.absolute(plan.site_url)(edition.head.place),
        "left": left,
    }
    set_ = bench.typeset("letter/letter.html", names)
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, minify_css=True).inline(set_)


def _picture(plan: Plan, words: str) -> str:
    return plan.house.say("book.picture", words=words)
