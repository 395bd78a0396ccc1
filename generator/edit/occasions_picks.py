"""The picks of a week in, what is true of one of them out: the conditions on a single pick."""

from collections import Counter
from collections.abc import Collection, Iterator

from generator.edit import bylines
from generator.edit.agreed import BACK, MARKS, SAID
from generator.edit.occasions import Facts, Occasion, others, people
from generator.model import Pick, Section, Tie
from generator.text import fold, host

LONG = 6.0
"""Minutes from which a piece is a long read: some 1,400 words, past what is read standing up."""
SHORT = 1.0
"""Minutes up to which a post is a short one."""
FEW = 4
"""Up to so many picks a week is a quiet one."""
BUSY = 3
"""From so many picks on, a topic is on several minds."""
CHOSEN = 4
"""From so many times as many items as picks on, the page is a choice worth asking about."""
ABSENT = 2
"""So many editions without a topic before it comes back: one without it may be chance."""
HEARD = 2
"""From so many voices besides its author on, several speak of a pick."""
STUDIES = ("a study in ", "a study, ", "a preprint from ", "from a scholarly site")
"""How the reason of a pick begins that is research itself; besides, it may be "a study" and no more."""
LINKS = "links to "
"""How it begins where research is linked to."""
TAGGED = 4
"""Fewest letters of a hashtag by which a pick is seen to be near an interest."""


# ---------------------------------------------------------------- what it is


def research(pick: Pick) -> bool:
    """Whether it is a study itself, against which its publisher has said nothing."""
    words = _scholarly(pick)
    return words == "a study" or words.startswith(STUDIES)


def cites_study(pick: Pick) -> bool:
    """Whether it links to a study, and is none."""
    return _scholarly(pick).startswith(LINKS)


def taken_back(pick: Pick) -> bool:
    """Whether it names a study that its publisher has retracted."""
    return _scholarly(pick) == BACK


def _scholarly(pick: Pick) -> str:
    """Return what its page says of it and of studies, "" where that is nothing."""
    return next((reason.words for reason in pick.reasons if reason.signal == "scholar"), "")


def somebody(pick: Pick) -> bool:
    """Whether its voice is an account, or one person named over it: somebody who can be written to."""
    return bylines.somebody(pick.name, kind=pick.kind, feed=pick.source_name)


def new(pick: Pick) -> bool:
    """Whether somebody is among the picks for the first time."""
    return pick.new_voice and somebody(pick)


def article(pick: Pick) -> bool:
    """Whether it is an article rather than a post."""
    return pick.kind == "article"


def long(pick: Pick) -> bool:
    """Whether it is a long read."""
    return article(pick) and pick.minutes >= LONG


def short(pick: Pick) -> bool:
    """Whether it is read standing up, and says something."""
    return pick.kind == "post" and pick.minutes <= SHORT and not wants_answer(pick)


def wants_answer(pick: Pick) -> bool:
    """Whether it is a post that asks anything at all, answered or not: to ask back is not what it waits for."""
    marked = any(mark in words for mark in MARKS for words in (pick.title, pick.excerpt))
    return asking(pick) or (pick.kind == "post" and marked)


def alone(pick: Pick) -> bool:
    """Whether one voice alone speaks of it."""
    return len(people(pick)) == 1


def single(pick: Pick) -> bool:
    """Whether one alone wrote it and nobody else speaks of it."""
    return alone(pick) and not bylines.several(pick.name)


def heard(pick: Pick) -> bool:
    """Whether several besides its author speak of it."""
    return len(others(pick)) >= HEARD


def leads_away(pick: Pick) -> bool:
    """Whether it is about a page at another place than its author's own."""
    own = {host(address) for address in (pick.url, pick.address or "")}
    return bool(pick.about) and host(pick.about or "") not in own


def overlooked(pick: Pick) -> bool:
    """Whether it stands among the overlooked."""
    return pick.section == Section.OVERLOOKED


def asking(pick: Pick) -> bool:
    """Whether it asks, and nobody had answered."""
    return pick.section == Section.QUESTIONS


def shared(pick: Pick, other: Pick) -> str:
    """Return the first interest that two picks match, or ""."""
    return next((topic for topic in pick.topics if topic in other.topics), "")


# ---------------------------------------------------------------- what it says


def long_read(facts: Facts) -> Iterator[Occasion]:
    """It is a long read, of so many minutes."""
    return (Occasion((pick,), {"minutes": round(pick.minutes)}) for pick in facts.picks if long(pick))


# ---------------------------------------------------------------- what it is beside the others


def several_voices(facts: Facts) -> Iterator[Occasion]:
    """Two or more besides its author speak of it."""
    for pick in filter(heard, facts.picks):
        yield Occasion((pick,), {"voices": (found := others(pick)), "count": len(found)})


def far(facts: Facts) -> Iterator[Occasion]:
    """Its voice is hardly known here, and those of other picks are: where nobody is known yet, far means nothing."""
    nearer = any(pick.tie in {Tie.STRONG, Tie.WEAK} for pick in facts.picks)
    lone = (pick for pick in facts.picks if pick.tie is Tie.VERY_WEAK and alone(pick) and somebody(pick))
    return (Occasion((pick,)) for pick in lone if nearer and not wants_answer(pick))


