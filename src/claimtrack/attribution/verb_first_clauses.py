"""
Read one attribution from its cue: who says it, and what.
"""

from __future__ import annotations

from attrs import define, evolve, field

from claimtrack.attribution.frames import Frame, Range, Voice
from claimtrack.attribution.verb_first_bounds import Site
from claimtrack.attribution.verb_first_complement import Complement, ComplementReader
from claimtrack.attribution.verb_first_sites import LOW_RATE, RARE, RAREST
from claimtrack.attribution.verb_first_source import Mention
from claimtrack.attribution.verb_first_subjects import SubjectReader
from claimtrack.language import Cue
from claimtrack.model import CueClass, Relation

_NEAR = 8
"""Tokens between a waiting source and the participle that opens what it says."""

_TURN = 14
"""Tokens back from a participle in which "while" turns to another subject."""

_FRONT = 3
"""Tokens of a sentence behind which its subject no longer stands first or behind its verb."""

SHORT_LEAD = 5
"""Tokens before a citation that still are an adjunct of what follows it (وفي داخل الحقل - وفق المصدر -)."""


@define(eq=False)
class Draft:
    """
    Hold a frame in the making.
    """

    site: Site | None
    mention: Mention | None
    content: list[Range]
    via: list[Voice] = field(factory=list)
    cue: tuple[Range, ...] = ()
    entry: Cue | None = None
    agrees: str = ""
    passive: bool = False
    negated: bool = False
    background: bool = False
    quoted: bool = False
    relation: Relation = Relation.SAYS
    open_end: bool = True
    notes: tuple[str, ...] = ()

    def frame(self) -> Frame:
        """
        Give the finished frame.
        """
        mention = self.mention
        return Frame(
            source=((mention.first, mention.last),) if mention is not None else (),
            cue=self.cue,
            content=tuple(r for r in self.content if r[1] > r[0]),
            entry=self.entry,
            via=tuple(self.via),
            relation=self.relation,
            negated=self.negated,
            quoted=self.quoted,
            passive=self.passive,
            agrees=self.agrees if mention is None else "",
            background=self.background,
            notes=self.notes,
        )


