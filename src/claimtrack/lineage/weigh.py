"""
Weigh the evidence that one report leans on another.

There are several ways to lean, and each is given its own probability from its own evidence; a pair leans on one
another unless none of the ways holds (noisy-or):

    P = 1 - (1 - base) * product over ways w of (1 - P_w),      logit P_w = prior_w + sum of the weights of evidence

Weights are natural log-odds; 0.7 doubles the odds, 1.4 makes them four times as high. Where a constant was
measured, its note says on what; all others are priors chosen by us, with the reasons in decision 0003. None was
fitted by a procedure, but several were set with the errors on the 23 judged pairs of the stories in view. Absence of
evidence is never evidence of independence: only two different intermediaries, or figures that contradict, speak
against leaning.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from attrs import field, frozen

from claimtrack.lineage.facts import Facts, earlier
from claimtrack.lineage.mentions import likeness
from claimtrack.lineage.texts import Overlap
from claimtrack.model import LineageRelation

BASE = 0.03
"""Leaning without any sign of it: low, because a pair that leans nearly always shows one of the signs below."""

_LONG_EVEN, _SHORT_EVEN, _STEEPNESS = 0.10, 0.20, 3.0
"""Containment at which copying is an even bet, and log-odds for each e-fold: 5-word runs separate best at .10 (53
real pairs, F1 .812); 3-word runs of one event's reports reach twice that by stock phrases and names."""
_RUNS_ADDED = 8
"""Runs added to the shorter text before the share is taken: one shared 12-word sentence is not yet a copy."""

_SHARED_MEDIUM = math.log(0.9 / 0.1)
"""Both have one claim from one outlet or agency: its item is what both rest on (nine times in ten)."""
_MEDIUM_ELSEWHERE = math.log(0.6 / 0.4)
"""Both draw on one outlet or agency, or one on the other, but not for one claim of the story, as far as is known."""
_TELLING = 100
_STORY_WORDING = 0.03
"""What makes one story of two reports without a matched claim: a number of three digits, two smaller ones, or one
3-word run in 33 (reports of different events of one story set share fewer)."""
_CITES = math.log(0.9 / 0.1)
"""One names the other's house as where it has a claim from that the other tells too."""

_SHARED_SPEAKER = math.log(0.45 / 0.55)
"""Both have one claim from one official, spokesman or office: it speaks to all, so this alone is less than even."""
_RELATED_SPEAKER = math.log(0.35 / 0.65)
"""The same where the two are likely, not certainly, one source: the even bet that they are is part of it."""
_FIGURES_AGREE, _FIGURES_DIFFER = 0.8, -0.8
"""The speaker's figures: two or more in common and none that only the other lacks; or each has its own."""
_CONFLICT = -0.8
"""They contradict each other in a claim."""
_SAME_ORDER = 0.5
"""They tell three shared claims or more in one order."""
_OTHER_WAY, _ONE_WAY = -1.5, -0.5
"""They name different intermediaries; or only one of them names any."""

_NUMBERS = -2.5
_NUMBER_DIGIT = 0.6
"""Numbers in common without a common source: at first much less than even, then more with every significant digit
after the first pair (20, 50 and 15 carry four digits: nearly even; 3,958 and 10,100 carry seven)."""
_BOTH_UNNAMED = 0.5
"""Both have a shared claim from sources they do not name: those of one place are few."""

_TRANSLATION = -3.0
_COVERED = 2.5
_SAME_HOUSE = 2.5
_SAME_NUMBERS = 1.5
_SAME_MARKS = 0.8
"""Translation, between languages: from nothing to all of the shorter one's claims in the longer one; editions of
one house; the shorter one's numbers all in the longer one (two at least), or half of the numbers and days of
dates in its text."""

_ONE_HOUSE = 0.3
"""Two reports of one house: one desk, often one text, but also two reporters on two days."""

_HABIT_MOST, _HABIT_HALF = 0.5, 3.0
"""A house that copied another before does so again: 3 earlier copies give half of the most that habit can say."""

_SAYS = "{0:.0%}".format


