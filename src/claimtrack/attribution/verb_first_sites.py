"""
Where a cue may stand: as a finite verb, a participle, a citation, a passive, a reporting noun.

Many cues are spelled like something else: نقل is "relayed" and "transport", بين "made clear" and
"between". What stands in front and behind decides, with the measured share of reporting uses.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.verb_first_bounds import Bounds, Site
from claimtrack.attribution.verb_first_source import COMMAS
from claimtrack.attribution.verb_first_words import Hit
from claimtrack.language import Cue
from claimtrack.model import CueClass

LOW_RATE = 0.5
"""Measured share of uses with a complement under which a cue needs a known source and a plain complement."""

RARE = 0.3
"""Measured share under which a form spelled like a preposition or noun (بين, عبر) must show both source and clause."""

RAREST = 0.1
"""Share at and under which even a known subject and an object do not make a report (سحب الجيش قواته)."""


_BEFORE_PASSIVES = frozenset({"contrast", "turn", "complement", "as", "what", "past_auxiliary", "perfect_particle"})
"""Roles of words behind which "it is said" opens a clause."""


@define(eq=False)
class SiteFinder(Bounds):
    """
    Find the places of a sentence where attributions may be read.
    """

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

    def is_site(self, at: int) -> bool:
        """
        Say whether a finite cue or a participle is written at a token.
        """
        return any(
            isinstance(h.entry, Cue) and h.entry.part in ("verb", "participle") and self._matches(at, h.rest)
            for h in self.natures[at].cues
        )

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
        if not self.sources.is_cue(at):
            return None
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
            if best.start == at and at > first:
                # Inside what somebody says, "the reports about" are a thing, no source.
                return None
        return best

    def _opener(self, at: int, first: int) -> int:
        """
        Give where "amid", "with", "in the light of" begins in front of a reporting noun.
        """
        start = at
        while start > first and start > at - 2 and self.natures[start - 1].roles & {"preposition", "construct", "fade"}:
            start -= 1
        return start

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
            if at == first and "also" in self.natures[at].roles and not operator.rest:
                # At the head of a sentence it is "also", and the content stands behind the verb.
                return None
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
        Say whether "as" and a verb cite somebody: a known source follows (كما أكدت الوزارة), not a thing.
        """
        mention = self.sources.read(self._past_pronoun(at, last), last)
        if mention is None or not mention.known:
            return hit.agrees == "object"
        return True

    def _kind(self, at: int, end: int, hit: Hit, first: int, last: int) -> str:  # noqa: PLR0911 (a decision list: the first ground decides)
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
            return "noun" if self._noun_may_stand(end, entry, last) else ""
        return "adverb" if entry.part == "adverb" else ""

    def _verb_may_stand(self, at: int, hit: Hit, first: int) -> bool:
        """
        Say whether a verb may stand at a token: not behind a preposition or inside a construct.

        Forms that agree otherwise than the plain one are hardly ever nouns; the plain perfect (نقل,
        ذكر, كشف) is spelled like one.
        """
        entry = hit.entry
        rare = isinstance(entry, Cue) and entry.rate < RARE and hit.agrees == "masculine"
        if rare and isinstance(entry, Cue) and not self._clause_with_subject(at + 1 + len(hit.rest), entry):
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
        if entry.nominal and entry.rate > RAREST:
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
        for back in range(max(0, at - 6), at):
            if not self.natures[back].sources:
                continue
            mention = self.sources.read(back, at)
            if mention is not None and mention.entry is not None and mention.last == at:
                return True
        return False

    def _participle_may_stand(self, at: int, end: int, hit: Hit, first: int, last: int) -> bool:  # noqa: PLR0911 (a decision list: the first ground decides)
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

    def _passive_may_stand(self, at: int, end: int, entry: Cue, first: int, last: int) -> bool:
        """
        Say whether a cue without subject stands at a token: its complement follows at once.
        """
        if end >= last:
            return False
        before = self.natures[at - 1] if at > first else None
        glued = before is not None and before.shape == "word" and not self.natures[at].conjunction
        if before is not None and glued and not before.roles & _BEFORE_PASSIVES:
            # Behind a noun it opens a relative clause (رتلين قيل إنهما ضخمان), which is the outlet's own.
            return False
        inside = any("complement" in n.roles for n in self.natures[first:at])
        if entry.cue_class is CueClass.SPECULATE and inside:
            # Inside what somebody says it only loosens the words (hedges do that).
            return False
        after = self.natures[end]
        if "complement" in after.roles:
            return True
        takes = self.sources.lexis.takes[id(entry)]
        return len(self.natures[at].form) > 3 and self.reading.tokens.words[end].form in takes and entry.rate < LOW_RATE

    def _noun_may_stand(self, end: int, entry: Cue, last: int) -> bool:
        """
        Say whether a reporting noun has its complement within a few words (أنباء متضاربة عن …).
        """
        takes = self.sources.lexis.takes[id(entry)]
        for k in range(end, min(last, end + 5)):
            nature = self.natures[k]
            if ("complement" in nature.roles and k <= end + 1) or self.reading.tokens.words[k].form in takes:
                return True
            if (
                nature.preposition in takes
                and nature.preposition
                and (nature.verbal_under or "complement" in nature.under)
            ):
                return True
            if nature.shape != "word" or (nature.cues and not nature.adjective) or "preposition" in nature.roles:
                return False
        return False
