"""
Cut what is said into propositions: one fact a claim, coordinated facts apart.

A stretch is first cut into pieces at commas and at words that may open a clause; then pieces are put
together again unless both sides carry a fact of their own: a verb or verbal noun of an event, or a count.
What hangs behind without a fact ("a town on the river") is left out of the quote.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import define

from claimtrack.claims.reading import EventMark, TextMarks
from claimtrack.language import ClauseEntry, FunctionWord, Tokens, fold, load_pack

_COMMAS = frozenset(",،;؛:()[]")
_BREAKS = frozenset(";؛")
_DASHES = frozenset("-–—")
_QUOTES = frozenset("\"“”„«»‹›‘’'")
_SHORTEST = 3
"""Tokens of a piece that can be a claim, unless it is a count with its noun ("2,500 injured")."""
_NEAR = 4
"""Tokens behind a coordinator within which the fact of its piece must begin."""
_LONG_HEAD = 7
"""Tokens of a beginning that is taken for a clause though no event word stands in it."""
_LONG_TAIL = 3
"""Tokens of a piece without a fact that is left out behind a comma; shorter ones are kept for the reader."""


@define(eq=False)
class Proposition:
    """
    Hold one proposition: the tokens of its quote, and of the clause whose slots it takes.

    Attributes:
        events: Number of event words in the quote, and `counts` that of counts.
        light: Whether its events only say that something moved or went on.
        part: Whether it names a part of what the proposition in front of it counts.

    """

    first: int
    last: int
    scope_first: int
    scope_last: int
    events: int = 0
    counts: int = 0
    light: bool = True
    part: bool = False


@define(eq=False)
class _Piece:
    """
    Hold a stretch between two places where a cut is possible.
    """

    first: int
    last: int
    kind: str
    verbs: int
    nouns: int
    counts: int
    finite: int = 0
    starts: str = ""
    apart: bool = False
    light: bool = True

    @property
    def facts(self) -> int:
        """
        Count what makes it a fact.
        """
        return self.verbs + self.nouns + self.counts


def split_stretch(marks: TextMarks, first: int, last: int) -> list[Proposition]:
    """
    Cut a stretch of tokens into propositions, in order.

    Args:
        marks: The marks of the whole text.
        first: First token, and `last` the token behind the stretch.

    Returns:
        At least one proposition for a stretch with a word in it.

    """
    if first >= last:
        return []
    pieces = _pieces(marks, first, last)
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups and _opens_claim(marks, groups[-1], piece):
            groups.append([piece])
        elif groups:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [p for p in (_proposition(marks, group) for group in groups) if p is not None]


def _pieces(marks: TextMarks, first: int, last: int) -> list[_Piece]:
    """
    Cut wherever a cut is possible.
    """
    cuts: list[tuple[int, str]] = [(first, "start")]
    counts_here = marks.counts_in(first, last)
    inside = {k for c in counts_here for k in range(c.lead + 1, c.last)}
    leads = {c.lead for c in counts_here}
    inside |= {k for d in marks.dates_in(first, last) for k in range(d.first + 1, d.last)}
    inside |= {k for e in marks.events_in(first, last) for k in range(e.first + 1, e.last)}
    at = first + 1
    while at < last:
        kind = "" if at in inside else _cut_kind(marks, at, last)
        if kind == "opener" and at in leads:
            # "as many as 20": the opener belongs to the number.
            kind = ""
        if kind:
            if kind == "coordinator" and cuts[-1][0] == at - 1 and cuts[-1][1] == "comma":
                kind = ""
            elif cuts[-1][0] == at - 1 and cuts[-1][1] == "comma":
                cuts[-1] = (at - 1, kind)
            else:
                cuts.append((at, kind))
        at += 1
    found = []
    for number, (start, kind) in enumerate(cuts):
        end = cuts[number + 1][0] if number + 1 < len(cuts) else last
        events = marks.events_in(start, end)
        verbs = sum(not e.noun for e in events)
        found.append(
            _Piece(
                first=start,
                last=end,
                kind=kind,
                verbs=verbs,
                nouns=len(events) - verbs,
                counts=len(marks.counts_in(start, end)),
                finite=sum(not e.noun and not _is_participle(marks, e) for e in events),
                starts=_starts(marks, start, end),
                apart=any(marks.tokens.words[k].shape in _COMMAS for k in (start, max(start - 1, 0))),
                light=all(e.event.light for e in events if not e.noun or not verbs),
            )
        )
    return found


def _is_participle(marks: TextMarks, event: EventMark) -> bool:
    """
    Say whether a verb form hangs on a noun or a clause in front of it (", arriving from the north").
    """
    tokens = marks.tokens
    return tokens.pack.basics.capitals and tokens.words[event.first].form.endswith("ing")


def _starts(marks: TextMarks, first: int, last: int) -> str:
    """
    Say what a piece starts with, signs left out: "finite", "participle", "auxiliary", or "".
    """
    while first < last and (marks.tokens.words[first].shape != "word"):
        first += 1
    entry = marks.tokens.words[first].get("function") if first < last else None
    if isinstance(entry, FunctionWord) and entry.role in ("auxiliary", "be", "modal"):
        return "auxiliary"
    found = marks.events_in(first, min(first + 1, last))
    if not found or found[0].noun:
        return ""
    return "participle" if _is_participle(marks, found[0]) else "finite"


def _cut_kind(marks: TextMarks, at: int, last: int) -> str:
    """
    Say by what a cut in front of a token is possible, or "".
    """
    tokens = marks.tokens
    word = tokens.words[at]
    if word.shape in _BREAKS:
        return "break"
    if word.shape in _COMMAS:
        return "comma"
    if word.shape in _DASHES:
        spaced = tokens.starts[at] > tokens.ends[at - 1]
        return "comma" if spaced else ""
    opener = marks.clauses.get(at)
    if opener is not None and opener[0] != "coordinator":
        return opener[0]
    if opener is not None and opener[1] < last:
        return "coordinator"
    if word.shape == "word" and _joined_word(tokens, at):
        return "coordinator"
    return ""


def _joined_word(tokens: Tokens, at: int) -> bool:
    """
    Say whether "and" is written onto a word that an entry knows without it (وأصيب, وإصابة).
    """
    word = tokens.words[at]
    if len(word.bases) < 2:
        return False
    letters = glued_coordinators(tokens.pack.lang)
    if word.form[:1] not in letters:
        return False
    return any(
        prefix[:1] in letters
        for prefix, phrase in word.phrases
        if phrase.kind in ("event", "unit", "number", "counting")
    )


def _opens_claim(marks: TextMarks, group: list[_Piece], piece: _Piece) -> bool:
    """
    Say whether a piece begins a claim of its own behind a group of pieces.
    """
    size = piece.last - piece.first
    if piece.kind == "break":
        return size > 1
    # A long beginning has a verb of its own, also where no pack knows it.
    facts = sum(p.facts for p in group) or group[-1].last - group[0].first >= _LONG_HEAD
    if not facts or not piece.facts or (size < _SHORTEST and not piece.counts):
        return False
    if _completes(marks, group, piece):
        return False
    if piece.kind == "make_up" or (piece.kind == "partitive" and not piece.counts):
        return False
    if piece.kind == "relative" and not piece.counts and not piece.apart:
        # Without a comma a relative clause only says which one is meant.
        return False
    glued = not marks.tokens.pack.basics.capitals
    if piece.kind == "coordinator":
        return _is_parallel(marks, group, piece)
    if piece.kind in ("opener", "purpose", "relative"):
        return bool(piece.verbs or piece.counts or (glued and piece.nouns))
    return bool(piece.counts or piece.verbs)


def _completes(marks: TextMarks, group: list[_Piece], piece: _Piece) -> bool:
    """
    Say whether a piece brings what its group still lacks: a verb for its subject, a number for its verb.
    """
    counted = any(p.counts for p in group)
    if piece.counts and not counted:
        # A verb of counting waits for its number ("the toll, after a week, reached | 158 dead").
        if all(p.light for p in group) and any(p.verbs for p in group):
            return True
        if marks.tokens.words[piece.first].shape == ":" and not piece.verbs:
            return True
    if piece.kind not in ("comma", "aside", "relative"):
        return False
    if piece.starts == "auxiliary":
        return True
    verbs = any(p.verbs for p in group)
    if not piece.verbs or piece.counts:
        return False
    if not verbs and not any(p.nouns for p in group):
        return _is_subject(marks, group)
    return piece.starts == "finite" and verbs and not any(p.finite for p in group)


def _is_subject(marks: TextMarks, group: list[_Piece]) -> bool:
    """
    Say whether a group begins with a count: a subject that waits for its verb.
    """
    counts = marks.counts_in(group[0].first, group[0].last)
    between = range(group[0].first, counts[0].lead) if counts else ()
    words = marks.tokens.words
    return bool(counts) and all(words[k].function or words[k].shape != "word" for k in between)


def _is_parallel(marks: TextMarks, group: list[_Piece], piece: _Piece) -> bool:
    """
    Say whether "and" joins two facts, and not two words of one.
    """
    near = piece.first + 1 + _NEAR
    tokens = marks.tokens
    joiner = marks.clauses.get(piece.first)
    start = joiner[1] if joiner is not None else piece.first
    if start == piece.first + 1 and tokens.words[piece.first].shape in _COMMAS:
        start += 1
    counts = marks.counts_in(piece.first, near)
    events = marks.events_in(piece.first, near)
    # "fatalities may go up": the verb counts, also where a noun stands in front of it.
    lead = next((e for e in events if not e.noun), events[0] if events else None)
    before = marks.events_in(group[0].first, piece.first)
    touching = bool(before) and before[-1].last >= piece.first and lead is not None and lead.first <= start
    if counts and any(p.counts for p in group):
        return True
    if touching and lead is not None and before[-1].noun == lead.noun:
        # "killed and wounded", "قتل وجرح": two words of one fact.
        return False
    if counts and any(p.verbs for p in group):
        return True
    if lead is None:
        return False
    if lead.noun and tokens.pack.basics.capitals:
        return False
    if lead.noun:
        return any(p.nouns or p.verbs for p in group) and piece.last - piece.first >= _SHORTEST
    return any(p.verbs or p.counts for p in group) or any(p.nouns for p in group)


def _proposition(marks: TextMarks, group: list[_Piece]) -> Proposition | None:
    """
    Trim a group of pieces to the quote that carries its fact.
    """
    scope_first, scope_last = group[0].first, group[-1].last
    kept = list(group)
    if any(p.facts for p in kept):
        while (
            len(kept) > 1 and not kept[-1].facts and kept[-1].last - kept[-1].first > _LONG_TAIL and _is_tail(kept[-1])
        ):
            kept.pop()
        while len(kept) > 1 and not kept[0].facts and _is_adverbial(marks, kept[0]) and kept[1].kind == "comma":
            kept.pop(0)
    first, last = trim(marks.tokens, kept[0].first, kept[-1].last)
    if first >= last:
        return None
    events = marks.events_in(first, last)
    light = all(e.event.light for e in events)
    return Proposition(
        first=first,
        last=last,
        scope_first=scope_first,
        scope_last=scope_last,
        events=len(events),
        counts=len(marks.counts_in(first, last)),
        light=light,
        part=group[0].kind == "partitive",
    )


def _weight(piece: _Piece, glued: bool) -> int:
    """
    Count the facts of a piece that hangs behind; a noun of an event is one only where nouns carry clauses.
    """
    return piece.verbs + piece.counts + (piece.nouns if glued else 0)


def _is_tail(piece: _Piece) -> bool:
    """
    Say whether a piece without a fact hangs behind the fact, set off by a comma or a word.
    """
    return piece.kind in ("comma", "opener", "aside", "purpose")


def _is_adverbial(marks: TextMarks, piece: _Piece) -> bool:
    """
    Say whether a piece in front is a phrase of time or manner, and no subject.
    """
    if marks.dates_in(piece.first, piece.last):
        return True
    entry = marks.tokens.words[piece.first].get("function")
    return isinstance(entry, FunctionWord) and entry.role in ("preposition", "subordinator", "adverb", "particle")


def trim(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """
    Leave out what is no part of a proposition at its ends: commas, "that", "and", lone quotation marks.
    """
    strip = _strip_words(tokens.pack.lang)
    words = tokens.words
    while first < last and (words[first].form in strip or words[first].shape in _COMMAS):
        first += 1
    while last > first and (words[last - 1].shape in _COMMAS | _DASHES or words[last - 1].shape in ".!?؟…"):
        last -= 1
    joined = glued_coordinators(tokens.pack.lang)
    while last > first and (words[last - 1].form in joined or words[last - 1].form in _tail_words(tokens.pack.lang)):
        last -= 1
    if first < last:
        marks = sum(words[k].shape in _QUOTES for k in range(first, last))
        if marks % 2 and words[first].shape in _QUOTES:
            first += 1
        elif marks % 2 and words[last - 1].shape in _QUOTES:
            last -= 1
    while last > first and words[last - 1].shape in _COMMAS | {"."}:
        last -= 1
    return first, last


@lru_cache(maxsize=16)
def _strip_words(lang: str) -> frozenset[str]:
    """
    Give the words and signs that never begin a quote.
    """
    return _clause_words(lang, "strip")


@lru_cache(maxsize=16)
def _tail_words(lang: str) -> frozenset[str]:
    """
    Give the words that never end a quote: what would join it to the next one.
    """
    return _clause_words(lang, "coordinator") | _clause_words(lang, "opener")


@lru_cache(maxsize=16)
def glued_coordinators(lang: str) -> frozenset[str]:
    """
    Give the one-letter coordinators that are written onto the next word (و).
    """
    return frozenset(w for w in _clause_words(lang, "coordinator") if len(w) == 1 and w.isalpha())


def _clause_words(lang: str, role: str) -> frozenset[str]:
    """
    Give the folded one-word forms of a role.
    """
    entries = load_pack(lang).entries.get("clause", ())
    forms = (f for e in entries if isinstance(e, ClauseEntry) and e.role == role for f in e.forms)
    return frozenset(fold(f) if f.isalpha() else f for f in forms if " " not in f)
