"""Every state an edition can be in: nothing comes in, invented editions go out, oldest first."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from generator.model import (
    AlertMatches,
    Answer,
    Bond,
    Circle,
    Courtesy,
    Edition,
    Health,
    Kindness,
    Line,
    Mention,
    Meters,
    Network,
    Node,
    Numbers,
    Prompt,
    Report,
    Thread,
    Tie,
    Week,
    Word,
)
from generator.publish.specimens.picks import every, pick

PEOPLE = (
    "Ines Okafor", "R. Adeyemi", "Marit Haugen", "Tomás Lindqvist", "Kestrel Maths", "Open Classroom", "Yusuf Demir",
    "Priya Raman", "Aoife Brennan", "J. Whitcombe", "Lena Vogt", "Sam Achterberg", "Noor Haddad", "The Staffroom Log",
    "Piet de Wit", "Chidi Eze", "Rosa Marchetti", "Ewa Nowak", "Hanna Lehtonen", "Li Mei",
)  # fmt: skip
LENSES = (
    ("practitioner", "What would you change on Monday if this were true?"),
    ("sceptic", "Whose version would you need to hear before you believe it?"),
    ("connector", "Who in your network should meet the person who wrote this?"),
    ("newcomer", "Which word in it did you have to look up?"),
    ("scholar", "What would count as evidence against it?"),
    ("a-lens-of-your-own", "What would your quietest pupil ask?"),
)
STEADY = (0.41, 0.38, 0.44, 0.4, 0.37, 0.42, 0.39)


def edition(week: str, title: str, **changed: Any) -> Edition:  # noqa: ANN401  fields of an edition
    """Return an edition of one pick, but for what is changed."""
    named = Week.named(week)
    due = named.due(5, 6, "UTC")
    plain: dict[str, Any] = {
        "week": named,
        "id": uuid5(NAMESPACE_URL, f"https://styleguide.example/{week}").urn,
        "title": title,
        "published": due,
        "starts": due - timedelta(days=7),
        "picks": (pick(f"{week}-1", "interests"),),
        "numbers": Numbers(items=212, voices=64, stories=180, joined=9, muted=3, repeated=12, minutes=30.0),
        "reports": reports(Health.OK),
        "meters": _meters(named.number),
    }
    return Edition(**(plain | changed))


def editions() -> tuple[Edition, ...]:
    """Return a week for every state."""
    parts = ("conversation", "interests", "overlooked", "besides")
    forty = tuple(pick(f"40-{number}", parts[number % 4]) for number in range(40))
    five = tuple(pick(f"46-{number}", "interests") for number in range(5))
    return (
        edition("2026-W40", "Nothing: no source could be heard", picks=(), reports=reports(Health.FAILED, Health.GONE)),
        edition("2026-W41", "Nothing: nobody said anything", picks=(), numbers=Numbers()),
        edition("2026-W42", "Nothing: all of it was left out", picks=()),
        edition("2026-W43", "Nothing: the owner hid it", picks=(pick("hidden", "interests", hidden=True),)),
        edition("2026-W44", "One pick", network=network(3)),
        edition("2026-W45", "Forty picks", picks=forty, network=network(44)),
        edition("2026-W46", "A week like others", picks=five, network=network(12)),
        everything(),
    )  # fmt: skip


def everything() -> Edition:
    """Return the edition that has every part, with every state of a pick."""
    first, second = every()[0], every()[6]
    asked = [
        Prompt(id=lens, lens=lens, text=text, about=(first.id, second.id)[: number % 3])
        for number, (lens, text) in enumerate(LENSES)
    ]
    asked.append(Prompt(id="aside", lens="sceptic", text="How many pupils were there?", at=first.id))
    return edition(
        "2026-W47",
        "Every part, and every state of a pick",
        picks=every(),
        prompts=tuple(asked),
        words=tuple(_words()),
        courtesies=tuple(_courtesies(first.id)),
        alerts=(AlertMatches(name="Jobs", query="job", key="jobs", matches=(pick("job", "alerts"),), more=3),),
        network=network(20),
        reports=reports(*Health),
        note="A note by the editor, with *emphasis*, [a link](archive/) and\n\n- a list\n- of two\n\n> and a voice.",
    )


def reports(*states: Health) -> tuple[Report, ...]:
    """Return a report for each state, with what may stand there."""
    words = {
        Health.FAILED: "The server did not answer within 20 seconds.",
        Health.GONE: "The server says that this is gone for good (410).",
        Health.RESTING: "The server asked for a pause.",
        Health.ASIDE: "It used to be about school gardens, and now it is about coins.",
    }
    return tuple(
        Report(
            source=f"feed https://{state.value}.example/feed",
            name=f"A source that is {state.value}, with a name that is long enough to need two lines",
            address=f"https://{state.value}.example/",
            health=state,
            words=words.get(state, ""),
            items=7 if state is Health.OK else 0,
            since=datetime(2026, 11, 2, tzinfo=UTC),
        )
        for state in states
    )


def thread() -> Thread:
    """Return answers in every state: a chain, a warning, no words, another direction."""
    when = datetime(2026, 11, 21, 9, tzinfo=UTC)
    texts = (
        ("Marit Haugen", "We tried this with year 9.\nIt took three weeks.\n\nThen it worked.", "en", "", ""),
        ("Yusuf Demir", "How many were in the room?", "en", "", "1"),
        ("Marit Haugen", "Twenty-eight.", "en", "", "2"),
        ("ليلى حداد", "جرّبناه أيضًا.", "ar", "", ""),
        ("J. Whitcombe", "It was a hard year.", "en", "illness", ""),
        ("Open Classroom", "", "en", "", ""),
    )
    home = "https://talk.example/"
    answers = tuple(
        Answer(
            id=f"{home}{number}", voice=f"{home}@{number}", name=name, address=f"{home}@{number}",
            url=f"{home}{number}", text=text, language=language, warning=warning, to=to and f"{home}{to}",
            published=when + timedelta(hours=number),
        )
        for number, (name, text, language, warning, to) in enumerate(texts, start=1)
    )  # fmt: skip
    return Thread(address=f"{home}@digest/1", seen=when + timedelta(days=1), answers=answers, more=4)


def network(voices: int) -> Network:
    """Return a map of so many voices: circles of about seven, lines within them and a few across."""
    count = max(1, round(voices / 7))
    nodes = tuple(_node(number, count) for number in range(1, voices + 1))
    near = {(number, number + count) for number in range(1, voices + 1 - count)}
    across = {(number, number + 1) for number in range(1, min(voices, 2 * count), 2)}
    kinds = tuple(Bond)
    subjects = ("feedback", "#openpedagogy", "", "reading aloud", "statistics in school", "#AIED")
    return Network(
        nodes=nodes,
        lines=tuple(Line(ends=ends, kinds=(kinds[ends[0] % 5],)) for ends in sorted(near | across)),
        circles=tuple(Circle(number=number, words=subjects[(number - 1) % 6]) for number in range(1, count + 1)),
        voices=voices * 3,
        meetings=len(near | across),
        alone=voices,
    )


def _node(number: int, count: int) -> Node:
    circle, turn = (number - 1) % count + 1, (number - 1) // count
    columns = max(1, round((count * 1.5) ** 0.5))
    rows = -(-count // columns)
    dx, dy = ((0, 0), (0.7, -0.5), (-0.6, 0.6), (0.5, 0.7), (-0.8, -0.4), (0.1, -1), (-0.2, 1.2), (1.1, 0.2))[turn % 8]
    name = PEOPLE[(number - 1) % len(PEOPLE)]
    return Node(
        number=number,
        voice=f"https://voices.example/{number}",
        name=name if number <= len(PEOPLE) else f"{name} {1 + (number - 1) // len(PEOPLE)}",
        address=f"https://voices.example/{number}",
        x=round(((circle - 1) % columns + 0.5 + dx * 0.3) / columns, 3),
        y=round(((circle - 1) // columns + 0.5 + dy * 0.3) / rows, 3),
        circle=circle,
        tie=tuple(Tie)[number % 3],
        items=1 + number * 7 % 5,
        bridge=0.3 / number if number in {1, 2, 5} else 0.0,
        picked=number % 3 == 1,
        new=number % 5 == 0,
    )


def _meters(week: int) -> Meters:
    part = STEADY[week % len(STEADY)]
    strong, weak = part, round(part / 2, 3)
    return Meters(
        concentration=part, new=round(part / 2, 3), strong=strong, weak=weak, very_weak=round(1 - strong - weak, 3),
        overlap=round(part / 3, 3), spread=round(1 - part, 3), own=round(part + 0.2, 3),
    )  # fmt: skip


def _words() -> list[Word]:
    who = (Mention(name="R. Adeyemi", url="https://corridor.example/9", voice="https://corridor.example/"),)
    terms = (("open pedagogy", "en"), ("تعلّم", "ar"), ("失敗", "ja"), ("Rechtschreibreform", "de"))
    return [Word(term=t, language=lang, voices=7, weeks=8, most=1, heard=2, z=4.1, who=who) for t, lang in terms]


def _courtesies(work: str) -> list[Courtesy]:
    def who(*names: str) -> tuple[Mention, ...]:
        return tuple(Mention(name=name, url=work, voice=f"https://voices.example/{name}") for name in names)

    return [
        Courtesy(kind=Kindness.ANSWER, who=who("Priya Raman"), words="Does anybody have a gentle way into statistics?"),
        Courtesy(kind=Kindness.THANK, who=who("Ines Okafor"), words="How we mark less and say more", language="en"),
        Courtesy(kind=Kindness.WELCOME, who=who("Li Mei"), words="A first post about reading aloud"),
        Courtesy(kind=Kindness.INTRODUCE, who=who("Chidi Eze", "Ewa Nowak"), words="school gardens"),
    ]
