"""
Read who cites whom: "the army withdrew, state media reported, citing a military source".

The one who is cited becomes the source, and the report around it passes it on; what was said is the
report's content.
"""

from __future__ import annotations

from attrs import evolve

from claimtrack.attribution.frames import Frame, Range, Reading, Voice
from claimtrack.attribution.grammar import Part, grammar_of
from claimtrack.attribution.mentions_old import Clauses
from claimtrack.language import Cue
from claimtrack.model import CueClass, Relation

_REACH = 20
"""Tokens between a citation and what somebody is cited for."""
_NEAR = 6
"""Tokens between a report and a citation that belongs to it without a comma ("reported on Monday citing")."""
_PASSING = frozenset({CueClass.SAY, CueClass.REPORT, CueClass.ANNOUNCE, CueClass.CONFIRM, CueClass.CREDIT})
"""Cues of those who can pass on; a denial or a promise does not."""


def citation_at(clauses: Clauses, at: int, limit: int) -> tuple[Cue, Range, Range] | None:
    """
    Read a citation that starts at a token: its entry, the range of its cue, and who is cited.

    Only a mention that can speak is cited: one with a word for sources or a name in it.
    """
    if at >= limit or not clauses.parts[at] & Part.CUE:
        return None
    grammar = grammar_of(clauses.reading.tokens.pack)
    for entry, end in grammar.cues(clauses.reading.tokens, at):
        if not entry.relays or entry.part != "preposition":
            continue
        words = clauses.reading.tokens.words
        stop = next((k for k in range(end, min(limit, end + _REACH)) if words[k].form in entry.takes), limit)
        source = clauses.after(end, stop)
        if source is not None and _can_speak(clauses, source):
            return entry, (at, end), source
    return None


def _can_speak(clauses: Clauses, source: Range) -> bool:
    """
    Say whether a mention has a word for sources, or is a name and nothing else.
    """
    if next(clauses.reading.tokens.find("source", *source), None) is not None:
        return True
    return all(clauses.parts[k] & (Part.CAPITAL | Part.DETERMINER) for k in range(*source))


def join_citations(reading: Reading, frames: list[Frame], *, keep: bool) -> list[Frame]:
    """
    Give the frames with citations joined to the reports that make them.

    Args:
        reading: The text.
        frames: Its frames.
        keep: Whether a report stays beside the citation that says where its content comes from.

    """
    clauses = Clauses(reading, reading.parts)
    by_sentence: dict[int, list[int]] = {}
    for number, frame in enumerate(frames):
        if frame.cue:
            by_sentence.setdefault(reading.sentence_of[frame.cue[0][0]], []).append(number)
    joined: list[Frame] = []
    dropped: set[int] = set()
    for sentence, numbers in by_sentence.items():
        first, last = reading.sentences[sentence]
        for at in range(first, last):
            cited = citation_at(clauses, at, last) if reading.parts[at] & Part.CUE else None
            if cited is None:
                continue
            # The participle read on its own ("citing a medical source") says nothing more.
            same = {n for n in numbers if frames[n].cue[0][0] <= cited[1][0] < frames[n].cue[0][1]}
            dropped |= same
            report = _report(frames, [n for n in numbers if n not in same], cited[1][0], reading)
            if report is None:
                continue
            named = _what_for(clauses, cited, last)
            joined.append(_join(frames[report], cited, named))
            if named is None and not keep:
                dropped.add(report)
    return [frame for n, frame in enumerate(frames) if n not in dropped] + joined


def _report(frames: list[Frame], numbers: list[int], at: int, reading: Reading) -> int | None:
    """
    Give the report that a citation at a token belongs to: the nearest one in front of it, else the first behind.
    """
    inside, parts = reading.inside, reading.parts
    comma = at > 0 and bool(parts[at - 1] & Part.COMMA)
    fitting = [n for n in numbers if _can_pass_on(frames[n]) and inside[frames[n].cue[0][0]] == inside[at]]
    before = [n for n in fitting if frames[n].cue[0][0] < at]
    if before:
        nearest = max(before, key=lambda n: frames[n].cue[0][0])
        behind = max(frames[nearest].cue[0][1], frames[nearest].source[0][1])
        return nearest if comma or at - behind <= _NEAR else None
    return fitting[0] if fitting else None


def _can_pass_on(frame: Frame) -> bool:
    """
    Say whether a report can pass on what another said.
    """
    return bool(frame.source) and frame.entry is not None and frame.entry.cue_class in _PASSING


def _what_for(clauses: Clauses, cited: tuple[Cue, Range, Range], last: int) -> Range | None:
    """
    Give what somebody is cited for, where it is named behind ("citing the ministry for a count of 40").
    """
    entry, _, source = cited
    parts, at = clauses.parts, source[1]
    if at >= last or clauses.reading.tokens.words[at].form not in entry.takes:
        return None
    end = last
    while end > at and parts[end - 1] & Part.STOP:
        end -= 1
    return (at + 1, end) if end > at + 1 else None


def _join(report: Frame, cited: tuple[Cue, Range, Range], named: Range | None) -> Frame:
    """
    Give the frame of who is cited, with the report as the one who passes it on.
    """
    entry, cue, source = cited
    voice = Voice(source=report.source[0], cue=report.cue[0], entry=report.entry, relation=Relation.RELAYS)
    return evolve(
        report,
        source=(source,),
        cue=(cue,),
        content=(named,) if named is not None else _outside(report.content, (cue[0], source[1])),
        entry=entry,
        via=(*report.via, voice),
        relation=Relation.CITES,
        negated=False,
    )


def _outside(content: tuple[Range, ...], hole: Range) -> tuple[Range, ...]:
    """
    Cut a hole out of ranges.
    """
    pieces = [piece for a, b in content for piece in ((a, min(b, hole[0])), (max(a, hole[1]), b))]
    return tuple((a, b) for a, b in pieces if b > a)
