"""Editions, and what their originals are by now, in; the editions corrected out (E14). Pure.

An original that its author deleted leaves every place it has in an edition. One that its author edited is corrected
where the words are still those that Gleaner wrote: what the owner reworded is the owner's. Doing it twice is as once.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from generator import text, withdrawal
from generator.model import Courtesy, Edition, Item, Mention, Node, Pick, Prompt
from generator.withdrawal import Out

QUOTED = re.compile(r"[“„«\"](?P<words>[^“”„«»\"]{2,400})[”“»\"]")
"""Something in quotes, in the ways of the languages Gleaner asks in."""
MARKS = re.compile(r"[“”„‟«»‹›‘’‚\"'.…\s]+")
"""What a title may lose or change where a question quotes it."""
FIRST_WORDS = 48
"""Characters of a post that stand for its title in a question (edit.wording)."""
TITLE = 90
"""Characters of a title in a question (edit.wording)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What Gleaner takes over from an original."""

    title: str = ""
    excerpt: str = ""
    warning: str = ""
    alts: tuple[str, ...] = ()
    language: str | None = None

    @property
    def made(self) -> str:
        """The fingerprint of all of it."""
        return fingerprint(self.title, self.excerpt, self.warning, self.alts, self.language)


def fingerprint(*words: str | Sequence[str] | None) -> str:
    """Return the first eight hexadecimal digits of SHA-256 over texts: they tell whether somebody reworded these."""
    told = json.dumps(words, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]


_Change = tuple[Pick, Wording]
"""A pick as it is, and its new words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """An original that is no longer what it was when an edition was made."""

    id: str
    """Item.id."""
    voice: str
    """Voice.key."""
    url: str
    when: datetime | None
    """Item.when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """What is known of originals since they were collected."""

    gone: tuple[Original, ...] = ()
    """Deleted by those who published them."""
    edited: Mapping[str, tuple[datetime, Wording]] = field(default_factory=lambda: MappingProxyType({}))
    """Item.id -> since when it has these words, of those that had others before."""
    said: Mapping[str, tuple[datetime, str]] = field(default_factory=lambda: MappingProxyType({}))
    """Item.url of the same -> since when, and all it says for everybody to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An edition, and what became of it."""

    edition: Edition
    withdrawn: int = 0
    """Picks and matches whose authors deleted them."""
    corrected: int = 0
    """Picks and matches whose authors edited them."""


def told(item: Item, excerpt: str) -> Wording:
    """Return what an edition takes over from an item, with the first lines as the desk gives them."""
    return Wording(title=item.title, excerpt=excerpt, warning=item.warning, alts=item.alts, language=item.language)


def wording(pick: Pick) -> Wording:
    """Return the words of a pick that come from its original."""
    return Wording(title=pick.title, excerpt=pick.excerpt, warning=pick.warning, alts=pick.alts, language=pick.language)


def corrected(edition: Edition, known: Originals) -> Correction:
    """Return an edition as its originals are by now, and how many picks and matches that changed."""
    kept = _left(edition, known.gone)
    new = tuple((pick, fresh) for pick in _all(kept) if (fresh := _fresh(pick, kept, known)))
    words = {(pick.id, wording(pick)): fresh for pick, fresh in new}

    def renewed(pick: Pick) -> Pick:
        fresh = words.get((pick.id, wording(pick))) if pick.made else None
        return _with(pick, fresh) if fresh else pick

    by_pick = {pick.id: (pick, fresh) for pick, fresh in new}
    result = replace(
        kept,
        picks=tuple(map(renewed, kept.picks)),
        alerts=tuple(replace(each, matches=tuple(map(renewed, each.matches))) for each in kept.alerts),
        prompts=tuple(_requoted(prompt, by_pick) for prompt in kept.prompts),
        courtesies=tuple(_retold(courtesy, kept, known, by_pick) for courtesy in kept.courtesies),
    )
    withdrawn = {pick.id for pick in _all(edition)} - {pick.id for pick in _all(kept)}
    return Correction(edition=result, withdrawn=len(withdrawn), corrected=len(by_pick))


def _all(edition: Edition) -> tuple[Pick, ...]:
    return (*edition.picks, *(match for found in edition.alerts for match in found.matches))


# ---------------------------------------------------------------- deleted


def _left(edition: Edition, gone: Sequence[Original]) -> Edition:
    """Take out what was deleted; a voice leaves the map where everything it said in that week is gone."""
    ids = {(each.id, text.canonical(each.voice)) for each in gone}
    # The second voice that claims an id has it with its own key behind (collect.folding).
    ids |= {(f"{each.id} {each.voice}", text.canonical(each.voice)) for each in gone}
    said = {(each.url, text.canonical(each.voice)) for each in gone}
    silent = Counter(
        text.canonical(each.voice) for each in gone if each.when and edition.starts <= each.when < edition.published
    )

    def mention(other: Mention) -> bool:
        return (other.url, text.canonical(other.voice)) in said

    def pick(chosen: Pick) -> bool:
        return (chosen.id, text.canonical(chosen.voice)) in ids

    def node(dot: Node) -> bool:
        return silent[text.canonical(dot.voice)] >= max(1, dot.items)

    return withdrawal.left(edition, Out(pick=pick, mention=mention, node=node))


# ---------------------------------------------------------------- edited


def _fresh(pick: Pick, edition: Edition, known: Originals) -> Wording | None:
    """Return the new words of a pick, None where its original has no others or the owner has reworded it."""
    since, words = known.edited.get(pick.id, (None, None))
    if not pick.made or since is None or words is None or since <= edition.published:
        return None
    mine = wording(pick)
    return words if mine.made == pick.made and words != mine else None


def _with(pick: Pick, words: Wording) -> Pick:
    return replace(
        pick, title=words.title, excerpt=words.excerpt, warning=words.warning, alts=words.alts,
        language=words.language, made=words.made,
    )  # fmt: skip


def _requoted(prompt: Prompt, changed: Mapping[str, _Change]) -> Prompt:
    """Put the new title where a question quotes the old one; of a post without a title its first words.

    Only where the question stands as Gleaner wrote it: what the owner asks or rewords is the owner's.
    """
    words = prompt.text
    if prompt.made != fingerprint(words):
        return prompt
    for name in dict.fromkeys((*prompt.about, prompt.at)):
        if name in changed:
            pick, fresh = changed[name]
            words = _replaced(words, pick, fresh)
    return replace(prompt, text=words, made=fingerprint(words)) if words != prompt.text else prompt


def _replaced(words: str, pick: Pick, fresh: Wording) -> str:
    old = _bare(pick.title or pick.warning or pick.excerpt)
    titled = bool(fresh.title)
    new = text.clip(_inside(fresh.title or fresh.warning or fresh.excerpt), TITLE if titled else FIRST_WORDS)
    if not old or not new:
        return words

    def put(found: re.Match[str]) -> str:
        return (
            found[0].replace(found["words"], new) if _is_of(found["words"], old, whole=bool(pick.title)) else found[0]
        )

    return QUOTED.sub(put, words)


def _is_of(quoted: str, old: str, *, whole: bool) -> bool:
    """Whether quoted words are a title, or the beginning of it; of a post its first words, wherever they begin."""
    bare = _bare(quoted)
    if quoted.rstrip().endswith("…"):
        return old.startswith(bare) if whole else bare in old
    return bare == old or (not whole and bare in old)


def _bare(words: str) -> str:
    return MARKS.sub(" ", words).strip()


def _inside(words: str) -> str:
    """Return words as they may stand between quotes."""
    return " ".join(re.sub(r"[“”„‟«»\"]", "’", words).split()).removesuffix(".")


def _retold(courtesy: Courtesy, edition: Edition, known: Originals, changed: Mapping[str, _Change]) -> Courtesy:
    """Put the new title where a courtesy tells the old one; what the original says no longer, it does not tell either.

    So it is with what stands behind a content warning by now.
    """
    told = _bare(courtesy.words)
    for url in {mention.url for mention in courtesy.who} if told else ():
        since, said = known.said.get(url, (edition.published, ""))
        if since > edition.published and told not in _bare(said):
            pick, fresh = next((each for each in changed.values() if each[0].url == url), (None, None))
            titled = pick and fresh and fresh.title and not fresh.warning and told in _bare(pick.title)
            words = text.clip(fresh.title, max(TITLE, len(courtesy.words))) if titled and fresh else ""
            return replace(courtesy, words=words)
    return courtesy
