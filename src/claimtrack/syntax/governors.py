"""
Under which verb of saying each predicate is said: the skeleton of who says what.

A verb of saying governs what its complement holds, behind it ("said that …", a colon, a quotation, a verbal noun),
or what
stands in front of it (", officials said", بحسب); joined verbs and participles stand beside the verb in front, not
under it.
What stands in a quotation is said by the verb of saying beside that quotation.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define

from claimtrack.language import Cue
from claimtrack.syntax.analysis import Analysis, Kind, Predicate, Role
from claimtrack.syntax.clauses import first_own

_SIGNS_IN_FRONT = frozenset(',،-–—”»"')
"""Signs in front of a verb of saying and its source that show what was said stands in front of them."""
_COMMAS = frozenset(",،")
_STOPS = frozenset(";؛.!?؟…")
_LONGEST_GAP = 14
"""Tokens between a verb of saying and the word that opens its complement: when, where and to whom it was said."""
_BARE = 10
"""Tokens between a preposition that leads a complement and its verbal noun."""
_NEXT = 4
"""Tokens (a day, a place) between a verb of saying and a clause that nothing opens."""
_FINITE = frozenset({"V", "Vp", "PART"})
"""Parts of speech of predicates that are no nouns."""
_SHORT_QUOTE = 4
"""Words from which on a quotation is something said and not a name."""


def is_citation(analysis: Analysis, number: int) -> bool:
    """
    Whether a predicate is a citation (بحسب, according to what X announced).
    """
    at, hosts = analysis.predicates[number].at, analysis.hosts
    if analysis.predicates[number].tag == "P":
        return True
    if at < 2 or hosts[at - 1] != "REL" or hosts[at - 2] != "P":
        return False
    if _cites(analysis, at - 2):
        return True
    # "No proof of what it said" (لا دليل على ما قاله) cites nothing; "…, as the agency said" (على ما قالت) does.
    return not analysis.tags[at].endswith("+O") and (at < 3 or hosts[at - 3] == "PUNCT")


def _cites(analysis: Analysis, at: int) -> bool:
    """
    Whether the pack lists a word as a preposition that cites.
    """
    entries = (p.entry for _, p in analysis.tokens.words[at].by_kind.get("cue", ()) if not p.rest)
    return any(isinstance(e, Cue) and e.part == "preposition" for e in entries)


def suggest_governors(analysis: Analysis) -> list[int]:
    """
    Return the governor of each predicate as these rules have it: an index, or -1.

    The weights take it for one feature among others, the strongest one.
    """
    predicates = analysis.predicates
    above = [-1] * len(predicates)
    at = 0
    while at < len(predicates):
        number = analysis.sentence_of[predicates[at].at]
        end = at
        while end < len(predicates) and analysis.sentence_of[predicates[end].at] == number:
            end += 1
        _Sentence(analysis, analysis.sentences[number], above).govern(list(range(at, end)))
        at = end
    return above


@define(eq=False)
class _Sentence:
    """
    Govern the predicates of one sentence.
    """

    analysis: Analysis
    span: tuple[int, int]
    above: list[int]

    def govern(self, numbers: Sequence[int]) -> None:
        """
        Govern what stands outside of quotations, then what stands in each, and hang the latter on the former.
        """
        analysis = self.analysis
        groups: dict[int, list[int]] = {}
        for n in numbers:
            groups.setdefault(self._quotation(analysis.predicates[n].at), []).append(n)
        outside = groups.pop(-1, [])
        self._level(outside)
        for quotation, inner in groups.items():
            self._level(inner)
            speaker = self._speaker(quotation, outside)
            for n in inner:
                if self.above[n] < 0 and n != speaker:
                    self.above[n] = speaker

    def _quotation(self, at: int) -> int:
        """
        Return the quotation that a token stands in, or -1; names in quotation marks do not count.
        """
        number = self.analysis.inside[at]
        if number < 0:
            return -1
        quotation = self.analysis.quotations[number]
        return number if quotation.last - quotation.first - 2 >= _SHORT_QUOTE else -1

    def _speaker(self, quotation: int, outside: Sequence[int]) -> int:
        """
        Return the verb of saying beside a quotation: the last one in front of it that leads it, else the first one
        behind.
        """
        found, analysis = analysis_quote(self.analysis, quotation), self.analysis
        before = [
            n for n in outside if analysis.predicates[n].at < found[0] and analysis.predicates[n].kind is Kind.SAY
        ]
        behind = [
            n for n in outside if analysis.predicates[n].at >= found[1] and analysis.predicates[n].kind is Kind.SAY
        ]
        if behind and self._in_front(behind[0]) and not self._behind(behind[0], outside):
            stop = self._own(behind[0])[0]
            if not before or stop - found[1] <= 2:
                return behind[0]
        if before:
            last = before[-1]
            others = [n for n in outside if last < n and analysis.predicates[n].at < found[0]]
            # "Said that the 'barbaric' raid had …": the quotation stands in a clause that is said.
            return last if not others or self._behind(last, outside) else self.above[others[-1]]
        return behind[0] if behind and self._in_front(behind[0]) else -1

    def _own(self, number: int) -> tuple[int, int]:
        """
        Return the tokens of a verb of saying with its source.
        """
        predicate = self.analysis.predicates[number]
        first, last = predicate.at, predicate.at + 1
        for index in predicate.arguments:
            phrase = self.analysis.phrases[index]
            if phrase.role in (Role.SUBJECT, Role.DOER):
                first, last = min(first, phrase.first), max(last, phrase.last)
        return first, last

    def _level(self, numbers: Sequence[int]) -> None:
        """
        Govern the predicates of one level from left to right.
        """
        predicates = self.analysis.predicates
        current, start = -1, 0
        for place, number in enumerate(numbers):
            predicate = predicates[number]
            if predicate.kind is not Kind.SAY:
                self.above[number] = self._named_by(predicate, numbers) if current < 0 else current
                continue
            outer = self.above[current] if current >= 0 else -1
            if current >= 0 and self._relays(number):
                self.above[number] = outer
                continue
            behind, front = self._behind(number, numbers), self._in_front(number)
            if front and not behind:
                cites = is_citation(self.analysis, number)
                self.above[number] = outer
                said = [n for n in numbers[start:place] if self.above[n] == outer]
                # "The hospital said that …, the agency reported": nothing but another report stands in front.
                if not cites and said != [current]:
                    said = [n for n in said if n != current]
                for n in said:
                    self.above[n] = number
                if current < 0 or not cites:
                    inserted = self._is_inserted(number, numbers[place + 1 :])
                    current, start = (number if inserted else outer), place + 1
            elif current >= 0 and self._is_joined(number, next_to=numbers[place - 1] == current):
                self.above[number] = outer
                current, start = (number if behind else outer), place
            else:
                self.above[number] = current
                if behind:
                    current = number
                if self.above[number] < 0:
                    start = place

    def _named_by(self, predicate: Predicate, numbers: Sequence[int]) -> int:
        """
        Return the verb of saying of which a verbal noun in front is the object ("the killing … was denied"), or -1.
        """
        index = self.analysis.phrase_at[predicate.at]
        if index < 0:
            return -1
        phrase = self.analysis.phrases[index]
        owner = phrase.predicate
        says = owner in numbers and self.analysis.predicates[owner].kind is Kind.SAY
        return owner if says and phrase.role is Role.OBJECT else -1

    def _is_joined(self, number: int, *, next_to: bool) -> bool:
        """
        Whether a verb of saying stands beside the one in front: a participle, or joined by "and".
        """
        predicate, analysis = self.analysis.predicates[number], self.analysis
        first = self._own(number)[0]
        participle = predicate.tag == "PART"
        joined = (
            analysis.tags[first].startswith("C+")
            or analysis.tags[predicate.at].startswith("C+")
            or (first > self.span[0] and (analysis.hosts[first - 1] == "CC" or self._carried(first)))
        )
        return participle or (joined and not (next_to and self._opened(number)))

    def _carried(self, first: int) -> bool:
        """
        Whether "and" stands in front of the auxiliaries of a verb.
        """
        at = first - 1
        while at > self.span[0] and self.analysis.hosts[at] in ("AUX", "ADV", "NEG"):
            at -= 1
        return self.analysis.hosts[at] == "CC"

    def _opened(self, number: int) -> bool:
        """
        Whether "that" stands right in front of a verb of saying and its source, so that it is said itself.
        """
        at = self._own(number)[0] - 1
        return at >= self.span[0] and self.analysis.hosts[at] == "SC"

    def _behind(self, number: int, numbers: Sequence[int]) -> bool:  # noqa: PLR0911 (a decision list)
        """
        Whether what a verb says stands behind it: "that", a colon or a quotation opens it, or nothing at all.
        """
        analysis, predicates = self.analysis, self.analysis.predicates
        own, place = self._own(number), numbers.index(number)
        later = [n for n in numbers[place + 1 :] if predicates[n].at >= own[1]]
        if is_citation(self.analysis, number):
            return not any(predicates[n].at < own[0] for n in numbers) and not self._words_in_front(own[0])
        if analysis.tags[predicates[number].at].endswith("+O") and self._is_carried(number):
            return False
        quiet, takes, home = True, self._takes(number), self._quotation(predicates[number].at)
        for k in range(own[1], min(self.span[1], own[1] + _LONGEST_GAP)):
            shape, host = analysis.tokens.words[k].shape, analysis.hosts[k]
            if analysis.tokens.words[k].form in takes and host == "P":
                return bool(later) and predicates[later[0]].at - k < _BARE
            if host in ("SC", "REL") or (host == "PUNCT" and shape == ":") or self._quotation(k) not in (-1, home):
                return self._is_complement(k, quiet=quiet)
            index = analysis.predicate_at[k]
            if index >= 0 and predicates[index].tag in _FINITE:
                return quiet and first_own(analysis, index, own[1]) - own[1] <= _NEXT
            if host == "PUNCT" and shape in _STOPS:
                return False
            if host == "PUNCT":
                quiet = quiet and shape not in _COMMAS
        return bool(later) and quiet and first_own(analysis, later[0], own[1]) - own[1] <= _NEXT

    def _relays(self, number: int) -> bool:
        """
        Whether a word names the source of the report it hangs on (citing a source, نقلاً عن مصدر).
        """
        tokens, at = self.analysis.tokens, self.analysis.predicates[number].at
        for start in (at, at - 1):
            hit = tokens.match(start, "cue") if start >= self.span[0] else None
            if hit is not None and hit[1] > at and isinstance(hit[0], Cue) and hit[0].relays:
                return self.analysis.predicates[number].tag not in ("V", "Vp")
        return False

    def _words_in_front(self, at: int) -> bool:
        """
        Whether words stand in front of a token in its sentence, but for those that belong to a citation.
        """
        hosts = self.analysis.hosts
        return any(hosts[k] not in ("PUNCT", "P", "REL", "CC", "X", "ADV") for k in range(self.span[0], at))

    def _is_carried(self, number: int) -> bool:
        """
        Whether what a verb says is written onto it and stands in front ("a statement that the agency carried").
        """
        word = self.analysis.tokens.words[self.analysis.predicates[number].at]
        entries = (p.entry for _, p in word.by_kind.get("cue", ()))
        pack = self.analysis.tokens.pack
        bases = {base for _, base in word.bases}
        return any(pack.word(f, "word").form in bases for e in entries for f in e.with_object)  # type: ignore[attr-defined]

    def _takes(self, number: int) -> frozenset[str]:
        """
        Return the prepositions that the pack says lead the complement of a verb (أشار إلى, spoke of).
        """
        cues = self.analysis.tokens.words[self.analysis.predicates[number].at].by_kind.get("cue", ())
        return frozenset(form for _, phrase in cues for form in phrase.entry.takes)  # type: ignore[attr-defined]

    def _is_complement(self, at: int, *, quiet: bool) -> bool:
        """
        Whether a word that opens a clause opens a complement; behind a comma only "that" and signs do.
        """
        host = self.analysis.hosts[at]
        if host not in ("SC", "REL") or (quiet and host == "SC"):
            return True
        return self._is_that(at)

    def _is_that(self, at: int) -> bool:
        """
        Whether the pack lists a word as one that opens what is said (that, أن).
        """
        entries = self.analysis.tokens.words[at].by_kind.get("operator", ())
        return any(getattr(p.entry, "role", "") == "complement" for _, p in entries)

    def _in_front(self, number: int) -> bool:
        """
        Whether what a verb says can stand in front of it: a sign, or "as", divides it from the verb and its source.
        """
        analysis = self.analysis
        first = self._own(number)[0]
        at = first - 1
        while at >= self.span[0] and analysis.hosts[at] in ("AUX", "ADV", "REL", "P"):
            at -= 1
        if at < self.span[0]:
            return False
        if is_citation(self.analysis, number):
            return True
        return analysis.tokens.words[at].shape in _SIGNS_IN_FRONT or (
            analysis.hosts[at] == "SC" and not self._is_that(at)
        )

    def _is_inserted(self, number: int, later: Sequence[int]) -> bool:
        """
        Whether what is said goes on behind a verb between commas ("The dam, officials said, broke").
        """
        analysis = self.analysis
        at, end = self._own(number)[1], self.span[1]
        while at < end and analysis.tokens.words[at].shape not in _COMMAS | _STOPS:
            if analysis.predicate_at[at] >= 0 or analysis.hosts[at] in ("SC", "REL"):
                return False
            at += 1
        if at >= end - 1 or analysis.tokens.words[at].shape not in _COMMAS or not later:
            return False
        if analysis.hosts[at + 1] in ("SC", "REL", "CC") or analysis.tags[at + 1].startswith("C+"):
            return False
        predicate = analysis.predicates[later[0]]
        subject = next(
            (analysis.phrases[i] for i in predicate.arguments if analysis.phrases[i].role is Role.SUBJECT), None
        )
        # The subject stands in front of the inserted verb, or nothing but its own clause is left.
        return subject is not None and subject.last <= self._own(number)[0]


def analysis_quote(analysis: Analysis, number: int) -> tuple[int, int]:
    """
    Return the tokens of a quotation, marks included.
    """
    quotation = analysis.quotations[number]
    return quotation.first, quotation.last
