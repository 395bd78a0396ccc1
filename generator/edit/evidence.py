"""An edition and the stories it was made from in, the facts its questions may speak of out.

Most of them stand in the edition. Two have to be looked for in what was said: papers that were taken back and are named
all the same, and answers that begin with a but.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.edit.bonds import paper, recorded
from generator.edit.occasions import Facts, Rejoinder, Retraction
from generator.model import Edition, Item, Mention, Prompt, Story, Traces, Week, Work
from generator.text import TITLE, canonical, one_line

BUTS: Mapping[str, str] = {
    "en": r"but|however|i (?:respectfully )?disagree|i beg to differ|i['’]m not (?:so |quite )?(?:sure|convinced)"
    r"|not so sure|not necessarily|on the other hand",
    "de": r"aber|allerdings|jedoch|da widerspreche ich|ich bin mir nicht (?:so )?sicher|andererseits",
    "es": r"pero|sin embargo|no estoy (?:tan )?(?:de acuerdo|seguro|segura)|no obstante",
    "fr": r"mais|cependant|toutefois|pourtant|je ne suis pas (?:d['’]accord|sûre?)",
    "it": r"ma|però|tuttavia|non sono d['’]accordo",
    "nl": r"maar|echter|ik ben het (?:er )?niet mee eens",
    "pt": r"mas|porém|no entanto|discordo|não concordo",
}
"""Words that turn against what was said before, by language: adversatives, and plain dissent."""
FIRST = "en"
"""What a post without a language is read as: most of those are English."""
NODS: Mapping[str, str] = {
    "en": r"yes|yeah|yep|sure|true|agreed|right|ok(?:ay)?|well|hm+|fair(?: enough)?|great|thanks|i agree|absolutely",
    "de": r"ja|stimmt|klar|gut|schön|danke|hm+|na ja|naja|einverstanden",
    "es": r"sí|claro|cierto|bueno|gracias|vale|hm+",
    "fr": r"oui|d['’]accord|certes|bon|merci|hm+",
    "it": r"sì|certo|vero|bene|grazie|hm+",
    "nl": r"ja|klopt|zeker|goed|dank|hm+",
    "pt": r"sim|claro|certo|verdade|obrigad[oa]|hm+",
}
"""What may stand before them: a nod."""
ADDRESSED = re.compile(r"(?:(?:@[\w.-]+(?:@[\w.-]+)?|RE:|https?://\S+)[\s,:]*)+", re.IGNORECASE)
"""Names and links with which an answer begins, as servers put them there."""
OPENINGS = {
    language: re.compile(rf"(?:(?:{NODS[language]})[\s,.!…–—-]{{1,4}})?(?:{buts})\b", re.IGNORECASE)
    for language, buts in BUTS.items()
}


def remembered(archive: Sequence[Edition], traces: Iterable[Traces]) -> tuple[Edition, ...]:
    """Return earlier editions with all that was asked in them: whoever deletes a question does not ask for it anew."""
    asked = {each.week: each.asked for each in traces}
    return tuple(replace(edition, prompts=(*edition.prompts, *_deleted(edition, asked))) for edition in archive)


def _deleted(edition: Edition, asked: Mapping[Week, Sequence[str]]) -> Iterator[Prompt]:
    kept = {prompt.id for prompt in edition.prompts}
    return (Prompt(id=name, lens="", text="", hidden=True) for name in asked.get(edition.week, ()) if name not in kept)


def known(edition: Edition, archive: Sequence[Edition], stories: Iterable[Story]) -> Facts:
    """Gather what the questions of an edition may speak of.

    Args:
        edition: All of it but its questions.
        archive: The earlier editions, oldest first.
        stories: Those of the week that were said for all to hear, whatever became of them.
    """
    told = sorted(stories, key=lambda story: story.lead.id)
    picked = {pick.id for pick in edition.picks}
    return Facts(
        picks=edition.picks,
        numbers=edition.numbers,
        language=edition.language,
        archive=tuple(archive),
        words=edition.words,
        courtesies=edition.courtesies,
        alerts=edition.alerts,
        network=edition.network,
        retracted=tuple(retractions(item for story in told for item in story.items)),
        rejoinders=tuple(found for story in told if story.lead.id in picked for found in rejoinders(story)),
    )


# ---------------------------------------------------------------- papers that were taken back


def retractions(items: Iterable[Item]) -> Iterator[Retraction]:
    """Yield the retracted papers that a voice of the week names, by DOI; a register that lists one names it not."""
    named: dict[str, Work] = {}
    for item in items:
        if not item.voice.bot:
            named |= {work.doi: work for work in item.works if work.retracted and recorded(item) != work.doi}
    for doi, work in sorted(named.items()):
        if title := one_line(work.title, TITLE):
            author = work.authors[0] if work.authors else ""
            yield Retraction(title=title, address=work.notice or paper(doi), author=author, venue=work.venue)


# ---------------------------------------------------------------- answers


def rejoinders(story: Story) -> Iterator[Rejoinder]:
    """Yield the answers to the lead of a story that begin with a but, in the order in which they were given."""
    for item in story.items[1:]:
        another = item.voice.key != story.lead.voice.key and not item.voice.bot
        if another and _answers(item, story.lead) and (words := but(item)):
            who = Mention(name=item.voice.name, url=item.url, voice=item.voice.key)
            yield Rejoinder(to=story.lead.id, by=who, words=words)


def _answers(item: Item, lead: Item) -> bool:
    """Whether a post is a reply to the lead, or quotes it; whoever only links to an article speaks to others."""
    if item.reply_to or item.kind != "post":
        return item.reply_to in {lead.id, lead.url}
    return lead.kind == "post" and item.about is not None and canonical(item.about) == canonical(lead.url)


def but(item: Item) -> str:
    """Return the but with which a post begins, as its author wrote it; "" where it begins otherwise.

    Whoever uses a content warning has not said it to everybody.
    """
    tongue = (item.language or FIRST).casefold().replace("_", "-").partition("-")[0]
    text = " ".join(item.text.split())
    if item.warning or tongue not in OPENINGS:
        return ""
    addressed = ADDRESSED.match(text)
    found = OPENINGS[tongue].match(text, addressed.end() if addressed else 0)
    return found[0] if found else ""
