"""
Read attributions where the verb comes first: cue, source, content (وأكدت مصادر محلية دخول …).

A sentence is read once. Every cue that stands where a verb or a citation can stand is a site; at
each site the source and the complement are read to its right, or, where the pronoun or the word
order says so, to its left. Sites bound the contents of the sites before them, so the whole is
linear in the length of the sentence, and sentences are bounded.
"""

from __future__ import annotations

from attrs import define

from claimtrack.attribution.frames import Frame, Reading, Voice
from claimtrack.attribution.verb_first_bounds import Site
from claimtrack.attribution.verb_first_citations import CitationReader
from claimtrack.attribution.verb_first_clauses import Draft
from claimtrack.attribution.verb_first_complement import ComplementReader
from claimtrack.attribution.verb_first_source import SourceReader
from claimtrack.attribution.verb_first_subjects import NO_SPEAKERS
from claimtrack.attribution.verb_first_words import lexis_of


def find_frames(reading: Reading) -> list[Frame]:
    """
    Find the frames of a text in a verb-first language, in order of their cues.
    """
    lexis = lexis_of(reading.tokens.pack)
    natures = [lexis.nature(word) for word in reading.tokens.words]
    sources = SourceReader(reading.tokens, lexis, natures)
    complements = ComplementReader(reading, natures, sources)
    reader = SentenceReader(reading, natures, sources, complements=complements)
    frames: list[Frame] = []
    for first, last in reading.sentences:
        frames.extend(reader.read(first, last))
    return frames


@define(eq=False)
class SentenceReader(CitationReader):
    """
    Read the sentences of one text, site after site.
    """

    def read(self, first: int, last: int) -> list[Frame]:
        """
        Read one sentence.
        """
        sites = self._sites(first, last)
        drafts: list[Draft] = []
        self.pending = None
        self.drafted = False
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
            if draft.mention is not None and self._concordant(draft):
                draft.notes = ("concordant",)
            drafts.append(draft)
            self.drafted = True
            if draft.mention is not None and draft.mention.first >= site.first:
                covered = draft.mention.last
                if site.kind == "citation":
                    self.taken = covered
        return [d.frame() for d in drafts if d.content]

    def _draft(self, site: Site, first: int, stop: int, last: int, drafts: list[Draft]) -> Draft | None:
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
            passive = self._passive(site, stop)
            if passive is not None:
                return passive
        return self._verb(site, first, stop)

    def _concordant(self, draft: Draft) -> bool:
        """
        Say whether the mention itself says that several sources agree (مصادر متطابقة).
        """
        mention = draft.mention
        return mention is not None and any("concordant" in n.roles for n in self.natures[mention.first : mention.last])

    def _headline(self, first: int, last: int) -> Draft | None:
        """
        Read "minister: the port is closed": a known source, a colon, what is said.
        """
        for k in range(first, min(last, first + 12)):
            if self.natures[k].shape == ":":
                mention = self.sources.read(first, k)
                if mention is None or not mention.known or k + 1 >= last:
                    return None
                listener = self.complements.listener_at(mention.last, k) if mention.last < k else None
                if mention.last != k and (listener is None or listener.last != k):
                    return None
                if mention.entry is not None and mention.entry.kind in NO_SPEAKERS and not mention.entry.anaphoric:
                    return None
                if mention.entry is not None and mention.entry.generic and k - first == 1:
                    return None
                end = self._trim(last, k + 1)
                draft = Draft(None, mention, [(k + 1, end)], cue=((k, k + 1),))
                if listener is not None:
                    draft.via = [Voice(source=(listener.first, listener.last), cue=None, entry=None)]
                return draft
        return None
