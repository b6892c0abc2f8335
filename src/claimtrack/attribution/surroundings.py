"""
Look at what stands around a frame: hedges over its content, "could not be verified", anonymity, what a denial denies.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.language import Hedge, Operator
from claimtrack.model import CueClass

_NOTES = {
    "unverified": "unverified",
    "anonymity": "anonymous",
    "having_said": "having_said",
    "figure_word": "figure",
    "disowning": "disowned",
    "denial": "untrue",
    "superseded": "superseded",
    "background": "remark",
}
"""Roles of operators that say something of the frame they stand in."""
_OVER = frozenset({"modal", "evidential", "preliminary", "distance"})
"""Roles of hedges that stand over a whole content where they open it."""
_PLAIN = frozenset({CueClass.SAY, CueClass.CONFIRM, CueClass.ANNOUNCE, CueClass.REPORT, CueClass.CREDIT})
"""Cues that say something; what they say may be that something is untrue."""
_DENIAL_TOKENS = 16
"""Tokens into a content at which "is baseless" still speaks of its first clause."""
_DISOWNING_TOKENS = 40
"""The same for "we never announced it" inside a quotation: two sentences at most."""
_VERSION_TOKENS = 4
"""Tokens in front of a source in which "an earlier version" may stand ("an earlier one, which said")."""
_OPENING_TOKENS = 6
"""Tokens at the front of a content in which a hedge stands over all of it."""


def look_around(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """
    Put what stands around on each frame.
    """
    parts = reading.parts
    notes = _notes_by_sentence(reading, parts)
    return [_look(reading, parts, frame, notes) for frame in frames]


def _notes_by_sentence(reading: Reading, parts: list[int]) -> dict[int, list[tuple[int, str]]]:
    """
    Find operators of interest once a text: sentence to their tokens and notes.
    """
    found: dict[int, list[tuple[int, str]]] = {}
    for at, bits in enumerate(parts):
        if not bits & Part.NOTE:
            continue
        hit = reading.tokens.match(at, "operator")
        if hit is None or not isinstance(hit[0], Operator):
            continue
        note = _NOTES.get(hit[0].role)
        if note == "remark" and not (at and parts[at - 1] & Part.COMMA and _opens_clause(parts, hit[1])):
            continue
        if note is not None:
            found.setdefault(reading.sentence_of[at], []).append((at, note))
    return found


def _opens_clause(parts: list[int], end: int) -> bool:
    """
    Say whether "that" ends an opener, or stands behind it.
    """
    return any(bits & Part.COMPLEMENT for bits in parts[end - 1 : end + 1])


def _without_remark(frame: Frame, remarks: Sequence[int]) -> Frame:
    """
    End a content where the outlet adds a remark of its own ("…, it should be noted that", …، مع الإشارة إلى أن).
    """
    for at in remarks:
        content = tuple((a, min(b, at - 1) if a < at else b) for a, b in frame.content)
        if content != frame.content and frame.cue and frame.cue[0][0] < at and not frame.quoted:
            frame = evolve(frame, content=content)
    return frame


def _look(reading: Reading, parts: list[int], frame: Frame, notes: dict[int, list[tuple[int, str]]]) -> Frame:
    """
    Put notes and hedges on one frame.
    """
    place = (frame.cue or frame.source or frame.content)[0][0]
    number = reading.sentence_of[place]
    frame = _without_remark(frame, [at for at, note in notes.get(number, ()) if note == "remark"])
    added = [note for at, note in notes.get(number, ()) if note != "remark" and _applies(frame, at, note)]
    # A check is usually denied in the sentence behind ("The claim could not be verified").
    for at, note in notes.get(number + 1, ()):
        if note == "unverified" and at - reading.sentences[number + 1][0] < 12:
            added.append(note)
    hedged = frame.hedged or any(_is_hedged(reading, parts, content) for content in frame.content[:1])
    new = tuple(dict.fromkeys((*frame.notes, *added)))
    if new == frame.notes and hedged == frame.hedged:
        return frame
    return evolve(frame, notes=new, hedged=hedged)


def _applies(frame: Frame, at: int, note: str) -> bool:
    """
    Say whether a note that stands at a token concerns this frame: operators of denials stand in their content.
    """
    if note in ("having_said", "figure"):
        denial = frame.entry is not None and frame.entry.cue_class is CueClass.DENY
        return denial and any(a <= at < b and at - a < 8 for a, b in frame.content)
    if note == "superseded":
        return any(a - _VERSION_TOKENS <= at < b for a, b in frame.source)
    if note in ("disowned", "untrue"):
        plain = frame.entry is None or frame.entry.cue_class in _PLAIN
        # "We gave out no such figures" says so wherever it stands in the speaker's own words.
        reach = _DISOWNING_TOKENS if note == "disowned" and frame.quoted else _DENIAL_TOKENS
        return plain and any(a <= at < b and at - a < reach for a, b in frame.content[:1])
    return True


def _is_hedged(reading: Reading, parts: list[int], content: Range) -> bool:
    """
    Say whether a hedge opens a content.
    """
    for at in range(content[0], min(content[1], content[0] + _OPENING_TOKENS)):
        if parts[at] & Part.HEDGE:
            hit = reading.tokens.match(at, "hedge")
            if hit is not None and isinstance(hit[0], Hedge) and hit[0].role in _OVER:
                return True
    return False


def is_earlier(reading: Reading, number: int, sentence: Range) -> bool:
    """
    Whether a verb is set in the past of the story (وكانت … قد أعلنت, "had earlier said", قبل ذلك).
    """
    parts, clause = reading.parts, reading.clauses[number]
    first, at = max(clause.first, sentence[0]), reading.analysis.predicates[number].at
    if any(bits & Part.EARLIER for bits in parts[first : clause.last]):
        return True
    return any(
        bits & Part.PAST_AUXILIARY or _opens_earlier(reading, k) for k, bits in enumerate(parts[first:at], first)
    )


def _opens_earlier(reading: Reading, at: int) -> bool:
    """
    Whether words that set what follows in an earlier time begin at a token (قبل ذلك, في وقت سابق).
    """
    hit = reading.tokens.match(at, "operator") if reading.parts[at] & Part.OPERATOR else None
    return hit is not None and getattr(hit[0], "role", "") == "earlier"
