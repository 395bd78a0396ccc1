"""An edition in, the plain text of its letter out: to be read on a terminal, on a watch, or aloud.

72 columns, format=flowed (RFC 3676): a line that goes on ends with a blank, so a narrow screen can set it anew. Every
address stands on a line of its own, where a voice that reads can pass over it; a title is underlined as in type.
"""

from collections.abc import Iterator

from generator import text
from generator.publish import fragment
from generator.publish.shapes import EditionView, PickView, PromptView, SectionView
from generator.publish.strings import Say

WIDTH = 72
"""Columns, as RFC 3676, section 4.2, has them: below 78, with room for marks of quotation."""
STUFFED = (" ", ">", "From ")
"""What a line must not begin with: RFC 3676, section 4.4, puts a blank in front."""


def plain(site: str, edition: EditionView, say: Say, here: str, left: int) -> str:
    """Write an edition as plain text.

    Args:
        site: the name of the digest.
        edition: what of it the letter holds.
        say: the words of its language.
        here: the address of the edition; "" for none.
        left: how many picks the letter leaves out.
    """
    blocks: list[str] = [*_top(site, edition, say, here)]
    for section in edition.sections:
        blocks += _section(section, say)
    if left:
        blocks.append(paragraph(say("letter.rest", n=left)))
    blocks += _besides(edition, say)
    blocks += [paragraph(say("end")), paragraph(" ".join(edition.chosen))]
    blocks += [f"{paragraph(say('letter.here'))}\n{here}"] if here else []
    return "\n\n".join(block for block in blocks if block) + "\n"


def paragraph(words: str, mark: str = "") -> str:
    """Set a paragraph: its lines but the last end with a blank, and the first begins with `mark`."""
    made: list[str] = []
    line, columns = "", 0
    for word in f"{mark}{words}".split():
        wide = columns_of(word)
        if line and columns + wide + 1 > WIDTH:
            made.append(f"{line} ")
            line, columns = "", 0
        line, columns = (f"{line} {word}", columns + wide + 1) if line else (word, wide)
    return "\n".join(map(_stuffed, [*made, line]))


def columns_of(word: str) -> int:
    """Return how wide a word is: a sign of Chinese, Japanese or Korean takes two columns."""
    return len(word) + len(text.WIDE.findall(word))


def _stuffed(line: str) -> str:
    return f" {line}" if line.startswith(STUFFED) else line


def _title(words: str, under: str) -> str:
    set_ = paragraph(words)
    return f"{set_}\n{under * min(WIDTH, max(map(columns_of, set_.split(chr(10)))))}"


def _top(site: str, edition: EditionView, say: Say, here: str) -> Iterator[str]:
    head = edition.head
    yield paragraph(site)
    yield _title(head.title, "=")
    yield paragraph(f"{head.week} · {head.period}")
    yield paragraph(say.row(head.facts))
    yield here
    yield from (paragraph(words) for words in edition.empty)
    if words := fragment.lines(edition.note):
        yield _title(say("note"), "-")
        yield from ("\n".join(paragraph(line) for line in each.split("\n")) for each in words)


def _section(section: SectionView, say: Say) -> Iterator[str]:
    yield _title(f"{section.title} ({say.row([section.count, section.minutes])})", "-")
    for pick in section.picks:
        yield "\n".join(line for line in _pick(pick, say) if line)
        yield from (_question(prompt, say) for prompt in pick.prompts)


def _pick(pick: PickView, say: Say) -> Iterator[str]:
    yield paragraph(pick.title, "* ")
    facts = (pick.voice.name, say("new_voice") if pick.new_voice else "", pick.source, pick.day)
    yield paragraph(" · ".join([*filter(None, facts), say("min", n=pick.minutes)]))
    if pick.warning:
        yield paragraph(f"{say('warning', warning=pick.warning)}. {say('warning_closed')}")
    else:
        yield paragraph(pick.excerpt)
        yield paragraph(f"{say('alts')}: {' · '.join(pick.alts)}") if pick.alts else ""
    if pick.also:
        yield paragraph(f"{say('also')}: {say.listed([other.name for other in pick.also])}")
    yield paragraph(f"{say('why')}: {pick.why}") if pick.why else ""
    yield pick.address or ""


def _besides(edition: EditionView, say: Say) -> Iterator[str]:
    if edition.network:
        yield _title(say("network.title"), "-")
        yield from map(paragraph, edition.network.words)
    if edition.words:
        yield _title(say("words.title"), "-")
        yield "\n".join(paragraph(f"{word.term}: {word.facts}", "* ") for word in edition.words)
    if edition.kindnesses:
        yield _title(say("kindness"), "-")
        for kind in edition.kindnesses:
            yield paragraph(kind.title)
            for one in kind.courtesies:
                who = say.listed([each.name for each in one.who])
                yield paragraph(f"{who}: {one.words}" if one.words else who, "* ")
                yield "\n".join(each.address for each in one.who if each.address)
    if edition.prompts:
        yield _title(say("table"), "-")
        yield paragraph(say("table.words"))
        yield from (_question(prompt, say) for prompt in edition.prompts)


def _question(prompt: PromptView, say: Say) -> str:
    on = [one.name for one in (*prompt.about, *prompt.see)]
    who = f"{prompt.name} {say('on')} {say.row(on)}" if on else prompt.name
    return f"{paragraph(who)}\n{paragraph(prompt.text)}"
