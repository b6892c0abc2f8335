"""
Read attributions in languages where the subject stands in front of its verb (English, French).

A cue group is found first; who speaks is the mention in front of it, or behind it where what is
said came first ("…," said the mayor), or the subject of the clause where the cue leans on it
("…, adding that"). What is said is what the reporting clause leaves of its sentence.
"""

from __future__ import annotations

from attrs import define, field

from claimtrack.attribution.frames import Frame, Range, Reading, Voice
from claimtrack.attribution.grammar import AUXILIARIES, Part, grammar_of
from claimtrack.attribution.groups import Form, Group, find_groups
from claimtrack.attribution.mentions_old import Clauses
from claimtrack.attribution.reports import Clause, read_content

_RARE = 0.3
"""A word that reports in fewer of its uses does not end a mention in front of it ("environmental issues")."""


def find_frames(reading: Reading) -> list[Frame]:
    """
    Find all attributions whose cue is a verb or a noun, in order of their cues.
    """
    grammar = grammar_of(reading.tokens.pack)
    clauses = Clauses(reading, reading.parts)
    frames: list[Frame] = []
    for sentence in reading.sentences:
        groups = find_groups(clauses, grammar, sentence)
        if groups:
            frames += _Sentence(clauses, sentence, groups).frames()
    return frames


def read_source(reading: Reading, at: int, limit: int) -> Range | None:
    """
    Give the mention that starts at a token, not past `limit`.
    """
    return Clauses(reading, reading.parts).after(at, limit, whole=True)


