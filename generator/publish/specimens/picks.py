"""Every state a pick can be in: nothing comes in, invented picks go out, each in a section that says what it shows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from generator.model import Mention, Pick, Reason, Tie

WHEN = datetime(2026, 11, 18, 9, tzinfo=UTC)
LONG = (
    "What nobody tells you about the second year of teaching a subject you did not study, in a school that changes its "
    "timetable every half-term, and why the smallest class of the week turned out to be where most of it was learned"
)
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
SIGNALS = "relevance recency conversation questions novelty readability provenance overlooked".split()


def pick(path: str, section: str, **changed: Any) -> Pick:  # noqa: ANN401  fields of a pick
    """Return a pick with everything in order, but for what is changed."""
    url = f"https://room.example/{path}"
    plain: dict[str, Any] = {
        "id": url,
        "url": url,
        "title": "How we mark less and say more",
        "excerpt": "She stopped returning marks for a week. The second drafts got longer.",
        "voice": f"https://room.example/by/{path}",
        "name": "Ines Okafor",
        "address": "https://room.example/",
        "source": "feed https://room.example/feed",
        "source_name": "Notes from Room 12",
        "section": section,
        "why": "It is close to “feedback”, which this digest looks for.",
        "reasons": _reasons(3),
        "minutes": 3.0,
        "published": WHEN,
        "language": "en",
        "topics": ("feedback", "statistics in school"),
        "tags": ("assessment",),
    }
    return Pick(**(plain | changed))


def _reasons(count: int) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            signal=SIGNALS[number % len(SIGNALS)] + ("" if number < len(SIGNALS) else f"_{number}"),
            value=0.5,
            weight=1,
            words=f"It has {number + 2} of the words that were asked for.",
            effect=(2.2, 1.4, 1.1, 1.02, 1.0, 0.8)[number % 6],
        )
        for number in range(count)
    )


def every() -> tuple[Pick, ...]:
    """Return a pick for every state, in the order of the page."""
    return (*_plain(), *_scripts(), *_warned(), *_more())


def _plain() -> Iterator[Pick]:
    yield pick("plain", "As usual")
    yield pick("note", "Nothing but a title", excerpt="", reasons=(), why="", source_name="Ines Okafor")
    yield pick("nobody", "No author", name="", address=None, voice="unknown")
    yield pick(
        "untitled",
        "No title",
        title="",
        kind="post",
        excerpt="Does anybody have a gentle way into statistics?",
    )
    yield pick("undated", "No date", published=None)
    yield pick("nowhere", "An address that cannot be used", url="javascript:void(0)")
    yield pick("long", "A very long title", title=LONG)
    yield pick("word", "A very long word", title=WORD, name=WORD, source_name=WORD)
    yield pick("hour", "A long read", minutes=64.0, excerpt="The whole report, with its tables. " * 12)


def _scripts() -> Iterator[Pick]:
    yield pick(
        "arabic",
        "From right to left",
        title="كيف نقرأ معًا في الصف",
        excerpt="قرأنا القصة مرتين: مرة بصمت ومرة بصوت عالٍ، ثم سألنا: ماذا تغيّر؟",
        name="ليلى حداد",
        language="ar",
    )
    yield pick(
        "japanese",
        "Chinese, Japanese, Korean",
        title="教室で失敗を話す時間",
        excerpt="毎週金曜日、うまくいかなかったことを一つずつ話す。笑いながら、でも真剣に。",
        name="佐藤 葵",
        language="ja",
    )
    yield pick("hindi", "Devanagari", title="छोटे समूहों में पढ़ना", excerpt="हमने कक्षा को चार समूहों में बाँटा।", language="hi")


def _warned() -> Iterator[Pick]:
    yield pick("warned", "A content warning", warning="loss of a pupil")
    yield pick("only", "Nothing but a content warning", title="", excerpt="", warning="exam stress", kind="post")
    yield pick(
        "pictures",
        "Pictures in words",
        alts=("A wall of index cards, each with a question in a child's hand.", "The same wall, empty, a week later."),
    )


def _more() -> Iterator[Pick]:
    also = tuple(
        Mention(name=name, url=f"https://voices.example/{number}", voice=name)
        for number, name in enumerate(("Marit Haugen", "Tomás Lindqvist", "The Staffroom Log", "Yusuf Demir"))
    )
    yield pick("also", "Other voices of the story", also=also)
    yield pick("about", "A post about a page", about="https://elsewhere.example/study", kind="post")
    yield pick("new", "A voice that is new", new_voice=True, tie=Tie.VERY_WEAK, facts=("here for the first time",))
    yield pick("pinned", "pinned", pin=True, title="What the owner put first")
    yield pick("sixty", "Sixty reasons", reasons=_reasons(60), facts=("writes since 2011", "from a school in Bergen"))
