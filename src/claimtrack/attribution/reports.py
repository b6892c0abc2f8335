"""
What a reporting clause leaves of its sentence: the content, behind it, in front of it, or around it.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.evidence import is_likely, marks
from claimtrack.attribution.frames import Frame, Range, Voice
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.groups import Form, Group
from claimtrack.attribution.mentions_old import Clauses
from claimtrack.attribution.preambles import NAME_IN_QUOTES, Preamble

_SHORTEST_CLAUSE = 4
"""Tokens of content in front of a comma from which on a contrast behind it is the outlet's."""


@define(eq=False)
class Clause:
    """
    Hold a reporting clause: its group, who speaks, and the tokens it takes up.

    Attributes:
        first: Its first token, and `last` the token behind it; content stands outside.
        about: The subject of a passive, which is part of the content.
        via: Who passes on what the source said ("was quoted by the agency as saying").

    """

    group: Group
    source: Range | None
    first: int
    last: int
    about: Range | None
    via: tuple[Voice, ...] = ()


def read_content(
    clauses: Clauses, bounds: Range, clause: Clause, later: list[Clause], earlier: list[Clause]
) -> Frame | None:
    """
    Read what is said in a reporting clause, or None where nothing is.

    Args:
        clauses: The walker over the text.
        bounds: Tokens of the sentence, or of the quotation in it, that the clause stands in.
        clause: The clause itself.
        later: Reporting clauses behind it in the sentence.
        earlier: Those in front of it.

    """
    reader = Content(clauses, bounds, clause, later, earlier)
    content = reader.read()
    if not content:
        return None
    group = clause.group
    # "… as saying" leaves no doubt.
    if not clause.via and not is_likely(
        group, marks(clauses, group, clause.source, content, leads=reader.leads, about=clause.about)
    ):
        return None
    return Frame(
        source=(clause.source,) if clause.source else (),
        cue=((group.first, group.last),),
        content=content,
        entry=group.entry,
        via=(*clause.via, *reader.via),
        negated=group.negated,
        questioned=group.modal,
        background=group.past or bool(clauses.parts[bounds[0]] & Part.EARLIER),
        passive=group.form in (Form.PASSIVE, Form.REDUCED),
        quoted=is_quoted(clauses, content),
        notes=() if group.entry.speech else ("attitude",),
    )


def is_quoted(clauses: Clauses, content: tuple[Range, ...]) -> bool:
    """
    Say whether all of a content stands in quotation marks.
    """
    inside, parts = clauses.reading.inside, clauses.parts
    for first, last in content:
        opens = inside[first] >= 0 or (parts[first] & Part.COMPLEMENT and first + 1 < last and inside[first + 1] >= 0)
        if not opens or (inside[last - 1] < 0 and parts[last - 1] & Part.WORD):
            return False
    return True