@frozen(kw_only=True)
class Case:
    """
    Hold what a pair shows.

    Attributes:
        overlap: Shared wording, or None between two languages.
        a_within: Whether the share of wording is a share of a, the shorter one.
        agreed: Shared claims, in the order in which a tells them; `ordered` whether b tells them so too.
        conflicts: Number of conflicts named between their appearances.
        habit: Earlier copies between the two houses that were known by then.
        label: Gives the name to show for a key.

    """

    a: Facts
    b: Facts
    overlap: Overlap | None
    a_within: bool = True
    agreed: tuple[str, ...] = ()
    ordered: bool = False
    conflicts: int = 0
    habit: int = 0
    label: Callable[[str], str] = field(default=str)

    @property
    def one_story(self) -> bool:
        """
        Say whether they tell of one thing: a claim, a telling number, two numbers, or some wording in common.
        """
        common = self.a.marks & self.b.marks
        if self.agreed or len(common) >= 2 or any(v >= _TELLING for v in common):
            return True
        return self.overlap is not None and self.overlap.short >= _STORY_WORDING


@frozen
class Way:
    """
    Hold one way of leaning: how probable, in which direction, and in what words.
    """

    relation: LineageRelation
    probability: float
    direction: str | None = None
    evidence: tuple[str, ...] = ()


@frozen(kw_only=True)
class Verdict:
    """
    Hold the outcome for a pair; `text` is the part that shared wording alone would give.
    """

    relation: LineageRelation
    direction: str | None
    probability: float
    evidence: tuple[str, ...]
    text: float


def weigh(case: Case) -> Verdict:
    """
    Put all ways together; the way that says most gives relation and direction.

    Shared wording goes first where it is more likely than not: it says the most about how two reports came to be.
    """
    ways = [w for w in _all_ways(case) if w.probability > 0]
    text = max((w.probability for w in ways if w.relation in _TEXTUAL), default=0.0)
    together = 1 - (1 - BASE) * math.prod(1 - w.probability for w in ways)
    if case.overlap is not None and case.overlap.same:
        together = 1.0
    ranked = sorted(ways, key=lambda w: (-(w.probability >= 0.5 and _RANK[w.relation]), -w.probability))
    if not ranked:
        return Verdict(relation=LineageRelation.SAME_SOURCE, direction=None, probability=BASE, evidence=(), text=0.0)
    first = ranked[0]
    if first.probability < 0.5 <= together and first.relation is not LineageRelation.SAME_SOURCE:
        # No single way is likely; what they have in common is only that the two share something.
        first = Way(LineageRelation.SAME_SOURCE, first.probability)
    evidence = tuple(dict.fromkeys(e for w in ranked if w.probability >= 0.05 for e in w.evidence))
    return Verdict(
        relation=first.relation, direction=first.direction, probability=together, evidence=evidence, text=text
    )


_TEXTUAL = (LineageRelation.COPY, LineageRelation.COMMON_ORIGIN)
_RANK = {
    LineageRelation.COPY: 4,
    LineageRelation.COMMON_ORIGIN: 4,
    LineageRelation.TRANSLATION: 3,
    LineageRelation.CITES: 2,
    LineageRelation.SAME_SOURCE: 1,
}
"""Which way names the relation where several are more likely than not: what says more of the text comes first."""


def _all_ways(case: Case) -> list[Way]:
    """
    Look at every way in which two reports may lean.
    """
    media = _media(case)
    speakers = _speakers(case)
    found = [*_wording(case), *_translation(case), *_citing(case), *media[:1], *speakers[:1]]
    if not media and not speakers and not any(w.relation is LineageRelation.TRANSLATION for w in found):
        found += _numbers(case)
    return [*found, *_house(case)]


def _wording(case: Case) -> list[Way]:
    """
    Weigh shared wording: a copy where one credits nobody else, a common origin where both name one way.
    """
    over = case.overlap
    if over is None or not over.shared:
        return []
    long = over.long * over.shared / (over.shared + _RUNS_ADDED * over.long)
    odds = _STEEPNESS * max(math.log(max(long, 1e-9) / _LONG_EVEN), math.log(max(over.short, 1e-9) / _SHORT_EVEN))
    if over.same:
        odds = 12.0
    common = sorted(case.a.ways & case.b.ways)
    first = earlier(case.a.report, case.b.report)
    origin = bool(common) or first is None
    inner, outer = case.a.report.id, case.b.report.id
    if not case.a_within:
        inner, outer = outer, inner
    words = f"{_SAYS(over.long)} of {inner}'s 5-word runs stand in {outer}"
    evidence = ["the two texts are the same, word for word" if over.same else words]
    if not over.same and over.short >= _SHORT_EVEN:
        evidence.append(f"{_SAYS(over.short)} of its 3-word runs do")
    evidence += [f"both credit {case.label(key)}" for key in common]
    direction = None if origin else _from(first)
    relation = LineageRelation.COMMON_ORIGIN if origin else LineageRelation.COPY
    return [Way(relation, logistic(min(odds, 12.0)), direction, tuple(evidence))]


