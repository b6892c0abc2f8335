"""
What evidence is worth: the constants of the scorer `corroboration/1`, each with its source.

Learned constants come from the 115 decided rumours of the Emergent development part (Ferreira & Vlachos 2016):
prior, affirm, deny, the two dampings and the weight of a neutral report. For each point of a small grid of dampings
and neutral weights a logistic regression with a ridge of 0.3 gave prior, affirm and deny; leaving one rumour out
picked the point (log-loss 0.299 at -1.80, 1.10, 2.88 with 0.8, 0.3 and 0; 0.300 to 0.307 on its neighbours up to
0.5 and 0.15). The values below stand between them, rounded, well within the standard errors (0.5, 0.2, 0.6): a
little less for the first denial, a little more for the next. In nested cross-validation the whole procedure gets
accuracy .843, log-loss .355 and ECE .057. `benchmarks/corroboration` repeats it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from attrs import field, frozen

from claimtrack.model import LineageRelation, SourceKind, Stance
from claimtrack.model.checks import is_number

SCORER = "corroboration/1"
"""Name and version of the default scorer; a change of any value below needs a new version."""

STRENGTH_WORTH: tuple[float, ...] = (0.0, 0.4, 0.7, 1.0, 1.2, 1.4)
"""Weight by strength 0..5, a neutral report of an identifiable source (3) being the unit.

Chosen by us: the order is that of the strength scale; nothing was measured between its steps.
"""

KIND_CREDIBILITY: Mapping[SourceKind, float] = {
    SourceKind.OFFICIAL: 0.70,
    SourceKind.MILITARY: 0.65,
    SourceKind.POLICE: 0.72,
    SourceKind.MEDICAL: 0.78,
    SourceKind.RESCUE: 0.78,
    SourceKind.AGENCY: 0.75,
    SourceKind.MEDIA_OUTLET: 0.70,
    SourceKind.SOCIAL_MEDIA: 0.58,
    SourceKind.MONITOR_NGO: 0.75,
    SourceKind.IGO: 0.78,
    SourceKind.ACTIVIST: 0.65,
    SourceKind.EYEWITNESS: 0.72,
    SourceKind.RESIDENT: 0.66,
    SourceKind.TRIBAL: 0.64,
    SourceKind.EXPERT: 0.70,
    SourceKind.DOCUMENT: 0.80,
    SourceKind.PARTY: 0.60,
    SourceKind.LOCAL_SOURCES: 0.64,
    SourceKind.UNNAMED_SOURCES: 0.60,
    SourceKind.OWN_VOICE: 0.68,
}
"""Chance that a source of a kind is right, where no record of the source itself is known.

Chosen by us, not measured. The order follows newsroom rules (AP and Reuters: a named source beats
an unnamed one, and a source must be placed to know) and keeps the spread small, because kinds say
little: on Emergent, learning one weight per source did worse than one weight for all.
"""

REFERENCE_CREDIBILITY = 0.70
"""The outlet that Emergent's weights were learned on, so a plain outlet weighs exactly 1."""

OWNER_LEAN = 0.80
"""Chance that two outlets of one owner share their information.

Chosen by us: of 279,390 stories of a replay, a third of what looked corroborated came from one
publisher, so common ownership counts as dependence until a text shows otherwise.
"""

OUTLET_LEAN = 0.30
"""Chance that two voices in one outlet were not found independently. Chosen by us."""

UNNAMED_LEAN = 0.30
"""Chance that unnamed sources of one kind, in two outlets, are the same people.

Chosen by us, the same as the lineage's: partly dependent. In the dev stories, 99 claims with two outlets or
more had 3.16 outlets, 1.76 origins and 1.30 named origins on average.
"""

EDGE_SHARE: Mapping[LineageRelation, float] = {
    LineageRelation.COPY: 1.0,
    LineageRelation.COMMON_ORIGIN: 1.0,
    LineageRelation.TRANSLATION: 1.0,
    LineageRelation.CITES: 0.7,
    LineageRelation.SAME_SOURCE: 0.5,
}
"""How far an edge between two reports holds for one claim of theirs.

A copied text is copied whole; a report that cites another may have this claim from elsewhere, and two that
share a source share it for some of their claims (which the named origin then shows). Chosen by us.
"""

