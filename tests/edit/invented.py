"""An invented week, and others that are thin, untitled or empty: what the tests of the questions are asked about."""

import re

from generator.edit.agreed import BACK
from generator.edit.conditions import Facts
from generator.edit.occasions import Rejoinder, Retraction
from generator.model import (
    AlertMatches,
    Bond,
    Circle,
    Courtesy,
    Edition,
    Kindness,
    Line,
    Mention,
    Network,
    Node,
    Numbers,
    Pick,
    Reason,
    Section,
    Tie,
    Week,
    Word,
)

WEEK = Week(2026, 47)
NUMBERS = Numbers(items=412, voices=180)


def pick(name="Ines Okafor", title="Marking less and saying more", **more):
    host = re.sub(r"\W", "", name).lower() or "nobody"
    address = f"https://{host}.example/{len(title)}"
    plain = {
        "id": address,
        "url": address,
        "title": title,
        "voice": f"https://{host}.example/",
        "name": name,
        "source": f"feed {address}",
        "source_name": f"The blog of {name}",
        "section": Section.INTERESTS.value,
        "why": "Close to your interests.",
        "minutes": 3.0,
        "language": "en",
    }
    return Pick(**{**plain, **more})


def studied(words="a study in Slow Learning"):
    return (Reason(signal="scholar", value=0.7, weight=1.0, words=words),)


def mention(name):
    return Mention(name=name, url=f"https://{name[:1].lower()}.example/1", voice=name)


INES = pick(
    excerpt="There is a pile of thirty notebooks on my table. None of them is mine.",
    title="Feedback that arrives before the mark does",
    section="conversation",
    topics=("formative assessment",),
    also=(mention("Tomás Lindqvist"), mention("R. Adeyemi"), mention("Open Classroom List")),
)
MARIT = pick("Marit Haugen", "“We banned the tool and then we all used it in secret”", topics=("AI in schools",))
MARIT_AGAIN = pick("Marit Haugen", "Minutes of a meeting nobody minuted", topics=("AI in schools",))
KESTREL = pick(
    "@kestrelmaths",
    "",
    section="overlooked",
    kind="post",
    minutes=0.6,
    new_voice=True,
    tags=("ITeachMaths",),
    excerpt="Nobody had told me how far away a board can be. It was five metres.",
    alts=("A handwritten list of five books",),
)
JOURNAL = pick(
    "Journal of Slow Learning",
    "Retrieval practice and confidence: a preregistered replication in eleven schools",
    section="research",
    minutes=9.0,
    topics=("formative assessment", "retrieval practice"),
    excerpt="Eleven schools asked their pupils twice a week what they remembered. We counted.",
    reasons=studied(),
)
JONAS = pick(
    "Jonas",
    "",
    section="questions",
    kind="post",
    minutes=0.4,
    new_voice=True,
    tags=("LibraryLife",),
    excerpt="I run a library of one shelf. How do you choose what has to go?",
)
ESCUELA = pick(
    "Escuela Abierta", "Evaluar sin notas: un año después", minutes=7.0, language="es", topics=("formative assessment",)
)
PAT = pick(
    "Pat Sims",
    "What is a bus timetable for?",
    section="overlooked",
    about="https://elsewhere.example/x",
    topics=("open streets",),
    excerpt="Ours has hung in the hall since before the bus was cancelled. Nobody minds.",
)
DANAH = pick("danah t.", "", kind="post", minutes=0.3, warning="school violence", topics=("AI in schools",))
STUDY_SHARED = pick(
    "Bea",
    "A study everybody passed on",
    section="conversation",
    also=(mention("Cy"), mention("Di")),
    reasons=studied("a study"),
)
CITING = pick(
    "Vera",
    "What I took from a study",
    section="research",
    excerpt="I had to read the second table three times. It says little.",
    reasons=studied("links to a study in Slow Learning"),
)
RICH = (INES, MARIT, MARIT_AGAIN, KESTREL, JOURNAL, JONAS, ESCUELA, PAT, DANAH, STUDY_SHARED)
POSTS = (
    pick("Jonas", "", section="questions", kind="post", minutes=0.4, new_voice=True),
    pick(
        "Ada",
        "",
        section="research",
        minutes=8.0,
        also=(mention("Ben"), mention("Cy")),
        topics=("reading",),
        reasons=studied(),
    ),
    pick("", "", section="overlooked", kind="post", minutes=0.2, about="https://x.example/", topics=("reading",)),
    pick("Ada", "", id="https://ada.example/2", kind="post", warning="exams", alts=("A chart",), topics=("reading",)),
)


