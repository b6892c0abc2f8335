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
from claimtrack.claims.dating import find_happened
from claimtrack.claims.features import Reader, reader_of
from claimtrack.claims.heads import argument, find_head, relative_word
from claimtrack.claims.readable import make_readable
from claimtrack.claims.reading import TextMarks, mark_text
from claimtrack.claims.roles import find_roles
from claimtrack.claims.scope import find_mood, is_denied
from claimtrack.claims.split import Proposition, split_stretch
from claimtrack.intake import read_page
from claimtrack.language import UNKNOWN, FunctionWord
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
    day_of,
)
from claimtrack.syntax import Role

_LOOSE_CUES = (CueClass.ESTIMATE, CueClass.SPECULATE)
_SHORTEST_QUOTE = 2
"""Tokens a claim has at least."""
_SHORTEST_BARE = 3
"""Tokens above which a stretch without a known event or count is a claim where someone says it."""
_SHORTEST_SENTENCE = 9
"""Tokens from which a sentence of the outlet's own is a claim without an event that a pack knows."""
_SHORTEST_OWN = 5
"""Tokens that a claim of the outlet's own without a number has at least; shorter ones are rests of headlines."""
_SHORTEST_CLAUSE = 6
"""Tokens from which a clause of the outlet's own with subject and verb is a claim, whatever its verb."""
_MAIN = frozenset({"start", "coordinator", "break"})
"""Kinds of propositions that are main clauses."""
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
    maker = _make_maker(report, page, reading)
    found = [a for p in passages for a in maker.appearances(p)]
    kept = sorted(_without_repeats(found, page), key=lambda a: (a.start, a.end))
    return tuple(evolve(a, id=f"{report.id or 'report'}#{n}") for n, a in enumerate(kept, 1))


def _make_maker(report: Report, page: Page, reading: Reading) -> _Maker:
    """
    Mark the text once and set up what makes appearances of it.
    """
    published = day_of(report.published) if report.published is not None else None
    marks = mark_text(reading.tokens, published, reading)
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
                head = find_head(self.marks.reading, prop.first, prop.last)
                mood = find_mood(self.marks.reading, head, prop.first, prop.last)
                if self._is_claim(prop, head, passage, whole=len(props) == 1) and not _is_open(mood, passage):
                    yield self._appearance(prop, passage, head, mood)

    def _tokens_of(self, span: Span) -> tuple[int, int]:
        """
        Give the tokens that lie inside a span.
        """
        tokens = self.marks.tokens
        return bisect_left(tokens.starts, span.start), bisect_right(tokens.ends, span.end)

    def _is_claim(self, prop: Proposition, head: int, passage: Passage, *, whole: bool) -> bool:
        """
        Say whether a proposition puts anything forward.
        """
        if prop.last - prop.first < _SHORTEST_QUOTE or self._only_describes(prop, head, whole):
            return False
        # What stands behind a cue ("we expect", "an earlier version said") is no rest of a sentence.
        own = passage.attribution.own_voice and not passage.cue
        outlet = own and not passage.attribution.background
        # What may come is a claim also where only a figure is said to move.
        light = prop.light and not (prop.events and slots.is_hedged(self.marks, prop, []))
        if not prop.counts and self._is_aside(prop, head, outlet=outlet, own=own):
            return False
        if prop.counts or not light or (prop.events and not outlet):
            return not (own and self._is_rest(prop, passage))
        if outlet:
            # A whole sentence has a verb, also where no pack knows it; a rest or a headline may have none.
            if self._has_clause(prop, head):
                return True
            return prop.first == self._sentence(prop.first)[0] and prop.last - prop.first >= _SHORTEST_SENTENCE
        # The subject in front of an interposed cue ("The dam, officials said, broke") is no claim.
        complete = len(passage.content) == 1 or passage.quoted
        return complete and prop.last - prop.first > _SHORTEST_BARE

    def _is_aside(self, prop: Proposition, head: int, *, outlet: bool, own: bool) -> bool:
        """
        Whether a proposition without a number is too short for one of the outlet's own, or only dates another.
        """
        if own and prop.last - prop.first < _SHORTEST_OWN:
            # "Nine firemen were wounded." is a sentence of its own all the same.
            opens = prop.first == self._sentence(prop.first)[0]
            return not (opens and head >= 0 and argument(self.marks.reading, head, Role.SUBJECT) is not None)
        # "As hospitals filled up": a clause of time dates the outlet's own fact and puts nothing forward.
        dates = prop.kind == "opener" and self.marks.tokens.pack.basics.capitals
        return dates and (outlet or not prop.events)

    def _has_clause(self, prop: Proposition, head: int) -> bool:
        """
        Whether a proposition is a main clause with its verb and the verb's own subject.
        """
        reading = self.marks.reading
        if head < 0 or reading.analysis.predicates[head].tag not in ("V", "Vp") or prop.kind not in _MAIN:
            return False
        return argument(reading, head, Role.SUBJECT) is not None and prop.last - prop.first >= _SHORTEST_CLAUSE

    def _only_describes(self, prop: Proposition, head: int, whole: bool) -> bool:
        """
        Whether a proposition without a number is a relative clause, or a part of what is said without any predicate.
        """
        if prop.counts:
            return False
        if head < 0:
            # A verb that syntax has missed, and a whole sentence without one (an Arabic nominal one), are claims.
            told = any(not e.noun for e in self.marks.events_in(prop.first, prop.last))
            read = bool(self.marks.reading.analysis.predicates)
            return read and not (whole or told or prop.first == self._sentence(prop.first)[0])
        if prop.kind == "opener" and self.marks.tokens.pack.basics.capitals:
            # "Before the end of the month": without a verb of its own it opens no clause.
            return self.marks.reading.analysis.predicates[head].tag not in ("V", "Vp")
        clause = self.marks.reading.clauses[head]
        hangs = relative_word(self.marks.reading, head) >= 0 and clause.first <= prop.first + 1
        return hangs and not prop.events and prop.kind != "start"

    def _is_rest(self, prop: Proposition, passage: Passage) -> bool:
        """
        Say whether a stretch of the outlet's own voice is only what is left between a cue and its content.
        """
        tokens, first = self.marks.tokens, prop.first
        if passage.attribution.background or first == self._sentence(first)[0] or first in tokens.newlines:
            return False
        if tokens.starts[first] != passage.content[0].start:
            return False
        entry = tokens.words[first].get("function")
        return isinstance(entry, FunctionWord) and entry.role == "preposition" and not prop.counts

    def _appearance(self, prop: Proposition, passage: Passage, head: int, mood: Mood) -> Appearance:
        """
        Fill the slots of one proposition, from its head predicate and the marks in it.
        """
        marks, tokens = self.marks, self.marks.tokens
        counts = marks.counts_in(prop.first, prop.last)
        counted = slots.quantities(marks, prop, counts, forecast=passage.act is Act.SPECULATE)
        event = slots.main_event(marks, prop, counted, head)
        sentence = self._sentence(prop.first)
        when, notes = find_happened(marks, prop, head, sentence, self._story_before(prop, passage, sentence))
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

    def _story_before(self, prop: Proposition, passage: Passage, sentence: tuple[int, int]) -> tuple[int, int]:
        """
        Return the sentences whose date a proposition may go on with: none for background.
        """
        if passage.attribution.background:
            return (0, 0)
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