@define(eq=False)
class _Sentence:
    """
    Work through the cue groups of one sentence.
    """

    clauses: Clauses
    sentence: Range
    groups: list[Group]
    subjects: list[Range | None] = field(factory=list)

    def frames(self) -> list[Frame]:
        """
        Give the frames of the sentence.
        """
        read: list[Clause] = []
        for number, group in enumerate(self.groups):
            if read and read[-1].via and group.first < read[-1].last:
                # "… as saying" belongs to the citation in front of it.
                continue
            clause = self._clause(group, read, self.groups[number + 1] if number + 1 < len(self.groups) else None)
            if clause is not None:
                read.append(clause)
        frames: list[Frame] = []
        for number, clause in enumerate(read):
            source = clause.source
            if source is not None and self.clauses.parts[source[0]] & Part.NEGATION:
                # "No group has claimed responsibility."
                clause.group.negated = True
            frame = read_content(self.clauses, self._bounds(clause.group), clause, read[number + 1 :], read[:number])
            if frame is not None:
                frames.append(frame)
        return frames

    def _bounds(self, group: Group) -> Range:
        """
        Give the tokens that a group's clause can reach: its sentence, or the part of a quotation in it.
        """
        start, end = self.sentence
        reading = self.clauses.reading
        number = reading.inside[group.cue]
        if number < 0:
            return start, end
        quotation = reading.quotations[number]
        return max(start, quotation.first + 1), min(end, quotation.last - 1 if quotation.closed else quotation.last)

    def _clause(self, group: Group, earlier: list[Clause], later: Group | None) -> Clause | None:
        """
        Find who speaks in a group, or None where the group is no report.
        """
        start, end = self._bounds(group)
        own = self.clauses.reading.inside[group.cue]
        floor = max([start, *(c.last for c in earlier if c.last <= group.first and self._bars(c, own))])
        limit = min(end, later.first) if later is not None and self._ends_mention(later) else end
        if group.form is Form.NOUN:
            return self._noun(group, floor)
        if group.form in (Form.PASSIVE, Form.REDUCED):
            return self._passive(group, floor, limit)
        if group.joined:
            source = self._shared(group, earlier)
            return Clause(group, source, group.first, group.last, None) if source else None
        source = self.clauses.before(group.first, floor)
        if source is not None and group.entry.relays:
            cited = self._cited(group, source, end)
            if cited is not None:
                return cited
        if source is not None and self._agrees(group, source):
            return Clause(group, source, source[0], group.last, None)
        return self._inverted(group, limit)

    def _cited(self, group: Group, subject: Range, end: int) -> Clause | None:
        """
        Read "the agency quoted the minister as saying": the minister says it, the agency passes it on.
        """
        parts = self.clauses.parts
        source = self.clauses.after(group.last, end)
        if source is None or source[1] + 1 >= end:
            return None
        if not parts[source[1]] & Part.SUBORDINATOR or not parts[source[1] + 1] & Part.CUE:
            return None
        voice = Voice(source=subject, cue=(group.first, group.last), entry=group.entry)
        return Clause(group, source, subject[0], source[1] + 2, None, (voice,))

    def _ends_mention(self, later: Group) -> bool:
        """
        Say whether a later cue ends a mention in front of it: a word that may be a noun there does not.
        """
        if later.auxiliary or later.joined:
            return True
        form = self.clauses.reading.tokens.words[later.cue].form
        return later.entry.rate >= _RARE and form not in later.entry.plural

    def _bars(self, clause: Clause, own: int) -> bool:
        """
        Say whether a mention cannot reach over an earlier report: it can over a relative clause.
        """
        if self.clauses.reading.inside[clause.group.cue] != own:
            return False
        source = clause.source
        return source is None or not self.clauses.parts[source[0]] & Part.RELATIVE

    def _agrees(self, group: Group, source: Range) -> bool:
        """
        Say whether a subject can stand with this form of the verb, where the form tells.
        """
        form = self.clauses.reading.tokens.words[group.cue].form
        if group.auxiliary or not any(p == form or p.startswith(form + " ") for p in group.entry.plural):
            return True
        return self.clauses.is_plural(source)

    def _inverted(self, group: Group, limit: int) -> Clause | None:
        """
        Read a report whose subject stands behind the cue: '…," said the mayor'.
        """
        parts, start = self.clauses.parts, self.sentence[0]
        led = self._quote_ends(group.first) or (
            group.first > start and bool(parts[group.first - 1] & (Part.COMMA | Part.DASH))
        )
        if not led or group.auxiliary:
            return None
        at = group.last
        if at >= limit or (parts[at] & Part.OBJECT_PRONOUN and not parts[at] & Part.PRONOUN):
            return None
        source = self.clauses.after(at, self._stop(limit))
        if source is not None and any(parts[k] & Part.RELATIVE for k in range(*source)):
            # A relative clause of the speaker may hold cues of its own.
            source = self.clauses.after(at, self._stop(self._bounds(group)[1]))
        if source is None or not self._agrees(group, source):
            return None
        return Clause(group, source, group.first, source[1], None)

    def _stop(self, limit: int) -> int:
        """
        Leave the closing signs of the sentence out of a limit.
        """
        parts = self.clauses.parts
        while limit > self.sentence[0] and parts[limit - 1] & Part.STOP and not self.clauses.glued(limit - 1):
            limit -= 1
        return limit

    def _quote_ends(self, at: int) -> bool:
        """
        Say whether a quotation ends in front of a token.
        """
        inside = self.clauses.reading.inside
        return at > 0 and inside[at - 1] >= 0 and inside[at] != inside[at - 1]

    def _passive(self, group: Group, floor: int, limit: int) -> Clause | None:
        """
        Read a passive: with the one who says behind "by", or without a source.
        """
        parts = self.clauses.parts
        subject = self.clauses.before(group.first, floor)
        if subject is None:
            return None
        agent = group.last
        while agent < min(limit, group.last + 3) and parts[agent] & (Part.TIME | Part.PREPOSITION | Part.NUMBER):
            if parts[agent] & Part.AGENT:
                source = self.clauses.after(agent + 1, limit)
                if source is not None and not parts[source[0]] & Part.TIME:
                    if group.entry.relays and source[1] < limit and parts[source[1]] & Part.SUBORDINATOR:
                        # "The minister was quoted by the agency as saying": the subject says it.
                        voice = Voice(source=source, cue=(group.first, group.last), entry=group.entry)
                        return Clause(group, subject, subject[0], source[1], None, (voice,))
                    return Clause(group, source, subject[0], source[1], subject)
            agent += 1
        if group.form is Form.REDUCED:
            return None
        if group.entry.relays:
            said = self._said_by(group, subject)
            if said is not None:
                return said
        return Clause(group, None, subject[0], group.last, subject)

    def _said_by(self, group: Group, subject: Range) -> Clause | None:
        """
        Read "the minister was quoted as saying by the agency", with or without the agency.
        """
        parts, end = self.clauses.parts, self._bounds(group)[1]
        at = group.last
        if at + 1 >= end or not parts[at] & Part.SUBORDINATOR or not parts[at + 1] & Part.CUE:
            return None
        at += 2
        agent = self.clauses.after(at + 1, end) if at + 1 < end and parts[at] & Part.AGENT else None
        voice = Voice(source=agent, cue=(group.first, group.last), entry=group.entry)
        return Clause(group, subject, subject[0], agent[1] if agent is not None else at, None, (voice,))

    def _noun(self, group: Group, floor: int) -> Clause | None:
        """
        Read a noun of saying with its owner in front ("the ministry's claim that").
        """
        parts = self.clauses.parts
        if group.last >= self.sentence[1] or not parts[group.last] & Part.COMPLEMENT:
            return None
        owner = group.first - 1
        if parts[owner] & Part.POSSESSIVE:
            return Clause(group, (owner, group.first), owner, group.last, None)
        source = self.clauses.before(owner, floor) if owner > floor else None
        if source is None:
            return None
        return Clause(group, (source[0], group.first), source[0], group.last, None)

    def _shared(self, group: Group, earlier: list[Clause]) -> Range | None:
        """
        Give the subject that a joined group leans on: the last speaker's, else the clause's own.
        """
        if group.form is Form.PARTICIPLE:
            # "With the new survey finding that": the participle has a subject of its own.
            own = self.clauses.before(group.first, self._bounds(group)[0])
            if own is not None and own[0] - 2 > self.sentence[0]:
                parts = self.clauses.parts
                if parts[own[0] - 1] & Part.PREPOSITION and parts[own[0] - 2] & Part.COMMA:
                    return own
        for clause in reversed(earlier):
            if clause.source is not None and clause.last <= group.first:
                return clause.source
        return self._first_subject(group.first)

    def _first_subject(self, limit: int) -> Range | None:
        """
        Give the subject of the first verb of the sentence.
        """
        parts, start = self.clauses.parts, self.sentence[0]
        for at in range(start + 1, min(limit, start + 80)):
            if parts[at] & (AUXILIARIES | Part.VERB) and not parts[at] & Part.GENITIVE:
                subject = self.clauses.before(at, start)
                if subject is not None and not parts[subject[0]] & Part.RELATIVE:
                    return subject
        return None
