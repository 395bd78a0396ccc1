"""The tables of kinds, of closed networks and of secrets in, Markdown for the documentation out."""

from generator.collect.secrets import SECRETS
from generator.config.elsewhere import CLOSED
from generator.config.kinds import ROWS


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