def _media(case: Case) -> list[Way]:
    """
    Weigh outlets and agencies that both name, those for one claim first.
    """
    found = []
    for key in sorted((set(case.a.leads) & set(case.b.leads)) | (case.a.ways & case.b.ways)):
        if case.a.groups.get(key, "media") != "media" and key not in case.a.ways:
            continue
        one = case.a.leads.get(key, frozenset()) & case.b.leads.get(key, frozenset()) - {""}
        if not one and not case.one_story:
            continue
        shared = bool(one) or (bool(case.agreed) and key in case.a.ways and key in case.b.ways)
        name = case.label(key)
        words = f"both go back to {name}" if shared else f"both draw on {name}, for different claims"
        odds = _SHARED_MEDIUM if shared else _MEDIUM_ELSEWHERE
        found.append(Way(LineageRelation.SAME_SOURCE, logistic(odds), None, (words,)))
    return sorted(found, key=lambda w: -w.probability)


def _speakers(case: Case) -> list[Way]:
    """
    Weigh officials, offices and other named sources that both have one claim from.

    Where none is the same for certain, those that may well be one house are looked at ("the government", "the
    health ministry").
    """
    a, b = case.a, case.b
    found = [
        _speaker(case, key, key, _SHARED_SPEAKER, f"both go back to {case.label(key)}")
        for key in sorted(set(a.leads) & set(b.leads))
        if a.groups.get(key) != "media" and a.leads[key] & b.leads[key] - {""}
    ]
    if not found:
        found = [
            _speaker(case, x, y, _RELATED_SPEAKER, f"{case.label(x)} and {case.label(y)} may be one source")
            for x in sorted(a.mentions)
            for y in sorted(b.mentions)
            if a.told[x] & b.told[y] - {""} and likeness(a.mentions[x], b.mentions[y])
        ]
    return sorted(found, key=lambda w: -w.probability)


def _speaker(case: Case, of_a: str, of_b: str, odds: float, words: str) -> Way:
    """
    Weigh one source, by its figures in both reports and by what speaks for one write-up.
    """
    evidence = [words]
    x, y = case.a.figures.get(of_a, frozenset()), case.b.figures.get(of_b, frozenset())
    if x - y and y - x:
        odds += _FIGURES_DIFFER
        evidence.append(f"of that source's figures each gives some that the other lacks ({_list(x ^ y)})")
    elif len(x & y) >= 2:
        odds += _FIGURES_AGREE
        evidence.append(f"share the figures {_list(x & y)}")
    for change, why in _common_marks(case):
        odds += change
        evidence.append(why)
    return Way(LineageRelation.SAME_SOURCE, logistic(odds), None, tuple(evidence))


def _common_marks(case: Case) -> list[tuple[float, str]]:
    """
    Give the marks that speak for and against one write-up behind two reports of one speaker.
    """
    marks = []
    if case.ordered:
        marks.append((_SAME_ORDER, f"tell {len(case.agreed)} shared claims in one order"))
    if case.conflicts:
        marks.append((_CONFLICT, f"contradict each other in {case.conflicts} claims"))
    x, y = case.a.ways, case.b.ways
    if x and y and not x & y:
        if case.overlap is None:
            # Across two languages a name may be one that was not recognised.
            return marks
        marks.append((_OTHER_WAY, "name different agencies or outlets as their way to it"))
    elif bool(x) != bool(y):
        marks.append((_ONE_WAY, "only one of them names an agency or outlet as its way to it"))
    return marks


def _citing(case: Case) -> list[Way]:
    """
    Weigh that one names the other's house as where it has something from.
    """
    found = []
    for one, other, direction in ((case.b, case.a, "a->b"), (case.a, case.b, "b->a")):
        key = "house:" + other.house
        if one.house == other.house or key not in one.ways | set(one.leads):
            continue
        told = one.leads.get(key, frozenset()) & frozenset(other.claims)
        if not told and not case.one_story:
            continue
        # What the cited one published later cannot be what is cited.
        if earlier(other.report, one.report) == "b":
            continue
        words = f"{one.report.id} names {case.label(key)}, which published {other.report.id}"
        odds = _CITES if told or (key in one.credits and case.agreed) else _MEDIUM_ELSEWHERE
        found.append(Way(LineageRelation.CITES, logistic(odds), direction, (words,)))
    return found