def other_language(facts: Facts) -> Iterator[Occasion]:
    """Most of the edition is in one language, and it is in another, which is not that of the site either."""
    spoken = Counter(tongue(pick.language) for pick in facts.picks if pick.language)
    usual = next((language for language, uses in spoken.items() if uses * 2 > len(facts.picks)), None)
    common = {"", usual, tongue(facts.language)}
    return (Occasion((pick,)) for pick in facts.picks if usual and tongue(pick.language) not in common)


def readable(pick: Pick, facts: Facts) -> bool:
    """Whether it is in the language of the site, as far as is known."""
    return tongue(pick.language) in {"", tongue(facts.language)}


def tongue(language: str | None) -> str:
    """Return the first part of a language code: `de-AT` is German."""
    return (language or "").casefold().replace("_", "-").partition("-")[0]


def on_topic(facts: Facts) -> Iterator[Occasion]:
    """It matches an interest."""
    return (Occasion((pick,), {"topic": pick.topics[0]}) for pick in facts.picks if pick.topics)


def off_topic(facts: Facts) -> Iterator[Occasion]:
    """It matches no interest as far as can be told, and others do; of another language too little can be told."""
    named = {letters(topic) for pick in facts.picks for topic in pick.topics}
    apart = (pick for pick in facts.picks if not (pick.topics or _related(pick) or _tagged(pick, named)))
    return (Occasion((pick,)) for pick in apart if named and readable(pick, facts))


def _related(pick: Pick) -> bool:
    """Whether its line says that it is related to an interest, which is less than to match it."""
    return any(reason.signal == "relevance" and reason.value >= SAID for reason in pick.reasons)


def _tagged(pick: Pick, topics: Collection[str]) -> bool:
    """Whether its author has put it under an interest, whatever its words say."""
    tags = [tag for tag in map(letters, pick.tags) if len(tag) >= TAGGED]
    return any(tag in topic or topic in tag for tag in tags for topic in topics)


def letters(words: str) -> str:
    """Return words in the form in which names and titles are compared: folded, letters and figures alone."""
    return "".join(sign for sign in fold(words) if sign.isalnum())


def busy_topic(facts: Facts) -> Iterator[Occasion]:
    """Several picks match the same interest."""
    uses = Counter(topic for pick in facts.picks for topic in set(pick.topics))
    for pick in facts.picks:
        topic = max(pick.topics, key=lambda topic: (uses[topic], topic), default="")
        if uses[topic] >= BUSY:
            yield Occasion((pick,), {"topic": topic, "count": uses[topic]})


def chosen(facts: Facts) -> Iterator[Occasion]:
    """Far more was looked at than was picked."""
    if facts.numbers.items > CHOSEN * len(facts.picks):
        yield from (Occasion((pick,), {"items": facts.numbers.items}) for pick in facts.picks)


def quiet_week(facts: Facts) -> Iterator[Occasion]:
    """Few picks are all there is."""
    words = {"count": len(facts.picks)}
    return (Occasion((pick,), words) for pick in facts.picks if 1 < len(facts.picks) <= FEW)


# ---------------------------------------------------------------- what it is beside earlier weeks


def returning(facts: Facts) -> Iterator[Occasion]:
    """Its voice was in an earlier edition."""
    known = {pick.voice for edition in facts.archive for pick in edition.picks if not pick.hidden}
    return (Occasion((pick,)) for pick in facts.picks if pick.voice in known and somebody(pick))


def came_back(facts: Facts) -> Iterator[Occasion]:
    """An earlier edition had a pick on the interest that it matches, and the last ones had none."""
    last: dict[str, int] = {}
    for age, edition in enumerate(reversed(facts.archive)):
        for topic in sorted({topic for pick in edition.picks if not pick.hidden for topic in pick.topics}):
            last.setdefault(topic, age)
    for pick in facts.picks:
        if topic := next((topic for topic in pick.topics if last.get(topic, 0) >= ABSENT), ""):
            yield Occasion((pick,), {"topic": topic, "editions": last[topic]})


# ---------------------------------------------------------------- what others do with it


def countered(facts: Facts) -> Iterator[Occasion]:
    """Somebody answers it, and begins with a but; the first who does."""
    first = {rejoinder.to: rejoinder for rejoinder in reversed(facts.rejoinders)}
    for pick in facts.picks:
        if found := first.get(pick.id):
            yield Occasion((pick,), {"answerer": found.by.name, "but": found.words}, see=(found.by,))


def between_circles(facts: Facts) -> Iterator[Occasion]:
    """This week its voice met people of two communities or more."""
    circles = {node.number: node.circle for node in facts.network.nodes if node.circle}  # 0: in none
    met: dict[int, set[int]] = {}
    for line in facts.network.lines:
        for one, other in (line.ends, line.ends[::-1]):
            met.setdefault(one, set()).update({circles[other]} if other in circles else ())
    reaching = {node.voice for node in facts.network.nodes if node.bridge > 0 and len(met.get(node.number, ())) > 1}
    return (Occasion((pick,)) for pick in facts.picks if pick.voice in reaching and somebody(pick))
