"""Stories in, the words and phrases of the week out: by whom each is used, in how many stories, at how many places.

One voice has one vote for a term, however often it says it; a machine has none, and a copy of a text adds none. A
hashtag is the words it is made of: #FormativeAssessment, #formativeassessment and "formative assessment" are one term,
and so are "chatbot" and "chatbots". Only the opening of a text is read, or long articles would vote for every word
there is. Of Chinese characters and katakana every short run is a term; Thai, Lao, Khmer and Burmese, which have no
blanks either, are read by their hashtags alone, for a wrong cut would show a word that nobody wrote.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from generator.edit import near
from generator.edit.cues import FUNCTION_WORDS
from generator.edit.stories import LATE, silent
from generator.model import Item, Story
from generator.text import WIDE, WORD, fold, host

OPENING = 600
"""Characters of a title and of a text that are read: a post whole, the first paragraph of an article."""
LONGEST = 3
"""Words in a phrase."""
SIGNS = 4
"""Signs in a term of a script without blanks, and letters that a plural must leave."""
MOST = 40_000
"""Items that are read, some 100 MB of uses: of a bigger week a sample, which is as good for shares."""
SEVERAL = 2
"""Voices that show how a term is written in a text."""
COPIES = 24
"""So many texts of one story are told from one another; what comes after them is taken for a copy."""

AWAY = re.compile(
    r"https?://\S*|\S*@[\w@.-]+|(?<!\w)(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?(?!\w)|(?<!\w)[ru]/\w+", re.IGNORECASE
)
"""Addresses, handles, hosts, names of forums: where something is, not what is said."""
BETWEEN = re.compile(r"[ \u00a0]?[-\u2010\u2011]?[ \u00a0]?")
"""What may stand between the words of one phrase."""
HUMP = re.compile(r"(?<=[a-zß-öø-ÿ\d])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-ZÀ-ÖØ-Þ])(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2})")
"""Where one word of a hashtag ends and the next begins."""
ELIDED = re.compile(r"^(?:[^\W\d_]{1,2}|[dns]ell|dall|sull|all)['’](?=\w{2})", re.IGNORECASE)
"""The article before a vowel in French, Italian, Catalan."""
OWNED = re.compile(r"['’]s?$")
SHORTENED = re.compile(r"['’](?:t|re|ve|ll|m|d)$", re.IGNORECASE)
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u30a1-\u30fa\u30fc]+")
"""Chinese characters and katakana; the hiragana between them is mostly grammar."""
CALENDAR = frozenset(
    fold(word)
    for word in (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january "
        "february march april may june july august september october november december jan feb mar apr jun jul aug "
        "sep sept oct nov dec today tomorrow yesterday tonight montag dienstag mittwoch donnerstag freitag samstag "
        "sonntag januar februar märz mai juni juli oktober dezember heute morgen gestern lundi mardi mercredi jeudi "
        "vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre "
        "demain hier lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio "
        "agosto septiembre octubre noviembre diciembre hoy mañana ayer segunda terça quarta quinta sexta janeiro "
        "fevereiro março maio junho julho setembro outubro novembro dezembro hoje amanhã ontem lunedì martedì "
        "mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio giugno luglio settembre ottobre "
        "dicembre oggi domani ieri maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart "
        "mei augustus vandaag gisteren"
    ).split()
)
"""Days and months come round by themselves: that one of them is named more often says nothing."""
GENERAL = frozenset(
    "both different same every each many much few several another others one two three four five first second third "
    "last next new old good great best better big small long own really very too still even ever never always often "
    "now today soon back down out off only well way ways thing things lot lots need make makes made making take takes "
    "taking give gives getting go goes going come coming know think see look looking find found want let keep try say "
    "says said tell read reading like love happy excited amazing awesome thanks thank please join check share sharing "
    "learn more continue post posts article link don didn doesn isn aren wasn won people everyone someone something "
    "anything nothing after before between while during since until without within through because against under "
    "around both either yet ago again here there maybe yes being recently including time times day days week weeks "
    "month months year years morning evening feel feeling part bit put interesting important".split()
)
"""English words that fit every subject: where one is said more often, nobody can say of what."""
APOSTROPHES = str.maketrans("", "", "'’")
NETWORKS = frozenset(
    "mastodon fediverse bluesky bsky twitter tweet toot facebook instagram linkedin reddit youtube tiktok telegram "
    "whatsapp discord substack newsletter blog podcast video rt via amp".split()
)
"""Where something was said, and in what form."""


class Use(NamedTuple):
    """A term as one item has it; there are hundreds of thousands of them in a big week."""

    item: Item
    written: str
    tag: bool
    """Whether it is written as a hashtag."""
    story: str
    """Item.id of the lead of the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """Who uses a term this week."""

    written: str
    """As most of them write it."""
    said: Mapping[str, Item]
    """Voice.key -> the first item in which that voice uses it; in the order of their time."""
    stories: Mapping[str, frozenset[str]]
    """Item.id of the lead of each story in which it is used -> who uses it there."""
    items: frozenset[str]
    """Item.id of every item in which it is used."""
    places: frozenset[str]
    """Hosts at which its voices are at home."""


