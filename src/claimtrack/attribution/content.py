"""
What a verb of saying covers: the clauses said under it, in front of it, behind it or around it; else what it names.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.nesting import sort_under
from claimtrack.attribution.objects import Objects
from claimtrack.attribution.quoting import SHORT_QUOTE, goes_on, quoted, whole_quotes
from claimtrack.model import CueClass
from claimtrack.syntax import Kind, Link, Role

_OPENERS = frozenset({"SC", "PUNCT", "CC"})
"""Parts of speech that open a content and are no part of it."""
_HANGING = frozenset({Link.NOMINAL, Link.PARTICIPLE, Link.RELATIVE})
"""Clauses that hang on what stands in front of them."""
_MOSTLY = 0.4
"""Share of a cue's uses that report something from which a bare object behind it is taken for what is reported."""
_NEARLY = 0.5
"""Share of a cue's uses that report something from which whatever stands behind it is taken for what is reported."""
_GAP = 14
"""Tokens between a cue and its content in which when, where and to whom it was said may stand."""
_BARS = Part.STOP | Part.SEMICOLON
"""Signs over which no verb reaches to its "that"."""
_ASIDE = Part.TIME | Part.AUDIENCE | Part.CHANNEL
"""Parts of words that tell when, to whom or in what something was said."""


