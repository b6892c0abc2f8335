"""
Read "according to X" in any language: an adposition, who it names, and the clause it stands in.
"""

from __future__ import annotations

from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.attribution.grammar import Part, grammar_of
from claimtrack.attribution.subject_first import read_source
from claimtrack.language import Cue

_OWN_CLAUSE = Part.CONTRAST | Part.COORDINATOR | Part.RELATIVE | Part.SUBORDINATOR | Part.DETERMINER | Part.PRONOUN
"""Parts that open a clause of their own behind a comma."""


def find_frames(reading: Reading) -> list[Frame]:
    """
    Find attributions whose cue is an adposition, in order.
    """
    parts = reading.parts
    hits = _find_cues(reading)
    frames: list[Frame] = []
    for number, (at, end, entry) in enumerate(hits):
        sentence = reading.sentences[reading.sentence_of[at]]
        limit = min(_stop(parts, sentence), _quote_end(reading, at, sentence[1]))
        if number + 1 < len(hits):
            limit = min(limit, hits[number + 1][0])
        source = read_source(reading, end, limit)
        frame = _frame(reading, parts, entry, (at, end), source) if source is not None else None
        if frame is not None:
            frames.append(frame)
    return frames


def _find_cues(reading: Reading) -> list[tuple[int, int, Cue]]:
    """
    Find the adpositions that report, with the token behind each; citations have a reader of their own.
    """
    grammar, parts = grammar_of(reading.tokens.pack), reading.parts
    found: list[tuple[int, int, Cue]] = []
    for at, bits in enumerate(parts):
        if not bits & Part.CUE or reading.sentence_of[at] < 0:
            continue
        for entry, end in grammar.cues(reading.tokens, at):
            if entry.part == "preposition" and not entry.relays:
                found.append((at, end, entry))
                break
    return found


def _stop(parts: list[int], sentence: Range) -> int:
    """
    Give the end of a sentence without its closing stop.
    """
    end = sentence[1]
    while end > sentence[0] and parts[end - 1] & Part.STOP:
        end -= 1
    return end


def _quote_end(reading: Reading, at: int, end: int) -> int:
    """
    Give where the quotation ends in which a token stands, or `end` outside of one.
    """
    number = reading.inside[at]
    return min(end, reading.quotations[number].last) if number >= 0 else end


def _frame(reading: Reading, parts: list[int], entry: Cue, cue: Range, source: Range) -> Frame | None:
    """
    Take what the phrase leaves of its clause as content: behind it where it opens the sentence, else in front.
    """
    sentence = reading.sentences[reading.sentence_of[cue[0]]]
    start, end = sentence[0], _stop(parts, sentence)
    number = reading.inside[cue[0]]
    if number >= 0:
        start, end = max(start, reading.quotations[number].first + 1), _quote_end(reading, cue[0], end)
    first, last = cue[0], source[1]
    front = first
    while front > start and parts[front - 1] & (Part.COMMA | Part.DASH | Part.OPENING):
        front -= 1
    back = last
    while back < end and parts[back] & (Part.COMMA | Part.DASH | Part.CLOSING | Part.COLON):
        back += 1
    content: list[Range] = []
    if front > start and _words(parts, start, front) > 1:
        content.append((_clause_start(parts, start, front), front))
        # What goes on behind belongs to the same clause only where a comma closes the phrase.
        if last < back < end and not parts[back] & _OWN_CLAUSE:
            content.append((back, end))
    elif back < end:
        content.append((back, _grow(reading, back, end)))
    if not content:
        return None
    return Frame(
        source=(source,), cue=(cue,), content=tuple(content), entry=entry, notes=() if entry.speech else ("attitude",)
    )


def _words(parts: list[int], first: int, last: int) -> int:
    """
    Count the words of a range, up to two.
    """
    count = 0
    for at in range(first, last):
        if parts[at] & (Part.WORD | Part.NUMBER) and not parts[at] & (Part.COORDINATOR | Part.ADVERB):
            count += 1
            if count > 1:
                break
    return count


def _clause_start(parts: list[int], start: int, end: int) -> int:
    """
    Give where the clause begins that ends at `end`: behind the last contrast or semicolon.
    """
    for at in range(end - 1, start, -1):
        if parts[at] & Part.SEMICOLON or (parts[at] & Part.CONTRAST and parts[at - 1] & Part.COMMA and end - at > 5):
            return at + 1
    return start


def _grow(reading: Reading, first: int, end: int) -> int:
    """
    Take a quotation that is begun in a range to its end.
    """
    number = reading.inside[end - 1]
    if number >= 0 and reading.quotations[number].first >= first:
        return max(end, reading.quotations[number].last)
    return end
