"""
What became of each letter of a report: quoted as a claim, named as who said it, set apart, or left out.

The parts of a report are disjoint and make up all its letters and digits; signs and spaces belong to no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from attrs import frozen

from claimtrack.attribution.find import read_report
from claimtrack.attribution.frames import Reading
from claimtrack.claims.extract import extract_from
from claimtrack.intake import read_page
from claimtrack.language import UNKNOWN
from claimtrack.model import Appearance, BlockKind, Page, Passage, Report, Span
from claimtrack.syntax import Kind

_JOINING = frozenset({"CC", "SC", "REL", "P", "DET", "AUX", "PRON", "ADV", "NEG", "PUNCT", "X"})
"""Parts of speech that name and state nothing by themselves; a stretch of them only joins what stands around it."""


class Part(StrEnum):
    """
    Say what became of a letter; where two are true, the first of this list.

    `FRAME` is when, where and to whom something was said, `FURNITURE` what intake named (titles, credits, menus) and
    what leads an entry of a live page, `JOINING` words that state nothing by themselves.
    """

    QUOTE = "quote"
    SOURCE = "source"
    CUE = "cue"
    BACKGROUND = "background"
    FURNITURE = "furniture"
    JOINING = "joining"
    FRAME = "frame"
    LEFT_OUT = "left_out"


@frozen(kw_only=True)
class Coverage:
    """
    Hold what became of the letters of one report.

    Attributes:
        report: Its id.
        letters: Number of letters and digits by part, every part named; the sum is that of the whole text.
        left_out: Stretches of prose that ended nowhere, in order, from a letter to a letter; none crosses a sentence.

    """

    report: str
    letters: Mapping[Part, int]
    left_out: tuple[Span, ...] = ()

    @property
    def shares(self) -> Mapping[Part, float]:
        """
        Return the share of each part, 0 to 1; they sum to 1, or are all 0 for a text without a letter.
        """
        whole = sum(self.letters.values())
        return {part: count / whole if whole else 0.0 for part, count in self.letters.items()}

    @property
    def covered(self) -> float:
        """
        Return the share of the prose, furniture left aside, that is not left out; 1 where there is no prose.
        """
        prose = sum(self.letters.values()) - self.letters[Part.FURNITURE]
        return 1 - self.letters[Part.LEFT_OUT] / prose if prose else 1.0


def measure_coverage(report: Report, page: Page | None = None) -> Coverage:
    """
    Measure which share of a report's letters its claims and their attributions take up, and find what they leave out.

    Args:
        report: Any report. Where no pack reads its language, all of it is left out.
        page: Its layout, where it was read before.

    """
    page = read_page(report) if page is None else page
    parts = [Part.LEFT_OUT] * len(report.text)
    reading = None
    if page.lang != UNKNOWN:
        passages, reading = read_report(report, page)
        claims = extract_from(report, page, passages, reading)
        _mark_words(parts, passages, reading)
        _mark(parts, Part.FURNITURE, _furniture(page))
        _mark_attributions(parts, passages, claims)
    counts = Counter(part for part, char in zip(parts, report.text, strict=True) if char.isalnum())
    return Coverage(
        report=report.id or "report",
        letters={part: counts[part] for part in Part},
        left_out=tuple(_left_out(parts, report.text, reading)),
    )


def _furniture(page: Page) -> Iterator[tuple[int, int]]:
    """
    Return what intake named: titles, credits, datelines, and the furniture of the page.
    """
    return ((b.start, b.end) for b in page.blocks if b.kind is not BlockKind.PROSE)


def _mark_attributions(parts: list[Part], passages: Sequence[Passage], claims: Sequence[Appearance]) -> None:
    """
    Mark what passages and claims take up, what goes first last.
    """
    links = [link for p in passages for link in p.attribution.chain]
    _mark(parts, Part.BACKGROUND, _ends(s for p in passages if p.attribution.background for s in p.content))
    _mark(parts, Part.CUE, _ends(s for p in passages for s in p.cue))
    _mark(
        parts, Part.CUE, ((k.cue_start, k.cue_start + len(k.cue)) for k in links if k.cue_start is not None and k.cue)
    )
    _mark(parts, Part.SOURCE, _ends(s for p in passages for s in p.source))
    _mark(parts, Part.SOURCE, ((k.start, k.start + len(k.source)) for k in links if k.start is not None and k.source))
    _mark(parts, Part.QUOTE, _ends(claims))


def _ends(stretches: Iterable[Span | Appearance]) -> Iterator[tuple[int, int]]:
    return ((s.start, s.end) for s in stretches)


def _mark(parts: list[Part], part: Part, spans: Iterable[tuple[int, int]]) -> None:
    for start, end in spans:
        parts[start:end] = [part] * (end - start)


def _mark_words(parts: list[Part], passages: Sequence[Passage], reading: Reading) -> None:
    """
    Mark words that only join, what hangs on a cue ("told the senators", "in a statement"), and what leads an entry.
    """
    tokens, analysis = reading.tokens, reading.analysis
    cues = {s.start for p in passages for s in p.cue}
    told = {n for n, p in enumerate(analysis.predicates) if p.kind is Kind.SAY and tokens.starts[p.at] in cues}
    for at, host in enumerate(analysis.hosts):
        if reading.sentence_of[at] < 0:
            part = Part.FURNITURE
        elif host in _JOINING:
            part = Part.JOINING
        elif reading.owner[at] in told:
            part = Part.FRAME
        else:
            continue
        _mark(parts, part, [(tokens.starts[at], tokens.ends[at])])


def _left_out(parts: Sequence[Part], text: str, reading: Reading | None) -> Iterator[Span]:
    """
    Yield the stretches without a letter of another part; words that only join are none between two that are left out.
    """
    starts = frozenset(reading.tokens.starts[first] for first, _ in reading.sentences) if reading is not None else ()
    number = 0
    letters: list[tuple[int, int]] = []
    for at, part in enumerate(parts):
        number += at in starts or text[at] == "\n" or part not in (Part.LEFT_OUT, Part.JOINING)
        if part is Part.LEFT_OUT and text[at].isalnum():
            letters.append((number, at))
    for _, group in groupby(letters, key=lambda letter: letter[0]):
        stretch = [at for _, at in group]
        yield Span(stretch[0], stretch[-1] + 1)
