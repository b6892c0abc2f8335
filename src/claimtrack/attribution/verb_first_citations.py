"""
Read citations: "according to", "as … reported", "quoting"; what they cover stands in front of them, or behind.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.frames import Range, Voice
from claimtrack.attribution.verb_first_bounds import Site
from claimtrack.attribution.verb_first_clauses import SHORT_LEAD, ClauseReader, Draft
from claimtrack.attribution.verb_first_source import COMMAS, DASHES, Mention
from claimtrack.model import Relation


@define(eq=False)
class CitationReader(ClauseReader):
    """
    Read what is cited.
    """

    def _citation(self, site: Site, first: int, stop: int, last: int, drafts: list[Draft]) -> Draft | None:
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
        inner = None
        if site.entry.relays:
            inner, _ = self._relayed(mention.last, last, takes)
        inside = self._cited_by(self.pending, site, mention, stop) if self.pending is not None else None
        if inside is not None:
            return inside
        if self._pass_on(site, mention, drafts) or self._told_already(site, mention, drafts):
            return None
        listener = self.complements.listener_at(mention.last, last) if not mention.is_media else None
        end = max(m.last for m in (mention, inner, listener) if m is not None)
        content = self._cited(site, end, first, stop, drafts)
        if not content:
            return None
        draft = Draft(site, mention, content, entry=site.entry, cue=((site.first, site.last),))
        draft.relation = Relation.CITES
        draft.open_end = content[-1][0] >= site.last
        if listener is not None:
            draft.via.append(Voice(source=(listener.first, listener.last), cue=None, entry=None))
        if inner is not None:
            draft.via = [Voice(source=(mention.first, mention.last), cue=(site.first, site.last), entry=site.entry)]
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

    def _cited_by(self, outer: tuple[Site, Mention], site: Site, mention: Mention, stop: int) -> Draft | None:
        """
        Read "a report by the agency, quoting a source, said that": the citation stands inside the attribution.
        """
        behind = mention.last
        takes = self.sources.lexis.takes[id(outer[0].entry)]
        while behind < stop and (
            self.natures[behind].shape in COMMAS or self.reading.tokens.words[behind].form in takes
        ):
            behind += 1
        opens = behind < stop and "complement" in self.natures[behind].roles
        content = self._behind(behind, stop)
        near = outer[1].last >= site.start - 2 and site.start == site.first
        if content[1] <= content[0] or not (near or opens):
            return None
        self.pending = None
        told, cited = (outer[0].first, outer[0].last), (site.first, site.last)
        teller = outer[1]
        if mention.is_media and not teller.is_media:
            # "The officer said, according to the paper, that": the paper passes on what the officer says.
            draft = Draft(outer[0], teller, [content], entry=outer[0].entry, cue=(told,))
            draft.via = [Voice(source=(mention.first, mention.last), cue=cited, entry=site.entry)]
            return draft
        draft = Draft(site, mention, [content], entry=site.entry, cue=(cited,), relation=Relation.QUOTES)
        draft.via = [Voice(source=(teller.first, teller.last), cue=told, entry=outer[0].entry)]
        return draft

    def _seen(self, mention: Mention) -> bool:
        """
        Say whether an unlisted noun is a single definite word, as surnames of people cited before are.
        """
        return mention.definite and mention.last - mention.first <= 2 and mention.entry is None and mention.named

    def _pass_on(self, site: Site, mention: Mention, drafts: list[Draft]) -> bool:
        """
        Let an outlet that is cited behind an attribution be the one that passes it on.
        """
        edge = self._trim(site.start, 0)
        touching = any(
            max(d.content[-1][1], d.mention.last if d.mention is not None else 0) >= edge - 1
            for d in drafts
            if d.content
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

    def _told_already(self, site: Site, mention: Mention, drafts: list[Draft]) -> bool:
        """
        Keep a citation that closes an attributed sentence from claiming it anew.

        Where an outlet reported it, the one cited is who the outlet had it from; where anybody else
        said it, the citation only says on what grounds ("according to a first toll").
        """
        edge = self._trim(site.start, 0)
        before = [d for d in drafts if d.content and d.content[-1][1] >= edge - 1 and d.mention is not None]
        if not before:
            return False
        self._close(drafts, site)
        draft = before[-1]
        if draft.mention is not None and draft.mention.is_media and not mention.is_media:
            draft.via.append(
                Voice(source=(draft.mention.first, draft.mention.last), cue=draft.cue[0], entry=draft.entry)
            )
            draft.mention, draft.cue, draft.entry = mention, ((site.first, site.last),), site.entry
            draft.relation = Relation.CITES
        return True

    def _cited(self, site: Site, end: int, first: int, stop: int, drafts: list[Draft]) -> list[Range]:
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
        if front[1] - front[0] <= SHORT_LEAD and behind[1] - behind[0] > front[1] - front[0]:
            return [front, behind]
        return [front]

    def _skip_lead(self, first: int, stop: int) -> int:
        """
        Skip commas, conjunctions and turns at the start of what is cited.
        """
        at = first
        for operator in self.natures[first].operators if first < stop else ():
            if getattr(operator.entry, "role", "") == "background" and self._matches(first, operator.rest):
                at = min(stop, first + 1 + len(operator.rest))
                break
        while at < stop and (
            self.natures[at].shape in COMMAS | DASHES or self.natures[at].roles & {"contrast", "turn"}
        ):
            at += 1
        return at

    def _behind(self, at: int, stop: int) -> Range:
        """
        Give the content behind a leading citation: past the comma, "then", the complementiser.
        """
        if at + 1 < stop and self.natures[at].shape in COMMAS and "relative" in self.natures[at + 1].roles:
            # المصادر، التي تحدثت شريطة عدم ذكر اسمها، …: what is said of the source itself.
            at += 1
            while at < stop and self.natures[at].shape not in COMMAS:
                at += 1
        while at < stop and (
            self.natures[at].shape in COMMAS | DASHES | {":"} or "complement" in self.natures[at].roles
        ):
            at += 1
        return at, max(at, stop)

    def _close(self, drafts: list[Draft], site: Site) -> None:
        """
        End the contents that are still open where a new attribution begins beside them.
        """
        if not self._breaks(site):
            return
        for draft in drafts:
            if draft.open_end and draft.content and draft.content[-1][1] > site.start:
                first = draft.content[-1][0]
                draft.content[-1] = (first, self._trim(site.start, first))
