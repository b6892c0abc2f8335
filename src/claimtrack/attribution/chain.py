"""
Put frames inside one another: the outlet quotes an agency that cites a medical source.

A frame whose cue stands in the content of another is under it, so its chain begins with the other's.
The rules know no language: they look at token ranges and at what packs say of cues and sources.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from attrs import define, evolve, field

from claimtrack.attribution.frames import Frame, Range, Reading, Voice
from claimtrack.attribution.sources import Mention
from claimtrack.attribution.strength import Grade, Ground, grade, grade_own_voice
from claimtrack.language import Cue
from claimtrack.model import (
    Act,
    Antecedent,
    Attribution,
    CueClass,
    Denies,
    Link,
    Passage,
    Polarity,
    Relation,
    SourceKind,
    Span,
)

_ACTS: Mapping[CueClass, Act] = {
    CueClass.CONFIRM: Act.CONFIRM,
    CueClass.ANNOUNCE: Act.STATE,
    CueClass.SAY: Act.STATE,
    CueClass.REPORT: Act.REPORT,
    CueClass.CREDIT: Act.REPORT,
    CueClass.CLAIM: Act.CLAIM,
    CueClass.ACCUSE: Act.CLAIM,
    CueClass.ESTIMATE: Act.SPECULATE,
    CueClass.SPECULATE: Act.SPECULATE,
    CueClass.WARN: Act.SPECULATE,
    CueClass.DENY: Act.DENY,
    CueClass.DOUBT: Act.SPECULATE,
    CueClass.RETRACT: Act.RETRACT,
    CueClass.CORRECT: Act.CORRECT,
}
"""What the words do with the content, by the kind of cue; the formats list which verbs are which."""

_OWN = frozenset({"own", "superseded"})
"""Notes on what the outlet says of itself: "we expect", "an earlier version said"."""
_LONGEST_CHAIN = 8
"""Links a chain may have; deeper nesting in news is a misreading, and chains must not grow with the text."""


@define(eq=False)
class Chainer:
    """
    Turn the frames of one reading into passages.

    Attributes:
        mentions: Every mention of the frames, described.
        antecedents: First token of a mention to what it points back to.
        origins: Start offset of an antecedent to the mention it is, for its kind.

    """

    reading: Reading
    mentions: Mapping[Range, Mention]
    antecedents: Mapping[int, Antecedent]
    origins: Mapping[int, Mention]
    _links: dict[int, tuple[Link, ...]] = field(factory=dict)

    def passages(self, frames: Sequence[Frame]) -> list[Passage]:
        """
        Give one passage a frame, in the order of the frames.
        """
        parents = find_parents(frames)
        order = sorted(range(len(frames)), key=lambda n: -_size(frames[n]))
        inherited: dict[int, bool] = {}
        for number in order:
            parent = parents[number]
            above = self._links[parent] if parent is not None else ()
            own = self._own_links(frames[number])
            if above and above[-1].start is not None and any(link.start == above[-1].start for link in own):
                # "Rescuers said they feared": one source, not one that passes on the other.
                above = above[:-1]
            if above and own and above[-1].relation is Relation.SAYS:
                above = (*above[:-1], _passing_on(above[-1]))
            self._links[number] = (*above, *own)[-_LONGEST_CHAIN:]
            inherited[number] = any(self._is_far(link, frames[number]) for link in own)
        return [
            self._passage(frame, self._links[number], inherited=inherited[number])
            for number, frame in enumerate(frames)
        ]

    def _own_links(self, frame: Frame) -> tuple[Link, ...]:
        """
        Give the links that a frame adds: who passes it on, then who says it; none where the outlet speaks of itself.
        """
        if _OWN & set(frame.notes):
            return ()
        links = [self._voice_link(voice, frame) for voice in frame.via]
        links.append(self._link(frame.source[0] if frame.source else None, frame.cue, frame.entry, frame.relation))
        return tuple(links)

    def _voice_link(self, voice: Voice, frame: Frame) -> Link:
        """
        Give the link of one who passes on.
        """
        cue = (voice.cue,) if voice.cue is not None else frame.cue
        return self._link(voice.source, cue, voice.entry or frame.entry, voice.relation)

    def _link(self, source: Range | None, cue: tuple[Range, ...], entry: Cue | None, relation: Relation) -> Link:
        """
        Give one link.
        """
        tokens = self.reading.tokens
        mention = self.mentions.get(source) if source is not None else None
        key = source[0] if source is not None else (cue[0][0] if cue else -1)
        antecedent = self.antecedents.get(key)
        kind = mention.kind if mention is not None else SourceKind.UNNAMED_SOURCES
        subkind = mention.subkind if mention is not None else None
        named = mention.named if mention is not None else False
        origin = self.origins.get(antecedent.start) if antecedent is not None else None
        nameless = mention is None or mention.pronoun or not mention.named or mention.entry is None
        if origin is not None and nameless:
            kind, subkind, named = origin.kind, origin.subkind, origin.named
        text = tokens.text(*source) if source is not None else None
        start = tokens.starts[source[0]] if source is not None else None
        back = text is None or (mention is not None and (mention.relative or self._is_bound(mention, antecedent)))
        if back and antecedent is not None:
            text, start = antecedent.source, antecedent.start
        return Link(
            source=text,
            start=start,
            kind=kind,
            named=named,
            subkind=subkind,
            antecedent=antecedent,
            cue=" … ".join(tokens.text(*c) for c in cue),
            cue_start=tokens.starts[cue[0][0]] if cue else None,
            cue_class=_cue_class(entry, kind),
            relation=relation,
        )

    def _is_bound(self, mention: Mention, antecedent: Antecedent | None) -> bool:
        """
        Say whether a pronoun stands in one sentence with what it points to: the source is named where it speaks.
        """
        if antecedent is None or not mention.pronoun:
            return False
        token = bisect_right(self.reading.tokens.starts, antecedent.start) - 1
        return self.reading.sentence_of[token] == self.reading.sentence_of[mention.first]

    def _is_far(self, link: Link, frame: Frame) -> bool:
        """
        Say whether a link points back into another sentence than its frame's.
        """
        if link.antecedent is None or not (frame.cue or frame.source):
            return False
        reading = self.reading
        token = bisect_right(reading.tokens.starts, link.antecedent.start) - 1
        place = (frame.cue or frame.source)[0][0]
        return reading.sentence_of[token] != reading.sentence_of[place]

    def _passage(self, frame: Frame, links: tuple[Link, ...], *, inherited: bool) -> Passage:
        """
        Give the passage of a frame.
        """
        cue_class = links[-1].cue_class if links else _cue_class(frame.entry, SourceKind.UNNAMED_SOURCES)
        act, polarity, denies = act_of(frame, cue_class)
        background = frame.background and polarity is Polarity.AFFIRM and act is not Act.CLAIM
        act = Act.BACKGROUND if background else act
        # "It is believed that" names nobody: it is the outlet that supposes, and says so.
        supposed = frame.passive and len(links) == 1 and links[0].source is None and act is Act.SPECULATE
        open_ = act is Act.SPECULATE
        judged = (
            self._grade(frame, links)
            if links
            else grade_own_voice(background=background, hedged=frame.hedged, left_open=open_)
        )
        attribution = Attribution(
            own_voice=supposed or not links,
            background=frame.background or "background" in frame.notes,
            inherited=inherited,
            chain=() if supposed else links,
            strength=judged.strength,
            commitment=judged.commitment,
            reasons=judged.reasons,
        )
        return Passage(
            source=self._spans(frame.source),
            cue=self._spans(frame.cue),
            content=self._spans(frame.content),
            attribution=attribution,
            act=act,
            polarity=polarity,
            denies=denies,
            hedged=frame.hedged or supposed or _loosens(frame),
            quoted=frame.quoted,
        )

    def _grade(self, frame: Frame, links: tuple[Link, ...]) -> Grade:
        """
        Grade a frame by its innermost link and what stands around it.
        """
        last = links[-1]
        entry = frame.entry
        return grade(
            Ground(
                cue_class=last.cue_class if entry is not None else None,
                kind=last.kind if last.source is not None else None,
                named=last.named,
                anonymous="anonymous" in frame.notes,
                concordant="concordant" in frame.notes,
                distancing=(entry is not None and entry.distancing) or "distancing" in frame.notes,
                hedged=frame.hedged,
                unverified="unverified" in frame.notes,
                attitude=entry is not None and not entry.speech,
                quoted=frame.quoted,
                relayed=len(links) > 1,
            )
        )

    def _spans(self, ranges: tuple[Range, ...]) -> tuple[Span, ...]:
        """
        Turn token ranges into spans of the text.
        """
        tokens = self.reading.tokens
        return tuple(Span(tokens.starts[a], tokens.ends[b - 1]) for a, b in ranges if b > a)


_UNTRUE = (("disowned", Denies.HAVING_SAID), ("untrue", Denies.DEED))
"""Notes on a content that is itself a denial, with what it denies."""


def act_of(frame: Frame, cue_class: CueClass) -> tuple[Act, Polarity, Denies | None]:
    """
    Say what a frame does with its content: its act, and for denials what is denied.

    What is said may itself be a denial ("we gave out no such figures", "the report is baseless").
    A negated cue of confirming ("did not confirm") asserts nothing, so it speculates; a negated denial
    does not turn into a claim. A factive cue keeps its content under negation ("did not know that").
    """
    if frame.entry is not None and not frame.entry.speech:
        return Act.SPECULATE, Polarity.AFFIRM, None
    act = _ACTS[cue_class] if frame.entry is not None else Act.STATE
    if "superseded" in frame.notes:
        # "An earlier version said …": who writes so takes it back.
        return Act.CORRECT, Polarity.DENY, Denies.HAVING_SAID
    if act is Act.DENY and not frame.negated:
        denies = Denies.DEED
        if "having_said" in frame.notes:
            denies = Denies.HAVING_SAID
        elif "figure" in frame.notes:
            denies = Denies.FIGURE
        return act, Polarity.DENY, denies
    told = [denies for note, denies in _UNTRUE if note in frame.notes]
    if told and not frame.negated:
        return Act.DENY, Polarity.DENY, told[0]
    factive = frame.entry is not None and frame.entry.factive
    if frame.negated and not factive:
        return Act.SPECULATE, Polarity.AFFIRM, None
    return act, Polarity.AFFIRM, None


def _loosens(frame: Frame) -> bool:
    """
    Say whether the cue itself loosens what it covers: expecting and estimating do, and "amid reports of".
    """
    if frame.entry is None or not frame.entry.speech:
        return False
    return frame.entry.cue_class in _LOOSE or frame.entry.part == "noun"


_LOOSE = frozenset({CueClass.SPECULATE, CueClass.ESTIMATE})
"""Kinds of cues that put their content forward as a supposition."""


def find_parents(frames: Sequence[Frame]) -> list[int | None]:
    """
    Give for each frame the innermost frame in whose content its cue stands, or None.

    One sweep over the sorted ranges; a parent is always larger than its child, so there is no circle.
    """
    ranges = sorted(((a, b, n) for n, f in enumerate(frames) for a, b in f.content), key=lambda r: (r[0], -r[1]))
    places = sorted((_place(frame), n) for n, frame in enumerate(frames))
    found: list[int | None] = [None] * len(frames)
    stack: list[tuple[int, int, int]] = []
    at = 0
    for place, number in places:
        while at < len(ranges) and ranges[at][0] <= place:
            while stack and stack[-1][1] <= ranges[at][0]:
                stack.pop()
            stack.append(ranges[at])
            at += 1
        while stack and stack[-1][1] <= place:
            stack.pop()
        for _, end, other in reversed(stack[-_LONGEST_CHAIN:]):
            if end > place and other != number and _size(frames[other]) > _size(frames[number]):
                found[number] = other
                break
    return found


def _place(frame: Frame) -> int:
    """
    Give the token that stands for a frame: its cue, else its source, else its content.
    """
    for ranges in (frame.cue, frame.source, frame.content):
        if ranges:
            return ranges[0][0]
    return 0


def _size(frame: Frame) -> int:
    """
    Count the tokens of a frame's content.
    """
    return sum(b - a for a, b in frame.content)


def _passing_on(link: Link) -> Link:
    """
    Mark a link that another one follows: it passes on.
    """
    return evolve(link, relation=Relation.RELAYS)


def _cue_class(entry: Cue | None, kind: SourceKind) -> CueClass:
    """
    Give the kind of a cue: a bare quotation says, and some cues are worth less where a news outlet uses them.
    """
    if entry is None:
        return CueClass.SAY
    if entry.by_media is not None and kind in (SourceKind.AGENCY, SourceKind.MEDIA_OUTLET):
        return entry.by_media
    return entry.cue_class
