"""
Read who says what from the analysis of a text: one reader for every language; what differs stands in the packs.
"""

from __future__ import annotations

from attrs import define, evolve

from claimtrack.attribution.content import Contents
from claimtrack.attribution.cues import FoundCue, agreement, find_cue, may_show, rate_of
from claimtrack.attribution.frames import Frame, Range, Reading, Voice
from claimtrack.attribution.grammar import Part
from claimtrack.attribution.mentions import Mentions
from claimtrack.attribution.nouns import MEDIA
from claimtrack.attribution.quoting import SHORT_QUOTE
from claimtrack.attribution.relays import Relays
from claimtrack.attribution.sources import describe_source
from claimtrack.attribution.speakers import Speakers
from claimtrack.attribution.surroundings import is_earlier
from claimtrack.model import CueClass, SourceKind
from claimtrack.syntax import Kind, is_citation

_SURE = 340
"""Margin of a verb of saying from which it reports without more to show it."""
_SURE_UNLISTED = 1000
"""The same of a verb that no pack lists, where "that" stands behind it: below, one in eight reports something."""
_MOSTLY = 0.5
"""Share of a cue's uses that report something from which it always reports."""
_RARE = 0.2
"""Share of a cue's uses that report something below which neither its margin nor "that" shows it."""
_CITING = frozenset({"participle", "preposition"})
"""Parts of cues that name the source of the report they hang on (citing a source, نقلاً عن مصدر)."""
_CITING_KINDS = MEDIA | {SourceKind.DOCUMENT}
"""Kinds of sources that cite others and are no witnesses themselves."""
_LONGEST_OBJECT = 8
"""Tokens behind a verbal noun in which what else is said of the deed begins (السيطرة على البلدة بعد معارك استمرت …)."""
_LONGEST_OPENER = 5
"""Tokens of what opens background, up to its verb ("it is to be noted")."""
_LONGEST_GAP = 16
"""Tokens between a cue and its content in which the one spoken to may stand."""


def find_frames(reading: Reading) -> list[Frame]:
    """
    Return the frames of a text in order of their cues.
    """
    mentions = Mentions.of(reading)
    speakers = Speakers.of(reading, mentions)
    return _Reader(reading, mentions, speakers, Contents.of(reading), Relays(reading, mentions, speakers)).frames()