@define(eq=False)
class Contents:
    """
    Find what the verbs of saying of one text cover.

    Attributes:
        objects: What stands behind its verbs.
        below: Index of a predicate to the indices of those said under it, directly or not.

    """

    reading: Reading
    objects: Objects
    below: dict[int, list[int]]

    @classmethod
    def of(cls, reading: Reading) -> Contents:
        """
        Sort the predicates of a text under their verbs of saying.
        """
        return cls(reading, Objects(reading), sort_under(reading))

    def cover(self, number: int, own: Range, sentence: Range) -> tuple[Range, ...]:
        """
        Return the ranges that a verb of saying covers, in order; empty where it says nothing.

        Args:
            number: Index of the predicate.
            own: Tokens of its cue and source.
            sentence: Its sentence.

        """
        found = self._clauses(number, own, sentence)
        if found and all(b <= own[0] for _, b in found):
            # "… : going by the reports, he warned that the dead might be many": what stands in front is not said here.
            found = self._opened(number, own, sentence) or found
        if not found:
            found = self._opened(number, own, sentence) or self._named(number, own, sentence)
        if not found:
            found = (
                quoted(self.reading, own, sentence)
                or self._beside(number, own, sentence)
                or self._bare(number, own, sentence)
            )
        found = [whole_quotes(self.reading, r, own) for r in found if r[0] < r[1]]
        found += goes_on(self.reading, found, own, sentence)
        return tuple(dict.fromkeys(r for r in found if r[0] < r[1]))

    def _clauses(self, number: int, own: Range, sentence: Range) -> list[Range]:
        """
        Return the stretches of the clauses said under a predicate, in front of its own words and behind them.
        """
        said = self._said(number, own)
        if not said:
            return []
        owner = self.reading.owner
        found: list[Range] = []
        for low, high in ((sentence[0], max(sentence[0], own[0])), (own[1], sentence[1])):
            tokens = [k for k in range(low, high) if owner[k] in said]
            if tokens and found and self._hangs(owner[tokens[0]]):
                break  # "…," said the guard, who saw it: what hangs on the speaker is not said
            if tokens:
                first, last = tokens[0], tokens[-1] + 1
                if low == sentence[0]:
                    first, last = self._whole_front(first, low), self._up_to(last, high)
                else:
                    starts = (self._from_object, self._from_that, self._from_phrase)
                    first = min(start(number, first, own[1]) for start in starts)
                    last = self._absorb(last, high, number)
                span = self._trim(first, last)
                if span[0] < span[1]:
                    found.append(span)
        return found

    def _hangs(self, number: int) -> bool:
        """
        Whether a clause says more of the noun in front of it, and reports nothing itself ("quoted as saying").
        """
        says = self.reading.analysis.predicates[number].kind is Kind.SAY
        return not says and self.reading.clauses[number].link in _HANGING

    def _whole_front(self, first: int, start: int) -> int:
        """
        Let a content that begins with words quoted inside a clause begin with that clause ("hit 'those who fired'").
        """
        reading, hosts = self.reading, self.reading.analysis.hosts
        if first not in reading.quote_at or first == start or hosts[first - 1] == "PUNCT":
            return first
        at = first
        while at > start and not reading.parts[at - 1] & (_BARS | Part.COLON) and not self._is_report(at - 1):
            at -= 1
        return at if at == start else first

    def _up_to(self, last: int, end: int) -> int:
        """
        Let a content in front of its cue reach up to it, where no other verb of saying stands between.
        """
        return last if any(self._is_report(k) for k in range(last, end)) else end

    def _from_object(self, number: int, first: int, own_end: int) -> int:
        """
        Let a content begin with the object of its verb ("accused the army of shelling …").
        """
        analysis = self.reading.analysis
        entry = self.reading.cue_entries.get(number)
        named = entry is not None and entry.names  # "describes the report as …" (يصف الخبر بأنه …)
        if not named and any(self.reading.parts[k] & Part.COMPLEMENT for k in range(own_end, first + 1)):
            return first
        objects = [
            analysis.phrases[i]
            for i in analysis.predicates[number].arguments
            if analysis.phrases[i].role is Role.OBJECT
        ]
        return min((p.first for p in objects if own_end <= p.first < first), default=first)

    def _from_that(self, number: int, first: int, own_end: int) -> int:
        """
        Let a content begin at the "that" behind its verb, also where no predicate was found right behind it.
        """
        reading = self.reading
        for at in range(own_end, min(first, own_end + _GAP)):
            if reading.parts[at] & Part.COMPLEMENT:
                return at + 1
            if reading.parts[at] & _BARS or (reading.analysis.predicate_at[at] >= 0 and reading.owner[at] != number):
                return first
        return first

    def _from_phrase(self, number: int, first: int, own_end: int) -> int:
        """
        Let a content that nothing opens begin with the phrase behind its verb ("said half of the rise was due to").

        When, where and to whom it was said may stand between the two; a pack says which verbs have a hearer there.
        """
        reading, analysis, entry = self.reading, self.reading.analysis, self.reading.cue_entries.get(number)
        if entry is None or entry.addressee or reading.tokens.pack.basics.order != "subject_first":
            return first
        if reading.clauses[reading.owner[first]].link is Link.COMPLEMENT:
            return first
        at = own_end
        while at < first and analysis.hosts[at] == "ADV":
            at += 1
        index = analysis.phrase_at[at] if at < first else -1
        if index < 0 or any(reading.parts[k] & _ASIDE for k in range(own_end, analysis.phrases[index].last)):
            return first
        return own_end

    def _absorb(self, last: int, end: int, number: int) -> int:
        """
        Take in what hangs on the end of a content without a finite verb: a verbal noun, a participle, a relative
        clause.
        """
        reading = self.reading
        predicates, above = reading.analysis.predicates, reading.analysis.predicates[number].governor
        entry = reading.cue_entries.get(number)
        # Who denied what media spread denies all of it: the report inside the denial is part of what is denied.
        denies = entry is not None and entry.cue_class is CueClass.DENY
        while last < end:
            index = reading.owner[last]
            if index == number and reading.analysis.hosts[last] not in ("PUNCT", "SC", "CC"):
                last += 1
                continue
            if index < 0 or index == number:
                break
            if not denies and (predicates[index].kind is Kind.SAY or predicates[index].governor != above):
                break
            if denies and reading.parts[last] & Part.COMMA:
                break
            inner = predicates[index].governor
            reported = denies and inner >= 0 and predicates[number].at < predicates[inner].at < last
            if reading.clauses[index].link not in _HANGING and not reported:
                break
            last = max(last + 1, reading.clauses[index].last)
        return min(last, end)

    def _said(self, number: int, own: Range) -> set[int]:
        """
        Return the predicates said under a verb, but for clauses of the speaker in front of "that".
        """
        said = self.below.get(number, [])
        reading = self.reading
        that = next((reading.clauses[k].opener for k in said if self._opens_content(k, number, own)), -1)
        while said and that >= 0 and number < said[0] and reading.analysis.predicates[said[0]].at < that:
            beside = reading.clauses[said[0]].first - own[1] <= 1 or reading.analysis.predicates[said[0]].at < own[1]
            if not beside and reading.clauses[said[0]].link is not Link.RELATIVE:
                break
            said = said[1:]
        return set(said)

    def _is_that(self, number: int) -> bool:
        """
        Whether a clause is opened by "that".
        """
        return bool(self.reading.parts[self.reading.clauses[number].opener] & Part.COMPLEMENT)

    def _opens_content(self, number: int, verb: int, own: Range) -> bool:
        """
        Whether a clause opens what a verb says: its own "that", which no "and" joins to another clause.
        """
        reading, opener = self.reading, self.reading.clauses[number].opener
        if opener < own[1] or not self._is_that(number) or reading.analysis.predicates[number].governor != verb:
            return False
        tags = reading.analysis.tags
        return not (tags[opener].startswith("C+") or tags[opener - 1] == "CC")

    def _opened(self, number: int, own: Range, sentence: Range) -> list[Range]:
        """
        Return what "that" opens behind a verb, where no predicate was found in it.
        """
        reading, owner = self.reading, self.reading.owner
        for at in range(own[1], min(sentence[1], own[1] + _GAP)):
            if owner[at] != number:
                return []
            if reading.parts[at] & Part.COMPLEMENT:
                last = at + 1
                while last < sentence[1] and owner[last] == number:
                    last += 1
                return [self._trim(at + 1, last)] if last - at > 2 else []
        return []

    def _named(self, number: int, own: Range, sentence: Range) -> list[Range]:
        """
        Return what a verb names as said ("confirmed the deaths of two guards", تحدثت عن انفجار).
        """
        analysis, owner = self.reading.analysis, self.reading.owner
        predicate = analysis.predicates[number]
        said = Role.SUBJECT if predicate.tag == "Vp" else Role.OBJECT
        objects = [analysis.phrases[i] for i in predicate.arguments if analysis.phrases[i].role is said]
        entry = self.reading.cue_entries.get(number)
        likely = entry is not None and (entry.nominal or entry.rate >= _MOSTLY)
        if objects and not (likely or self.objects.counts(number) or self.objects.shows(number, entry)):
            # "Tells a joke", "claimed the title": what stands behind is no report.
            return []
        denies = entry is not None and entry.cue_class is CueClass.DENY
        if objects:
            first = objects[0].first
        elif denies and own[1] < sentence[1] and analysis.hosts[own[1]] == "REL":
            first = own[1]  # "denies what the paper wrote" (ما نشرته الصحيفة)
        else:
            led = self.objects.led(number, predicate, own, sentence)
            if led is None:
                return []
            first = led
        last = first
        while (
            last < sentence[1]
            and owner[last] == number
            and not (last > first and self.reading.parts[last] & Part.SEMICOLON)
        ):
            last += 1
        if first < own[0]:
            last = min(last, own[0])
            while last > first and analysis.hosts[last - 1] == "AUX":
                last -= 1  # "the figures were confirmed by the ministry"
        else:
            last = self._absorb(last, sentence[1], number)
        span = self._trim(first, last)
        return [span] if span[0] < span[1] else []

    def _bare(self, number: int, own: Range, sentence: Range) -> list[Range]:
        """
        Return the rest of a clause behind a verb that nearly always reports, where syntax found no verb in it.
        """
        entry, analysis = self.reading.cue_entries.get(number), self.reading.analysis
        at = own[1]
        if entry is None or entry.rate < _NEARLY or analysis.predicates[number].tag != "V" or at >= sentence[1]:
            return []
        if analysis.phrase_at[at] < 0 and analysis.hosts[at] not in ("ADV", "DET", "PRON"):
            return []
        last = at
        while last < sentence[1] and not self.reading.parts[last] & _BARS:
            last += 1
        span = self._trim(at, last)
        if span[1] - span[0] < SHORT_QUOTE or any(self.reading.parts[k] & _ASIDE for k in range(at, at + 2)):
            return []
        return [span]

    def _beside(self, number: int, own: Range, sentence: Range) -> list[Range]:
        """
        Return what a citation stands behind, or opens: the rest of its sentence, where nothing was read in it.
        """
        analysis, parts = self.reading.analysis, self.reading.parts
        before = own[0] > sentence[0] and parts[own[0] - 1] & (Part.COMMA | Part.DASH)
        if analysis.predicates[number].tag != "P" and not before:
            return []
        for low, high in ((sentence[0], own[0]), (own[1], sentence[1])):
            span = self._trim(low, high)
            if span[1] - span[0] >= SHORT_QUOTE and not any(self._is_report(k) for k in range(*span)):
                return [span]
        return []

    def _is_report(self, at: int) -> bool:
        """
        Whether a token is another verb of saying, whose content the rest may be.
        """
        index = self.reading.analysis.predicate_at[at]
        return index >= 0 and self.reading.analysis.predicates[index].kind is Kind.SAY

    def _trim(self, first: int, last: int) -> Range:
        """
        Leave out what opens a content and the signs at its end.
        """
        analysis, parts = self.reading.analysis, self.reading.parts
        while first < last and (
            analysis.hosts[first] in _OPENERS or parts[first] & Part.COMPLEMENT or self._leads(first)
        ):
            first += 1
        while last > first and analysis.hosts[last - 1] in ("PUNCT", "CC") and not self._closes(last - 1, first):
            last -= 1
        return first, last

    def _closes(self, at: int, first: int) -> bool:
        """
        Whether a sign closes a quotation that begins in a content.
        """
        inside = self.reading.inside[at]
        return (
            inside >= 0
            and self.reading.quotations[inside].last == at + 1
            and (self.reading.quotations[inside].first >= first)
        )

    def _leads(self, at: int) -> bool:
        """
        Whether a token is a preposition that leads a verbal noun ("spoke of the withdrawal", عن سقوط قتلى).
        """
        analysis = self.reading.analysis
        if analysis.hosts[at] == "P" and at + 1 < len(analysis.hosts) and self.reading.parts[at + 1] & Part.COMPLEMENT:
            return True
        if analysis.hosts[at] != "P" or at + 1 >= len(analysis.phrase_at) or analysis.phrase_at[at + 1] < 0:
            return False
        phrase = analysis.phrases[analysis.phrase_at[at + 1]]
        return any(analysis.predicate_at[k] >= 0 for k in range(phrase.first, phrase.last))
