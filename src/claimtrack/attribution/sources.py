"""
Say what kind of source a mention names: from the words of the pack in it, and from capitals.
"""

from __future__ import annotations

from attrs import evolve, frozen

from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.attribution.grammar import ARTICLES, Part
from claimtrack.language import SourceEntry
from claimtrack.model import CueClass, SourceKind


@frozen(kw_only=True)
class Mention:
    """
    Hold one mention of a source with what its words tell.

    Attributes:
        first: First token, and `last`, the token behind it.
        named: Whether it names a person or an institution.
        anaphoric: Whether it may point back to an earlier mention ("he", "the ministry", المصدر).
        plural: Whether it stands for several.
        pronoun: Whether the words tell nothing of the kind ("he", "the same source").
        relative: Whether it is a relative pronoun, which stands for the noun in front of it.
        entry: The entry of the pack that decided its kind, or None.

    """

    first: int
    last: int
    kind: SourceKind
    subkind: str | None = None
    named: bool = False
    anaphoric: bool = False
    plural: bool = False
    pronoun: bool = False
    relative: bool = False
    entry: SourceEntry | None = None


_PRONOUNS = frozenset({"person", "thing"})
"""Subkinds of words that say nothing but whether a person or a thing is meant."""


_NO_OWNERS = frozenset({SourceKind.DOCUMENT, SourceKind.RESIDENT, SourceKind.EYEWITNESS})
"""Kinds that no office is of: the head of a farmers' union holds an office, he is no farmer."""
_MEDIA = frozenset({SourceKind.MEDIA_OUTLET, SourceKind.AGENCY})
_STOPS = Part.ATTACHING | Part.COMMA | Part.RELATIVE | Part.PREPOSITION | Part.OPENING
"""What ends the head of a mention where the head stands last."""

Hit = tuple[int, int, SourceEntry]


def describe_source(reading: Reading, span: Range) -> Mention:
    """
    Say what a mention names.

    The head decides: the first phrase of the pack in languages that put the head first, in others
    the last one in front of the first preposition, comma or relative pronoun. A generic head
    ("a spokesman for the army") leaves the kind to what stands behind it.
    """
    first, last = span
    parts = reading.parts
    if last - first == 1 and parts[first] & (Part.PRONOUN | Part.OBJECT_PRONOUN | Part.RELATIVE):
        return _pronoun(reading, first)
    hits = [
        (at, end, entry)
        for at, end, entry, _ in reading.tokens.find("source", first, last)
        if isinstance(entry, SourceEntry)
        and not (entry.kind is SourceKind.UNNAMED_SOURCES and entry.subkind in _PRONOUNS)
        and not _is_adjective(reading, at, end, last)
    ]
    names = _names(reading, span, hits)
    if not hits:
        end = _head_end(parts, span)
        return _nameless(reading, span, named=any(k < end for k in names))
    head_first = reading.tokens.pack.basics.order == "verb_first"
    at, _, head = hits[0] if head_first else _head(hits, _head_end(parts, span))
    kind, subkind = head.kind, head.subkind
    if (
        head.kind is SourceKind.DOCUMENT
        and not head.generic
        and any(e.kind is SourceKind.SOCIAL_MEDIA for *_, e in hits)
    ):
        kind = SourceKind.SOCIAL_MEDIA  # "videos shared on …" are what people put there
    if head.generic:
        owner = _owner(reading, hits, at, head)
        kind = owner.kind if owner is not None else kind
        subkind = subkind or (owner.subkind if owner is not None else None)
    return Mention(
        first=first,
        last=last,
        kind=kind,
        subkind=subkind,
        named=bool(names) or (any(e.named for _, _, e in hits) if head_first else head.named),
        anaphoric=head.anaphoric and not names and _is_definite(reading, at, first),
        plural=head.plural,
        entry=head,
    )


def _is_adjective(reading: Reading, at: int, end: int, last: int) -> bool:
    """
    Whether a title stands in front of a common noun in capitals, as in "General Coordination".
    """
    if end - at != 1 or end >= last or not reading.parts[at] & Part.TITLE:
        return False
    return reading.tokens.words[end].capital and reading.analysis.hosts[end] in ("N", "VN")


