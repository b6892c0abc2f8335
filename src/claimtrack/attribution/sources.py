"""
Say what kind of source a mention names: from the words of the pack in it, and from capitals.
"""

from __future__ import annotations

from attrs import evolve, frozen

from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.attribution.grammar import Part
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


def describe_source(reading: Reading, span: Range) -> Mention:
    """
    Say what a mention names.

    The head decides: the first phrase of the pack in languages that put the head first, in others
    the last one in front of the first preposition, comma or relative pronoun. A generic head
    ("a spokesman for the army") leaves the kind to what stands behind it.
    """
    if reading.tokens.pack.basics.order == "verb_first":
        from claimtrack.attribution.verb_first_names import describe

        return describe(reading, span)
    first, last = span
    parts = reading.parts
    if last - first == 1 and parts[first] & (Part.PRONOUN | Part.RELATIVE):
        return Mention(
            first=first,
            last=last,
            kind=SourceKind.UNNAMED_SOURCES,
            anaphoric=True,
            pronoun=True,
            relative=bool(parts[first] & Part.RELATIVE) and not parts[first] & Part.PRONOUN,
            plural=_is_plural(reading, first),
            entry=_entry_at(reading, first),
        )
    hits = [
        (at, end, entry)
        for at, end, entry, _ in reading.tokens.find("source", first, last)
        if isinstance(entry, SourceEntry) and entry.subkind not in _PRONOUNS
    ]
    named = _has_name(reading, parts, span)
    head = _head(hits, _head_end(parts, span))
    if head is None:
        kind = SourceKind.OFFICIAL if named else SourceKind.UNNAMED_SOURCES
        return Mention(first=first, last=last, kind=kind, named=named, subkind="person" if named else None)
    kind, subkind = head.kind, head.subkind
    if head.generic:
        other = next((e for _, _, e in _others(hits, head) if not e.generic), None)
        kind = other.kind if other is not None else kind
        subkind = subkind or (other.subkind if other is not None else None)
    proper = head.named or named
    return Mention(
        first=first,
        last=last,
        kind=kind,
        subkind=subkind,
        named=proper,
        plural=head.plural,
        entry=head,
        anaphoric=head.anaphoric and not _has_name(reading, parts, span) and _is_definite(parts, first),
    )


def _others(hits: list[tuple[int, int, SourceEntry]], head: SourceEntry) -> list[tuple[int, int, SourceEntry]]:
    """
    Give the hits apart from the head, those behind it first.
    """
    at = next(i for i, (_, _, entry) in enumerate(hits) if entry is head)
    return hits[at + 1 :] + hits[:at][::-1]


def _head(hits: list[tuple[int, int, SourceEntry]], head_end: int) -> SourceEntry | None:
    """
    Pick the entry that decides the kind.
    """
    if not hits:
        return None
    within = [entry for at, _, entry in hits if at < head_end]
    if not within:
        # A name with its office behind it: "Rania Aziz, a spokeswoman for the ministry".
        return hits[0][2]
    return within[-1]


def _head_end(parts: list[int], span: Range) -> int:
    """
    Give the token behind the head noun: the first preposition, comma or relative pronoun.
    """
    stops = Part.ATTACHING | Part.COMMA | Part.RELATIVE | Part.PREPOSITION | Part.OPENING
    for at in range(span[0] + 1, span[1]):
        if parts[at] & stops:
            return at
    return span[1]


def _has_name(reading: Reading, parts: list[int], span: Range) -> bool:
    """
    Say whether a proper name stands in a mention: a capital that no source word and no sentence start explains.
    """
    sentence = reading.sentence_of
    for at in range(*span):
        if not parts[at] & Part.CAPITAL or parts[at] & (Part.DETERMINER | Part.POSSESSIVE | Part.PREPOSITION):
            continue
        opens = at == 0 or sentence[at] != sentence[at - 1] or reading.inside[at] != reading.inside[at - 1]
        if not opens and not parts[at] & Part.TITLE:
            return True
        if opens and at + 1 < span[1] and parts[at + 1] & Part.CAPITAL:
            return True
        if opens and span[1] - span[0] == 1 and not parts[at] & Part.SOURCE:
            return True
    return False


def _is_definite(parts: list[int], first: int) -> bool:
    """
    Say whether a mention opens with a definite determiner; a language without capitals has its own rule.
    """
    return bool(parts[first] & (Part.DETERMINER | Part.POSSESSIVE)) and not parts[first] & Part.INDEFINITE


def _entry_at(reading: Reading, at: int) -> SourceEntry | None:
    """
    Give the entry that a single word is.
    """
    entry = reading.tokens.words[at].get("source")
    return entry if isinstance(entry, SourceEntry) else None


def _is_plural(reading: Reading, at: int) -> bool:
    """
    Say whether a pronoun stands for several, as the pack lists it.
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
