"""
Cut what is said into propositions: one fact a claim, coordinated facts apart.

A stretch is first cut into pieces at commas and at words that may open a clause (`pieces`); then pieces are
put together again unless both sides carry a fact of their own: a verb or verbal noun of an event, or a count.
What hangs behind without a fact ("a town on the river") is left out of the quote.
"""

from __future__ import annotations

from attrs import define

from claimtrack.claims.heads import argument, has_pronoun, is_hanging, predicates_in
from claimtrack.claims.pieces import Group, Piece, find_pieces
from claimtrack.claims.reading import TextMarks
from claimtrack.claims.trimming import COMMAS, trim
from claimtrack.language import FunctionWord
from claimtrack.syntax import Link, Role

_SHORTEST = 3
"""Tokens of a piece that can be a claim, unless it is a count with its noun ("2,500 injured")."""
_NEAR = 4
"""Tokens behind a coordinator within which the fact of its piece must begin."""
_LONG_HEAD = 7
"""Tokens of a beginning that is taken for a clause though no event word stands in it."""
_LONG_TAIL = 3
"""Tokens of a piece without a fact that is left out behind a comma; shorter ones are kept for the reader."""
_GLUED = 2
"""Tokens in front of a count that has no verb of its own: "and", and a bound."""
_SHARED = 4
"""Tokens behind such a count that are left to the whole sentence; shorter ones are kept for the reader."""
_TAILS = ("comma", "opener", "aside", "purpose")
_ADVERBIAL = ("preposition", "subordinator", "adverb", "particle")


@define(eq=False)
class Proposition:
    """
    Hold one proposition: the tokens of its quote, and of the clause whose slots it takes.

    Attributes:
        events: Number of event words in the quote, and `counts` that of counts.
        light: Whether its events only say that something moved or went on.
        kind: By what its first piece is cut off (`start`, `comma`, `opener`, …).

    """

    first: int
    last: int
    scope_first: int
    scope_last: int
    events: int = 0
    counts: int = 0
    light: bool = True
    kind: str = "start"


def split_stretch(marks: TextMarks, first: int, last: int) -> list[Proposition]:
    """
    Cut a stretch of tokens into propositions, in order, in time linear in its length.

    Args:
        marks: The marks of the whole text.
        first: First token of the stretch.
        last: The token behind it.

    Returns:
        At least one proposition for a stretch with a word in it.

    """
    if first >= last:
        return []
    groups: list[Group] = []
    for piece in find_pieces(marks, first, last):
        if len(groups) > 1 and _resumes(marks, groups[-1], piece):
            aside = groups.pop()
            groups[-1].pieces += aside.pieces
            piece.kind = "resumed"
        elif not groups or _opens_claim(marks, groups[-1], piece):
            groups.append(Group())
        groups[-1].add(piece)
    return [p for p in (_proposition(marks, group) for group in groups) if p is not None]


def _resumes(marks: TextMarks, aside: Group, piece: Piece) -> bool:
    """
    Whether a piece goes on with the clause in front of one that is set between commas (سيطر، تسانده مروحيات، على).

    The clause between describes a noun, by a pronoun on its verb or as a participle; what goes on is a phrase behind a
    preposition that no predicate stands in.
    """
    reading = marks.reading
    if piece.kind != "comma" or piece.facts or len(aside.pieces) > 1 or aside.pieces[0].kind != "comma":
        return False
    numbers = predicates_in(reading, aside.first, aside.last)
    describes = bool(numbers) and all(
        reading.clauses[n].link is Link.PARTICIPLE or has_pronoun(reading, n) for n in numbers
    )
    goes_on = piece.first + 1 < piece.last and reading.analysis.hosts[piece.first + 1] == "P"
    return describes and goes_on and not predicates_in(reading, piece.first, piece.last)


