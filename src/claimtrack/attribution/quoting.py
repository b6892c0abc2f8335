"""
Quotations as content: beside their verb, whole, and where they go on behind the sentence of their cue.
"""

from __future__ import annotations

from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import Part

SHORT_QUOTE = 4
"""Words a quotation has at least to be something said and not a name."""


def quoted(reading: Reading, own: Range, sentence: Range) -> list[Range]:
    """
    Return the quotation that stands beside a verb of saying.
    """
    for at in (
        *range(own[1], min(sentence[1], own[1] + 10)),
        *range(own[0] - 1, max(_quoted_before(reading, sentence), own[0] - 3) - 1, -1),
    ):
        inside = reading.inside[at]
        if inside < 0 or inside == reading.inside[own[0]]:
            continue
        quotation = reading.quotations[inside]
        if quotation.last - quotation.first - 2 >= SHORT_QUOTE:
            return [(quotation.first, quotation.last)]
    return []


def _quoted_before(reading: Reading, sentence: Range) -> int:
    """
    Return where a sentence begins, or where the mark stands that closes a quotation in front of it on its line.

    "“Why are you still here?” Mayor Aziz asked": a capital letter behind the stop cuts the two.
    """
    at = sentence[0]
    quotation = reading.quotations[reading.inside[at - 1]] if at and reading.inside[at - 1] >= 0 else None
    if quotation is None or quotation.last != at or at in reading.tokens.newlines:
        return at
    first = reading.sentence_of[quotation.first]
    alone = first >= 0 and reading.sentences[first][0] == quotation.first
    return at - 1 if alone else at


def whole_quotes(reading: Reading, span: Range, own: Range) -> Range:
    """
    Let a content that stands mostly in one quotation reach over all of it, over sentences too.
    """
    inside = reading.inside[max(range(*span), key=lambda k: (reading.inside[k] >= 0, k))]
    if inside < 0 or reading.inside[own[0]] == inside:
        return span
    quotation = reading.quotations[inside]
    shared = min(span[1], quotation.last) - max(span[0], quotation.first)
    if 2 * shared < span[1] - span[0] or quotation.last - quotation.first - 2 < SHORT_QUOTE:
        return span
    return min(span[0], quotation.first), max(span[1], quotation.last)


def goes_on(reading: Reading, found: list[Range], own: Range, sentence: Range) -> list[Range]:
    """
    Return the quotation behind the sentence of a cue that stands behind its own: "…," he said. "…"
    """
    at = sentence[1]
    quotation = reading.quote_at.get(at)
    if quotation is None or at in reading.tokens.newlines or not found:
        return []
    if found[-1][0] > own[0] or reading.inside[found[-1][0]] < 0 or quotation.last - quotation.first - 2 < SHORT_QUOTE:
        return []
    # A quotation with a verb of saying of its own behind it is said there.
    last = min(quotation.last, len(reading.sentence_of)) - 1
    number = reading.sentence_of[last]
    end = reading.sentences[number][1] if number >= 0 else last + 1
    if any(reading.parts[k] & Part.WORD for k in range(quotation.last, end)):
        return []
    return [(at, quotation.last)]
