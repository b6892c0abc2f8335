"""
Which verbs stand in what another verb says: as syntax governs them, and where it left a "that" over.
"""

from __future__ import annotations

from claimtrack.attribution.frames import Reading
from claimtrack.attribution.grammar import Part
from claimtrack.syntax import Kind, Link


def sort_under(reading: Reading) -> dict[int, list[int]]:
    """
    Return the index of a predicate to the indices of those said under it, directly or not.
    """
    below: dict[int, list[int]] = {}
    predicates = reading.analysis.predicates
    for number, predicate in enumerate(predicates):
        above = predicate.governor
        if above < 0 or _is_aside(reading, above):
            outer = _left_over(reading, number, below)
            above = outer if outer >= 0 else above
        while above >= 0:
            below.setdefault(above, []).append(number)
            above = predicates[above].governor
    return below


def _is_aside(reading: Reading, number: int) -> bool:
    """
    Whether a verb only tells where something was said: "a video posted on the channel", مقطع نشره على الصفحة.
    """
    analysis, at = reading.analysis, reading.analysis.predicates[number].at
    if analysis.tags[at].endswith("+O"):
        return True
    if analysis.predicates[number].tag != "PART" or at == 0 or analysis.phrase_at[at - 1] < 0:
        return False
    entries = [p.entry for _, p in reading.tokens.words[at].by_kind.get("cue", ())]
    # A present participle reports ("answered, explaining that", رد موضحا أن), a past one stands on its noun.
    return bool(entries) and all(getattr(e, "part", "") != "participle" for e in entries)


def _left_over(reading: Reading, number: int, below: dict[int, list[int]]) -> int:
    """
    Return the verb of saying in front of a "that" that was put under none, if it says nothing yet; else -1.

    "The governor said in a video posted on the channel that …": a finite verb before a participle.
    """
    clause, predicates = reading.clauses[number], reading.analysis.predicates
    if clause.link is not Link.COMPLEMENT or not reading.parts[clause.opener] & Part.COMPLEMENT:
        return -1
    found = -1
    for other in range(number - 1, -1, -1):
        predicate = predicates[other]
        if reading.analysis.sentence_of[predicate.at] != reading.analysis.sentence_of[predicates[number].at]:
            break
        if other in below:
            break
        aside = _is_aside(reading, other)
        if predicate.kind is Kind.SAY and (found < 0 or not aside):
            found = other
        if not aside:
            break
    return found