def _pronoun(reading: Reading, at: int) -> Mention:
    """
    Return the mention that a pronoun is.
    """
    bits = reading.parts[at]
    return Mention(
        first=at,
        last=at + 1,
        kind=SourceKind.UNNAMED_SOURCES,
        anaphoric=True,
        pronoun=True,
        relative=bool(bits & Part.RELATIVE) and not bits & Part.PRONOUN,
        plural=_is_plural(reading, at),
        entry=_entry_at(reading, at),
    )


def _nameless(reading: Reading, span: Range, *, named: bool) -> Mention:
    """
    Return a mention in which the pack knows no word for sources.
    """
    first, last = span
    quoted = reading.inside[first] >= 0 and reading.quotations[reading.inside[first]].first == first
    if quoted:
        # A name in quotation marks is an outlet's («حلب اليوم»).
        return Mention(first=first, last=last, kind=SourceKind.MEDIA_OUTLET, named=True, anaphoric=True)
    words = reading.tokens.words[first:last]
    roles = [{getattr(p.entry, "role", "") for _, p in w.by_kind.get("grammar", ())} for w in words]
    if all("given_name" in r for r in roles) and (last - first == 1 or "kunya" in roles[0]):
        # A given name alone, or "mother of Muhammad": one of the people, no office holder.
        return Mention(first=first, last=last, kind=SourceKind.RESIDENT, subkind="person", named=True, anaphoric=True)
    # Where no capitals tell a name, a mention that the pack does not know is taken for one, as news names office
    # holders.
    named = named or not reading.tokens.pack.basics.capitals
    kind = SourceKind.OFFICIAL if named else SourceKind.UNNAMED_SOURCES
    end = _head_end(reading.parts, span) - 1
    return Mention(
        first=first,
        last=last,
        kind=kind,
        named=named,
        anaphoric=named,
        subkind="person" if named else None,
        plural=bool(reading.parts[end] & Part.PLURAL and not reading.parts[end] & Part.CAPITAL),
    )


_PERSONS = frozenset(SourceKind) - {
    SourceKind.DOCUMENT,
    SourceKind.MEDIA_OUTLET,
    SourceKind.AGENCY,
    SourceKind.SOCIAL_MEDIA,
}
"""Kinds that "he" and "she" can stand for."""


def can_stand_for(reading: Reading, pronoun: Mention, other: Mention) -> bool:
    """
    Say whether a pronoun can stand for a mention, by number and by what it is: a person, a body or a thing.
    """
    wants = pronoun.entry.subkind if pronoun.entry is not None else None
    place = reading.tokens.match(other.first, "place")
    if place is not None and place[1] >= other.last:
        return False  # a capital that is said to have done something is neither "he" nor "it" in the next sentence
    if other.pronoun:
        return other.entry is pronoun.entry
    person = other.subkind == "person"
    body = other.named and not person if other.entry is None else other.entry.named
    if wants == "person":
        return not (other.plural or body) and other.kind in _PERSONS
    if wants == "thing":
        # "The Rapid Support Forces" are one body; a name of one word that no pack knows is a body's as often as not.
        known = other.entry is not None and not (person or other.plural)
        return body or known or (other.entry is None and other.named and other.last - other.first == 1)
    return other.plural or (body and other.kind in _PERSONS)


def is_ours(reading: Reading, span: Range) -> bool:
    """
    Say whether a mention is of those who write ("our correspondent", مراسلنا): they are no link of their own chains.
    """
    return bool(reading.parts[span[0]] & Part.FIRST_PERSON) or reading.analysis.tags[span[0]].endswith("+O")


def _owner(reading: Reading, hits: list[Hit], head_at: int, head: SourceEntry) -> SourceEntry | None:
    """
    Return whom a generic head speaks for: the first further word for a body, those behind the head before those in
    front.
    """
    behind = [h for h in hits if h[0] > head_at] + [h for h in hits if h[0] < head_at][::-1]
    private = head.kind is SourceKind.UNNAMED_SOURCES
    for at, end, entry in behind:
        if entry.generic or entry.kind in _NO_OWNERS or entry.subkind == "reporter":
            continue
        if private and entry.kind in _MEDIA:
            continue
        if end - at == 1 and reading.analysis.hosts[at] == "ADJ" and reading.tokens.pack.basics.order == "verb_first":
            continue  # an adjective of the noun in front (المسح الجيولوجي), not somebody
        return entry
    return None