def _opens_claim(marks: TextMarks, group: Group, piece: Piece) -> bool:
    """
    Say whether a piece begins a claim of its own behind a group of pieces.
    """
    size = piece.last - piece.first
    if piece.kind == "break":
        return size > 1
    # A long beginning has a verb of its own, also where no pack knows it.
    told = group.verbs or group.nouns or group.counts or group.last - group.first >= _LONG_HEAD
    # Where "and" is written onto the verb, a verb and its object are two words.
    shortest = _SHORTEST if marks.tokens.pack.basics.capitals else _SHORTEST - 1
    if not told or not piece.facts or (size < shortest and not piece.counts):
        return False
    if _only_describes(piece) or _completes(marks, group, piece):
        return False
    if piece.kind == "coordinator":
        return _is_parallel(marks, group, piece)
    # Where "and" is glued on, verbal nouns carry clauses of their own (عقب طرد الحراس).
    noun_clauses = not marks.tokens.pack.basics.capitals and (
        piece.joined or piece.kind in ("opener", "purpose", "relative")
    )
    return bool(piece.verbs or piece.counts or (noun_clauses and piece.nouns))


def _only_describes(piece: Piece) -> bool:
    """
    Say whether a piece only says which one is meant, or what it consists of.
    """
    if piece.kind == "make_up":
        return True
    if piece.counts:
        return False
    return piece.kind == "partitive" or (piece.kind == "relative" and not piece.apart)


def _completes(marks: TextMarks, group: Group, piece: Piece) -> bool:
    """
    Say whether a piece brings what its group still lacks: a verb for its subject, a number for its verb.
    """
    if not piece.joined and _has_subject_in(marks, group, piece):
        return True
    if piece.counts and not group.counts:
        # A verb of counting waits for its number ("the toll, after a week, reached | 158 dead").
        waits = group.light and group.verbs
        if waits or (marks.tokens.words[piece.first].shape == ":" and not piece.verbs):
            return True
    if piece.joined or piece.kind not in ("comma", "aside", "relative"):
        return False
    if piece.starts == "auxiliary" or not piece.verbs or piece.counts:
        return piece.starts == "auxiliary" and not (piece.counts and group.counts)
    if not group.verbs and not group.nouns:
        # "The dam, 40 km north of the port, | gave way": the subject waits for its verb.
        return _is_subject(marks, group) or (piece.starts == "finite" and not group.counts)
    return piece.starts == "finite" and group.verbs > 0 and not group.finite


def _has_subject_in(marks: TextMarks, group: Group, piece: Piece) -> bool:
    """
    Whether the first verb of a piece has its subject in the group in front ("2,750 tonnes …, | caused the blast").
    """
    reading = marks.reading
    numbers = predicates_in(reading, piece.first, piece.last)
    verb = next((n for n in numbers if reading.analysis.predicates[n].tag in ("V", "Vp")), -1)
    subject = argument(reading, verb, Role.SUBJECT) if verb >= 0 else None
    return subject is not None and group.first <= subject.first < piece.first


def _is_subject(marks: TextMarks, group: Group) -> bool:
    """
    Say whether a group begins with a count: a subject that waits for its verb.
    """
    counts = marks.told_in(group.first, group.pieces[0].last)
    between = range(group.first, counts[0].lead) if counts else ()
    words = marks.tokens.words
    return bool(counts) and all(words[k].function or words[k].shape != "word" for k in between)


def _is_parallel(marks: TextMarks, group: Group, piece: Piece) -> bool:
    """
    Say whether "and" joins two facts, and not two words of one.
    """
    near = piece.first + 1 + _NEAR
    counts = marks.told_in(piece.first, near)
    events = marks.events_in(piece.first, near)
    if (counts and group.counts) or _joins_clauses(marks, group, piece):
        return True
    # "fatalities may go up": the verb counts, also where a noun stands in front of it.
    lead = next((e for e in events if not e.noun), events[0] if events else None)
    if lead is not None and _touches(marks, group, piece, lead.first, lead.noun):
        return False
    if counts and group.verbs:
        return True
    if lead is None or (lead.noun and marks.tokens.pack.basics.capitals):
        return False
    if lead.noun:
        return bool(group.nouns or group.verbs) and piece.last - piece.first >= _SHORTEST
    return bool(group.verbs or group.counts or group.nouns)