def terms(stories: Iterable[Story]) -> Mapping[str, Sequence[Use]]:
    """Return where each term of a week is used, by its key; stories and terms are in no order."""
    found: defaultdict[str, list[Use]] = defaultdict(list)
    for item, lead in sample([(item, story.lead.id) for story in stories for item in originals(story)]):
        for name, written, tag in read(item):
            found[name].append(Use(item, written, tag, lead))
    return found


def sample(items: Sequence[tuple[Item, str]], most: int = MOST) -> Sequence[tuple[Item, str]]:
    """Return all, or of too many those that a hash of their ids chooses: the same ones in any order of arrival."""
    if len(items) <= most:
        return items
    return sorted(items, key=lambda pair: (crc32(pair[0].id.encode()), pair[0].id))[:most]


def voices(uses: Iterable[Use]) -> int:
    """Return how many voices use a term: one voice, one vote."""
    return len({use.item.voice.key for use in uses})


def summed(uses: Iterable[Use]) -> Uses:
    """Return who uses a term, from its single uses in whatever order."""
    ordered = sorted(uses, key=_age)
    said: dict[str, Item] = {}
    stories: defaultdict[str, set[str]] = defaultdict(set)
    for use in ordered:
        said.setdefault(use.item.voice.key, use.item)
        stories[use.story].add(use.item.voice.key)
    forms = Counter({(use.item.voice.key, use.written, use.tag): 1 for use in ordered})
    return Uses(
        written=_usual(Counter((written, tag) for _, written, tag in forms)),
        said=said,
        stories={story: frozenset(who) for story, who in stories.items()},
        items=frozenset(use.item.id for use in ordered),
        places=frozenset(host(item.voice.address or item.url) for item in said.values()),
    )


def _age(use: Use) -> tuple[datetime, str, str, bool]:
    return use.item.when or LATE, use.item.id, use.written, use.tag


Said = tuple[str, str, bool]
"""A term as one text has it: its key, as it is written, and whether that is a hashtag."""


def key(*words: str) -> str:
    """Return the name by which a term is counted: no blanks, marks, accents, case, and no s of a plural at its end."""
    letters = "".join(map(_letters, words))
    return letters[:-1] if len(letters) > SIGNS and letters[-1] == "s" and letters[-2] not in "siu" else letters


@lru_cache(maxsize=1 << 15)
def _letters(word: str) -> str:
    return "".join(WORD.findall(fold(OWNED.sub("", ELIDED.sub("", word))))).translate(APOSTROPHES)


def _usual(forms: Mapping[tuple[str, bool], int]) -> str:
    """Return the form that most voices write; where it is a hashtag only, one of which the words can be told."""
    texts = {written: count for (written, tag), count in forms.items() if not tag}
    tags = {written: count for (written, tag), count in forms.items() if tag}
    if sum(texts.values()) >= SEVERAL or not tags:
        return min(texts, key=lambda written: (-texts[written], _capitals(written), written))
    return min(tags, key=lambda written: (" " not in written, not _capitals(written), -tags[written], written))