def _head(hits: list[Hit], head_end: int) -> Hit:
    """
    Return the hit that decides the kind where the head stands last.
    """
    within = [hit for hit in hits if hit[0] < head_end]
    # A name with its office behind it: "Rania Aziz, a spokeswoman for the ministry".
    if not within:
        return hits[0]
    # "Some of the officials" are officials.
    part = within[-1][2].subkind == "opinion" and len(hits) > len(within) and within[-1][1] == head_end
    return hits[len(within)] if part else within[-1]


def _head_end(parts: list[int], span: Range) -> int:
    """
    Return the token behind the head noun: the first preposition, comma or relative pronoun.
    """
    return next((at for at in range(span[0] + 1, span[1]) if parts[at] & _STOPS), span[1])


def _names(reading: Reading, span: Range, hits: list[Hit]) -> list[int]:
    """
    Return the tokens of a mention that are a proper name and no word for sources.
    """
    known = {k for at, end, _ in hits for k in range(at, end)}
    hosts, parts = reading.analysis.hosts, reading.parts
    return [
        at
        for at in range(*span)
        if (hosts[at] == "PN" or at in reading.quote_at) and at not in known and not parts[at] & Part.TIME
    ]


def _is_definite(reading: Reading, head: int, first: int) -> bool:
    """
    Whether a mention is definite: by a determiner, an article or an owner written onto its head.
    """
    bits = reading.parts[first]
    if bits & (Part.DETERMINER | Part.POSSESSIVE):
        return not bits & Part.INDEFINITE
    word, tag = reading.tokens.words[head], reading.analysis.tags[head]
    article = any(p.endswith(ARTICLES) for p, _ in word.bases if p)
    return article or tag.endswith("+O")


def _entry_at(reading: Reading, at: int) -> SourceEntry | None:
    """
    Give the entry that a single word is.
    """
    entry = reading.tokens.words[at].get("source")
    return entry if isinstance(entry, SourceEntry) else None


def _is_plural(reading: Reading, at: int) -> bool:
    """
    Whether a pronoun stands for several, as the pack lists it.
    """
    entry = _entry_at(reading, at)
    return entry is not None and entry.plural


def mentions_of(reading: Reading, frames: list[Frame]) -> dict[Range, Mention]:
    """
    Describe every mention of the frames once, in text order.
    """
    spans = {f.source[0] for f in frames if f.source}
    spans |= {v.source for f in frames for v in f.via if v.source is not None}
    found = {span: describe_source(reading, span) for span in sorted(spans)}
    _settle_speakers(found)
    for voice in (v for f in frames for v in f.via if v.source is not None and v.cue is None):
        told = found[voice.source]  # type: ignore[index]
        if told.entry is None:
            found[voice.source] = evolve(told, kind=SourceKind.MEDIA_OUTLET, subkind=None, named=True)  # type: ignore[index]
    for frame in frames:
        mention = found[frame.source[0]] if frame.source else None
        reports = frame.entry is not None and frame.entry.cue_class is CueClass.REPORT and frame.entry.part == "verb"
        if mention is not None and reports and mention.named and mention.entry is None and mention.subkind == "person":
            # An unknown name that "reported" is an outlet; people say and state.
            found[frame.source[0]] = evolve(mention, kind=SourceKind.MEDIA_OUTLET, subkind=None)
    return found


def _settle_speakers(found: dict[Range, Mention]) -> None:
    """
    Give a speaker whose body is not named the body of the last one: "the spokesman" of a society speaks for it.
    """
    last: dict[str | None, Mention] = {}
    for span, mention in found.items():
        entry = mention.entry
        if entry is None or not entry.generic:
            continue
        if mention.kind is not entry.kind:
            last[entry.subkind] = mention
        elif entry.subkind == "spokesperson" and entry.subkind in last:
            found[span] = evolve(mention, kind=last[entry.subkind].kind)
