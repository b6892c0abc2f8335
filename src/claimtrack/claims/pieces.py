"""
Cut a stretch wherever a new claim may begin, and count what each piece holds.
"""

from __future__ import annotations

from attrs import define, field

from claimtrack.claims.clauses import clause_endings, glued_coordinators
from claimtrack.claims.heads import predicates_in
from claimtrack.claims.reading import EventMark, TextMarks
from claimtrack.claims.trimming import COMMAS, DASHES
from claimtrack.language import FunctionWord, Tokens
from claimtrack.syntax import Kind, Link

_BREAKS = frozenset(";؛")
_KNOWN_KINDS = ("event", "unit", "number", "counting")


@define(eq=False)
class Piece:
    """
    Hold a stretch between two places where a cut is possible.

    Attributes:
        kind: By what it is cut off: `start`, `break` (a semicolon), `comma`, or the role of the word that opens it.
        verbs: Number of event verbs; `nouns` of verbal nouns, `counts` of counts, `finite` of clause verbs.
        starts: What it starts with: `finite`, `participle`, `auxiliary`, or nothing of the kind.
        apart: Whether a comma sets it off, and `joined` whether "and" opens it, a comma in front or not.
        light: Whether its verbs only say that something moved or went on.

    """

    first: int
    last: int
    kind: str
    verbs: int = 0
    nouns: int = 0
    counts: int = 0
    finite: int = 0
    starts: str = ""
    apart: bool = False
    joined: bool = False
    light: bool = True

    @property
    def facts(self) -> int:
        """
        Count what makes it a fact.
        """
        return self.verbs + self.nouns + self.counts


@define(eq=False)
class Group:
    """
    Hold pieces that make one claim so far, with their sums, so that a look at it costs nothing.
    """

    pieces: list[Piece] = field(factory=list)
    verbs: int = 0
    nouns: int = 0
    counts: int = 0
    finite: int = 0
    light: bool = True

    def add(self, piece: Piece) -> None:
        """
        Take one more piece.
        """
        self.pieces.append(piece)
        self.verbs += piece.verbs
        self.nouns += piece.nouns
        self.counts += piece.counts
        self.finite += piece.finite
        self.light = self.light and piece.light

    @property
    def first(self) -> int:
        """
        Give the first token.
        """
        return self.pieces[0].first

    @property
    def last(self) -> int:
        """
        Give the token behind the last one.
        """
        return self.pieces[-1].last


def find_pieces(marks: TextMarks, first: int, last: int) -> list[Piece]:
    """
    Cut wherever a cut is possible.
    """
    cuts = _find_cuts(marks, first, last)
    ends = [at for at, _ in cuts[1:]] + [last]
    return [_make_piece(marks, start, end, kind) for (start, kind), end in zip(cuts, ends, strict=True)]


def _find_cuts(marks: TextMarks, first: int, last: int) -> list[tuple[int, str]]:
    """
    Give where cuts are possible, and by what.
    """
    counts = marks.counts_in(first, last)
    inside = {k for c in counts for k in range(c.lead + 1, c.last)}
    inside |= {k for d in marks.dates_in(first, last) for k in range(d.first + 1, d.last)}
    inside |= {k for e in marks.events_in(first, last) for k in range(e.first + 1, e.last)}
    leads = {c.lead for c in counts}
    joined = _joined_clauses(marks, first, last)
    cuts = [(first, "start")]
    for at in range(first + 1, last):
        kind = "" if at in inside else _cut_kind(marks, at, last)
        if not kind and at in joined and at not in inside:
            kind = "coordinator"
        # "as many as 20": the opener belongs to the number.
        if not kind or (kind == "opener" and at in leads):
            continue
        if cuts[-1] != (at - 1, "comma"):
            cuts.append((at, kind))
        elif kind != "coordinator":
            cuts[-1] = (at - 1, kind)
    return cuts


def _joined_clauses(marks: TextMarks, first: int, last: int) -> set[int]:
    """
    Return where clauses of verbs that are joined to another one begin.
    """
    reading = marks.reading
    numbers = predicates_in(reading, first, last)
    return {reading.clauses[n].first for n in numbers if _is_joined_clause(marks, n)}


def _is_joined_clause(marks: TextMarks, number: int) -> bool:
    """
    Whether a clause of a verb is joined to another one, with what opens it repeated or not ("and that").
    """
    reading = marks.reading
    clause = reading.clauses[number]
    if reading.analysis.predicates[number].tag not in ("V", "Vp"):
        return False
    first = clause.first + (reading.analysis.hosts[clause.first] == "PUNCT")
    repeated = clause.link is Link.COMPLEMENT and (
        reading.analysis.hosts[first] == "CC" or reading.analysis.tags[first].startswith("C+")
    )
    return clause.link is Link.JOINED or repeated