def _capitals(written: str) -> int:
    return sum(map(str.isupper, written))


def originals(story: Story) -> list[Item]:
    """Return the items of a story that say something of their own: who passes a text on adds no word to it."""
    speaking = [item for item in story.items if _speaks(item)]
    if len(speaking) < len("ab"):
        return speaking
    kept: list[Item] = []
    texts: list[near.Shingles | str] = []
    for item in speaking:
        words = f"{item.title}\n{item.text}"
        text = near.shingles(words) or words
        if len(texts) < COPIES and not any(_copy(text, other) for other in texts):
            texts.append(text)
            kept.append(item)
    return kept


def _copy(text: near.Shingles | str, other: near.Shingles | str) -> bool:
    if isinstance(text, str) or isinstance(other, str):
        return text == other
    return near.jaccard(text, other) >= near.ALIKE


def _speaks(item: Item) -> bool:
    """Whether an item has a vote: its words lie open, and a person or an organisation says them."""
    return not (item.voice.bot or item.warning or silent(item))


def read(item: Item) -> frozenset[Said]:
    """Return the terms of one item, each key once for each way in which it is written."""
    text = AWAY.sub("\n", unicodedata.normalize("NFKC", f"{item.title[:OPENING]}\n{item.text[:OPENING]}"))
    found = {term for run in runs(text) for term in phrases(run)}
    found.update((part, part, False) for part in _parts(text))
    if item.kind == "post":
        met = {name for name, _, _ in found}
        found.update((key(tag), tag, True) for tag in item.tags if telling(tag) and key(tag) not in met)
    return frozenset(term for term in found if term[0])


def _parts(text: str) -> Iterator[str]:
    for run in HAN.findall(text):
        for start in range(len(run)):
            for end in range(start + 2, min(start + SIGNS, len(run)) + 1):
                yield run[start:end]


Run = list[tuple[str, str]]
"""Words that follow one another, each with what stands before it; a hashtag is a run of its own, opened by #."""


def runs(text: str) -> Iterator[Run]:
    """Cut a text wherever a phrase cannot go on: at marks, at the end of a line, at a hashtag, at a number."""
    run: Run = []
    end, tagged = 0, False
    for match in WORD.finditer(text):
        gap, word = text[end : match.start()], match[0]
        end = match.end()
        foreign = word[0].isdigit() or WIDE.match(word) is not None
        if run and (tagged or foreign or not BETWEEN.fullmatch(gap)):
            yield run
            run = []
        tagged = gap.endswith("#")
        if not foreign:
            run.append((word, "#" if tagged else gap))
    if run:
        yield run


def phrases(run: Run) -> Iterator[Said]:
    """Yield the terms of a run: its telling words, and phrases of up to three that begin and end with one."""
    first, mark = run[0]
    tag = mark == "#"
    if tag:
        parts = HUMP.split(first)
        run = [(part, " ") for part in parts] if all(len(part) > 1 for part in parts) else [(first, "")]
        yield from [(key(first), first, True)] if telling(first) else []
    ends = [telling(word) for word, _ in run]
    for start in (place for place, opens in enumerate(ends) if opens):
        written, letters = ELIDED.sub("", run[start][0]), [run[start][0]]
        for end in range(start, min(start + LONGEST, len(run))):
            if end > start:
                word, gap = run[end]
                written += gap + word
                letters.append(word)
            if ends[end]:
                yield key(*letters), OWNED.sub("", written), tag


@lru_cache(maxsize=1 << 15)
def telling(word: str) -> bool:
    """Whether a word can stand at an end of a phrase: no letter, number, date, network or word of grammar."""
    bare = OWNED.sub("", ELIDED.sub("", word))
    plain = fold(bare)
    return not (
        len(bare) < len("ab")
        or bare[0].isdigit()
        or SHORTENED.search(word)
        or bare.casefold() in FUNCTION_WORDS
        or plain in GENERAL
        or plain in CALENDAR
        or plain in NETWORKS
    )