def _joins_clauses(marks: TextMarks, group: Group, piece: Piece) -> bool:
    """
    Whether "and" joins a clause with a verb and more words of its own to a group that has a verb.
    """
    reading, predicates = marks.reading, marks.reading.analysis.predicates
    numbers = predicates_in(reading, piece.first, min(piece.last, piece.first + _NEAR))
    verb = next((n for n in numbers if predicates[n].tag in ("V", "Vp")), -1)
    told = group.verbs or group.last - group.first >= _LONG_HEAD
    if verb < 0 or not told or reading.clauses[verb].first < piece.first - 1:
        return False
    before = verb - 1
    # "Killed and wounded": a verb right in front of "and" shares what stands behind both.
    shares = before >= 0 and predicates[before].at >= piece.first - 1
    return not shares and piece.last - piece.first >= _SHORTEST


def _touches(marks: TextMarks, group: Group, piece: Piece, lead: int, noun: bool) -> bool:
    """
    Say whether two event words of one kind stand right beside "and": two words of one fact ("killed and wounded").
    """
    joiner = marks.clauses.get(piece.first)
    start = joiner[1] if joiner is not None else piece.first
    if start == piece.first + 1 and marks.tokens.words[piece.first].shape in COMMAS:
        start += 1
    before = marks.events_in(group.pieces[-1].first, piece.first)
    return bool(before) and before[-1].last >= piece.first and before[-1].noun == noun and lead <= start


def _proposition(marks: TextMarks, group: Group) -> Proposition | None:
    """
    Trim a group of pieces to the quote that carries its fact.
    """
    kept = _kept(marks, group)
    first, last = trim(marks.tokens, kept[0].first, kept[-1].last)
    if first >= last:
        return None
    # "That night": trimming leaves a date whole.
    first = min([d.first for d in marks.dates_in(kept[0].first, first) if d.last > first], default=first)
    last = _without_shared(marks, group, first, last)
    events = marks.events_in(first, last)
    return Proposition(
        first=first,
        last=last,
        scope_first=group.first,
        scope_last=group.last,
        events=len(events),
        counts=len(marks.told_in(first, last)),
        light=all(e.event.light for e in events),
        kind="coordinator" if group.pieces[0].joined else group.pieces[0].kind,
    )


def _without_shared(marks: TextMarks, group: Group, first: int, last: int) -> int:
    """
    Return where the quote of a count that shares the verb in front of it ends: with its noun phrase (و22 جريحا).

    What stands behind belongs to all that the verb states ("12 dead and 22 wounded | in a blast that shook the port").
    """
    counts, reading = marks.told_in(first, last), marks.reading
    if not group.pieces[0].joined or len(counts) != 1 or counts[0].lead - first > _GLUED:
        return last
    verbs = (n for n in predicates_in(reading, first, last) if reading.analysis.predicates[n].tag in ("V", "Vp"))
    if not all(is_hanging(reading, n) for n in verbs):
        return last
    index = reading.analysis.phrase_at[counts[0].last - 1]
    end = max(counts[0].last, reading.analysis.phrases[index].last if index >= 0 else 0)
    return end if last - end > _SHARED else last


def _kept(marks: TextMarks, group: Group) -> list[Piece]:
    """
    Give the pieces of a group without what hangs at its ends and carries no fact.
    """
    first, last, pieces = 0, len(group.pieces), group.pieces
    if not (group.verbs or group.nouns or group.counts):
        return pieces
    nouns_tell = not marks.tokens.pack.basics.capitals
    while last - first > 1 and _hangs_behind(pieces[last - 1], nouns_tell):
        last -= 1
    while last - first > 1 and _stands_before(marks, pieces[first]) and pieces[first + 1].kind == "comma":
        first += 1
    return pieces[first:last]


def _hangs_behind(piece: Piece, nouns_tell: bool) -> bool:
    """
    Say whether a piece hangs behind the fact, set off by a comma or a word, and tells nothing of its own.
    """
    tells = piece.verbs or piece.counts or (nouns_tell and piece.nouns)
    return not tells and piece.last - piece.first > _LONG_TAIL and piece.kind in _TAILS


def _stands_before(marks: TextMarks, piece: Piece) -> bool:
    """
    Say whether a piece in front is a phrase of time or manner, and no subject.
    """
    if piece.facts:
        return False
    if marks.dates_in(piece.first, piece.last):
        return True
    entry = marks.tokens.words[piece.first].get("function")
    return isinstance(entry, FunctionWord) and entry.role in _ADVERBIAL
