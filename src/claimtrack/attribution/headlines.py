"""
Read the attributions that lines put without a verb: "Minister: 30 killed", "Dead now exceed 70 - health ministry",
a quotation with its speaker behind a dash, "From the governor:" above one.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Mentions
from claimtrack.attribution.sources import describe_source
from claimtrack.syntax import Kind

_LONGEST_SOURCE = 16
"""Tokens of a source in a headline, its office and its listener included."""
_RULES = frozenset("|/•")
"""Signs that part the columns of a line."""
_SHORTEST_CONTENT = 2
"""Words that must be left over as what is said."""


def find_frames(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """
    Return the attributions of lines in which no verb of saying was read.
    """
    cues: dict[int, int] = {}
    for frame in frames:
        for cue in frame.cue:
            number = reading.sentence_of[cue[0]]
            cues[number] = min(cues.get(number, cue[0]), cue[0])
    found: list[Frame] = []
    for number, sentence in enumerate(reading.sentences):
        line = _leading(reading, sentence, cues.get(number, sentence[1]))
        if line is None and number not in cues:
            line = _trailing(reading, sentence, line=_is_line(reading, number))
        if line is not None:
            found.append(line)
    return found


def _is_line(reading: Reading, number: int) -> bool:
    """
    Whether a sentence is a line of its own that no stop ends, as headlines are.
    """
    _, last = reading.sentences[number]
    if number in reading.titles:
        return True
    ends = last >= len(reading.tokens) or last in reading.tokens.newlines
    return ends and not reading.parts[last - 1] & Part.STOP


def _leading(reading: Reading, sentence: Range, cue: int) -> Frame | None:
    """
    Read "source: content" in front of any cue; the content of a line that ends in the colon is the quotation behind it.
    """
    parts, (first, last) = reading.parts, sentence
    start = first
    while start < last and (
        not parts[start] & (Part.WORD | Part.NUMBER) or reading.analysis.hosts[start] in ("X", "CC")
    ):
        start += 1
    for at in range(start + 1, min(last, cue, start + _LONGEST_SOURCE)):
        if reading.tokens.words[at].shape in _RULES:
            start = at + 1  # a time or a rubric stands in front of it
            continue
        if not parts[at] & Part.COLON or _glued(reading, at):
            continue
        lead = start + 1 if parts[start] & Part.PREPOSITION and at - start > 1 else start
        source = _source(reading, (lead, at))
        content = (at + 1, last)
        if source is None or (cue < last and _is_place(reading, source)):
            return None
        quotation = reading.quote_at.get(at + 1)
        if quotation is not None:
            content = (at + 2, max(last, quotation.last - 1))
        if lead > start and quotation is None:
            return None
        return _frame(reading, source, content) if _words(parts, content) >= _SHORTEST_CONTENT else None
    return None


def _is_place(reading: Reading, span: Range) -> bool:
    """
    Whether a mention is a place: in front of a report with a cue it is a dateline.
    """
    hit = reading.tokens.match(span[0], "place")
    return hit is not None and hit[1] >= span[1]


def _trailing(reading: Reading, sentence: Range, *, line: bool) -> Frame | None:
    """
    Read "content - source", and a quotation with its speaker behind a dash.
    """
    parts, (first, last) = reading.parts, sentence
    for at in range(last - 2, max(first, last - _LONGEST_SOURCE), -1):
        if parts[at] & (Part.DASH | Part.COLON) and not _glued(reading, at):
            quoted = reading.inside[at - 1] >= 0 and reading.inside[at] != reading.inside[at - 1]
            if not quoted and not line:
                return None
            source, content = _source(reading, (at + 1, last)), (first, at)
            if source is not None and _words(parts, content) >= _SHORTEST_CONTENT:
                return _frame(reading, source, content)
            return None
    return None


def _glued(reading: Reading, at: int) -> bool:
    """
    Whether a sign stands inside a word or a number.
    """
    tokens = reading.tokens
    return (
        0 < at < len(tokens) - 1
        and tokens.starts[at] == tokens.ends[at - 1]
        and tokens.starts[at + 1] == tokens.ends[at]
    )


def _source(reading: Reading, span: Range) -> Range | None:
    """
    Return the mention that a range consists of, signs at its ends left out, or None where it is none.
    """
    first, last = span
    parts, analysis = reading.parts, reading.analysis
    while last > first and parts[last - 1] & (Part.STOP | Part.DASH):
        last -= 1
    if last <= first or any(
        analysis.predicate_at[k] >= 0
        and analysis.predicates[analysis.predicate_at[k]].kind is not Kind.SAY
        and analysis.hosts[k] in ("V", "Vp")
        for k in range(first, last)
    ):
        return None
    index = analysis.phrase_at[first]
    if index < 0:
        return None
    mention = Mentions.of(reading).whole([analysis.phrases[index]], first, last)
    described = describe_source(reading, (first, mention[1]))
    if described.entry is None and not described.named:
        return None
    # What stands behind the mention may only be whom it was said to, in what, and when.
    return (first, mention[1]) if described.entry is not None or mention[1] >= last - 1 else None


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


def _frame(reading: Reading, source: Range, content: Range) -> Frame:
    """
    Return the frame of a line: a source and what it says, without a cue.
    """
    first, last = content
    parts = reading.parts
    while last > first and parts[last - 1] & (Part.STOP | Part.DASH | Part.COLON):
        last -= 1
    quoted = reading.inside[first] >= 0 and reading.inside[last - 1] == reading.inside[first]
    return Frame(source=(source,), content=((first, last),), quoted=quoted, notes=("headline",))
