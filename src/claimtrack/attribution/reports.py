"""
What a reporting clause leaves of its sentence: the content, behind it, in front of it, or around it.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.frames import Frame, Quotation, Range
from claimtrack.attribution.grammar import AUXILIARIES, Part
from claimtrack.attribution.groups import Form, Group
from claimtrack.attribution.mentions import Clauses


@define(eq=False)
class Clause:
    """
    Hold a reporting clause: its group, who speaks, and the tokens it takes up.

    Attributes:
        first: Its first token, and `last` the token behind it; content stands outside.
        about: The subject of a passive, which is part of the content.

    """

    group: Group
    source: Range | None
    first: int
    last: int
    about: Range | None


def read_content(
    clauses: Clauses, sentence: Range, clause: Clause, later: list[Clause], earlier: list[Clause]
) -> Frame | None:
    """
    Read what is said in a reporting clause, or None where nothing is.
    """
    reader = _Content(clauses, sentence, clause, later, earlier)
    content = reader.read()
    if not content:
        return None
    group = clause.group
    if group.entry.rate < _CERTAIN and not reader.has_evidence(content):
        return None
    notes = () if group.entry.speech else ("attitude",)
    return Frame(
        source=(clause.source,) if clause.source else (),
        cue=((group.first, group.last),),
        content=content,
        entry=group.entry,
        negated=group.negated,
        questioned=group.modal,
        passive=group.form is Form.PASSIVE,
        quoted=reader.is_quoted(content),
        notes=notes,
    )


_CERTAIN = 0.5
"""A cue whose forms report in half of their uses or more is taken at its word; a rarer one needs a marker."""


@define(eq=False)
class _Content:
    """
    Find the content of one clause.
    """

    clauses: Clauses
    sentence: Range
    clause: Clause
    later: list[Clause]
    earlier: list[Clause]

    def read(self) -> tuple[Range, ...]:
        """
        Give the ranges of what is said.
        """
        clause = self.clause
        if clause.group.form is Form.PASSIVE:
            return self._passive()
        end = self._end()
        at = self._skip_adverbials(clause.last, end)
        leads = self._leads_with_content()
        if leads and not self._complement_at(at, end):
            return self._in_front(at, end)
        first = self._open(at, end)
        return self._behind(first, end)

    def has_evidence(self, content: tuple[Range, ...]) -> bool:
        """
        Say whether a marker shows that something is said: a complementiser or a quotation.
        """
        parts = self.clauses.parts
        first = content[0][0]
        if parts[first] & Part.COMPLEMENT or (first > 0 and parts[first - 1] & Part.COMPLEMENT):
            return True
        if first in self.clauses.reading.quote_at:
            return True
        nominal = self.clause.group.form in (Form.FINITE, Form.PARTICIPLE)
        return nominal and bool(parts[first] & Part.PRONOUN) and not parts[first] & Part.OBJECT_PRONOUN

    def is_quoted(self, content: tuple[Range, ...]) -> bool:
        """
        Say whether all of the content stands in quotation marks.
        """
        inside, parts = self.clauses.reading.inside, self.clauses.parts
        return all(
            inside[a] >= 0 or parts[a] & Part.COMPLEMENT and a + 1 < b and inside[a + 1] >= 0 for a, b in content
        ) and all(inside[b - 1] >= 0 or not parts[b - 1] & Part.WORD for _, b in content)

    def _end(self) -> int:
        """
        Give the end of the sentence without its stop, or of the clause where another report follows.
        """
        end = self.sentence[1]
        parts, clauses = self.clauses.parts, self.clauses
        while end > self.clause.last and parts[end - 1] & Part.STOP and not clauses.glued(end - 1):
            end -= 1
        for other in self.later:
            cut = self._cut(other)
            if self.clause.last < cut < end:
                return cut
        return end

    def _cut(self, other: Clause) -> int:
        """
        Give where a later report cuts the content of this one; 0 where it stands inside it.
        """
        parts = self.clauses.parts
        at = other.first
        inside = self.clauses.reading.inside
        if inside[at] >= 0 and inside[at] == inside[other.group.first]:
            return 0
        before = parts[at - 1] if at > 0 else 0
        if before & Part.COORDINATOR:
            at -= 1
            return at - 1 if parts[at - 1] & (Part.COMMA | Part.SEMICOLON) else at
        if other.group.form is Form.PARTICIPLE and before & Part.COMMA:
            return at - 1
        if before & Part.SEMICOLON:
            return at - 1
        return 0

    def _skip_adverbials(self, at: int, end: int) -> int:
        """
        Step over whom it was said to, when, and by what means.
        """
        parts, clauses = self.clauses.parts, self.clauses
        if self.clause.group.entry.addressee and self.clause.last == self.clause.group.last:
            if at < end and parts[at] & (Part.OBJECT_PRONOUN | Part.PRONOUN):
                at += 1
            else:
                hearer = clauses.after(at, end)
                at = hearer[1] if hearer else at
        start = at
        step = at
        while step < min(end, start + 25):
            bits = parts[step]
            if bits & (Part.COMPLEMENT | Part.COLON) or step in clauses.reading.quote_at:
                return step
            if bits & Part.COMMA and step + 1 < end and (
                parts[step + 1] & Part.COMPLEMENT or step + 1 in clauses.reading.quote_at
            ):
                return step + 1
            if step == start and not bits & (Part.PREPOSITION | Part.TIME | Part.ADVERB | Part.COMMA | Part.AUDIENCE):
                break
            if bits & (AUXILIARIES | Part.PRONOUN | Part.SEMICOLON) and not bits & Part.GENITIVE:
                break
            step += 1
        while at < end and parts[at] & (Part.TIME | Part.ADVERB) and not parts[at] & Part.NEGATION:
            at += 1
        return at

    def _leads_with_content(self) -> bool:
        """
        Say whether what stands in front of the clause can be what is said: it ends in a comma or a quotation.
        """
        first, start = self.clause.first, self.sentence[0]
        inside = self.clauses.reading.inside
        if first <= start:
            return first > 0 and inside[first - 1] >= 0 and self._same_paragraph(first)
        if inside[first] >= 0:
            return bool(self.clauses.parts[first - 1] & Part.COMMA) and inside[first - 1] == inside[first] and (
                inside[start] == inside[first]
            )
        return bool(self.clauses.parts[first - 1] & (Part.COMMA | Part.DASH)) or inside[first - 1] >= 0

    def _same_paragraph(self, at: int) -> bool:
        """
        Say whether no line break stands in front of a token.
        """
        return at not in self.clauses.reading.tokens.newlines

    def _complement_at(self, at: int, end: int) -> bool:
        """
        Say whether what is said stands behind the clause after all.
        """
        parts = self.clauses.parts
        if at >= end:
            return False
        if parts[at] & (Part.COMPLEMENT | Part.COLON):
            return True
        first = self.clause.first
        quoted_before = first > 0 and self.clauses.reading.inside[first - 1] >= 0
        if quoted_before or (first > 1 and self.clauses.reading.inside[first - 2] >= 0):
            return False
        # "In Homs, the mayor said the road was open": the comma in front closes an adverbial.
        return not parts[at] & (Part.COMMA | Part.STOP | Part.SEMICOLON | Part.DASH) and self.clause.last == (
            self.clause.group.last
        )

    def _in_front(self, at: int, end: int) -> tuple[Range, ...]:
        """
        Give what stands in front, with what follows where the clause stands in its middle.
        """
        parts, reading = self.clauses.parts, self.clauses.reading
        first = self.clause.first
        start = self.sentence[0]
        quotation = reading.inside[first - 1] if first else -1
        if quotation < 0 and first > 1 and parts[first - 1] & Part.COMMA:
            quotation = reading.inside[first - 2]
        if quotation >= 0 and reading.inside[first] != quotation:
            start = min(start, reading.quotations[quotation].first)
        for other in self.earlier:
            if other.last <= first:
                start = max(start, other.last)
        stop = first
        while stop > start and parts[stop - 1] & (Part.COMMA | Part.DASH) and not parts[stop - 1] & Part.WORD:
            stop -= 1
        content: list[Range] = [(start, stop)] if stop > start else []
        if at < end and parts[at] & (Part.COMMA | Part.DASH):
            at += 1
        rest_end = self._grow(at, end)
        if at < rest_end and not self._is_aside(at):
            content.append((at, rest_end))
        else:
            content += self._next_quotation()
        return tuple(content)

    def _is_aside(self, at: int) -> bool:
        """
        Say whether what follows a report in the middle is the outlet's, not the speaker's.
        """
        bits = self.clauses.parts[at]
        if at in self.clauses.reading.quote_at:
            return False
        return bool(bits & (Part.SUBORDINATOR | Part.PREPOSITION | Part.TIME | Part.ADVERB | Part.COORDINATOR))

    def _next_quotation(self) -> list[Range]:
        """
        Give the quotation that the next sentence of the paragraph opens with: a quotation cut in two.
        """
        at = self.sentence[1]
        first = self.clause.first
        reading = self.clauses.reading
        if at >= len(reading.tokens) or not (first > 0 and (reading.inside[first - 1] >= 0 or reading.inside[max(0, first - 2)] >= 0)):
            return []
        quotation: Quotation | None = reading.quote_at.get(at)
        return [(quotation.first, quotation.last)] if quotation else []

    def _open(self, at: int, end: int) -> int:
        """
        Step over the colon or comma that opens what is said.
        """
        parts = self.clauses.parts
        while at < end and parts[at] & (Part.COLON | Part.COMMA | Part.DASH):
            at += 1
        return at

    def _behind(self, first: int, end: int) -> tuple[Range, ...]:
        """
        Give what stands behind; a quotation that begins there is given to its end.
        """
        if first >= end:
            return ()
        return ((first, self._grow(first, end)),)

    def _grow(self, first: int, end: int) -> int:
        """
        Take a quotation that is begun in the content to its end.
        """
        reading = self.clauses.reading
        if first >= end:
            return end
        number = reading.inside[end - 1]
        if number >= 0 and reading.quotations[number].first >= first:
            return max(end, reading.quotations[number].last)
        return end

    def _passive(self) -> tuple[Range, ...]:
        """
        Give the content of a passive: its subject and what follows, or only that where the subject is a dummy.
        """
        clause, parts = self.clause, self.clauses.parts
        end = self._end()
        at = self._open(clause.last, end)
        behind = ((at, self._grow(at, end)),) if at < end else ()
        about = clause.about
        if about is None or parts[about[0]] & Part.IMPERSONAL and about[1] - about[0] == 1:
            return behind
        return (about, *behind)