STATES = frozenset(
    {"besiege", "block", "blockade", "close", "control", "detain", "hold", "locate", "occupy", "present", "station"}
)
"""Event classes that are states: true until something changes, so reports of them fade with age."""

STANCE_WORTH: Mapping[Stance, float] = {
    Stance.AFFIRM: 1.0,
    # Emergent: a report that takes no side is worth 0.1 to 0.2 of one that does.
    Stance.OBSERVE: 0.15,
    Stance.DENY: 1.0,
    # A retraction takes the report away; what is left is a little doubt. A correction says what
    # was so instead, hence more. Both chosen by us: Emergent has neither.
    Stance.RETRACT: 0.2,
    Stance.CORRECT: 0.4,
}
"""Weight of a stance as a share of a plain report (affirm, observe) or of a plain denial (the rest)."""


@frozen(kw_only=True)
class Weights:
    """
    Hold the constants of a scorer, in log-odds where nothing else is said.

    Attributes:
        prior: A contested claim before anybody is heard. Emergent: -2.1 (a rumour that nobody
            vouches for; 41 of 115 turned out true after on average ten reports).
        affirm: A first plain report for the claim. Emergent.
        deny: A first plain denial. Emergent: 226 denials on false, 11 on true rumours, so a denial
            tells far more than a report.
        affirm_damping: What the next unlinked report is worth, as a share of the one before;
            outlets are not independent even where no text shows it. Emergent.
        deny_damping: The same for denials, which follow one another faster. Emergent.
        worth: Weight of each stance as a share of its side's unit; see `STANCE_WORTH`.
        strength: Weight by strength 0..5; see `STRENGTH_WORTH`.
        kinds: Credibility by kind of source; see `KIND_CREDIBILITY`.
        accused: Share of a denial by the party that is charged. Chosen by us: nearly everybody
            denies a charge, so it tells little; not 0, because some would admit.
        figure: Share of a denial of the number alone: it grants the deed. Chosen by us.
        newcomers: Most that all newcomers together may move one side. 0.19 moves a probability by
            at most 0.0475, below the aim of 0.05.
        half_life_days: After how long a report about a state (who holds a town) weighs half.
            Chosen by us: front lines are redrawn weekly to monthly.

    """

    prior: float = field(default=-2.1, validator=is_number())
    affirm: float = field(default=1.15, validator=is_number(0))
    deny: float = field(default=2.6, validator=is_number(0))
    affirm_damping: float = field(default=0.8, validator=is_number(0, 0.999))
    deny_damping: float = field(default=0.4, validator=is_number(0, 0.999))
    worth: Mapping[Stance, float] = field(factory=lambda: STANCE_WORTH, hash=False)
    strength: tuple[float, ...] = STRENGTH_WORTH
    kinds: Mapping[SourceKind, float] = field(factory=lambda: KIND_CREDIBILITY, hash=False)
    accused: float = field(default=0.15, validator=is_number(0, 1))
    figure: float = field(default=0.1, validator=is_number(0, 1))
    newcomers: float = field(default=0.19, validator=is_number(0))
    half_life_days: float = field(default=30.0, validator=is_number(0.001))


def quality(credibility: float) -> float:
    """
    Give the weight of a source that is right with chance `credibility`, from 0 to 2.

    A source that is right half of the time tells nothing and weighs 0; one that is mostly wrong
    weighs 0 too and never less, so that a confirmation cannot lower a score.

    Source:
        Log-odds weights of a naive Bayes vote, relative to a plain outlet's.
    """
    clipped = min(max(credibility, 0.01), 0.99)
    ratio = _logit(clipped) / _logit(REFERENCE_CREDIBILITY)
    return min(max(ratio, 0.0), 2.0)


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))
