"""The tables of kinds, of closed networks, of secrets and of queries in, Markdown for the documentation out."""

from collections.abc import Mapping
from types import MappingProxyType

from generator.collect.secrets import SECRETS
from generator.config.elsewhere import CLOSED
from generator.config.kinds import ROWS

QUERIES: Mapping[str, str] = MappingProxyType(
    {
        "internship": "The word, whatever its case and accents; in scripts without spaces also inside a sentence.",
        "librar*": "Words that begin so: library, libraries, librarian.",
        '"school library"': "Words side by side, in this order.",
        "job Berlin": "Both. `AND` between them means the same, and so does a `+` before one of them.",
        "job OR internship": "One of them, or both.",
        "job -senior": "The first without the second. `NOT senior` means the same.",
        "(job OR internship) -senior": "Parentheses say what belongs together; where `OR` stands beside anything else, "
        "they have to.",
        "#EdTechJobs": "A hashtag or a category, however it is written; also `#edtech*`. Its parts are words: "
        "`school library` finds #SchoolLibrary, too.",
        "@ada": 'Who speaks: a handle, a name or words of it (`@"Ada Lovett"`), `@ada@school.example`, the address of '
        "a profile, or a host for everybody who is at home there.",
        "lang:de": "What says that it is in this language.",
        "in:Berlin": "A place, as a word like any other: nobody's location is looked at.",
        "site:jobs.example": "What stands on this site, or links to it.",
        "title:conference": "Words in the title.",
        'source:"A list of mine"': "What came from this source: words of its name, kind or address.",
        "title:(job OR internship)": "A field of several.",
    }
)
"""Examples of queries -> what each of them finds."""


def queries() -> str:
    """Return how a query is written, as a section."""
    rows = [f"| `{query}` | {words} |" for query, words in QUERIES.items()]
    first = (
        "For `alerts[].query`. Put the whole of it in single quotes, as YAML reads #, @, * and - in ways of its own: "
        "`query: '(job OR internship) #edtech'`. The operators are written large. Patterns (`/…/`), words spelt alike "
        "(`~`), ranges and weights (`^`) are not understood; `./gleaner check` says so, with the column."
    )
    return "\n".join(["## Queries", "", first, "", "| query | what it finds |", "| --- | --- |", *rows])


def kinds() -> str:
    """Return a section for every kind of source, with examples as they stand in config.yaml."""
    sections = []
    for key, row in ROWS.items():
        entries = "\n".join("- " + example.replace("\n", "\n  ") for example in row.examples)
        sections.append(
            f"### {row.title}: `{key}`\n\n{row.words} Behind the key: {row.forms}.\n\n```yaml\n{entries}\n```"
        )
    return "\n\n".join(sections)


def closed() -> str:
    """Return the table of networks that are not read, with what to do instead."""
    rows = [f"| {name} | {advice} |" for name, advice in CLOSED.values()]
    return "\n".join(["| network | what to do instead |", "| --- | --- |", *rows])


def secrets() -> str:
    """Return the table of secrets."""
    shown = ((f"{each.name}…" if each.name.endswith("__") else each.name, each) for each in SECRETS)
    rows = [f"| `{name}` | {each.use} | {each.origin} |" for name, each in shown]
    return "\n".join(["| name | what it opens | where it comes from |", "| --- | --- | --- |", *rows])
