"""
Say what a mention names in a language that puts the head first and writes no capitals.

The head is the first word that the pack knows; what stands behind a generic head tells whose
spokesman, director or statement it is. A name is told by given names, quotation marks, and words
that are nothing else.
"""

from __future__ import annotations

from claimtrack.attribution.frames import Range, Reading
from claimtrack.attribution.sources import Mention
from claimtrack.attribution.verb_first_source import OPENERS
from claimtrack.attribution.verb_first_words import Lexis, Nature, lexis_of
from claimtrack.language import SourceEntry
from claimtrack.model import SourceKind

_NO_OWNERS = frozenset({SourceKind.DOCUMENT, SourceKind.RESIDENT, SourceKind.EYEWITNESS})
"""Kinds that no office is of: the head of a farmers' union holds an office, he is no farmer."""

_MEDIA = frozenset({SourceKind.MEDIA_OUTLET, SourceKind.AGENCY})


def describe(reading: Reading, span: Range) -> Mention:
    """
    Say what a mention names.
    """
    first, last = span
    lexis = lexis_of(reading.tokens.pack)
    natures = [lexis.nature(w) for w in reading.tokens.words[first:last]]
    hits = [
        (at, end, entry)
        for at, end, entry, _ in reading.tokens.find("source", first, last)
        if isinstance(entry, SourceEntry)
    ]
    same = any(n.roles & {"same_word", "same"} for n in natures)
    if (
        not hits
        and all("given_name" in n.roles for n in natures)
        and (last - first == 1 or "kunya" in natures[0].roles)
    ):
        # A given name alone, or "mother of Muhammad": one of the people, no office holder.
        return Mention(first=first, last=last, kind=SourceKind.RESIDENT, subkind="person", named=True, anaphoric=True)
    if not hits:
        # A name in quotation marks is an outlet's ("حلب اليوم"); one without, in Arabic news, a person's.
        quoted = natures[0].shape in OPENERS
        kind = SourceKind.MEDIA_OUTLET if quoted else SourceKind.OFFICIAL
        return Mention(first=first, last=last, kind=kind, named=True, anaphoric=True)
    head = hits[0][2]
    kind, subkind = head.kind, head.subkind
    if head.generic:
        behind = [
            entry
            for at, end, entry in hits[1:]
            if not entry.generic
            and entry.kind not in _NO_OWNERS
            and not (end - at == 1 and _agrees(natures, at - first))
        ]
        private = head.kind is SourceKind.UNNAMED_SOURCES
        owner = next((e for e in behind if not (private and e.kind in _MEDIA) and e.subkind != "reporter"), None)
        if owner is not None:
            kind, subkind = owner.kind, head.subkind or owner.subkind
    name = _has_name(natures, hits[0][1] - first)
    return Mention(
        first=first,
        last=last,
        kind=kind,
        subkind=subkind,
        named=name or any(e.named for _, _, e in hits),
        anaphoric=head.anaphoric and not name and (same or _is_definite(natures, lexis, hits[0][0] - first)),
        plural=head.plural,
        entry=head,
    )


def _agrees(natures: list[Nature], at: int) -> bool:
    """
    Say whether a word is an adjective of the noun in front (المسح الجيولوجي), not somebody (رئيس الجيولوجيين).
    """
    return natures[at].adjective and natures[at].definite and at > 0 and natures[at - 1].definite


def _has_name(natures: list[Nature], behind: int) -> bool:
    """
    Say whether a proper name stands in a mention: a given name, a quoted name, or a word that is nothing else.
    """
    for number, nature in enumerate(natures):
        if nature.shape in OPENERS or "given_name" in nature.roles:
            return True
        if number < behind or nature.shape != "word" or nature.roles or nature.sources or nature.preposition:
            continue
        if not nature.definite and not nature.adjective and not nature.verbal and not nature.feminine:
            return True
    return False


def _is_definite(natures: list[Nature], lexis: Lexis, head: int) -> bool:
    """
    Say whether the head carries the article or a possessive ("our correspondent").
    """
    nature = natures[head]
    return nature.definite or nature.form.endswith(lexis.owners or ("\0",))
