"""
Read the attributions that headlines put without a verb: "Minister: 30 killed", "Dead now exceed 70 - health ministry".
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.attribution.grammar import AUXILIARIES, Part
from claimtrack.attribution.mentions import Clauses

_LONGEST_SOURCE = 10
"""Tokens of a source in a headline."""
_SHORTEST_CONTENT = 3
"""Words that must be left over as what is said."""


def find_frames(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """
    Find headline attributions in lines that no other attribution was found in.
    """
    taken = {reading.sentence_of[f.cue[0][0]] for f in frames if f.cue}
    clauses = Clauses(reading, reading.parts)
    found: list[Frame] = []
    for number, sentence in enumerate(reading.sentences):
        if number in taken or not _is_line(reading, number):
            continue
        frame = _leading(clauses, sentence) or _trailing(clauses, sentence)
        if frame is not None:
            found.append(frame)
    return found


def _is_line(reading: Reading, number: int) -> bool:
    """
    Say whether a sentence is a line of its own that no stop ends, as headlines are.
    """
    _, last = reading.sentences[number]
    if number in reading.titles:
        return True
    ends = last >= len(reading.tokens) or last in reading.tokens.newlines
    return ends and not reading.parts[last - 1] & Part.STOP


def _leading(clauses: Clauses, sentence: Range) -> Frame | None:
    """
    Read "source: content".
    """
    parts, (first, last) = clauses.parts, sentence
    for at in range(first + 1, min(last, first + _LONGEST_SOURCE)):
        if parts[at] & Part.COLON and not clauses.glued(at):
            content = (at + 1, last)
            quoted = at + 1 in clauses.reading.quote_at
            named = quoted and any(parts[k] & Part.CAPITAL for k in range(first, at))
            if _is_source(clauses, (first, at), named=named) and _words(parts, content) >= _SHORTEST_CONTENT:
                return _frame(clauses, (first, at), content)
            return None
    return None


def _trailing(clauses: Clauses, sentence: Range) -> Frame | None:
    """
    Read "content - source" and "content: source".
    """
    parts, (first, last) = clauses.parts, sentence
    for at in range(last - 2, max(first, last - _LONGEST_SOURCE), -1):
        if parts[at] & (Part.DASH | Part.COLON) and not clauses.glued(at):
            source, content = (at + 1, last), (first, at)
            if _is_source(clauses, source, named=False) and _words(parts, content) >= _SHORTEST_CONTENT:
                return _frame(clauses, source, content)
            return None
    return None


def _is_source(clauses: Clauses, span: Range, *, named: bool) -> bool:
    """
    Say whether a range is one mention of somebody who can speak, and nothing else.
    """
    parts = clauses.parts
    if any(
        parts[at] & (AUXILIARIES | Part.VERB | Part.SEMICOLON) and not parts[at] & Part.GENITIVE for at in range(*span)
    ):
        return False
    tokens = clauses.reading.tokens
    speaks = named or next(tokens.find("source", *span), None) is not None
    mention = clauses.after(span[0], span[1]) if speaks else None
    return mention is not None and mention[1] == span[1]


def _words(parts: list[int], span: Range) -> int:
    """
    Count the words and numbers of a range, up to those that are asked for.
    """
    count = 0
    for at in range(*span):
        count += bool(parts[at] & (Part.WORD | Part.NUMBER))
        if count >= _SHORTEST_CONTENT:
            break
    return count


def _frame(clauses: Clauses, source: Range, content: Range) -> Frame:
    """
    Give the frame of a headline: a source and what it says, without a cue.
    """
    first, last = content
    parts = clauses.parts
    while last > first and parts[last - 1] & (Part.STOP | Part.DASH | Part.COLON):
        last -= 1
    inside = clauses.reading.inside
    quoted = inside[first] >= 0 and inside[last - 1] >= 0
    return Frame(source=(source,), content=((first, last),), quoted=quoted, notes=("headline",))
