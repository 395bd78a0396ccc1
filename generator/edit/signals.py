"""SIGNALS: the list of small opinions of one shape by which stories are weighed, and the only one.

To add a signal, write a function (merits.py, dampers.py) and its row here; pages, ranking and tests walk the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from generator.edit import dampers, merits
from generator.edit.opinion import Judge


class Role(StrEnum):
    """How an opinion counts in the score: subject x merit x dampers."""

    SUBJECT = "subject"
    """A factor: what a story is about. value ** weight."""
    MERIT = "merit"
    """One voice in the pool of those who say how good it is: weight x log odds of the value."""
    DAMPER = "damper"
    """A factor, 1 unless something is to be said against it. value ** weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One row of the table: who judges, what a reader is told of it, and what it is worth."""

    judge: Judge
    words: str
    """What it looks at, for a reader."""
    formula: str
    origin: str
    weights: tuple[float, float, float, float]
    """For the presets, in their order: balanced, conversation, quiet voices, chronological."""
    role: Role = Role.MERIT
    """How it counts."""

    private: bool = False
    """Whether it speaks of how people stand to one another: told in the ledger and by `explain`, and not published."""

    @property
    def damps(self) -> bool:
        """Whether it only ever speaks against a story."""
        return self.role is Role.DAMPER


SIGNALS: Mapping[str, Signal] = MappingProxyType(
    {
        "relevance": Signal(
            judge=merits.relevance,
            words="how close it is to one of the interests",
            formula="cosine with the interest + its words + cosine with what its nearest texts share, scaled",
            origin="Yang et al. 2020, doi:10.18653/v1/2020.acl-demos.12; Robertson & Zaragoza 2009; Rocchio 1971",
            weights=(1, 0.7, 1, 0),
            role=Role.SUBJECT,
        ),
        "recency": Signal(
            judge=merits.recency,
            words="how new it is",
            formula="half the value every four days",
            origin="exponential decay",
            weights=(0.1, 0.1, 0.1, 1),
        ),
        "corroboration": Signal(
            judge=merits.corroboration,
            words="how many further voices speak of it, one voice one vote",
            formula="0.5 + 0.4 log(1 + votes) / log 9; a vote counts less from those who always stand together",
            origin="Dong, Berti-Equille & Srivastava 2009, doi:10.14778/1687627.1687690",
            weights=(0.15, 1.5, 0.1, 0),
        ),
        "surprise": Signal(
            judge=merits.surprise,
            words="whether it met with more response than usual for its audience",
            formula="logistic of 0.75 times the residual of log likes, log shares and log replies on log followers",
            origin="Keneshloo et al. 2016, doi:10.1137/1.9781611974348.50",
            weights=(2, 1, 2, 0),
        ),
        "track": Signal(
            judge=merits.track,
            words="whether people often answer what this voice says, for its audience",
            formula="logistic of 1.75 times its mean residual in the other items that are known, drawn to 0 by five",
            origin="empirical Bayes, Efron & Morris 1975, doi:10.1080/01621459.1975.10479864",
            weights=(2, 1, 2, 0),
        ),
        "bridge": Signal(
            judge=merits.bridge,
            words="whether voices who never met elsewhere both hold it worth passing on",
            formula="0.5 + 0.4 times the part of its pairs of voices that met nowhere else",
            origin="Simpson 1949, doi:10.1038/163688a0; Ovadya & Thorburn 2023, arXiv:2301.09976",
            weights=(0.05, 0.5, 0.05, 0),
        ),
        "answers": Signal(
            judge=merits.answers,
            words="whether people answered it rather than only liked it",
            formula="replies and shares among the reactions, drawn to what is usual on the network",
            origin="beta-binomial shrinkage, Robinson 2017",
            weights=(0.1, 0.8, 0.1, 0),
        ),
        "scholar": Signal(
            judge=merits.scholar,
            words="whether it links to a study",
            formula="0.7 with a DOI or a scholarly address, else neutral, and if its publisher has taken it back",
            origin="Crossref on the form of DOIs and on retractions",
            weights=(0.5, 0.5, 0.5, 0),
        ),
        "age": Signal(
            judge=dampers.age,
            words="whether the account is older than four months",
            formula="0.25 + 0.75 * days / 120, at most 1",
            origin="Yang et al. 2020, doi:10.1609/aaai.v34i01.5460",
            weights=(1, 1, 1, 0),
            role=Role.DAMPER,
        ),
        "measure": Signal(
            judge=dampers.measure,
            words="whether the voice posts in measure",
            formula="1 up to one item a day, then 7 / items in the week; for a site at least 0.5",
            origin="one voice, one vote",
            weights=(0.5, 0.5, 1, 0),
            role=Role.DAMPER,
        ),
        "generosity": Signal(
            judge=dampers.generosity,
            words="whether the voice links to others or only to itself",
            formula="1 - half the share of its links that go to one place of its own",
            origin="sharing counts for, self-promotion against",
            weights=(1, 1, 1, 0),
            role=Role.DAMPER,
        ),
        "circle": Signal(
            judge=dampers.circle,
            words="whether those who pass it on are passed on by its voice in turn",
            formula="1 - 0.8 times the part of them, with one stranger added",
            origin="reciprocity, Garlaschelli & Loffredo 2004, doi:10.1103/PhysRevLett.93.268701",
            weights=(1, 0.5, 1, 0),
            role=Role.DAMPER,
            private=True,
        ),
        "company": Signal(
            judge=dampers.company,
            words="whether those who pass it on are known to anybody near to the voices that are followed",
            formula="1 - the part of them that is not, with one added that is",
            origin="TrustRank, Gyöngyi et al. 2004; SybilRank, Cao et al. 2012",
            weights=(1, 1, 1, 0),
            role=Role.DAMPER,
            private=True,
        ),
        "person": Signal(
            judge=dampers.person,
            words="whether a person speaks, or an account that says it is a machine",
            formula="1, or 0.5 for such an account",
            origin="what accounts say of themselves on Mastodon and Bluesky",
            weights=(1, 1, 1, 0),
            role=Role.DAMPER,
        ),
        "whole": Signal(
            judge=dampers.whole,
            words="whether it can be understood by itself",
            formula="1, or 0.5 for a reply of fewer than 25 words to something that is not here",
            origin="what a reply is, docs.joinmastodon.org/entities/Status",
            weights=(1, 0.5, 1, 0),
            role=Role.DAMPER,
        ),
        "sobriety": Signal(
            judge=dampers.sobriety,
            words="whether it sells, baits or shouts",
            formula="1 / (1 + 5 bait + cues² / 2 + bait · cues)",
            origin="Chakraborty et al. 2016, arXiv:1610.09786; a linear head over sentence vectors",
            weights=(1, 1, 1, 0),
            role=Role.DAMPER,
        ),
        "civility": Signal(
            judge=dampers.civility,
            words="whether it is hostile to people",
            formula="1 / (1 + 4 hostile + (½ + 3 hostile) · words of abuse)",
            origin="Davidson et al. 2017, arXiv:1703.04009; Sap et al. 2019, doi:10.18653/v1/P19-1163",
            weights=(1, 1, 1, 0),
            role=Role.DAMPER,
        ),
    }
)
