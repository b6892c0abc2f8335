"""
What the casebook hands out: claims with their score, ready to be asked for reasons.
"""

from __future__ import annotations

from attrs import field, frozen

from claimtrack.casebook.standing import Standing
from claimtrack.corroboration import GRADE_WORDS, explain, score_without, summarise
from claimtrack.model import Appearance, Claim, Contribution, Corroboration, Figure, Origin, Variant


@frozen
class ScoredClaim:
    """
    Hold a claim as of a day, with its appearances and its score.
    """

    claim: Claim
    appearances: tuple[Appearance, ...] = field(repr=False)
    outlets: tuple[str, ...]
    corroboration: Score = field(repr=False)

    @classmethod
    def of(cls, claim: Claim, standing: Standing) -> ScoredClaim:
        """
        Put a claim together with what it points to.
        """
        told = tuple(standing.appearances[i] for i in claim.appearances if i in standing.appearances)
        outlet = {r.id: r.outlet for r in standing.reports}
        outlets = tuple(dict.fromkeys(outlet[a.report] for a in told))
        return cls(claim, told, outlets, Score(claim, standing))

    @property
    def id(self) -> str:
        """
        Give the claim's id, which is named after its first appearance.
        """
        return self.claim.id

    @property
    def title(self) -> str:
        """
        Give the claim in words.
        """
        return self.claim.title

    @property
    def variants(self) -> tuple[Variant, ...]:
        """
        Give the values that appearances give for its slots.
        """
        return self.claim.variants

    @property
    def origins(self) -> tuple[Origin, ...]:
        """
        Give where the information comes from.
        """
        return self.claim.origins

    @property
    def independent_origins(self) -> float:
        """
        Give the effective number of origins that do not lean on one another.
        """
        return self.claim.independent_origins

    @property
    def figures(self) -> tuple[Figure, ...]:
        """
        Give the state of its counts on every day on which they changed.
        """
        return self.claim.figures


@frozen
class Score:
    """
    Hold how a claim stood, and say it in words.
    """

    _claim: Claim
    _standing: Standing

    @property
    def value(self) -> Corroboration:
        """
        Give the score as a plain noun.
        """
        score = self._claim.corroboration
        if score is None:  # every claim of a standing is scored
            raise LookupError(f"claim {self._claim.id} has no score")
        return score

    @property
    def probability(self) -> float:
        """
        Give the probability, between 0 and 1 and never at either end.
        """
        return self.value.probability

    @property
    def grade(self) -> int:
        """
        Give the Admiralty information grade, 1 to 6; 6 is "cannot be judged".
        """
        return self.value.grade

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """
        Give what adds up to the score.
        """
        return self.value.contributions

    def summary(self) -> str:
        """
        Say it in one line: "grade 3, possibly true: 5 outlets, 1.3 independent origins".
        """
        return summarise(self.value)

    def explain(self) -> str:
        """
        Say why, one sentence a line, what speaks for it and what against it apart.
        """
        return explain(self.value)

    def without(self, outlet: str) -> Corroboration:
        """
        Give the score as if one outlet had published nothing.
        """
        standing = self._standing
        return score_without(
            self._claim,
            outlet,
            appearances=standing.appearances,
            reports={r.id: r for r in standing.reports},
            edges=standing.lineage,
            sources=standing.sources,
            records={r.source: r for r in standing.records},
            as_of=standing.as_of,
        )


__all__ = ["GRADE_WORDS", "Score", "ScoredClaim"]