@define(eq=False)
class _Reader:
    """
    Read the verbs of saying of one text, one after the other.
    """

    reading: Reading
    mentions: Mentions
    speakers: Speakers
    contents: Contents
    relays: Relays

    def frames(self) -> list[Frame]:
        """
        Return all frames.
        """
        analysis = self.reading.analysis
        cues: dict[int, FoundCue] = {}
        for number, predicate in enumerate(analysis.predicates):
            says = predicate.kind is Kind.SAY
            if not says and not (predicate.tag in ("V", "PART") and may_show(analysis.tokens.words[predicate.at])):
                continue
            if self._in_quotation(predicate.at) or self._says_nothing(predicate.at):
                continue
            cue = find_cue(analysis, predicate, self.reading.sentences[analysis.sentence_of[predicate.at]][0])
            if says or self.contents.objects.shows(number, cue.entry):
                cues[number] = cue
                if cue.entry is not None:
                    self.reading.cue_entries[number] = cue.entry
        made: dict[int, Frame] = {}
        for number, cue in cues.items():
            frame = self._frame(number, cue, made)
            if frame is not None:
                made[number] = frame
        made = self._without_denied(made)
        self._share_listeners(made)
        self._join_citations(made)
        self._join_quoted(made)
        return self._join_relays(made)

    def _share_listeners(self, made: dict[int, Frame]) -> None:
        """
        Let whoever was told one thing pass on what the same speaker adds ("told Reuters …, adding that").
        """
        sentence_of, predicates = self.reading.analysis.sentence_of, self.reading.analysis.predicates
        last: dict[tuple[int, Range], tuple[Voice, ...]] = {}
        for number, frame in sorted(made.items()):
            if not frame.source:
                continue
            key = sentence_of[predicates[number].at], frame.source[0]
            if frame.via:
                last[key] = frame.via
            elif key in last:
                made[number] = evolve(frame, via=last[key])

    def _join_citations(self, made: dict[int, Frame]) -> None:
        """
        Let the one whom an outlet cites stand behind it: "the agency said the road was open, according to the mayor".

        The other way round ("the mayor said …, according to the agency") the outlet is outside, also where syntax
        has put the citation under what the mayor said.
        """
        reading, predicates = self.reading, self.reading.analysis.predicates
        for number, frame in list(made.items()):
            if not is_citation(reading.analysis, number) or not frame.source:
                continue
            inner = [n for n in made if predicates[n].governor == number and made[n].source]
            if describe_source(reading, frame.source[0]).kind in MEDIA:
                above = predicates[number].governor
                if not inner and above in made and self._passes_on(made, above, _voice(frame)):
                    del made[number]
                    continue
            elif len(inner) == 1 and describe_source(reading, made[inner[0]].source[0]).kind in _CITING_KINDS:
                other = made[inner[0]]
                via = (*other.via, _voice(other))
                made[inner[0]] = evolve(frame, content=other.content, via=via, quoted=other.quoted)
                del made[number]
                continue
            if not frame.content and (frame.entry is None or not frame.entry.relays):
                del made[number]

    def _passes_on(self, made: dict[int, Frame], number: int, voice: Voice) -> bool:
        """
        Put an outlet in front of a report at whose end it is cited; say whether it was one of somebody else.
        """
        frame = made[number]
        if voice.cue is None or not frame.source or describe_source(self.reading, frame.source[0]).kind in MEDIA:
            return False
        content = list(frame.content)
        if content and content[-1][0] < voice.cue[0] < content[-1][1]:
            end = voice.cue[0]
            while end > content[-1][0] and not self.reading.parts[end - 1] & (Part.WORD | Part.NUMBER):
                end -= 1
            content[-1] = content[-1][0], end
        made[number] = evolve(frame, content=tuple(content), via=(voice, *frame.via))
        return True

    def _join_quoted(self, made: dict[int, Frame]) -> None:
        """
        Let "as saying" report what the verb above it passes on: "the agency quoted the governor as saying that …".
        """
        predicates = self.reading.analysis.predicates
        for number, frame in list(made.items()):
            above = predicates[number].governor
            outer = made.get(above)
            if outer is None or predicates[number].tag != "PART" or outer.entry is None or not outer.entry.relays:
                continue
            if frame.source and outer.source and outer.source != frame.source and not outer.via:
                made[number] = evolve(frame, via=(_voice(outer), *frame.via))
                del made[above]

    def _in_quotation(self, at: int) -> bool:
        """
        Whether a token stands in a quotation: what the speaker reports there is part of what is quoted.
        """
        number = self.reading.inside[at]
        if number < 0:
            return False
        quotation = self.reading.quotations[number]
        return quotation.closed and quotation.last - quotation.first - 2 >= SHORT_QUOTE

    def _says_nothing(self, at: int) -> bool:
        """
        Whether a verb only opens background of the outlet's own (يُذكر أن) or tells that a source gave no name.
        """
        for start in range(at, max(at - _LONGEST_OPENER, -1), -1):
            hit = self.reading.tokens.match(start, "operator") if self.reading.parts[start] & Part.NOTE else None
            if hit is not None and hit[1] > at and getattr(hit[0], "role", "") in ("background", "anonymity"):
                return True
        # "Close to 30 vehicles" (ما يقرب من): a word that only loosens a number reports nothing.
        front = self.reading.tokens.match(at - 1, "counting") if at else None
        return front is not None and front[1] > at

    def _without_denied(self, made: dict[int, Frame]) -> dict[int, Frame]:
        """
        Leave out the reports that a denial is of: who denied what media spread is the one source of the denial.
        """
        predicates = self.reading.analysis.predicates
        denied: dict[int, int] = {}
        for number, frame in made.items():
            if frame.entry is not None and frame.entry.cue_class is CueClass.DENY:
                for a, b in frame.content:
                    denied.update((k, number) for k in range(a, b) if denied.get(k, number) >= number)
        kept = {n: frame for n, frame in made.items() if denied.get(predicates[n].at, n) == n}
        hosts = self.reading.analysis.hosts
        for n, frame in made.items():
            outer = denied.get(predicates[n].at, n)
            if n not in kept and outer in kept and "REL" in hosts[kept[outer].content[0][0] : predicates[n].at]:
                # "Denied what the paper wrote of ten dead" (نفى ما نشرته الصحيفة عن): that ten died is what is denied.
                kept[outer] = evolve(kept[outer], content=frame.content)
        return kept

    def _frame(  # noqa: PLR0911 (a decision list: what says nothing leaves early)
        self, number: int, cue: FoundCue, made: dict[int, Frame]
    ) -> Frame | None:
        """
        Return the frame of one verb of saying, or None where it says nothing or nobody says it.
        """
        reading, analysis = self.reading, self.reading.analysis
        predicate = analysis.predicates[number]
        sentence = reading.sentences[analysis.sentence_of[predicate.at]]
        source = self.speakers.find(number, cue, sentence, made)
        if source is not None and self.speakers.is_nobody(source, negated=predicate.negated):
            return None
        own = (
            (min(cue.span[0], source[0]), max(cue.span[1], source[1]))
            if source is not None and self._adjoins(source, cue, sentence)
            else cue.span
        )
        content = self._with_deed(self.contents.cover(number, own, sentence), source)
        entry = cue.entry
        if entry is not None and entry.relays and source is not None and entry.part in _CITING:
            via = self.relays.in_front(cue.span, sentence)
            return Frame(source=(source,), cue=(cue.span,), content=content, entry=entry, via=via)
        if not content and source is not None and predicate.governor in made and is_citation(analysis, number):
            return Frame(source=(source,), cue=(cue.span,), entry=entry)
        if not content or not self._is_shown(number, content, cue, source):
            return None
        if predicate.negated and any(a > 0 and reading.parts[a - 1] & Part.QUESTION for a, _ in content):
            return None  # who did not explain why has said nothing
        if source is None and predicate.governor >= 0:
            return None  # "it is feared" inside what somebody says loosens it and adds no speaker
        if source is not None and rate_of(cue) < _MOSTLY and self._is_count(source):
            return None
        if predicate.kind is not Kind.SAY and (source is None or not self._can_speak(source)):
            return None
        passive = source is None and self.speakers.is_passive(number)
        if source is None and not passive and reading.tokens.pack.basics.order == "subject_first":
            return None  # where a subject is never left out, a verb without one is misread
        via = self.relays.find(number, cue, source, content)
        return Frame(
            source=(source,) if source is not None else (),
            cue=(cue.span,),
            content=content,
            entry=cue.entry,
            via=via,
            negated=predicate.negated,
            quoted=all(
                reading.inside[a] >= 0 and reading.inside[a] == reading.inside[b - 1] != reading.inside[cue.span[0]]
                for a, b in content
            ),
            passive=passive,
            agrees=agreement(analysis, cue) if source is None else "",
            background=is_earlier(reading, number, sentence),
            notes=("own",) if source is not None and self._is_writer(source) else (),
        )

    def _is_writer(self, source: Range) -> bool:
        """
        Whether those who write speak of themselves ("we expect …"): outside of quotations "we" is the outlet.
        """
        first = bool(self.reading.parts[source[0]] & Part.FIRST_PERSON)
        return first and source[1] - source[0] == 1 and self.reading.inside[source[0]] < 0

    def _with_deed(self, content: tuple[Range, ...], source: Range | None) -> tuple[Range, ...]:
        """
        Let a content begin at the verbal noun that syntax read into the phrase of the source (المصادر | قيام الوفد).
        """
        phrase_at = self.reading.analysis.phrase_at
        at = source[1] if source is not None else 0
        if at == 0 or at >= len(phrase_at) or phrase_at[at] < 0 or phrase_at[at] != phrase_at[at - 1]:
            return content
        end = self.reading.analysis.phrases[phrase_at[at]].last
        deed = self.reading.analysis.hosts[at] == "VN" or self.reading.parts[at] & Part.VERBAL_NOUN
        if not deed or (content and not end <= content[0][0] <= end + _LONGEST_OBJECT):
            return content
        return ((at, content[0][1]), *content[1:]) if content else ((at, end),)

    def _is_count(self, source: Range) -> bool:
        """
        Whether a mention is a counted thing that nobody speaks as ("30 vehicles").
        """
        number = self.reading.tokens.words[source[0]].shape == "number"
        return number and describe_source(self.reading, source).entry is None

    def _can_speak(self, source: Range) -> bool:
        """
        Whether a mention is somebody who can state a number: a word for a source, a name, or a pronoun.
        """
        mention = describe_source(self.reading, source)
        named = mention.named and self.reading.tokens.pack.basics.capitals
        return mention.entry is not None or mention.pronoun or named

    def _is_shown(self, number: int, content: tuple[Range, ...], cue: FoundCue, source: Range | None) -> bool:
        """
        Whether the sentence shows that a verb reports: the rarer it does so, the more has to show it.

        The figures are shares of frames right on a development corpus of English news: .88 with a quotation, .71 where
        the content stands in front, .66 with "that"; .12 for a verb of a rate below .2 with nothing of the kind.
        """
        reading = self.reading
        rate = rate_of(cue)
        quoted = any(reading.inside[a] >= 0 and reading.inside[a] != reading.inside[cue.span[0]] for a, _ in content)
        sure = reading.analysis.predicates[number].margin >= _SURE or rate >= _MOSTLY
        if (
            quoted
            or (sure and rate >= _RARE)
            or self.contents.objects.counts(number)
            or self.contents.objects.shows(number, cue.entry)
        ):
            return True
        if reading.analysis.predicates[number].tag not in ("V", "Vp", "PART"):
            return cue.entry is not None
        if any(a < cue.span[0] for a, _ in content):
            return rate >= _RARE or (source is not None and source[0] > cue.span[0] and self._can_speak(source))
        opened = [a for a, _ in content if a > cue.span[0]]
        that = any(reading.parts[a - 1] & Part.COMPLEMENT for a in opened)
        unlisted = cue.entry is None and reading.analysis.predicates[number].margin >= _SURE_UNLISTED
        led = any(reading.tokens.words[a - 1].form in cue.takes for a in opened)
        if that and (rate >= _RARE or unlisted):
            return True
        outer = reading.analysis.predicates[number].governor < 0
        return (
            sure and outer and (led or (cue.entry is not None and self.contents.objects.is_clause(number, cue.span[1])))
        )

    def _adjoins(self, source: Range, cue: FoundCue, sentence: Range) -> bool:
        """
        Whether a source stands in the clause of its cue, so that its words are no content.
        """
        return (
            sentence[0] <= source[0]
            and source[1] <= sentence[1]
            and (source[0] >= cue.span[1] or cue.span[0] - source[1] < _LONGEST_GAP)
        )

    def _join_relays(self, made: dict[int, Frame]) -> list[Frame]:
        """
        Give a citing participle the content of the report it hangs on: "the agency said …, citing a source".
        """
        dropped: set[int] = set()
        for number, frame in made.items():
            entry = frame.entry
            if entry is None or not entry.relays or entry.part not in _CITING:
                continue
            host = self._host(number, made)
            if host is None or not frame.source:
                if not frame.content:
                    dropped.add(number)
                continue
            cited = describe_source(self.reading, frame.source[0])
            if cited.entry is None and not cited.named:
                dropped.add(number)  # "citing fear of reprisals" names no source
                continue
            other = made[host]
            via = (*other.via, _voice(other))
            made[host] = evolve(frame, content=other.content, via=via, quoted=other.quoted, negated=other.negated)
            dropped.add(number)
        order = sorted(n for n in made if n not in dropped)
        return [made[n] for n in order]

    def _host(self, number: int, made: dict[int, Frame]) -> int | None:
        """
        Return the report in the same sentence that a citing participle hangs on.
        """
        predicates = self.reading.analysis.predicates
        sentence = self.reading.analysis.sentence_of[predicates[number].at]
        at = predicates[number].at
        leans = predicates[number].tag == "PART" and not self.reading.parts[at - 1] & Part.COMMA
        for other in range(number - 1, -1, -1):
            if self.reading.analysis.sentence_of[predicates[other].at] != sentence:
                return None
            if leans and other not in made and predicates[other].tag == "V":
                return None  # "a figure which the agency released quoting …": that verb is cited, and reports nothing
            if other in made and predicates[number].governor in (predicates[other].governor, other):
                return other
        return None


def _voice(frame: Frame) -> Voice:
    """
    Return the speaker of a frame as one who passes on.
    """
    source, cue = (frame.source or (None,))[0], (frame.cue or (None,))[0]
    return Voice(source=source, cue=cue, entry=frame.entry)
