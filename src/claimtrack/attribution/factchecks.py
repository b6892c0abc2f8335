"""
Read the lines in which a fact-check puts up what it checks: "Claim 1: '…' Who said so: the ministry."

The claim is the claimant's, or nobody's by name; what the outlet makes of it stands in its verdict.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Mentions
from claimtrack.language import Cue
from claimtrack.model import CueClass

_NUMBER_TOKENS = 3
"""Tokens between a label and its colon: the number of the claim ("Claim no. 2:", الادعاء الأول)."""
_SHORTEST = 2
"""Tokens of the shortest claim."""
_CLAIMANT_SENTENCES = 3
"""Sentences from a claim on in which the line may stand that says whose it is."""


def read_labels(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """
    Return the frames of a text with the claims that a fact-check puts up, where nobody is said to say them.

    Verbs in a label ("What was claimed:") report nothing.
    """
    numbers = range(len(reading.sentences))
    labels = {n: end for n in numbers if (end := _label_end(reading, n, "claim_label")) > 0}
    if not labels:
        return list(frames)
    kept = [f for f in frames if not f.cue or f.cue[0][1] > labels.get(reading.sentence_of[f.cue[0][0]], 0)]
    attributed = {reading.sentence_of[cue[0]] for frame in kept for cue in frame.cue}
    for number, start in labels.items():
        content = _content(reading, number, start)
        if number in attributed or content[1] - content[0] < _SHORTEST:
            continue
        kept.append(_claim(reading, number, start, content, labels))
    return kept


def _claim(reading: Reading, number: int, start: int, content: Range, labels: dict[int, int]) -> Frame:
    """
    Return the frame of one claim, with whom a line behind it names as its claimant.
    """
    cues, source = [(reading.sentences[number][0], start - 1)], None
    for behind in range(number + 1, min(number + _CLAIMANT_SENTENCES, len(reading.sentences))):
        if behind in labels or source is not None:
            break
        source = _claimant(reading, behind)
        if source is not None:
            cues.append((reading.sentences[behind][0], _label_end(reading, behind, "claimant_label") - 1))
    return Frame(
        source=(source,) if source is not None else (),
        cue=tuple(cues),
        content=(content,),
        entry=_entry(reading.tokens.text(*cues[0])),
        passive=source is None,
    )


def _label_end(reading: Reading, number: int, role: str) -> int:
    """
    Return the token behind the colon of a label that opens a sentence, or 0.
    """
    at, last = reading.sentences[number]
    hit = reading.tokens.match(at, "operator") if reading.parts[at] & Part.WORD else None
    if hit is None or getattr(hit[0], "role", "") != role:
        return 0
    for k in range(hit[1], min(last, hit[1] + _NUMBER_TOKENS)):
        if reading.parts[k] & Part.COLON:
            return k + 1
    return 0


def _content(reading: Reading, number: int, start: int) -> Range:
    """
    Return what stands behind a label: a quotation, or the rest of the sentence.
    """
    last = reading.sentences[number][1]
    quotation = reading.quote_at.get(start)
    if quotation is not None:
        return start, quotation.last
    while last > start and not reading.parts[last - 1] & (Part.WORD | Part.NUMBER):
        last -= 1
    return start, last


def _claimant(reading: Reading, number: int) -> Range | None:
    """
    Return whom a line names as the one who made a claim ("Who said so: the ministry").
    """
    at, last = _label_end(reading, number, "claimant_label"), reading.sentences[number][1]
    while 0 < at < last and reading.analysis.phrase_at[at] < 0:
        at += 1
    if not 0 < at < last:
        return None
    phrase = reading.analysis.phrases[reading.analysis.phrase_at[at]]
    return Mentions.of(reading).whole([phrase], at, last)


def _entry(label: str) -> Cue:
    """
    Return what a label says of what stands behind it: that it is claimed.
    """
    return Cue(forms=(label,), lemma=label, cue_class=CueClass.CLAIM, part="label")