def _count_verbs(marks: TextMarks, first: int, last: int) -> int:
    """
    Count the verbs of a range that syntax knows and that carry a clause, reporting ones left out.
    """
    predicates = marks.reading.analysis.predicates
    numbers = predicates_in(marks.reading, first, last)
    return sum(predicates[n].tag in ("V", "Vp") and predicates[n].kind is not Kind.SAY for n in numbers)


def _make_piece(marks: TextMarks, first: int, last: int, kind: str) -> Piece:
    """
    Count what a piece holds.
    """
    events = marks.events_in(first, last)
    known = sum(not e.noun for e in events)
    verbs = max(known, _count_verbs(marks, first, last))
    return Piece(
        first=first,
        last=last,
        kind=kind,
        verbs=verbs,
        nouns=len(events) - known,
        counts=len(marks.told_in(first, last)),
        finite=max(sum(is_finite(marks.tokens, e) for e in events), _count_verbs(marks, first, last)),
        starts=_starts(marks, first, last),
        apart=any(marks.tokens.words[k].shape in COMMAS for k in (first, max(first - 1, 0))),
        joined=_is_coordinated(marks, first, last),
        # A verb that no pack knows tells a fact of its own.
        light=known == verbs and all(e.event.light for e in events if not e.noun or not verbs),
    )


def _is_coordinated(marks: TextMarks, first: int, last: int) -> bool:
    """
    Whether a piece opens with "and", written onto its first word or not, signs left out.
    """
    while first < last and marks.tokens.words[first].shape != "word":
        first += 1
    opener = marks.clauses.get(first)
    return first < last and ((opener is not None and opener[0] == "coordinator") or _is_joined(marks.tokens, first))


def is_finite(tokens: Tokens, event: EventMark) -> bool:
    """
    Say whether an event word is a verb that carries a clause; ", arriving from the north" does not.
    """
    endings = clause_endings(tokens.pack.lang, "participle_ending")
    return not event.noun and not (endings and tokens.words[event.first].form.endswith(endings))


def _starts(marks: TextMarks, first: int, last: int) -> str:
    """
    Say what a piece starts with, signs left out: "finite", "participle", "auxiliary", or "".
    """
    tokens = marks.tokens
    while first < last and tokens.words[first].shape != "word":
        first += 1
    if first == last:
        return ""
    entry = tokens.words[first].get("function")
    if isinstance(entry, FunctionWord) and entry.role in ("auxiliary", "be", "modal"):
        return "auxiliary"
    found = marks.events_in(first, first + 1)
    if not found or found[0].noun:
        return ""
    return "finite" if is_finite(tokens, found[0]) else "participle"


def _cut_kind(marks: TextMarks, at: int, last: int) -> str:
    """
    Say by what a cut in front of a token is possible, or "".
    """
    tokens = marks.tokens
    shape = tokens.words[at].shape
    opener = marks.clauses.get(at)
    if shape in _BREAKS:
        return "break"
    if _is_clock(tokens, at):
        return ""
    if shape in COMMAS or (shape in DASHES and tokens.starts[at] > tokens.ends[at - 1]):
        return "comma"
    if opener is not None and (opener[0] != "coordinator" or opener[1] < last):
        return opener[0]
    return "coordinator" if shape == "word" and _is_joined(tokens, at) else ""


def _is_clock(tokens: Tokens, at: int) -> bool:
    """
    Whether a sign stands between two numbers without a space (2:15): a clock, and no place to cut.
    """
    if at == 0 or at + 1 >= len(tokens) or tokens.words[at].shape != ":":
        return False
    glued = tokens.starts[at] == tokens.ends[at - 1] and tokens.starts[at + 1] == tokens.ends[at]
    return glued and tokens.words[at - 1].shape == tokens.words[at + 1].shape == "number"


def _is_joined(tokens: Tokens, at: int) -> bool:
    """
    Say whether "and" is written onto a word that an entry knows without it (وأصيب, وإصابة).
    """
    word = tokens.words[at]
    letters = glued_coordinators(tokens.pack.lang)
    if len(word.bases) <= 1 or word.form[:1] not in letters:
        return False
    return any(prefix[:1] in letters for kind in _KNOWN_KINDS for prefix, _ in word.by_kind.get(kind, ()))