@define(eq=False, kw_only=True)
class ClauseReader(SubjectReader):
    """
    Read finite cues, participles, passives and reporting nouns.

    Attributes:
        pending: A cue with its source whose content a participle or citation behind it will open.
        drafted: Whether an attribution of the sentence has been read.

    """

    complements: ComplementReader
    pending: tuple[Site, Mention] | None = None
    drafted: bool = False

    def _passive(self, site: Site, stop: int) -> Draft | None:
        """
        Read "it is said that": no source, the complement at once.
        """
        if site.entry.rate < LOW_RATE and "complement" in self.natures[site.last].roles:
            return None
        found = self.complements.read(
            site.last, stop, site.entry, takes=self.sources.lexis.takes[id(site.entry)], bare=True
        )
        if found is None:
            return None
        draft = self._start(site, None, found, stop)
        draft.passive = True
        return draft

    def _start(self, site: Site, mention: Mention | None, found: Complement, stop: int) -> Draft:
        """
        Start a draft from what was read.
        """
        end = min(found.last, stop) if found.last is not None else stop
        draft = Draft(site, mention, [(found.first, max(end, found.first))], entry=site.entry)
        draft.cue = ((site.first, site.last),)
        draft.agrees = site.hit.agrees
        draft.quoted = found.how == "quote"
        draft.negated = site.first > 0 and "negation" in self.natures[site.first - 1].roles
        for heard in (found.listener, found.carrier):
            if heard is not None and mention is not None and not mention.is_media:
                draft.via.append(Voice(source=(heard.first, heard.last), cue=None, entry=None))
        if found.inner is not None and mention is not None:
            draft.via.append(Voice(source=(mention.first, mention.last), cue=draft.cue[0], entry=site.entry))
            draft.mention = found.inner
            draft.relation = Relation.QUOTES
            if found.inner_cue is not None:
                draft.cue = (found.inner_cue,)
        return draft

    def _verb(self, site: Site, first: int, stop: int) -> Draft | None:
        """
        Read a finite cue or a participle: source behind, source in front, or none.
        """
        entry = site.entry
        takes = self.sources.lexis.takes[id(entry)]
        mention, subject, background = None, None, False
        leads = site.first > first and not site.hit.conjunction and self.natures[site.first - 1].shape == "word"
        if site.kind == "verb" and leads:
            subject, background = self._subject_before(site, first)
        if site.kind != "participle" and subject is None:
            mention = self._subject_behind(site, stop)
        at = mention.last if mention is not None else site.last
        if mention is None and subject is None and site.kind == "verb" and not site.hit.conjunction:
            subject, background = self._subject_before(site, first)
        elif mention is not None and site.first > first and site.kind == "verb":
            background = self._past(site.first, first)
        inner = None
        if entry.relays and site.kind in ("verb", "participle"):
            inner, at = self._relayed(at, stop, takes)
            takes = frozenset()
        if (
            mention is None
            and at < stop
            and any(h.entry_is_verb for h in self.natures[at].cues)
            and site.kind == "verb"
        ):
            return None
        spoken = self._speech_in_front(site, mention, first, stop, quoted=True)
        if spoken is not None:
            return spoken
        found = self.complements.read(at, stop, entry, takes=takes, bare=mention is None)
        who = mention or subject or inner
        if who is None and site.kind == "verb" and self._inside(site, first):
            return None
        if site.kind == "participle":
            who = self._carried(site, first)
        if found is None or not self._convinces(site, who, found, background=background):
            if mention is not None and mention.known and inner is None:
                self.pending = (site, mention)
            return self._speech_in_front(site, who, first, stop)
        draft = self._start(site, who, found, stop)
        draft.background = background
        if inner is not None:
            teller = mention or subject or (self.pending[1] if self.pending is not None else None)
            outer = (teller.first, teller.last) if teller is not None else None
            draft.via = [Voice(source=outer, cue=(site.first, site.last), entry=entry)]
            draft.mention, draft.relation = inner, Relation.QUOTES
        return draft

    def _inside(self, site: Site, first: int) -> bool:
        """
        Say whether a verb without subject stands inside what somebody else says, or behind a pronoun of its clause.
        """
        if site.first == first:
            return False
        before = self.natures[site.first - 1]
        return "pronoun" in before.roles or (self.drafted and not self._breaks(site))

    def _carried(self, site: Site, first: int) -> Mention | None:
        """
        Give whose words a participle goes on with: a source that waits for them, or the subject of the sentence.

        None where an attribution stands in front, whose source then carries on.
        """
        if self.pending is not None:
            return self.pending[1] if self.pending[1].last >= site.first - _NEAR else None
        if self.drafted:
            return self._turned(site, first)
        for k in range(first, min(site.first, first + _FRONT)):
            mention = self.sources.read(k, site.first) if self.natures[k].sources else None
            if mention is not None and mention.entry is not None:
                return mention
        return None

    def _turned(self, site: Site, first: int) -> Mention | None:
        """
        Read the subject of "while the president refused, holding that": the one the participle goes on from.
        """
        for k in range(site.first - 1, max(first, site.first - _TURN), -1):
            nature = self.natures[k]
            if self.is_site(k) or "complement" in nature.roles:
                return None
            if "contrast" in nature.roles and k + 2 < site.first:
                mention = self.sources.read(k + 2, site.first)
                return mention if mention is not None and mention.entry is not None else None
        return None

    def _convinces(self, site: Site, who: Mention | None, found: Complement, *, background: bool) -> bool:  # noqa: PLR0911 (a decision list: the first ground decides)
        """
        Say whether source and complement together make an ambiguous cue one.
        """
        entry = site.entry
        if site.kind == "participle":
            return True
        if who is not None and who.known:
            if who.first < site.first and found.how == "noun" and entry.rate < LOW_RATE and not background:
                return False
            if entry.rate < RARE and site.hit.agrees == "masculine" and not site.hit.conjunction:
                plain = found.how in ("clause", "colon", "marked") or (entry.nominal and entry.rate > RAREST)
                return plain and who.entry is not None
            return entry.rate >= RAREST or found.how in ("clause", "colon", "quote", "marked")
        plain = site.hit.agrees == "masculine" and not site.hit.conjunction
        if entry.rate < RARE and plain:
            return found.how == "clause" and who is not None and found.first - who.last <= 2
        if found.how in ("clause", "colon", "quote"):
            return who is not None or entry.rate >= RARE or found.first - site.last <= 1
        if entry.rate < LOW_RATE:
            return False
        return who is not None or found.how == "marked" or site.hit.conjunction or site.hit.agrees != "masculine"

    def _speech_in_front(
        self, site: Site, who: Mention | None, first: int, stop: int, *, quoted: bool = False
    ) -> Draft | None:
        """
        Read speech that stands in front of its cue: "…"، قال فلان. With `quoted`, only a quotation that ends there.
        """
        if who is None or not who.known or site.kind != "verb" or who.first < site.first:
            return None
        if site.entry.rate < RARE or not self._comma_before(site.first, first) or site.hit.conjunction:
            return None
        end = self._trim(site.first, first)
        if end <= first:
            return None
        number = self.reading.inside[end - 1] if self.reading.inside else -1
        closing = self.reading.quotations[number] if number >= 0 else None
        quotation = closing if closing is not None and first <= closing.first < closing.last == end else None
        if quotation is None and (quoted or stop - who.last > SHORT_LEAD):
            return None
        content = (quotation.first, quotation.last) if quotation is not None else (first, end)
        draft = Draft(site, who, [content], entry=site.entry, cue=((site.first, site.last),))
        draft.quoted, draft.open_end = quotation is not None, False
        return draft

    def _noun(self, site: Site, stop: int, drafts: list[Draft]) -> Draft | None:
        """
        Read a reporting noun: "amid reports of", "amid talk by deputies of", "with expectations that".
        """
        entry = site.entry
        takes = self.sources.lexis.takes[id(entry)]
        at = site.last
        while at < stop and self.natures[at].adjective and not self.natures[at].preposition:
            at += 1
        mention: Mention | None = None
        nature = self.natures[at] if at < stop else None
        if nature is not None and nature.preposition and nature.preposition not in takes:
            mention = self.sources.read(at, stop, preposition=nature.preposition)
        elif nature is not None and not nature.preposition and self.reading.tokens.words[at].form not in takes:
            mention = self.sources.read(at, stop)
        if mention is not None and not mention.known:
            mention = None
        begin = mention.last if mention is not None else at
        found = self.complements.read(begin, stop, entry, takes=takes, bare=True)
        if found is None or found.first > begin + 4:
            return None
        if mention is None:
            outer = drafts[-1].mention if drafts else None
            if outer is not None and entry.cue_class in (CueClass.SPECULATE, CueClass.CONFIRM):
                mention = outer
            else:
                mention = Mention(site.first, at)
        return self._start(site, mention, evolve(found, listener=None, carrier=None), stop)
