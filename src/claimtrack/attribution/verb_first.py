"""
Read attributions where the verb comes first: cue, source, content (وأكدت مصادر محلية دخول …).

A sentence is read once. Every cue that stands where a verb or a citation can stand is a site; at
each site the source and the complement are read to its right, or, where the pronoun or the word
order says so, to its left. Sites bound the contents of the sites before them, so the whole is
linear in the length of the sentence, and sentences are bounded.
"""

from __future__ import annotations

from attrs import define, evolve, field

from claimtrack.attribution.frames import Frame, Range, Reading, Voice
from claimtrack.attribution.verb_first_complement import Complement, ComplementReader
from claimtrack.attribution.verb_first_source import COMMAS, DASHES, STOPS, Mention, SourceReader
from claimtrack.attribution.verb_first_words import Hit, Nature, lexis_of
from claimtrack.language import Cue
from claimtrack.model import CueClass, Relation, SourceKind

_LOW_RATE = 0.5
"""Measured share of uses with a complement under which a cue needs a known source and a plain complement."""

_RARE = 0.3
"""Measured share under which a form spelled like a preposition or noun (بين, عبر) must show both source and clause."""

_RAREST = 0.1
"""Share at and under which even a known subject and an object do not make a report (سحب الجيش قواته)."""

_SHORT_LEAD = 5
"""Tokens before a citation that still are an adjunct of what follows it (وفي داخل الحقل - وفق المصدر -)."""

_NO_SPEAKERS = frozenset({SourceKind.UNNAMED_SOURCES, SourceKind.DOCUMENT, SourceKind.SOCIAL_MEDIA})
"""Kinds that stand before a colon as a label ("new toll: 158") more often than as a speaker."""

_SUBJECT_TOKENS = 16
"""Tokens between a subject in front and its verb."""


@define
class Site:
    """
    Hold a place where an attribution may be read.

    Attributes:
        first: First token of the cue, `last`, the token after it.
        start: Where its clause starts: the operator in front (كما, وفق ما), or the cue.
        kind: `verb`, `participle`, `citation`, `passive`, `noun`.
        hit: The pack's phrase.

    """

    first: int
    last: int
    start: int
    kind: str
    hit: Hit

    @property
    def entry(self) -> Cue:
        """
        Give the cue entry.
        """
        assert isinstance(self.hit.entry, Cue)
        return self.hit.entry


def find_frames(reading: Reading) -> list[Frame]:
    """
    Find the frames of a text in a verb-first language, in order of their cues.
    """
    lexis = lexis_of(reading.tokens.pack)
    natures = [lexis.nature(word) for word in reading.tokens.words]
    sources = SourceReader(reading.tokens, lexis, natures)
    reader = _SentenceReader(reading, natures, sources, ComplementReader(reading, natures, sources))
    frames: list[Frame] = []
    for first, last in reading.sentences:
        frames.extend(reader.read(first, last))
    return frames


@define(eq=False)
class _Draft:
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