def _numbers(case: Case) -> list[Way]:
    """
    Weigh rare numbers that both give, where no common source explains them.
    """
    common = case.a.numbers & case.b.numbers
    unnamed = any(case.a.unnamed[g] & case.b.unnamed[g] - {""} for g in case.a.unnamed.keys() & case.b.unnamed)
    if len(common) < 2 and not unnamed:
        return []
    odds = _NUMBERS + _NUMBER_DIGIT * sum(significant_digits(v) for v in common if v >= 10)
    words = [f"share the rare numbers {_list(common)}"] if len(common) >= 2 else []
    if unnamed:
        odds += _BOTH_UNNAMED
        words.append("both have a shared claim from sources they do not name")
    for change, why in _common_marks(case):
        odds += change
        words.append(why)
    return [Way(LineageRelation.SAME_SOURCE, logistic(min(odds, 2.0)), None, tuple(words))]


def _translation(case: Case) -> list[Way]:
    """
    Weigh that one is the other in another language, from claims, numbers and their order.
    """
    if case.overlap is not None:
        return []
    odds, words = _TRANSLATION, []
    least = min(len(case.a.claims), len(case.b.claims))
    if case.agreed and least >= 2:
        # One more claim in the count below, so that two of two say less than seven of seven.
        odds += _COVERED * len(case.agreed) / (least + 1)
        words.append(
            f"in two languages, {_SAYS(len(case.agreed) / least)} of the shorter one's claims stand in the longer one"
        )
    common = case.a.numbers & case.b.numbers
    if len(common) >= 2 and len(common) == min(len(case.a.numbers), len(case.b.numbers)):
        odds += _SAME_NUMBERS
        words.append(f"share the numbers {_list(common)}")
    elif len(case.a.marks & case.b.marks) >= max(1, min(len(case.a.marks), len(case.b.marks)) / 2):
        odds += _SAME_MARKS
        words.append(f"share the numbers and days {_list(case.a.marks & case.b.marks)}")
    if case.ordered:
        odds += _SAME_ORDER
        words.append(f"tell {len(case.agreed)} shared claims in one order")
    if words and case.a.house != case.b.house:
        # A translation keeps whom the original credits, and its figures.
        for change, why in _common_marks(case):
            odds += min(change, 0.0)
            words += [why] if change < 0 else []
    if case.a.house == case.b.house:
        odds += _SAME_HOUSE
        words.append(f"editions of one house, {case.a.house.removeprefix('owner:')}")
    if not words:
        return []
    first = earlier(case.a.report, case.b.report)
    return [Way(LineageRelation.TRANSLATION, logistic(odds), _from(first), tuple(words))]


def _house(case: Case) -> list[Way]:
    """
    Weigh common ownership, and what one house did with the other's texts before.
    """
    found = []
    if case.a.house == case.b.house:
        words = (f"one house: {case.a.house.removeprefix('owner:')}",)
        found.append(Way(LineageRelation.SAME_SOURCE, _ONE_HOUSE, None, words))
    if case.habit:
        words = (f"the two houses had one text {case.habit} times before",)
        chance = _HABIT_MOST * case.habit / (case.habit + _HABIT_HALF)
        found.append(Way(LineageRelation.SAME_SOURCE, chance, None, words))
    return found


def _from(first: str | None) -> str | None:
    """
    Write the direction from the earlier report to the later one.
    """
    return None if first is None else ("a->b" if first == "a" else "b->a")


def logistic(odds: float) -> float:
    """
    Turn log-odds into a probability.
    """
    return 1 / (1 + math.exp(-odds))


def significant_digits(value: float) -> int:
    """
    Count the digits of a number that are not trailing zeros: 20 has one, 3,958 has four.
    """
    digits = f"{value:.10g}".replace(".", "").replace("-", "").split("e")[0].strip("0")
    return max(1, len(digits))


def _list(values: Sequence[float] | frozenset[float]) -> str:
    """
    Write some numbers, smallest first, six at most.
    """
    shown = [f"{v:,.10g}" for v in sorted(values)]
    return ", ".join(shown[:6]) + (" …" if len(shown) > 6 else "")