@define(eq=False)
class Content:
    """
    Find the content of one clause.

    Attributes:
        leads: Whether the content stands in front of the clause.
        via: Who it was said to, where that is a news outlet, which then passes it on.

    """

    clauses: Clauses
    bounds: Range
    clause: Clause
    later: list[Clause]
    earlier: list[Clause]
    leads: bool = False
    via: tuple[Voice, ...] = ()

    def read(self) -> tuple[Range, ...]:
        """
        Give the ranges of what is said.
        """
        clause = self.clause
        end = self._end()
        if clause.group.form in (Form.PASSIVE, Form.REDUCED) and not clause.via:
            return self._passive(end)
        preamble = Preamble(self.clauses, clause.group, clause.last)
        marked = preamble.skip(end)
        self.via = preamble.via
        if (clause.group.form in (Form.FINITE, Form.NOUN) or clause.via) and self._is_led(marked, end):
            self.leads = True
            return self._in_front(marked, end)
        first = self._open(marked, end)
        return ((first, self._grow(first, end)),) if first < end else ()

    def _end(self) -> int:
        """
        Give the end of the sentence without its stop, or of the clause where another report follows.
        """
        end = self.bounds[1]
        parts, clauses = self.clauses.parts, self.clauses
        while end > self.clause.last and parts[end - 1] & (Part.STOP | Part.COMMA) and not clauses.glued(end - 1):
            end -= 1
        end = self._own_clause(end)
        for other in self.later:
            cut = self._cut(other, end)
            if self.clause.last <= cut < end:
                return cut
        return end

    def _own_clause(self, end: int) -> int:
        """
        Cut what a clause of its own adds: behind a subordinate report, and where a contrast or relative opens one.
        """
        parts, clauses, first = self.clauses.parts, self.clauses, self.clause.first
        inside = clauses.reading.inside
        leans = first > self.bounds[0] and bool(parts[first - 1] & Part.SUBORDINATOR) and first - 1 == self.bounds[0]
        for at in range(self.clause.last + 2, end - 1):
            if not parts[at] & Part.COMMA or inside[at] != inside[self.clause.group.cue]:
                continue
            if leans and parts[at + 1] & (Part.PRONOUN | Part.DETERMINER | Part.POSSESSIVE | Part.CAPITAL):
                return at
            if parts[at + 1] & (Part.CONTRAST | Part.RELATIVE) and at - self.clause.last >= _SHORTEST_CLAUSE:
                return at
        return end

    def _cut(self, other: Clause, end: int) -> int:
        """
        Give where a later report cuts the content of this one; -1 where it stands inside it.
        """
        parts, inside = self.clauses.parts, self.clauses.reading.inside
        if other.group.entry.relays and other.group.form is Form.PARTICIPLE:
            return -1
        at = other.group.first if other.group.joined else other.first
        if at <= 0 or (inside[at] >= 0 and inside[at] != inside[self.clause.group.cue]):
            return -1
        before = parts[at - 1]
        if before & Part.COORDINATOR:
            at -= 1
            return at - 1 if parts[at - 1] & (Part.COMMA | Part.SEMICOLON) else at
        if before & Part.COMMA and other.last >= end and not other.group.joined and other.group.form is Form.FINITE:
            # The last report of a sentence takes all that stands in front of it.
            return at - 1
        if before & Part.SEMICOLON or (other.group.form is Form.PARTICIPLE and before & Part.COMMA):
            return at - 1
        return -1

    def _is_led(self, at: int, end: int) -> bool:
        """
        Say whether what is said stands in front of the clause.
        """
        parts, inside = self.clauses.parts, self.clauses.reading.inside
        first, start = self.clause.first, self.bounds[0]
        if first <= 0 or (at < end and parts[at] & (Part.COMPLEMENT | Part.COLON)):
            return False
        closed = at >= end or bool(parts[at] & (Part.COMMA | Part.STOP | Part.SEMICOLON | Part.DASH))
        own = inside[first]
        if first <= start:
            # The sentence in front ends in a quotation with its own mark ("…?" he asked).
            same = first not in self.clauses.reading.tokens.newlines
            return (closed or self._asks(first)) and same and inside[first - 1] >= 0 and inside[first - 1] != own
        comma = bool(parts[first - 1] & (Part.COMMA | Part.DASH))
        number = inside[first - 1]
        if number in (-1, own) and comma and first > 1:
            number = inside[first - 2]
        inverted = self.clause.last > self.clause.group.last
        behind = at < end and not parts[at] & (Part.PRONOUN | Part.DETERMINER | Part.POSSESSIVE)
        if number >= 0 and number != own:
            quotation = self.clauses.reading.quotations[number]
            long = quotation.first <= start or quotation.last - quotation.first > NAME_IN_QUOTES
            return closed or inverted or (long and behind)
        return comma and (closed or inverted)

    def _asks(self, at: int) -> bool:
        """
        Say whether the quotation in front of a token ends in a mark that ends no report: a question, a shout.
        """
        words = self.clauses.reading.tokens.words
        return at > 1 and words[at - 2].shape in ("?", "!") and self.clause.first == at

    def _in_front(self, at: int, end: int) -> tuple[Range, ...]:
        """
        Give what stands in front, with what follows where the clause stands in its middle.
        """
        parts, reading = self.clauses.parts, self.clauses.reading
        first, start = self.clause.first, self.bounds[0]
        own = reading.inside[first]
        quotation = reading.inside[first - 1]
        if quotation in (-1, own) and first > 1 and parts[first - 1] & Part.COMMA:
            quotation = reading.inside[first - 2]
        quoted = quotation >= 0 and quotation != own
        for other in self.earlier:
            if other.last <= first and not (quoted and reading.inside[other.group.cue] == quotation):
                start = max(start, self._behind_report(other, first))
        if quoted:
            start = min(start, reading.quotations[quotation].first)
        stop = first
        while stop > start and parts[stop - 1] & (Part.COMMA | Part.DASH):
            stop -= 1
        while start < stop and parts[start] & (Part.COMMA | Part.SEMICOLON | Part.DASH):
            start += 1
        content: list[Range] = [(start, stop)] if stop > start else []
        if at < end and parts[at] & (Part.COMMA | Part.DASH):
            at += 1
        if at < end and not self._is_aside(at):
            content.append((at, self._grow(at, end)))
        elif quoted:
            content += self._next_quotation()
        return tuple(content)

    def _behind_report(self, other: Clause, first: int) -> int:
        """
        Give where content can begin behind an earlier report: at once, where a comma or coordinator closes it.
        """
        parts = self.clauses.parts
        for at in range(other.last, first - 1):
            if (parts[at] & Part.COORDINATOR and parts[at - 1] & Part.COMMA) or parts[at] & Part.SEMICOLON:
                return at + 1
        return self.bounds[0]

    def _is_aside(self, at: int) -> bool:
        """
        Say whether what follows a report in the middle is the outlet's, not the speaker's.
        """
        if at in self.clauses.reading.quote_at:
            return False
        bits = self.clauses.parts[at]
        aside = Part.SUBORDINATOR | Part.PREPOSITION | Part.TIME | Part.ADVERB | Part.COORDINATOR | Part.PARTICIPLE
        return bool(bits & aside)

    def _next_quotation(self) -> list[Range]:
        """
        Give the quotation that the next sentence of the paragraph opens with: a quotation cut in two.
        """
        reading = self.clauses.reading
        number = reading.sentence_of[self.clause.group.cue] + 1
        if number >= len(reading.sentences):
            return []
        quotation = reading.quote_at.get(reading.sentences[number][0])
        if quotation is None or self._has_own_report(quotation.last):
            return []
        return [(quotation.first, quotation.last)]

    def _has_own_report(self, at: int) -> bool:
        """
        Say whether words follow a quotation in its sentence, which then have their own report.
        """
        reading, parts = self.clauses.reading, self.clauses.parts
        if at >= len(parts) or reading.sentence_of[at] != reading.sentence_of[at - 1]:
            return (
                at < len(parts)
                and at not in reading.tokens.newlines
                and bool(parts[at] & Part.WORD)
                and any(parts[step] & Part.CUE for step in range(at, min(len(parts), at + 4)))
            )
        return any(parts[step] & Part.WORD for step in range(at, min(len(parts), at + 2)))

    def _open(self, at: int, end: int) -> int:
        """
        Step over the colon or comma that opens what is said.
        """
        parts = self.clauses.parts
        while at < end and parts[at] & (Part.COLON | Part.COMMA | Part.DASH):
            at += 1
        return at

    def _grow(self, first: int, end: int) -> int:
        """
        Take a quotation that is begun in the content to its end.
        """
        reading = self.clauses.reading
        number = reading.inside[end - 1]
        if number >= 0 and reading.quotations[number].first >= first:
            return max(end, reading.quotations[number].last)
        return end

    def _passive(self, end: int) -> tuple[Range, ...]:
        """
        Give the content of a passive: its subject and what follows, or only that where the subject is a dummy.
        """
        clause, parts = self.clause, self.clauses.parts
        at = Preamble(self.clauses, clause.group, clause.last).skip_adverbials(clause.last, end)
        at = self._open(at, end)
        behind = ((at, self._grow(at, end)),) if at < end else ()
        about = clause.about
        if about is None or (parts[about[0]] & Part.IMPERSONAL and about[1] - about[0] == 1):
            return behind
        return (about, *behind)
