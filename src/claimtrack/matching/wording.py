"""
Whether two texts put one thing in other words: what may be left out, moved or turned from active to passive.

Words that say exactly the same share a key already (`same:` in the packs). Here is what is true of a
sentence as a whole: a phrase that a preposition leads may stand elsewhere, "case of cholera" is a "cholera
case", and "B was hit by A" is "A hit B". Nothing else may move, because who did what to whom often shows in
the order alone; what these rules do not explain stays apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache

from attrs import frozen

from claimtrack.claims.marks import Mark, Tag
from claimtrack.claims.signature import language_of, reader
from claimtrack.matching.signatures import ASIDE, left_out
from claimtrack.matching.strays import BEFORE_NUMBERS, bare, is_faint

MOST_LEFT = 8
"""Words left over on a side up to which two texts may be one in other words; more are more than wording."""
LEAST_ALIKE = 0.5
"""Likeness from which two texts are looked at that closely (chosen by us: half of what is said is the same)."""
SETTLED = Tag.NUMBER | Tag.NEGATION | Tag.MODAL | Tag.TIME | Tag.UNIT
"""Words that make a difference wherever they are left over."""
_WRITTEN_LEADS = {"ب": "in", "ل": "to"}
"""Prepositions that Arabic writes onto a word."""
_DEATHS = frozenset({"same:die", "same:kill"})
_DEAD = Mark("=dead", "dead", "", Tag.LISTED, ("kill",))
"""What both are in a toll."""
_YEARS = (1900, 2100)
"""Numbers that are years behind the word "year"."""
_BOUNDS = frozenset({"=at_least", "=at_most"})
_LONGEST_MOVED = 8
"""Words of a phrase that may stand elsewhere; a longer one is a clause of its own."""
_LONGEST_DOER = 6
"""Words of who does it behind "by"."""
_LEADING = frozenset({"in", "on", "with", "about", "when", "same:because_of", "despite", "same:in_spite_of"})
"""Concepts of words that lead a phrase which may stand anywhere in its sentence."""


@frozen(eq=False)
class Wording:
    """
    Hold the words of a text that count.

    Attributes:
        marks: The marks without what may be left out.
        led: For each the concept of a small word right in front of it that leads or joins it, or "".

    """

    marks: tuple[Mark, ...]
    led: tuple[str, ...]

    def without(self, places: Set[int]) -> Wording:
        """
        Return the wording without the words at some places.
        """
        kept = [at for at in range(len(self.marks)) if at not in places]
        return Wording(tuple(self.marks[at] for at in kept), tuple(self.led[at] for at in kept))

    def without_faint(self, places: Set[int]) -> Wording:
        """
        Return the wording without words that go with others; a preposition among them still leads what is behind it.
        """
        led = tuple(
            lead or ("in" if at and at - 1 in places and self.marks[at - 1].tags & Tag.RELATION else "")
            for at, lead in enumerate(self.led)
        )
        return Wording(self.marks, led).without(places)

    def keys(self) -> list[str]:
        """
        Return the keys in order.
        """
        return [mark.key for mark in self.marks]


@lru_cache(maxsize=1 << 14)
def read_wording(text: str, lang: str | None = None) -> Wording:
    """
    Read a text into the words that count and what leads them.
    """
    kept: list[Mark] = []
    led: list[str] = []
    before = ""
    for at, mark in enumerate(reader(lang or language_of(text)).text(text)):
        if left_out(mark, at):
            concept = mark.concepts[0] if mark.concepts else ""
            # An article between a preposition and its noun leads nothing itself.
            before = concept if concept in _LEADING or concept == "of" else before
            continue
        kept.append(mark)
        led.append(before or _leads_itself(mark))
        before = ""
    return Wording(tuple(kept), tuple(led))


def _leads_itself(mark: Mark) -> str:
    """
    Return what leads a word that has its preposition written onto it (بالناصرية), and "in" for one that needs none.
    """
    if mark.tags & (Tag.TIME | Tag.RELATION) or set(mark.concepts) & _LEADING:
        return "in"
    return _WRITTEN_LEADS.get(mark.form[:1], "") if mark.key[:1] != mark.form[:1] else ""


def in_other_words(a: Wording, b: Wording) -> bool:
    """
    Say whether two texts say one thing in other words.

    Returns:
        False where a word is left over, or an order, that nothing explains.

    """
    a, b = _plain(a), _plain(b)
    left_a, left_b = _left(a, b), _left(b, a)
    if max(len(left_a), len(left_b)) > MOST_LEFT:
        return False
    b = _name_alike(a, b, left_a, left_b)
    left_a, left_b = _left(a, b), _left(b, a)
    rest = [[a.marks[i] for i in left_a], [b.marks[i] for i in left_b]]
    if not _may_be_wording(*rest):
        return False
    by = [[m for m in side if "by" in m.concepts] for side in rest]
    if not any(by):
        return _same_order(a.without_faint(set(left_a)), b.without_faint(set(left_b)))
    passive, active = (a, b) if by[0] else (b, a)
    faint = {at for at in _left(passive, active) if "by" not in passive.marks[at].concepts}
    turned = _active(passive.without_faint(faint), active.without_faint(set(_left(active, passive))))
    return turned is not None and _same_order(*turned)


def _may_be_wording(a: Sequence[Mark], b: Sequence[Mark]) -> bool:
    """
    Say whether words left over on two sides are such as go with other words: prepositions of a verb, "town of".

    One "by" at most; "to" on one side and "from" on the other are two directions, and town and village two places.
    """
    marks = [*a, *b]
    if any(m.tags & SETTLED or not is_faint(m) for m in marks):
        return False
    leading = {m.key for m in marks if m.tags & Tag.RELATION and "by" not in m.concepts}
    light = [any("light" in m.concepts for m in side) for side in (a, b)]
    return len(leading) <= 1 and not all(light) and sum("by" in m.concepts for m in marks) <= 1


def _name_alike(a: Wording, b: Wording, left_a: Sequence[int], left_b: Sequence[int]) -> Wording:
    """
    Give left-over words that are one but for what is written onto them (بمصنع, مصنعها) the key of the other text.
    """
    known = {bare(a.marks[i]): a.marks[i] for i in left_a if not a.marks[i].tags & ASIDE}
    marks = list(b.marks)
    for at in left_b:
        if not marks[at].tags & ASIDE and (found := known.get(bare(marks[at]))):
            marks[at] = found
    return Wording(tuple(marks), b.led)


def _left(a: Wording, b: Wording) -> list[int]:
    """
    Give the places of the words of one text whose key the other has not, or has less often; the last ones first.
    """
    rest = Counter(a.keys()) - Counter(b.keys())
    places = []
    for at in range(len(a.marks) - 1, -1, -1):
        if rest[a.marks[at].key] > 0:
            rest[a.marks[at].key] -= 1
            places.append(at)
    return places


def _plain(wording: Wording) -> Wording:
    """
    Put into one form what may be said in several.

    "Some 300" is 300 and "over 300" more than 300; "$5" is 5 dollars; "20 at least" at least 20; "rose by 5" rose 5;
    "Monday" also "the day of Monday"; "case of cholera" a cholera case. In a toll "died" and "were killed" are one; of
    a single man they are not.
    """
    pairs = list(zip(wording.marks, wording.led, strict=True))
    toll = any(m.tags & (Tag.NUMBER | Tag.QUANTITY) for m in wording.marks)
    at = 0
    while at < len(pairs):
        mark, after = pairs[at][0], pairs[at + 1][0] if at + 1 < len(pairs) else None
        counted = after is not None and bool(after.tags & Tag.NUMBER)
        if toll and not _DEATHS.isdisjoint(mark.concepts):
            pairs[at] = (_DEAD, pairs[at][1])
        if counted and mark.key == "=above":
            pairs[at] = (Mark("=more_than", mark.form, "", Tag.QUANTITY | Tag.LISTED, ("more_than",)), pairs[at][1])
        elif (counted and mark.key in BEFORE_NUMBERS) or ("day" in mark.concepts and after and _is_day(after)):
            del pairs[at]
            continue
        elif "undergo" in mark.concepts and (by := _doer_after(pairs, at)):
            pairs[by] = (Mark("=by", pairs[by][0].form, "", Tag.RELATION | Tag.LISTED, ("by",)), pairs[by][1])
            del pairs[at]
            continue
        elif counted and mark.tags & Tag.UNIT:
            pairs[at], pairs[at + 1] = pairs[at + 1], pairs[at]
        elif at > 1 and mark.key in _BOUNDS and not counted:
            number = next((k for k in (at - 1, at - 2) if pairs[k][0].tags & Tag.NUMBER), at)
            pairs.insert(number, pairs.pop(at))
        elif at and pairs[at][1] == "of" and not pairs[at - 1][0].tags & (ASIDE | Tag.UNIT):
            at = _turn(pairs, at)
        at += 1
    return Wording(tuple(m for m, _ in pairs), tuple(led for _, led in pairs))


def _is_day(mark: Mark) -> bool:
    """
    Say whether a mark is a day, a month or the number of a year.
    """
    return bool(mark.tags & Tag.TIME) or (mark.value is not None and _YEARS[0] <= mark.value < _YEARS[1])


def _doer_after(pairs: Sequence[tuple[Mark, str]], at: int) -> int:
    """
    Give where, behind a word that makes a passive of a noun, a word stands that names who does it; 0 for nowhere.
    """
    return next((k for k in range(at + 1, len(pairs)) if {"by", "from"} & set(pairs[k][0].concepts)), 0)


def _turn(pairs: list[tuple[Mark, str]], at: int) -> int:
    """
    Put what stands behind "of", a word or a name, in front of what stands before it; give where that now stands.
    """
    end = at + 1
    while end < len(pairs) and pairs[at][0].tags & pairs[end][0].tags & Tag.NAME and not pairs[end][1]:
        end += 1
    head = pairs[at - 1]
    moved = [(mark, "") for mark, _ in pairs[at:end]]
    moved[0] = (moved[0][0], head[1])
    pairs[at - 1 : end] = [*moved, (head[0], "")]
    return end - 1


def _active(passive: Wording, active: Wording) -> tuple[Wording, Wording] | None:
    """
    Take out of both texts who does it and what is done, or give None where it is not the same one who does it.

    Behind "by" stands who does it; in the active text the same words stand beside the verb: in front of it,
    or behind it where it opens the sentence, as in Arabic. In the passive text the verb stands in front of "by".
    """
    keys, other = passive.keys(), active.keys()
    by = next(at for at, mark in enumerate(passive.marks) if "by" in mark.concepts)
    for length in range(min(_LONGEST_DOER, len(keys) - by - 1), 0, -1):
        doer = keys[by + 1 : by + 1 + length]
        for start in range(len(other) - length + 1):
            if sorted(other[start : start + length]) != sorted(doer):
                continue
            verb = start - 1 if start == 1 else start + length
            among = keys[:by] if start == 1 else _next_to(passive, by)
            if verb < len(other) and other[verb] in among and not active.marks[verb].tags & (Tag.NAME | ASIDE):
                at = len(keys[:by]) - 1 - keys[:by][::-1].index(other[verb])
                gone = {by, at, *range(by + 1, by + 1 + length)}
                return passive.without(gone), active.without({verb, *range(start, start + length)})
    return None


def _next_to(passive: Wording, by: int) -> list[str]:
    """
    Give the key of the word in front of "by"; what is counted and when stand aside.
    """
    return [m.key for m in passive.marks[:by] if not m.tags & (ASIDE | Tag.UNIT)][-1:]


def _same_order(a: Wording, b: Wording) -> bool:
    """
    Say whether two texts of the same words differ only in where phrases stand that may stand anywhere.
    """
    turned = _subject_first(a, b)
    a, b = (turned, b) if turned is not a else (a, _subject_first(b, a))
    while a.marks and b.marks:
        x, y = a.keys(), b.keys()
        if x[0] == y[0]:
            a, b = a.without({0}), b.without({0})
            continue
        if y[0] not in x or x[0] not in y:
            return False
        first, second = x.index(y[0]), y.index(x[0])
        if _may_move(a, b, first):
            a, b = a.without(set(range(first))), b.without(_places(b, x[:first]))
        elif _may_move(b, a, second):
            a, b = a.without(_places(a, y[:second])), b.without(set(range(second)))
        else:
            return False
    return not a.marks and not b.marks


def _subject_first(a: Wording, b: Wording) -> Wording:
    """
    Put a verb that opens a text behind its subject where the other text has it there, or in front, as Arabic may.

    What it passes over must open the other text word for word, so that nobody else becomes the subject.
    """
    x, y = a.keys(), b.keys()
    if (
        not x
        or a.marks[0].form.isascii()
        or x[:1] == y[:1]
        or x[0] not in y[: _LONGEST_DOER + 1]
        or a.marks[0].tags & (ASIDE | Tag.NAME)
    ):
        return a
    over = y.index(x[0])
    if x[1 : over + 1] != y[:over] or any(a.led[2 : over + 1]) or b.led[over]:
        return a
    order = [*range(1, over + 1), 0, *range(over + 1, len(x))]
    return Wording(tuple(a.marks[i] for i in order), tuple(a.led[i] for i in order))


def _places(wording: Wording, keys: Sequence[str]) -> set[int]:
    """
    Give the places at which some keys stand side by side, none where they do not.
    """
    there = wording.keys()
    for start in range(len(there) - len(keys) + 1):
        if there[start : start + len(keys)] == list(keys):
            return set(range(start, start + len(keys)))
    return set()


def _may_move(a: Wording, b: Wording, length: int) -> bool:
    """
    Say whether the first words of one text are a phrase that stands elsewhere in the other.

    In both it is led by a preposition, or is a date, or says who is quoted.
    """
    places = _places(b, a.keys()[:length])
    if not places or length > _LONGEST_MOVED:
        return False
    block = a.marks[:length]
    if any("same:state" in mark.concepts for mark in block):
        return True
    if any(m.tags & Tag.TIME for m in block) and all(
        m.tags & (Tag.TIME | Tag.NUMBER) or "part_of_day" in m.concepts for m in block
    ):
        return True
    leads = {a.led[0], b.led[min(places)]}
    return not leads & {"", "of"} and (len(leads) == 1 or leads <= {"in", "on", "when"})
