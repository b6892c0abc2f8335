"""
Make appearances: what a report says, one proposition at a time, with who says it and its slots.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attrs import define, evolve

from claimtrack.attribution.find import read_report
from claimtrack.attribution.frames import Reading
from claimtrack.claims import slots
from claimtrack.claims.assertions import Candidate, is_claim
from claimtrack.claims.dating import find_happened
from claimtrack.claims.features import Reader, reader_of
from claimtrack.claims.heads import find_head
from claimtrack.claims.readable import make_readable
from claimtrack.claims.reading import TextMarks, mark_text
from claimtrack.claims.roles import find_roles
from claimtrack.claims.scope import find_mood, is_denied
from claimtrack.claims.split import Proposition, split_stretch
from claimtrack.intake import read_page
from claimtrack.language import UNKNOWN
from claimtrack.model import (
    Act,
    Appearance,
    BlockKind,
    CueClass,
    Features,
    Mood,
    Page,
    Passage,
    Polarity,
    Report,
    Span,
)

_LOOSE_CUES = (CueClass.ESTIMATE, CueClass.SPECULATE)
_NESTED = 0.8
"""Share of a shorter claim that lies in a longer one from which they are two readings of one stretch."""
_STORY_SENTENCES = 2
"""Sentences for which the date of a story carries on: the best of 1, 2 and 4 on the development stories."""
_OVERLAPPING = 4
"""Claims in front that may overlap one; nesting is never deeper."""
_MUCH_LONGER = 4
"""Times a claim is longer than one inside it from which they are two claims."""
_REPEATED = 0.6
"""Share of a title's stems that stand in one claim of the prose, or in its first ones, from which it repeats it."""


def extract(report: Report, page: Page | None = None) -> tuple[Appearance, ...]:
    """
    Find the claims of a report, in order of their place in the text.

    Args:
        report: Any report; what is not prose is left out.
        page: Its layout, where it was read before.

    Returns:
        Appearances with ids of report and number (r1#4), whose offsets cut the quote. Text that cannot be read
        gives none; what was odd stands in the notes.

    """
    page = read_page(report) if page is None else page
    if page.lang == UNKNOWN:
        return ()
    passages, reading = read_report(report, page)
    return extract_from(report, page, passages, reading)


def extract_from(report: Report, page: Page, passages: Sequence[Passage], reading: Reading) -> tuple[Appearance, ...]:
    """
    Find the claims of a report whose passages were read before (`attribution.find.read_report`).
    """
    maker = _make_maker(report, page, reading)
    found = [a for p in passages for a in maker.appearances(p)]
    kept = sorted(_without_repeats(found, page), key=lambda a: (a.start, a.end))
    return tuple(evolve(a, id=f"{report.id or 'report'}#{n}") for n, a in enumerate(kept, 1))


def _make_maker(report: Report, page: Page, reading: Reading) -> _Maker:
    """
    Mark the text once and set up what makes appearances of it.
    """
    marks = mark_text(reading.tokens, report.published, reading)
    sentences = reading.tokens.sentences()
    return _Maker(report, page, marks, reader_of(page.lang), [s for s, _ in sentences], sentences)


@define(eq=False)
class _Maker:
    """
    Make the appearances of one report.
    """

    report: Report
    page: Page
    marks: TextMarks
    reader: Reader
    sentence_starts: list[int]
    sentences: list[tuple[int, int]]

    def appearances(self, passage: Passage) -> Iterator[Appearance]:
        """
        Make the appearances of one passage.
        """
        for span in passage.content:
            first, last = self._tokens_of(span)
            props = split_stretch(self.marks, first, last)
            for prop in props:
                head = self._head(prop)
                mood = find_mood(self.marks.reading, head, prop.first, prop.last)
                candidate = Candidate(
                    self.marks, prop, passage, head, mood, self._sentence(prop.first), first, whole=len(props) == 1
                )
                if is_claim(candidate) and not _is_open(mood, passage):
                    yield self._appearance(prop, passage, head, mood)

    def _head(self, prop: Proposition) -> int:
        """
        Return the head predicate of a proposition, else the one that its count is an argument of, or -1.

        "12 soldiers | and 3 civilians were killed": what is counted first has its predicate in the next one.
        """
        reading = self.marks.reading
        head = find_head(reading, prop.first, prop.last)
        if head >= 0:
            return head
        phrases = (reading.analysis.phrase_at[c.last - 1] for c in self.marks.counts_in(prop.first, prop.last))
        return next((reading.analysis.phrases[k].predicate for k in phrases if k >= 0), -1)

    def _tokens_of(self, span: Span) -> tuple[int, int]:
        """
        Give the tokens that lie inside a span.
        """
        tokens = self.marks.tokens
        return bisect_left(tokens.starts, span.start), bisect_right(tokens.ends, span.end)

    def _appearance(self, prop: Proposition, passage: Passage, head: int, mood: Mood) -> Appearance:
        """
        Fill the slots of one proposition, from its head predicate and the marks in it.
        """
        marks, tokens = self.marks, self.marks.tokens
        counts = marks.counts_in(prop.first, prop.last)
        counted = slots.quantities(marks, prop, counts, head, forecast=passage.act is Act.SPECULATE)
        event = slots.main_event(marks, prop, counted, head)
        sentence = self._sentence(prop.first)
        when, notes = find_happened(marks, prop, (head, mood), sentence, self._story_before(prop, passage, sentence))
        start, end = tokens.starts[prop.first], tokens.ends[prop.last - 1]
        features: Features = self.reader.read(tokens, prop.first, prop.last)
        return Appearance(
            id="new",
            report=self.report.id or "report",
            quote=self.report.text[start:end],
            start=start,
            end=end,
            lang=self.page.lang,
            attribution=passage.attribution,
            act=_act(marks, prop, passage),
            polarity=_polarity(marks, prop, head, passage),
            hedged=_is_loose(passage) or slots.is_hedged(marks, prop, counts),
            denies=passage.denies,
            event=event,
            mood=mood,
            predicate=self._head_word(head),
            text=make_readable(marks, head, prop.first, prop.last),
            roles=find_roles(marks, head),
            quantities=counted,
            place=marks.places.place((prop.first, prop.last), (prop.scope_first, prop.scope_last), sentence),
            happened=when,
            notes=notes,
            features=features,
        )

    def _head_word(self, head: int) -> str | None:
        """
        Return the word of a head predicate as it stands.
        """
        if head < 0:
            return None
        at = self.marks.reading.analysis.predicates[head].at
        return self.marks.tokens.text(at, at + 1)

    def _story_before(self, prop: Proposition, passage: Passage, sentence: tuple[int, int]) -> tuple[int, int] | None:
        """
        Return the sentences whose date a proposition may go on with: none for what the outlet tells of before.
        """
        if passage.attribution.background and passage.attribution.own_voice:
            return None
        number = bisect_right(self.sentence_starts, prop.first) - 1
        return self.sentences[max(0, number - _STORY_SENTENCES)][0], sentence[0]

    def _sentence(self, at: int) -> tuple[int, int]:
        """
        Give the sentence that a token stands in.
        """
        return self.sentences[max(0, bisect_right(self.sentence_starts, at) - 1)]


