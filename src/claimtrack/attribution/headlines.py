"""
Read the attributions that lines put without a verb: "Minister: 30 killed", "Dead now exceed 70 - health ministry",
a quotation with its speaker behind a dash, "From the governor:" above one.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.attribution.frames import Frame, Range, Reading, Voice
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Mentions
from claimtrack.attribution.nouns import MEDIA
from claimtrack.attribution.sources import describe_source, is_ours
from claimtrack.language import Cue
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
        line = _leading(reading, _over_pauses(reading, number, cues), cues.get(number, sentence[1]))
        if line is None and number not in cues:
            line = _trailing(reading, sentence, line=_is_line(reading, number))
        if line is not None:
            found.append(line)
    return found


def _over_pauses(reading: Reading, number: int, cues: dict[int, int]) -> Range:
    """
    Return a sentence with what two dots part from it on its line: in Arabic headlines they are a pause, no stop.
    """
    first, last = reading.sentences[number]
    while (
        number + 1 < len(reading.sentences)
        and number + 1 not in cues
        and reading.sentences[number + 1][0] == last
        and last not in reading.tokens.newlines
        and [reading.tokens.words[k].shape for k in range(max(first, last - 3), last)][-2:] == [".", "."]
        and reading.tokens.words[last - 3].shape != "."
    ):
        number += 1
        last = reading.sentences[number][1]
    return first, last


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
        content = (at + 1, last)
        cited = _cited(reading, (lead, at))
        if cited is not None:
            return _frame(reading, cited[1], (at + 1, last), cited[0]) if _words(parts, content) > 1 else None
        source = _source(reading, (lead, at)) or _ticker(reading, sentence, (lead, at))
        if source is None or (cue < last and _is_place(reading, source)):
            return None
        quotation = reading.quote_at.get(at + 1)
        if quotation is not None:
            content = (at + 2, max(last, quotation.last - 1))
        if lead > start and quotation is None:
            return None
        told = _told(reading, (source[1], at))
        return _frame(reading, source, content, told) if _words(parts, content) >= _SHORTEST_CONTENT else None
    return None


def _ticker(reading: Reading, sentence: Range, lead: Range) -> Range | None:
    """
    Return the lead of an entry in which a word for a source stands, however its phrases were read.

    Strings of names and offices before a colon are no sentence, and what reads sentences cuts them anywhere.
    """
    first, last = lead
    analysis, parts = reading.analysis, reading.parts
    opens = sentence[0] in reading.tokens.newlines or not parts[sentence[0] - 1] & Part.WORD
    if not opens or any(analysis.predicate_at[k] >= 0 for k in range(first, last)):
        return None
    for at in range(first + 1, last):
        led = analysis.hosts[at] == "P" and not parts[at] & (Part.ATTACHING | Part.GENITIVE)
        if led or parts[at] & (Part.COMMA | Part.OPENING | Part.CHANNEL | Part.TIME):
            last = at
            break
    told = next(
        (k for k in range(first + 1, last) if _told(reading, (k, last)) and not _told(reading, (k + 1, last))), last
    )
    described = describe_source(reading, (first, told))
    return (first, told) if described.entry is not None and described.entry.subkind != "pronoun" else None


def _cited(reading: Reading, lead: Range) -> tuple[Range, Range] | None:
    """
    Return who cites and who is cited in front of a colon ("the agency citing local sources: …"), or None.
    """
    for at, end, entry, _ in reading.tokens.find("cue", *lead):
        if isinstance(entry, Cue) and entry.relays and entry.part in ("participle", "preposition") and at > lead[0]:
            outer, inner = _source(reading, (lead[0], at)), _source(reading, (end, lead[1]))
            if outer is not None and inner is not None:
                return outer, inner
    return None


def _told(reading: Reading, rest: Range) -> Range | None:
    """
    Return the outlet to which a line was said, or that is quoted for it, behind its source (لوكالة فرانس برس).
    """
    analysis, at = reading.analysis, rest[0]
    while at < rest[1]:
        index = analysis.phrase_at[at]
        at = at + 1 if index < 0 else analysis.phrases[index].last
        if index < 0 or analysis.phrases[index].first < rest[0]:
            continue
        mention = Mentions.of(reading).whole([analysis.phrases[index]], analysis.phrases[index].first, rest[1])
        described = describe_source(reading, mention)
        if described.kind in MEDIA and not described.plural and not is_ours(reading, mention):
            return mention
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
                return _frame(reading, source, content, _told(reading, (source[1], last)))
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


def _frame(reading: Reading, source: Range, content: Range, told: Range | None) -> Frame:
    """
    Return the frame of a line: a source and what it says, without a cue, and the outlet it was said to.
    """
    first, last = content
    parts = reading.parts
    while last > first and parts[last - 1] & (Part.STOP | Part.DASH | Part.COLON):
        last -= 1
    quoted = reading.inside[first] >= 0 and reading.inside[last - 1] == reading.inside[first]
    via = (Voice(source=told, cue=None, entry=None),) if told is not None else ()
    return Frame(source=(source,), content=((first, last),), quoted=quoted, notes=("headline",), via=via)