@define(eq=False)
class _SentenceReader:
    """
    Read the sentences of one text.
    """

    reading: Reading
    natures: list[Nature]
    sources: SourceReader
    complements: ComplementReader
    pending: tuple[Site, Mention] | None = None
    taken: int = 0

    def read(self, first: int, last: int) -> list[Frame]:
        """
        Read one sentence.
        """
        sites = self._sites(first, last)
        drafts: list[_Draft] = []
        self.pending = None
        if not sites:
            headline = self._headline(first, last)
            return [headline.frame()] if headline is not None else []
        covered = first
        for number, site in enumerate(sites):
            if site.first < covered and site.kind != "participle":
                continue
            stop = self._boundary(sites, number, last)
            if site.kind == "background":
                self._close(drafts, site)
                covered = site.last
                continue
            draft = self._draft(site, first, stop, last, drafts)
            if draft is None:
                continue
            self._close(drafts, site)
            drafts.append(draft)
            if draft.mention is not None and draft.mention.first >= site.first:
                covered = draft.mention.last
                if site.kind == "citation":
                    self.taken = covered
        return [d.frame() for d in drafts if d.content]

    # --- where a cue may stand -----------------------------------------------------------------

    def _sites(self, first: int, last: int) -> list[Site]:
        """
        Give the places of a sentence where a cue stands as a verb, participle, citation or noun.
        """
        found: list[Site] = []
        at = first
        while at < last:
            nature = self.natures[at]
            site = self._site(at, first, last) if nature.cues or nature.operators else None
            if site is None:
                at += 1
                continue
            found.append(site)
            at = site.last
        return found

    def _site(self, at: int, first: int, last: int) -> Site | None:
        """
        Give the site that starts at a token, the longest phrase first.
        """
        set_off = self._background_site(at)
        if set_off is not None:
            return set_off
        cite = self._as_site(at, first, last)
        if cite is not None:
            return cite
        best: Site | None = None
        for hit in self.natures[at].cues:
            end = at + 1 + len(hit.rest)
            if end > last or not isinstance(hit.entry, Cue) or not self._matches(at, hit.rest):
                continue
            if best is not None and end < best.last:
                break
            kind = self._kind(at, end, hit, first, last)
            if kind and (best is None or kind == "passive"):
                best = Site(at, end, at, kind, hit)
        if best is not None and best.kind == "noun":
            best.start = self._opener(at, first)
        return best

    def _opener(self, at: int, first: int) -> int:
        """
        Give where "amid", "with", "in the light of" begins in front of a reporting noun.
        """
        start = at
        while start > first and start > at - 2 and self.natures[start - 1].roles & {"preposition", "construct", "fade"}:
            start -= 1
        return start

    def _matches(self, at: int, rest: tuple[str, ...]) -> bool:
        """
        Say whether the words behind a token are the rest of a phrase.
        """
        words = self.reading.tokens.words
        return at + len(rest) < len(words) and all(words[at + 1 + k].form == f for k, f in enumerate(rest))

    def _background_site(self, at: int) -> Site | None:
        """
        Give the site of "it is recalled that": the outlet speaks itself from there on.
        """
        for operator in self.natures[at].operators:
            if getattr(operator.entry, "role", "") == "background" and self._matches(at, operator.rest):
                return Site(at, at + 1 + len(operator.rest), at, "background", operator)
        return None

    def _as_site(self, at: int, first: int, last: int) -> Site | None:
        """
        Give the site of "as … reported" (كما أكدت, وفق ما نقله, حسبما ذكرت): an operator and a verb.
        """
        for operator in self.natures[at].operators:
            if getattr(operator.entry, "role", "") != "as" or not self._matches(at, operator.rest):
                continue
            verb = at + 1 + len(operator.rest)
            while verb < last and self.natures[verb].roles & {"perfect_particle", "past_auxiliary"}:
                verb += 1
            if verb >= last:
                return None
            for hit in self.natures[verb].cues:
                if not isinstance(hit.entry, Cue) or hit.entry.part not in ("verb", "passive"):
                    continue
                end = verb + 1 + len(hit.rest)
                if not self._matches(verb, hit.rest) or not self._cites(end, last, hit):
                    continue
                return Site(verb, end, at, "citation", hit)
        return None

    def _cites(self, at: int, last: int, hit: Hit) -> bool:
        """
        Say whether "as" and a verb cite somebody: a known source follows (كما أكدت الوزارة), not a thing (كما زاد العدد).
        """
        mention = self.sources.read(self._past_pronoun(at, last), last)
        if mention is None or not mention.known:
            return hit.agrees == "object"
        return True

    def _past_pronoun(self, at: int, last: int) -> int:
        """
        Skip "of it, about it" between a cue and its source (ما أفادت به مصادر).
        """
        return at + 1 if at < last and "prepositional_pronoun" in self.natures[at].roles else at

    def _kind(self, at: int, end: int, hit: Hit, first: int, last: int) -> str:
        """
        Say what a cue is at its place, or "" if it is none there.
        """
        entry = hit.entry
        if not isinstance(entry, Cue) or hit.agrees == "object":
            return ""
        if entry.part == "verb":
            return "verb" if self._verb_may_stand(at, hit, first) else ""
        if entry.part == "participle":
            return "participle" if self._participle_may_stand(at, end, hit, first, last) else ""
        if entry.part == "preposition":
            return "citation"
        if entry.part == "passive":
            return "passive" if self._passive_may_stand(at, end, entry, first, last) else ""
        if entry.part == "noun":
            return "noun" if self._noun_may_stand(at, end, entry, first, last) else ""
        return "adverb" if entry.part == "adverb" else ""

    def _verb_may_stand(self, at: int, hit: Hit, first: int) -> bool:
        """
        Say whether a verb may stand at a token: not behind a preposition or inside a construct.

        Forms that agree otherwise than the plain one are hardly ever nouns; the plain perfect (نقل,
        ذكر, كشف) is spelled like one.
        """
        if isinstance(hit.entry, Cue) and hit.entry.rate < _RARE and hit.agrees == "masculine":
            if not self._clause_with_subject(at + 1 + len(hit.rest), hit.entry):
                return False
        if at == first or hit.conjunction:
            return True
        before = self.natures[at - 1]
        if before.shape != "word":
            return True
        if "preposition" in before.roles and not before.roles & {"as", "what"}:
            return False
        if hit.agrees != "masculine" or before.roles:
            closed = before.roles & {"construct", "quantifier", "verbal_noun"}
            return not closed or bool(before.roles & {"time"})
        return before.definite or before.adjective or bool(before.cues) or self._ends_known(at)

    def _clause_with_subject(self, at: int, entry: Cue) -> bool:
        """
        Say whether a known source and a complementiser, or the cue's preposition, stand behind a rare verb.
        """
        takes = self.sources.lexis.takes[id(entry)]
        mention = self.sources.read(at, min(len(self.natures), at + 12), barred=takes)
        if mention is None or mention.entry is None or mention.last + 1 >= len(self.natures):
            return False
        if entry.nominal and entry.rate > _RAREST:
            return True
        for k in range(mention.last, min(len(self.natures), mention.last + 6)):
            # حمّلت النقابة الشركة مسؤولية الحادث: a noun that the verb takes settles it, wherever it stands.
            if self.reading.tokens.words[k].form in takes and "preposition" not in self.natures[k].roles:
                return True
        behind = mention.last + (self.natures[mention.last].shape in COMMAS)
        nature = self.natures[behind]
        form = self.reading.tokens.words[behind].form
        return "complement" in nature.roles or form in takes or (nature.preposition in takes and nature.verbal_under)

    def _ends_known(self, at: int) -> bool:
        """
        Say whether a known source ends right before a token.
        """
        for back in range(max(0, at - 4), at):
            hit = self.sources.source_hit(back)
            if hit is not None and hit[1] == at:
                return True
        return False

    def _participle_may_stand(self, at: int, end: int, hit: Hit, first: int, last: int) -> bool:
        """
        Say whether a participle carries a source on: its complement, or a comma in front, must show.

        The plain form ends as an object does and is no adjective; the others may be one, or a noun.
        """
        entry = hit.entry
        if end >= last or not isinstance(entry, Cue):
            return False
        after = self.natures[end]
        if "complement" in after.roles or after.shape == ":" or end in self.reading.quote_at:
            return True
        takes = self.sources.lexis.takes[id(entry)]
        form = self.reading.tokens.words[end].form
        if form in takes and end + 1 < last and "complement" in self.natures[end + 1].roles:
            return True
        if takes and not entry.nominal and self._object_then(takes, end, last):
            return True
        if not self._comma_before(at, first) and hit.agrees != "masculine":
            return False
        if form in takes or (after.preposition in takes and after.preposition):
            return True
        return entry.nominal and (after.verbal or after.shape == "number" or "open_object" in after.roles)

    def _object_then(self, takes: frozenset[str], at: int, last: int) -> bool:
        """
        Say whether an object and then what is said of it follow (واصفا إياه بأنه متسرع, متهمة الحكومة بتزويرها).
        """
        for k in range(at, min(last, at + 4)):
            nature = self.natures[k]
            if nature.shape != "word" or "preposition" in nature.roles:
                return False
            if nature.preposition in takes and nature.verbal_under:
                return True
            if "complement" in nature.roles:
                return k > at
        return False

    def _comma_before(self, at: int, first: int) -> bool:
        """
        Say whether a comma, a dash or the start of the sentence stands in front of a token.
        """
        return at == first or self.natures[at - 1].shape in COMMAS | DASHES | STOPS or self.natures[at].conjunction

    def _passive_may_stand(self, at: int, end: int, entry: Cue, first: int, last: int) -> bool:
        """
        Say whether a cue without subject stands at a token: its complement follows at once.
        """
        if end >= last:
            return False
        before = self.natures[at - 1] if at > first else None
        if before is not None and before.shape == "word" and not self.natures[at].conjunction:
            # Behind a noun it opens a relative clause (رتلين قيل إنهما ضخمان), which is the outlet's own.
            if not before.roles & {"contrast", "turn", "complement", "as", "what", "past_auxiliary", "perfect_particle"}:
                return False
        if entry.cue_class is CueClass.SPECULATE and at > first and any("complement" in n.roles for n in self.natures[first:at]):
            # Inside what somebody says it only loosens the words (hedges do that).
            return False
        after = self.natures[end]
        if "complement" in after.roles:
            return True
        takes = self.sources.lexis.takes[id(entry)]
        return len(self.natures[at].form) > 3 and self.reading.tokens.words[end].form in takes and entry.rate < _LOW_RATE

    def _noun_may_stand(self, at: int, end: int, entry: Cue, first: int, last: int) -> bool:
        """
        Say whether a reporting noun has its complement within a few words (أنباء متضاربة عن …).
        """
        takes = self.sources.lexis.takes[id(entry)]
        for k in range(end, min(last, end + 5)):
            nature = self.natures[k]
            if "complement" in nature.roles or self.reading.tokens.words[k].form in takes:
                return True
            if nature.preposition in takes and nature.preposition and (nature.verbal_under or "complement" in nature.under):
                return True
            if nature.shape != "word" or (nature.cues and not nature.adjective) or "preposition" in nature.roles:
                return False
        return False

    # --- what bounds a content -----------------------------------------------------------------

    def _boundary(self, sites: list[Site], number: int, last: int) -> int:
        """
        Give the token at which the content of a site ends at the latest.
        """
        for later in sites[number + 1 :]:
            if self._breaks(later):
                return self._trim(later.start, sites[number].last)
        return self._trim(last, sites[number].last)

    def _breaks(self, site: Site) -> bool:
        """
        Say whether a site begins a new attribution beside the one in front, not inside it.
        """
        if site.kind in ("participle", "citation", "adverb", "background"):
            return True
        before = self.natures[site.first - 1] if site.first else None
        if site.kind == "noun":
            return site.start < site.first
        if site.hit.conjunction:
            return site.entry.continues or self._own_source(site) or self._clause_follows(site)
        if before is None:
            return False
        if "past_auxiliary" in before.roles:
            return before.conjunction or (site.first > 1 and self.natures[site.first - 2].shape in COMMAS)
        return bool(before.roles & {"contrast", "turn"}) or (before.shape in COMMAS and self._own_source(site))

    def _own_source(self, site: Site) -> bool:
        """
        Say whether a known source stands right behind a cue.
        """
        mention = self.sources.read(site.last, min(len(self.natures), site.last + 8))
        return mention is not None and mention.known

    def _clause_follows(self, site: Site) -> bool:
        """
        Say whether a complementiser stands right behind a cue.
        """
        return site.last < len(self.natures) and "complement" in self.natures[site.last].roles

    def _trim(self, at: int, floor: int) -> int:
        """
        Take commas, dashes, stops and a lone conjunction off the end of a content.
        """
        while at > floor:
            nature = self.natures[at - 1]
            if nature.shape in COMMAS or nature.shape in DASHES or nature.shape in STOPS or nature.roles & {"contrast", "turn", "past_auxiliary"}:
                at -= 1
            else:
                break
        return at

    def _close(self, drafts: list[_Draft], site: Site) -> None:
        """
        End the contents that are still open where a new attribution begins beside them.
        """
        if not self._breaks(site):
            return
        for draft in drafts:
            if draft.open_end and draft.content and draft.content[-1][1] > site.start:
                first = draft.content[-1][0]
                draft.content[-1] = (first, self._trim(site.start, first))

    # --- one attribution -----------------------------------------------------------------------

    def _draft(self, site: Site, first: int, stop: int, last: int, drafts: list[_Draft]) -> _Draft | None:
        """
        Read the attribution of one site.
        """
        if site.kind == "citation":
            return self._citation(site, first, stop, last, drafts)
        if site.kind == "noun":
            return self._noun(site, stop, drafts)
        if site.kind == "adverb":
            return None
        if site.kind == "passive":
            passive = self._passive(site, first, stop)
            if passive is not None:
                return passive
        return self._verb(site, first, stop, last)

    def _passive(self, site: Site, first: int, stop: int) -> _Draft | None:
        """
        Read "it is said that": no source, the complement at once.
        """
        if site.entry.rate < _LOW_RATE and "complement" in self.natures[site.last].roles:
            return None
        found = self.complements.read(
            site.last, stop, site.entry, takes=self.sources.lexis.takes[id(site.entry)], bare=True
        )
        if found is None:
            return None
        draft = self._start(site, None, found, stop)
        draft.passive = True
        return draft

    def _start(self, site: Site, mention: Mention | None, found: Complement, stop: int) -> _Draft:
        """
        Start a draft from what was read.
        """
        end = min(found.last, stop) if found.last is not None else stop
        draft = _Draft(site, mention, [(found.first, max(end, found.first))], entry=site.entry)
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

    def _verb(self, site: Site, first: int, stop: int, last: int) -> _Draft | None:
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
        if mention is None and subject is None and site.kind == "verb":
            subject, background = self._subject_before(site, first)
        elif mention is not None and site.first > first and site.kind == "verb":
            background = self._past(site.first, first)
        inner = None
        if entry.relays and site.kind in ("verb", "participle"):
            inner, at = self._relayed(at, stop, takes)
            takes = frozenset()
        if mention is None and at < stop and any(h.entry_is_verb for h in self.natures[at].cues) and site.kind == "verb":
            return None
        found = self.complements.read(at, stop, entry, takes=takes, bare=mention is None)
        who = mention or subject or inner
        if site.kind == "participle" and self.pending is not None:
            who = self.pending[1] if self.pending[1].last >= site.first - 8 else None
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

    def _subject_behind(self, site: Site, stop: int) -> Mention | None:
        """
        Read the source right behind a cue, refusing an object: what disagrees and is not known.
        """
        at = site.last
        if at < stop and self.natures[at].roles & {"turn", "prepositional_pronoun"}:
            at += 1
        if at + 1 < stop and "demonstrative" in self.natures[at].roles and self.natures[at + 1].definite:
            # وأكد ذلك المتحدث: "that" is the object, the speaker stands behind it.
            at += 1
        mention = self.sources.read(at, stop, barred=self.sources.lexis.takes[id(site.entry)])
        if mention is None:
            return self._carrier_behind(at, stop) if site.entry.cue_class is CueClass.REPORT else None
        head = self.natures[mention.first]
        counted = mention.entry is None or mention.entry.kind is not SourceKind.DOCUMENT
        if site.entry.nominal and counted and "open_object" in head.roles and not head.definite:
            # أعلنت حصيلة من سبعة آلاف: a count is what is announced.
            return None
        if mention.known:
            return mention
        if site.hit.agrees in ("plural", "dual"):
            return None
        if site.entry.rate < _LOW_RATE and not self._leads_on(mention, site.entry, stop):
            return None
        if site.entry.nominal and not mention.definite:
            return None
        mismatch = (site.hit.agrees == "feminine") != mention.feminine
        return None if mismatch else mention

    def _carrier_behind(self, at: int, stop: int) -> Mention | None:
        """
        Read where news goes around: "there spread on social media reports that".
        """
        if at + 1 >= stop or "preposition" not in self.natures[at].roles:
            return None
        mention = self.sources.read(at + 1, stop)
        if mention is None or mention.entry is None:
            return None
        return mention if mention.is_media or mention.entry.kind is SourceKind.SOCIAL_MEDIA else None

    def _leads_on(self, mention: Mention, entry: Cue, stop: int) -> bool:
        """
        Say whether a definite noun is followed at once by a complementiser or by what the cue takes.
        """
        at = mention.last
        if not mention.definite or at >= stop:
            return False
        takes = self.sources.lexis.takes[id(entry)]
        return "complement" in self.natures[at].roles or self.reading.tokens.words[at].form in takes

    def _relayed(self, at: int, stop: int, takes: frozenset[str]) -> tuple[Mention | None, int]:
        """
        Read who is quoted behind a relay's preposition, within a few words, and skip "his saying".
        """
        words = self.reading.tokens.words
        for k in range(at, min(stop, at + 10)):
            if words[k].form in takes:
                inner = self.sources.read(k + 1, stop)
                if inner is None:
                    return None, at
                after = inner.last
                if after < stop and "saying" in self.natures[after].roles:
                    after += 1
                return inner, after
            if self.natures[k].cues or "complement" in self.natures[k].roles:
                break
        return None, at

    def _convinces(self, site: Site, who: Mention | None, found: Complement, *, background: bool) -> bool:
        """
        Say whether source and complement together make an ambiguous cue one.
        """
        entry = site.entry
        if site.kind == "participle":
            return True
        if who is not None and who.known:
            if who.first < site.first and found.how == "noun" and entry.rate < _LOW_RATE and not background:
                return False
            if entry.rate < _RARE and site.hit.agrees == "masculine" and not site.hit.conjunction:
                return found.how in ("clause", "colon", "marked") and (who.entry is not None)
            return entry.rate >= 0.1 or found.how in ("clause", "colon", "quote", "marked")
        plain = site.hit.agrees == "masculine" and not site.hit.conjunction
        if entry.rate < _RARE and plain:
            return found.how == "clause" and who is not None and found.first - who.last <= 2
        if found.how in ("clause", "colon", "quote"):
            return who is not None or entry.rate >= _RARE or found.first - site.last <= 1
        if entry.rate < _LOW_RATE:
            return False
        return who is not None or found.how == "marked" or site.hit.conjunction or site.hit.agrees != "masculine"

    def _subject_before(self, site: Site, first: int) -> tuple[Mention | None, bool]:
        """
        Read a source in front of its verb: "the source confirmed that", "the ministry had announced".
        """
        at = site.first
        start = at
        while start > first and at - start < _SUBJECT_TOKENS:
            before = self.natures[start - 1]
            if before.shape in STOPS or "complement" in before.roles:
                break
            start -= 1
        background = False
        k = max(start, self.taken)
        while k < at:
            nature = self.natures[k]
            if nature.roles & {"past_auxiliary", "earlier"}:
                background = True
            preposition = nature.preposition if background else ""
            mention = self.sources.read(k, at, preposition=preposition)
            if mention is not None and mention.known and self._reaches(mention.last, at):
                return mention, background
            k = mention.last if mention is not None and mention.last > k else k + 1
        if background and start > first and self._past(at, start):
            return self._thing_before(at, max(first, at - _SUBJECT_TOKENS), site), background
        return None, background

    def _thing_before(self, at: int, floor: int, site: Site) -> Mention | None:
        """
        Read the count or document that a clause goes on about (آخر إحصاء أعلن قبلها، وكان يشير إلى).
        """
        for k in range(at - 1, floor - 1, -1):
            hit = self.sources.source_hit(k)
            if hit is None or hit[1] > at:
                continue
            mention = self.sources.read(k, at)
            known = mention is not None and mention.entry is not None and mention.entry.kind in _NO_SPEAKERS
            if mention is not None and known and (site.hit.agrees == "feminine") == mention.feminine:
                return mention
        return None

    def _reaches(self, at: int, verb: int) -> bool:
        """
        Say whether only particles, times and adjuncts between commas stand from a token up to a verb.
        """
        depth = 0
        for k in range(at, verb):
            nature = self.natures[k]
            if nature.shape in COMMAS or nature.shape in DASHES:
                depth ^= 1
                continue
            if depth or nature.roles & {"perfect_particle", "time", "relative", "complement", "negation", "turn"}:
                continue
            return False
        return True

    def _past(self, at: int, first: int) -> bool:
        """
        Say whether "had" stands in front of a verb (وكان قد أعلن).
        """
        for k in range(max(first, at - 2), at):
            if self.natures[k].roles & {"past_auxiliary", "earlier"}:
                return True
        return False

    def _speech_in_front(self, site: Site, who: Mention | None, first: int, stop: int) -> _Draft | None:
        """
        Read speech that stands in front of its cue: "…"، قال فلان.
        """
        if who is None or not who.known or site.kind != "verb" or who.first < site.first:
            return None
        if site.entry.rate < _RARE or not self._comma_before(site.first, first) or site.hit.conjunction:
            return None
        end = self._trim(site.first, first)
        tail = stop - who.last
        if end <= first or tail > _SHORT_LEAD:
            return None
        quotation = next((q for q in self.reading.quotations if first <= q.first < q.last == end), None)
        content = (quotation.first, quotation.last) if quotation is not None else (first, end)
        draft = _Draft(site, who, [content], entry=site.entry, cue=((site.first, site.last),))
        draft.quoted, draft.open_end = quotation is not None, False
        return draft

    # --- citations -----------------------------------------------------------------------------

    def _citation(
        self, site: Site, first: int, stop: int, last: int, drafts: list[_Draft]
    ) -> _Draft | None:
        """
        Read "according to", "as … reported", "quoting": what it covers stands in front, or behind it.
        """
        at, preposition = self._past_pronoun(site.last, last), ""
        takes = self.sources.lexis.takes[id(site.entry)]
        if at < last and self.natures[at].preposition in takes and self.natures[at].preposition:
            preposition = self.natures[at].preposition
        mention = self.sources.read(at, last, preposition=preposition)
        if mention is None:
            return None
        if not (mention.known or self._seen(mention) or self._leads_on(mention, site.entry, last)):
            return None
        mention = self._announcer(mention, last) or mention
        cue = ((site.start, site.last),) if site.start != site.first else ((site.first, site.last),)
        if site.start != site.first:
            cue = ((site.first, site.last),)
        inner = None
        if site.entry.relays:
            inner, _ = self._relayed(mention.last, last, takes)
        if self.pending is not None and self.pending[1].last >= site.start - 2 and site.start == site.first:
            return self._cited_by(self.pending, site, mention, stop)
        passed = self._pass_on(site, mention, drafts)
        if passed:
            return None
        listener = self.complements.listener_at(mention.last, last) if not mention.is_media else None
        end = max(m.last for m in (mention, inner, listener) if m is not None)
        content = self._cited(site, end, first, stop, drafts)
        if not content:
            return None
        draft = _Draft(site, mention, content, entry=site.entry, cue=cue, relation=Relation.CITES)
        draft.open_end = content[-1][0] >= site.last
        if listener is not None:
            draft.via.append(Voice(source=(listener.first, listener.last), cue=None, entry=None))
        if inner is not None:
            draft.via = [Voice(source=(mention.first, mention.last), cue=cue[0], entry=site.entry)]
            draft.mention, draft.relation = inner, Relation.QUOTES
        return draft

    def _announcer(self, mention: Mention, last: int) -> Mention | None:
        """
        Read who put out the count or statement that is cited (وفق آخر حصيلة أعلنتها السلطات).
        """
        if mention.last >= last or not any(h.agrees == "object" for h in self.natures[mention.last].cues):
            return None
        inner = self.sources.read(mention.last + 1, last)
        return inner if inner is not None and inner.known else None

    def _cited_by(self, outer: tuple[Site, Mention], site: Site, mention: Mention, stop: int) -> _Draft | None:
        """
        Read "a report by the agency, quoting a source, said that": the citation stands inside the attribution.
        """
        behind = mention.last
        takes = self.sources.lexis.takes[id(outer[0].entry)]
        while behind < stop and (self.natures[behind].shape in COMMAS or self.reading.tokens.words[behind].form in takes):
            behind += 1
        content = self._behind(behind, stop)
        if content[1] <= content[0]:
            return None
        teller = outer[1]
        draft = _Draft(site, mention, [content], entry=site.entry, cue=((site.first, site.last),))
        draft.relation = Relation.QUOTES
        draft.via = [
            Voice(source=(teller.first, teller.last), cue=(outer[0].first, outer[0].last), entry=outer[0].entry)
        ]
        self.pending = None
        return draft

    def _seen(self, mention: Mention) -> bool:
        """
        Say whether an unlisted noun is a single definite word, as surnames of people cited before are.
        """
        return mention.definite and mention.last - mention.first <= 2 and mention.entry is None and mention.named

    def _pass_on(self, site: Site, mention: Mention, drafts: list[_Draft]) -> bool:
        """
        Let an outlet that is cited behind an attribution be the one that passes it on.
        """
        edge = self._trim(site.start, 0)
        touching = any(
            max(d.content[-1][1], d.mention.last if d.mention is not None else 0) >= edge - 1 for d in drafts if d.content
        )
        if not touching or not mention.is_media:
            return False
        voice = Voice(source=(mention.first, mention.last), cue=(site.first, site.last), entry=site.entry)
        passed = False
        for draft in drafts:
            if draft.mention is not None and not draft.mention.is_media and not draft.via:
                draft.via.insert(0, voice)
                passed = True
        if passed:
            self._close(drafts, site)
        return passed

    def _cited(
        self, site: Site, end: int, first: int, stop: int, drafts: list[_Draft]
    ) -> list[Range]:
        """
        Give what a citation covers that ends, source and listener included, in front of `end`.
        """
        begin = first
        for draft in drafts:
            if draft.site is not None and draft.site.kind == "citation":
                begin = max(begin, draft.site.last, draft.mention.last if draft.mention else 0)
        lead = self._skip_lead(begin, site.start)
        front = (lead, self._trim(site.start, lead))
        behind = self._behind(end, stop)
        if front[1] <= front[0]:
            return [behind] if behind[1] > behind[0] else []
        if front[1] - front[0] <= _SHORT_LEAD and behind[1] - behind[0] > front[1] - front[0]:
            return [front, behind]
        return [front]

    def _skip_lead(self, first: int, stop: int) -> int:
        """
        Skip commas, conjunctions and turns at the start of what is cited.
        """
        at = first
        while at < stop and (
            self.natures[at].shape in COMMAS | DASHES or self.natures[at].roles & {"contrast", "turn"}
        ):
            at += 1
        return at

    def _behind(self, at: int, stop: int) -> Range:
        """
        Give the content behind a leading citation: past the comma, "then", the complementiser.
        """
        while at < stop and (
            self.natures[at].shape in COMMAS | DASHES | {":"} or "complement" in self.natures[at].roles
        ):
            at += 1
        return at, max(at, stop)

    def _noun(self, site: Site, stop: int, drafts: list[_Draft]) -> _Draft | None:
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

    # --- headlines -----------------------------------------------------------------------------

    def _headline(self, first: int, last: int) -> _Draft | None:
        """
        Read "minister: the port is closed": a known source, a colon, what is said.
        """
        for k in range(first, min(last, first + 12)):
            if self.natures[k].shape == ":":
                mention = self.sources.read(first, k)
                if mention is None or mention.last != k or not mention.known or k + 1 >= last:
                    return None
                if mention.entry is not None and mention.entry.kind in _NO_SPEAKERS:
                    return None
                if mention.entry is not None and mention.entry.generic and k - first == 1:
                    return None
                end = self._trim(last, k + 1)
                return _Draft(None, mention, [(k + 1, end)], cue=((k, k + 1),))
        return None
