"""An edition in, its questions as a page shows them out: around the table, or under the pick they fit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator import text
from generator.model import Edition, Pick, Prompt
from generator.publish.headings import POINTER, heading, own_words
from generator.publish.links import anchor
from generator.publish.shapes import Link, PromptView
from generator.publish.strings import Say

OTHER = "other"
"""The mark of a lens that the owner made up."""


def both(
    edition: Edition, picks: Sequence[Pick], say: Say
) -> tuple[tuple[PromptView, ...], Mapping[str, tuple[PromptView, ...]]]:
    """Return the questions around the table, in their order, and those that stand under picks: Pick.id -> questions."""
    around: list[PromptView] = []
    under: defaultdict[str, list[PromptView]] = defaultdict(list)
    for prompt, seen in _seen(edition, picks, say):
        (under[prompt.at] if prompt.at else around).append(seen)
    return tuple(around), {name: tuple(seen) for name, seen in under.items()}


def around(edition: Edition, picks: Sequence[Pick], say: Say) -> tuple[PromptView, ...]:
    """Return the questions around the table, in their order."""
    return both(edition, picks, say)[0]


def under(edition: Edition, picks: Sequence[Pick], say: Say) -> Mapping[str, tuple[PromptView, ...]]:
    """Return the questions that stand under a pick: Pick.id -> questions."""
    return both(edition, picks, say)[1]


def counted(around: int, under: int, say: Say) -> str:
    """Say how many questions there are, and how many of them more under the picks."""
    told = say("questions_n", n=around)
    return say("questions_under", n=under, questions=told) if under else told


def shown(edition: Edition, picks: Iterable[Pick]) -> tuple[Prompt, ...]:
    """Return the questions that are printed: the owner has not hidden them, and all they speak of is there to see.

    Args:
        edition: as it was read.
        picks: those of its picks that are shown.
    """
    here = {pick.id for pick in picks}
    return tuple(prompt for prompt in edition.prompts if not prompt.hidden and here >= {*prompt.about, *_at(prompt)})


def lens(prompt: Prompt, say: Say) -> tuple[str, str]:
    """Return the key of a question's lens, which is the name of its mark, and what readers know it by."""
    if f"lens.{prompt.lens}" in say.table:
        return prompt.lens, say(f"lens.{prompt.lens}")
    return OTHER, prompt.lens or say("note")


def _seen(edition: Edition, picks: Sequence[Pick], say: Say) -> Iterator[tuple[Prompt, PromptView]]:
    here, asked = {pick.id: pick for pick in picks}, shown(edition, picks)
    for prompt, name in zip(asked, _names(asked), strict=True):
        yield prompt, _view(prompt, name, here, say, say.foreign(edition.language))


def _at(prompt: Prompt) -> tuple[str, ...]:
    return (prompt.at,) if prompt.at else ()


def _names(prompts: Iterable[Prompt]) -> Iterator[str]:
    """Name each by its id; one that the owner copied has the id of another, and needs a place of its own."""
    before: defaultdict[str, int] = defaultdict(int)
    for prompt in prompts:
        yield f"{prompt.id} {before[prompt.id]}" if before[prompt.id] else prompt.id
        before[prompt.id] += 1


def _pointer(pick: Pick, say: Say) -> Link:
    language = say.foreign(pick.language) if own_words(pick) else ""
    name = text.clip(heading(pick, say), POINTER)
    return Link(name=name, address=f"#{anchor('pick', pick.id)}", language=language)


def _view(prompt: Prompt, name: str, here: Mapping[str, Pick], say: Say, language: str) -> PromptView:
    key, through = lens(prompt, say)
    picks = [here[each] for each in prompt.about if each != prompt.at]
    about = [_pointer(pick, say) for pick in picks]
    see = [Link(name=text.clip(one.name, POINTER), address=text.address(one.url)) for one in prompt.see]
    return PromptView(
        anchor=anchor("prompt", name),
        lens=key,
        name=through,
        text=prompt.text,
        language=language,
        about=tuple(about),
        see=tuple(see),
    )
