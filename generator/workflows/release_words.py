"""An upgrade in, what an owner reads of it out: what to do first, then what is left, replaced and new, as Markdown.

What the changelog says is the template's own Markdown, but for what would tell somebody here, or close an issue of
theirs, for the numbers and names in it are those of another repository; everything else that is not ours is made
plain text, names of files among it: a release may call its files what it likes.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

from generator import text
from generator.upgrading.bringing import Made
from generator.workflows import summary
from generator.workflows.job import Job

SHOWN = 100
"""Files of one kind that are named; nobody reads more, and the list of changes has them all."""
PATCH = 20_000
"""Characters of the owner's own changes that are shown; a pull request may say 65,536 in all."""

WHY_AN_ISSUE = (
    "Workflows may not open pull requests here, so this is an issue. To change that: *Settings > Actions > General > "
    "Allow GitHub Actions to create and approve pull requests*."
)
MERGE = (
    "Merge it, and your digest runs with the new release. config.yaml, content/ and themes of your own are yours: "
    "nothing of them is replaced. The new release has read them, and found nothing wrong. It did so on a machine that "
    "may write nothing, so the workflow Check, which may comment, leaves this branch out. To take the upgrade back, "
    "press *Revert* on this page after merging."
)
BY_HAND = (
    "GitHub lets no workflow change workflows, so these are for you to copy, now or after merging. The new text has a "
    "button that copies it; your files open on the branch of this pull request. Until then the old ones go on working."
)
LOST = (
    "**These files belong to Gleaner, and you had changed them. Merging replaces them.** What is to stay belongs into "
    "`themes/mine`, `content/` or `config.yaml`. To keep them, close this pull request."
)


def title(tag: str) -> str:
    """Return the title of the pull request."""
    return f"Upgrade Gleaner to {tag}"


def short(made: Made) -> str:
    """Return the text of a pull request that a person opens by a link, which may not be long."""
    planned = made.planned
    words = f"From {planned.here.version} to {planned.release.version}. What is yours stays as it is."
    return f"{words}\n\nThe summary of the run of the workflow Upgrade says what changes, and what there is to do."


def issue(made: Made, address: str) -> tuple[str, str]:
    """Return title and text of the issue that stands in for a pull request."""
    planned = made.planned
    link = summary.link("Open the pull request", address)
    begin = f"{link} that brings it, look at it, and merge it. What is yours stays as it is."
    parts = (begin, _to_do(made), WHY_AN_ISSUE)
    return f"Gleaner {planned.release.version} is out", _text("\n\n".join(filter(None, parts)))


def body(job: Job, made: Made, branch: str) -> str:
    """Return the text of the pull request."""
    parts = (
        _begin(made),
        _to_do(made),
        _by_hand(job, made, branch),
        _migrated(made),
        _left(made),
        _lost(made),
        _new(made),
        _replaced(made),
    )
    whole = _text("\n\n".join(filter(None, parts)))
    return summary.clipped(whole, more="… The rest is in CHANGELOG.md and in the changes.")


def _text(markdown: str) -> str:
    """Return what GitHub takes: git hands bytes that are no text through, in changelogs and patches as well."""
    return markdown.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _begin(made: Made) -> str:
    planned = made.planned
    commit = f"commit `{planned.release.commit}` of {_at(planned.release.whence)}"
    return f"From {planned.here.version} to **{planned.release.version}**, {commit}.\n\n{MERGE}"


def _at(whence: str) -> str:
    return f"<{found}>" if (found := _home(whence)) else "the template"


def _home(whence: str) -> str:
    """Return the address of the template without a password and without .git; "" where it is a folder."""
    found = text.address(re.sub(r"(?<=://)[^/@]+@", "", whence)) or ""
    return found.removesuffix("/").removesuffix(".git")


def _to_do(made: Made) -> str:
    told = [f"**{notes.version}**\n\n{summary.quiet(notes.to_do)}" for notes in made.planned.notes if notes.to_do]
    return "\n\n".join(["## What to do", *told]) if told else ""


def _by_hand(job: Job, made: Made, branch: str) -> str:
    """Say how workflows are brought up to date in a browser."""
    changed = made.planned.plan.by_hand
    if not changed:
        return ""
    home, there, tag = job.runner.address, _home(made.planned.release.whence), made.planned.release.version
    lines = []
    for path, entry in changed.items():
        name, where, shown = _quoted(path), quote(branch, safe=""), summary.code(path)
        new = summary.link("new text", f"{there}/blob/{tag}/{name}") if there else f"{shown} of {tag}"
        if entry is None:
            lines.append(f"{shown} is no longer needed: {summary.link('delete it', f'{home}/delete/{where}/{name}')}.")
        elif path in made.planned.mine:
            edit = summary.link("your file", f"{home}/edit/{where}/{name}")
            lines.append(f"{shown}: copy the {new}, open {edit}, select all, paste, *Commit changes*.")
        else:
            make = summary.link("open an empty file", f"{home}/new/{where}?filename={_quoted(path, safe='')}")
            lines.append(f"{shown} is new: copy the {new}, {make}, paste, *Commit changes*.")
    boxes = "\n".join(f"- [ ] {line}" for line in lines)
    return f"## By hand: {text.count(len(lines), 'workflow')}\n\n{BY_HAND}\n\n{boxes}"


def _migrated(made: Made) -> str:
    if not made.done:
        return ""
    lines = [f"- {summary.code(path)}: {summary.plain(' '.join(words))}" for path, words in sorted(made.done.items())]
    return "## Brought up to date, comments and order kept\n\n" + "\n".join(_first(lines))


def _left(made: Made) -> str:
    """Name what the owner has changed and the release as well."""
    if not made.planned.plan.left:
        return ""
    there, tag = _home(made.planned.release.whence), made.planned.release.version

    def new(path: str) -> str:
        return f" ({summary.link('the new version', f'{there}/blob/{tag}/{_quoted(path)}')})" if there else ""

    lines = [f"- {summary.code(path)}{new(path)}" for path in made.planned.plan.left]
    return "## Yours by now, and left as they are\n\n" + "\n".join(_first(lines))


def _lost(made: Made) -> str:
    """Name what the owner had changed in files of ours, and show it."""
    lost = made.planned.plan.lost
    if not lost:
        return ""
    shown = _fenced(made.patch[:PATCH]) + ("\n\n… and more." if len(made.patch) > PATCH else "")
    patch = summary.folded("Your changes, as a patch", shown) if made.patch else ""
    return "\n\n".join(filter(None, ["## Replaced although you had changed them", LOST, _names(lost), patch]))


def _new(made: Made) -> str:
    told = [notes for notes in made.planned.notes if notes.rest]
    parts = [
        f"### {notes.version} {notes.day}\n\n{summary.quiet(notes.rest.replace('### ', '#### '))}" for notes in told
    ]
    return "\n\n".join(["## What is new", *parts]) if parts else ""


def _replaced(made: Made) -> str:
    put = sorted(made.planned.plan.put)
    return summary.folded(f"All files of Gleaner's that change: {len(put)}", _names(put))


def _names(paths: Sequence[str]) -> str:
    return "\n".join(_first([f"- {summary.code(path)}" for path in paths]))


def _first(lines: Sequence[str]) -> Sequence[str]:
    more = [f"- and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]


def _quoted(path: str, safe: str = "/") -> str:
    """Return a path as part of an address; a name that is no text keeps its bytes."""
    return quote(path, safe=safe, errors="surrogateescape")


def _fenced(words: str) -> str:
    """Return text as it is; the fence is longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", words)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}diff\n{words.rstrip()}\n{fence}"