def _polarity(marks: TextMarks, prop: Proposition, head: int, passage: Passage) -> Polarity:
    """
    Return whether a proposition is put forward or denied, by its cue or by its own words; both deny it once.
    """
    # "25 of them have not been identified": the part is there, whatever is not known of it.
    own = prop.kind != "partitive" and is_denied(marks.reading, head)
    return Polarity.DENY if own else passage.polarity


def _is_open(mood: Mood, passage: Passage) -> bool:
    """
    Whether a proposition is only asked, or left open, in the outlet's own voice: it puts nothing forward.
    """
    return passage.attribution.own_voice and mood in (Mood.QUESTION, Mood.CONDITION)


_SUPPOSABLE = frozenset({Act.STATE, Act.REPORT, Act.CLAIM})
"""Acts that a modal in the claim turns into supposing: "said the dead may number 200"."""


def _act(marks: TextMarks, prop: Proposition, passage: Passage) -> Act:
    """
    Give what the words do with a proposition: the act of its passage, or supposing where a modal stands in it.
    """
    supposed = passage.act in _SUPPOSABLE and passage.polarity is Polarity.AFFIRM and slots.is_supposed(marks, prop)
    return Act.SPECULATE if supposed else passage.act


def _is_loose(passage: Passage) -> bool:
    """
    Say whether a hedge stands over a passage: a modal, or a cue that only estimates or expects.
    """
    chain = passage.attribution.chain
    return passage.hedged or passage.act is Act.SPECULATE or (bool(chain) and chain[-1].cue_class in _LOOSE_CUES)


def _without_repeats(found: Sequence[Appearance], page: Page) -> Iterator[Appearance]:
    """
    Leave out claims that stand in a title and again in the prose, and second readings of one stretch.
    """
    titles = [(b.start, b.end) for b in page.blocks if b.kind is BlockKind.TITLE]
    single = _without_nested(sorted(found, key=lambda a: (a.start, -a.end)))
    prose = [a for a in single if not _inside(a, titles)]
    stems = [frozenset(a.features.stems) for a in prose]
    for appearance in single:
        if _inside(appearance, titles):
            own = frozenset(appearance.features.stems)
            if any(len(own & s) >= _REPEATED * len(own) for s in stems):
                continue
            if any(_same_slots(appearance, other) for other in prose):
                continue
            stems.append(own)
        yield appearance


def _without_nested(found: Sequence[Appearance]) -> list[Appearance]:
    """
    Keep one reading of a stretch: the one with the longer chain, else the shorter quote.
    """
    kept: list[Appearance] = []
    for appearance in found:
        beaten = False
        # Sorted by start, so only the last few can overlap.
        for other in [o for o in kept[-_OVERLAPPING:] if o.end > appearance.start]:
            shared = min(other.end, appearance.end) - appearance.start
            shorter, longer = sorted((other.end - other.start, appearance.end - appearance.start))
            if shared < _NESTED * shorter or shorter * _MUCH_LONGER < longer:
                continue
            if _rank(other) >= _rank(appearance):
                beaten = True
            else:
                kept.remove(other)
        if not beaten:
            kept.append(appearance)
    return kept


def _rank(appearance: Appearance) -> tuple[int, int]:
    """
    Rank two readings of one stretch.
    """
    return len(appearance.attribution.chain), appearance.start - appearance.end


def _inside(appearance: Appearance, stretches: Sequence[tuple[int, int]]) -> bool:
    """
    Say whether a claim lies in one of these stretches.
    """
    return any(start <= appearance.start < end for start, end in stretches)


def _same_slots(title: Appearance, other: Appearance) -> bool:
    """
    Say whether a claim of the prose tells the event of a title, with the title's numbers if it has any.
    """
    if title.event is None or title.event != other.event:
        return False
    mine = {(q.low, q.high) for q in title.quantities}
    return not mine or bool(mine & {(q.low, q.high) for q in other.quantities})
