"""
Which propositions put something forward: those that a claim is made of, and those that only name or describe.
"""

from __future__ import annotations

from attrs import frozen

from claimtrack.claims import slots
from claimtrack.claims.heads import argument, relative_word
from claimtrack.claims.reading import TextMarks
from claimtrack.claims.split import Proposition
from claimtrack.language import FunctionWord
from claimtrack.model import Mood, Passage
from claimtrack.syntax import Role

_SHORTEST_QUOTE = 2
"""Tokens a claim has at least."""
_SHORTEST_BARE = 3
"""Tokens above which a stretch without a known event or count is a claim where someone says it."""
_SHORTEST_SENTENCE = 9
"""Tokens from which a sentence of the outlet's own is a claim without an event that a pack knows."""
_SHORTEST_OWN = 5
"""Tokens that a claim of the outlet's own without a number has at least; shorter ones are rests of headlines."""
_SHORTEST_CLAUSE = 6
"""Tokens from which a clause of the outlet's own with subject, verb and no object is a claim, whatever its verb."""
_MAIN = frozenset({"start", "coordinator", "break"})
"""Kinds of propositions that are main clauses."""
_NOMINAL = frozenset({"N", "ADJ"})
"""Parts of speech of words that name or describe, also where a pack knows them as verbs ("a third armed group")."""


@frozen(eq=False)
class Candidate:
    """
    Hold a proposition with all that decides whether it is a claim.

    Attributes:
        head: Index of its head predicate, or -1, and `mood` the mood it is put in.
        sentence: Its sentence, as tokens.
        opening: First token of the stretch that it was cut from.
        whole: Whether it is all of that stretch.

    """

    marks: TextMarks
    prop: Proposition
    passage: Passage
    head: int
    mood: Mood
    sentence: tuple[int, int]
    opening: int
    whole: bool

    @property
    def own(self) -> bool:
        """
        Return whether the outlet itself says it.
        """
        return self.passage.attribution.own_voice

    @property
    def told(self) -> bool:
        """
        Return whether the outlet itself says it as news, and not as background.
        """
        return self.own and not self.passage.attribution.background

    @property
    def size(self) -> int:
        """
        Return the number of its tokens.
        """
        return self.prop.last - self.prop.first

    @property
    def opens(self) -> bool:
        """
        Return whether it opens its sentence.
        """
        return self.prop.first == self.sentence[0]

    @property
    def is_verbal(self) -> bool:
        """
        Return whether its head predicate is a verb that carries a clause.
        """
        return self.head >= 0 and self.marks.reading.analysis.predicates[self.head].tag in ("V", "Vp")

    @property
    def arguments(self) -> frozenset[Role]:
        """
        Return which of subject and object its head predicate has.
        """
        roles = (Role.SUBJECT, Role.OBJECT) if self.head >= 0 else ()
        return frozenset(role for role in roles if argument(self.marks.reading, self.head, role) is not None)


def is_claim(candidate: Candidate) -> bool:
    """
    Whether a proposition puts anything forward.
    """
    if candidate.size < _SHORTEST_QUOTE:
        return False
    if candidate.prop.counts:
        return not (candidate.own and _is_rest(candidate))
    if _only_describes(candidate) or _is_parted(candidate) or _is_aside(candidate):
        return False
    if not _is_light(candidate) or (candidate.prop.events and not candidate.told):
        return not (candidate.own and _is_rest(candidate))
    if candidate.told:
        # A whole sentence has a verb, also where no pack knows it; a rest or a headline may have none.
        return _is_clause(candidate) or (candidate.opens and candidate.size >= _SHORTEST_SENTENCE)
    # "Vowed to retaliate": what is promised or asked for may be a verbal noun with one word.
    asked = candidate.head >= 0 and candidate.mood in (Mood.VOW, Mood.DEMAND, Mood.APPEAL)
    complete = len(candidate.passage.content) == 1 or candidate.passage.quoted
    return complete and (asked or candidate.size > _SHORTEST_BARE)


def _is_light(candidate: Candidate) -> bool:
    """
    Whether a proposition only says that something moved or went on; what may come is more than that.
    """
    prop = candidate.prop
    coming = candidate.mood is Mood.FORECAST or slots.is_hedged(candidate.marks, prop, [])
    return prop.light and not (prop.events and coming)


def _is_parted(candidate: Candidate) -> bool:
    """
    Whether a proposition is the subject in front of an interposed cue: "The dam, officials said, broke".
    """
    passage = candidate.passage
    if candidate.is_verbal or passage.quoted or len(passage.content) == 1:
        return False
    first = candidate.prop.first
    return first == candidate.opening and candidate.marks.tokens.starts[first] < passage.content[0].end


def _is_aside(candidate: Candidate) -> bool:
    """
    Whether a proposition is too short for one of the outlet's own, or only dates another.
    """
    if candidate.own and candidate.size < _SHORTEST_OWN:
        # "Nine firemen were wounded" is a clause of its own all the same, also behind "and".
        main = candidate.opens or candidate.prop.kind in _MAIN
        return not (main and candidate.is_verbal and candidate.arguments)
    # "As hospitals filled up": a clause of time dates the outlet's own fact and puts nothing forward.
    dates = candidate.prop.kind == "opener" and candidate.marks.tokens.pack.basics.capitals
    return dates and (candidate.told or not candidate.prop.events)


def _is_clause(candidate: Candidate) -> bool:
    """
    Whether a proposition is a main clause with its verb and the verb's own subject.
    """
    if not candidate.is_verbal or candidate.prop.kind not in _MAIN:
        return False
    found = candidate.arguments
    return Role.SUBJECT in found and (Role.OBJECT in found or candidate.size >= _SHORTEST_CLAUSE)


def _only_describes(candidate: Candidate) -> bool:
    """
    Whether a proposition is a relative clause, or a part of what is said without any predicate.
    """
    reading, prop = candidate.marks.reading, candidate.prop
    if candidate.head < 0:
        # A verb that syntax has missed, and a whole sentence without one (an Arabic nominal one), are claims.
        events = candidate.marks.events_in(prop.first, prop.last)
        told = any(not e.noun and reading.analysis.hosts[e.first] not in _NOMINAL for e in events)
        return bool(reading.analysis.predicates) and not (candidate.whole or told or _may_be_nominal(candidate))
    if prop.kind == "opener" and candidate.marks.tokens.pack.basics.capitals:
        # "Before the end of the month": without a verb of its own it opens no clause.
        return not candidate.is_verbal
    hangs = relative_word(reading, candidate.head) >= 0 and reading.clauses[candidate.head].first <= prop.first + 1
    return hangs and not prop.events and prop.kind != "start"


def _may_be_nominal(candidate: Candidate) -> bool:
    """
    Whether a stretch without a predicate can be a sentence: an Arabic one, or a whole headline.
    """
    whole = candidate.prop.last >= candidate.sentence[1] - 1
    return candidate.opens and (whole or not candidate.marks.tokens.pack.basics.capitals)


def _is_rest(candidate: Candidate) -> bool:
    """
    Whether a stretch of the outlet's own voice is only what is left between a cue and its content.
    """
    tokens, first = candidate.marks.tokens, candidate.prop.first
    if candidate.passage.attribution.background or candidate.opens or first in tokens.newlines:
        return False
    if tokens.starts[first] != candidate.passage.content[0].start:
        return False
    entry = tokens.words[first].get("function")
    return isinstance(entry, FunctionWord) and entry.role == "preposition" and not candidate.prop.counts
