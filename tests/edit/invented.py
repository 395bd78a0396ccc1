"""An invented week, and others that are thin, untitled or empty: what the tests of the questions are asked about."""

import re

from generator.edit.conditions import Facts
from generator.model import Edition, Mention, Numbers, Pick, Reason, Section, Week

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


def mention(name):
    return Mention(name=name, url=f"https://{name[:1].lower()}.example/1", voice=name)


INES = pick(
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
    alts=("A handwritten list of five books",),
)
JOURNAL = pick(
    "Journal of Slow Learning",
    "Retrieval practice and confidence: a preregistered replication in eleven schools",
    section="research",
    minutes=9.0,
    topics=("formative assessment", "retrieval practice"),
)
JONAS = pick("Jonas", "", section="questions", kind="post", minutes=0.4, new_voice=True, tags=("LibraryLife",))
ESCUELA = pick(
    "Escuela Abierta", "Evaluar sin notas: un año después", minutes=7.0, language="es", topics=("formative assessment",)
)
PAT = pick("Pat Sims", "What is a bus timetable for?", section="overlooked", about="https://elsewhere.example/x")
DANAH = pick("danah t.", "", kind="post", minutes=0.3, warning="school violence", topics=("AI in schools",))
STUDY_SHARED = pick(
    "Bea",
    "A study everybody passed on",
    section="conversation",
    also=(mention("Cy"),),
    reasons=(Reason(signal="scholar", value=1.0, weight=1.0, words="links to a study"),),
)
RICH = (INES, MARIT, MARIT_AGAIN, KESTREL, JOURNAL, JONAS, ESCUELA, PAT, DANAH, STUDY_SHARED)
POSTS = (
    pick("Jonas", "", section="questions", kind="post", minutes=0.4, new_voice=True),
    pick("Ada", "", section="research", kind="article", minutes=8.0, also=(mention("Ben"),), topics=("reading",)),
    pick("", "", section="overlooked", kind="post", minutes=0.2, about="https://x.example/", topics=("reading",)),
    pick("Ada", "", id="https://ada.example/2", kind="post", warning="exams", alts=("A chart",), topics=("reading",)),
)


def edition(week, picks=(), asked=()):
    due = week.due(5, 6, "UTC")
    return Edition(week=week, id=f"urn:{week}", title="A week", published=due, starts=due, picks=picks, prompts=asked)


BEFORE = edition(WEEK.before(), (MARIT, POSTS[1]))
WEEKS = {
    "rich": Facts(picks=RICH, numbers=NUMBERS, archive=(BEFORE,)),
    "small": Facts(picks=RICH[3:6], numbers=NUMBERS),
    "untitled": Facts(picks=POSTS, numbers=NUMBERS, archive=(BEFORE,)),
    "empty": Facts(picks=(), numbers=Numbers()),
}

PLAIN = pick("Plain", "A plain piece")
OTHER = pick("Other", "Another piece")