def edition(week, picks=(), asked=()):
    due = week.due(5, 6, "UTC")
    return Edition(week=week, id=f"urn:{week}", title="A week", published=due, starts=due, picks=picks, prompts=asked)


WORD = Word(term="mark", voices=7, weeks=8, who=(mention("Zoë Brandt"), mention("Ines Okafor")))
ASKED = Courtesy(kind=Kindness.ANSWER, who=(mention("Sam"),), words="How do you begin a book club?", language="en")
UNNAMED = Courtesy(kind=Kindness.ANSWER, who=(mention("Lee"),), words="Does anybody mark with headphones on?")
STRANGERS = Courtesy(kind=Kindness.INTRODUCE, who=(mention("Ada"), mention("Ben")), words="silent reading")
JOB = pick("Harbour School", "Librarian wanted, three days a week", section="alerts")
OFFER = AlertMatches(name="Jobs", query="job", key="jobs", matches=(JOB,))
PAPER = Retraction(
    title="Chewing gum and the recall of word lists", address="https://journal.example/notice/7", author="A. Lund"
)


def node(number, voice, circle, **more):
    return Node(number=number, voice=voice, name=voice, x=0.5, y=0.5, circle=circle, **more)


NETWORK = Network(
    nodes=(
        node(1, INES.voice, 1, tie=Tie.STRONG, items=3, bridge=0.4),
        node(2, MARIT.voice, 1, tie=Tie.WEAK, items=2),
        node(3, PAT.voice, 2, tie=Tie.WEAK, items=1),
        node(4, "Sam", 2, tie=Tie.VERY_WEAK, items=1, new=True),
        node(5, JOURNAL.voice, 3, tie=Tie.WEAK, items=1),
    ),
    lines=(Line(ends=(1, 2), kinds=(Bond.CITES,)), Line(ends=(3, 1), kinds=(Bond.ANSWERS,))),
    circles=(Circle(number=1), Circle(number=2), Circle(number=3)),
)
FAR = pick(
    "Sister Benedicta",
    "Teaching fractions with bread",
    tie=Tie.VERY_WEAK,
    excerpt="Half a loaf is easier to see than one over two. We cut it at ten.",
)
NEAR = pick("Old Friend", "Another year of notebooks", tie=Tie.STRONG)
CLAIMING = pick("Max", "", kind="post", minutes=0.3, claim=True, excerpt="Studies show that nobody reads slides.")
TAKEN_BACK = pick(
    "Gudrun",
    "What gum taught us",
    section="research",
    reasons=studied(BACK),
)
HEARD = pick("Heard", "A talk that was heard", kind="post", minutes=0.5)
BUT = Rejoinder(to=HEARD.id, by=mention("Noor"), words="Yes, but")
DEEP = pick("Lone Reader", "A hundred pages on one comma", section="overlooked", minutes=11.0, topics=("reading",))
FULL = (FAR, NEAR, CLAIMING, TAKEN_BACK, HEARD, DEEP, INES, MARIT, PAT, CITING)


PLAIN = pick("Plain", "A plain piece")
OTHER = pick("Other", "Another piece")


BEFORE = edition(WEEK.before(), (MARIT, POSTS[1]))
WEEKS = {
    "rich": Facts(picks=RICH, numbers=NUMBERS, language="en", archive=(BEFORE,)),
    "small": Facts(picks=RICH[3:6], numbers=NUMBERS, language="en"),
    "untitled": Facts(picks=POSTS, numbers=NUMBERS, archive=(BEFORE,)),
    "full": Facts(
        picks=FULL,
        numbers=NUMBERS,
        language="en",
        archive=(
            edition(WEEK.before().before().before(), (INES, DEEP)),
            edition(WEEK.before().before(), (PLAIN,)),
            edition(WEEK.before(), (PLAIN,)),
        ),
        words=(WORD,),
        courtesies=(ASKED, UNNAMED, STRANGERS),
        alerts=(OFFER,),
        network=NETWORK,
        retracted=(PAPER,),
        rejoinders=(BUT,),
    ),
    "empty": Facts(picks=(), numbers=Numbers()),
}
