"""
Follow every appearance to where its information comes from, as far as the text says: its lead.

A lead is a named source, whichever outlet relays it and however it is spelled; or sources that the report does
not name; or the outlet's own house. Sources that one named outlet quotes without naming them are that outlet's
("Call Syria, quoting local sources"), and so are those that spoke to it ("a source told Al-Busayra 24").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from attrs import field, frozen

from claimtrack.lineage.mentions import (
    GROUPS,
    Describe,
    Houses,
    Mention,
    describe_text,
    join_mentions,
    merge_mentions,
    read_mention,
)
from claimtrack.model import Appearance, Link, Page, Report, Source, SourceKind

OFFICES = frozenset({"authority", "military", "organisation", "expert"})
"""Groups that have offices, by which an unnamed source can still be told from another one."""


class Standing(StrEnum):
    """
    Say how a lead is known: by name, as somebody unnamed, or as the outlet's own voice.
    """

    NAMED = "named"
    UNNAMED = "unnamed"
    OWN = "own"


@frozen(kw_only=True)
class Lead:
    """
    Hold where one appearance comes from.

    Attributes:
        key: The same for all appearances that go back to one source; houses begin with "house:".
        label: The source as an analyst would name it.
        house: The house of the outlet that published it.
        media: Keys of the agencies and outlets it came through, the lead itself included where it is one.

    """

    appearance: str
    report: str
    house: str
    key: str
    label: str
    standing: Standing
    group: str = "own"
    mention: Mention | None = field(default=None, repr=False)
    media: frozenset[str] = frozenset()


@frozen
class Leads:
    """
    Hold the leads of many appearances, and what their reports credit.

    Attributes:
        by_appearance: Appearance id to lead.
        credits: Report id to keys of agencies and outlets that its credit lines name.
        labels: Key to the name to show.
        houses: Report id to house.
        named: Report id to the keys of the named sources it takes anything from.

    """

    by_appearance: Mapping[str, Lead]
    credits: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    houses: Mapping[str, str]
    named: Mapping[str, frozenset[str]] = field(factory=dict)


def follow_leads(
    appearances: Iterable[Appearance],
    reports: Mapping[str, Report],
    *,
    pages: Mapping[str, Page],
    sources: Mapping[str, Source],
    describe: Describe | None = None,
) -> Leads:
    """
    Resolve all appearances' origins at once, in near-linear time, whatever the order of the input.
    """
    describe = describe or describe_text
    kept = [a for a in appearances if a.report in reports]
    houses = Houses(
        {r.outlet: r.lang for r in reports.values()},
        {name: s.owner for name, s in sources.items() if s.owner},
        describe,
    )
    reader = _Reader(describe)
    for appearance in kept:
        for link in appearance.attribution.chain:
            reader.read(appearance.report, _words(link), appearance.lang, link.kind, named=link.named)
    credited = {
        report: [reader.read(report, _as_name(credit), None, SourceKind.AGENCY) for credit in page.credits]
        for report, page in pages.items()
        if report in reports and page.credits
    }
    reader.join()
    resolver = _Resolver(reader, houses)
    by_appearance = {a.id: resolver.lead(a, reports[a.report]) for a in kept}
    credited_keys = {
        report: frozenset(resolver.key(m, reports[report].outlet) for m in found if m is not None)
        for report, found in credited.items()
    }
    named: dict[str, set[str]] = {}
    for lead in by_appearance.values():
        if lead.standing is Standing.NAMED:
            named.setdefault(lead.report, set()).add(lead.key)
    return Leads(
        by_appearance,
        credited_keys,
        resolver.labels,
        {i: houses.house(r.outlet) for i, r in reports.items()},
        {report: frozenset(keys) for report, keys in named.items()},
    )


def _words(link: Link) -> str | None:
    """
    Give the words that say who it is: those of the antecedent where the mention only points back.
    """
    return link.antecedent.source if link.antecedent is not None else link.source


def _as_name(credit: str) -> str:
    """
    Write a normalised credit as a name again: initials in capitals, other words with one.
    """
    words = credit.split()
    return " ".join(w.upper() if len(w) <= 4 and len(words) == 1 else w.capitalize() for w in words)


class _Reader:
    """
    Read each mention once and know which of them name one source.
    """

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._known: dict[tuple[str, str | None, SourceKind], Mention] = {}
        self._seen: set[tuple[str, Mention]] = set()
        self._joined: Mapping[Mention, Mention] = {}
        self._merged: Mapping[Mention, Mention] = {}

    def read(
        self, report: str, words: str | None, lang: str | None, kind: SourceKind, *, named: bool = True
    ) -> Mention | None:
        """
        Read a mention, or give None where there are no words; what names nobody is joined with nothing.
        """
        if not words or not words.strip():
            return None
        mention = self._known.get((words, lang, kind))
        if mention is None:
            mention = self._known[words, lang, kind] = read_mention(words, lang, kind, self._describe)
        if _names_somebody(mention, named=named):
            self._seen.add((report, mention))
        return mention

    def join(self) -> None:
        """
        Join the mentions read so far.
        """
        self._joined = join_mentions(self._seen)

    def find(self, words: str | None, lang: str | None, kind: SourceKind) -> Mention | None:
        """
        Give the mention read from these words, or None.
        """
        return self._known.get((words or "", lang, kind))

    def root(self, mention: Mention) -> Mention:
        """
        Give the mention that stands for all of one source.
        """
        return self._joined.get(mention, mention)

    def whole(self, mention: Mention) -> Mention:
        """
        Give all that is known of the source of a mention.
        """
        root = self.root(mention)
        if not self._merged:
            groups: dict[Mention, list[Mention]] = {}
            for one, top in self._joined.items():
                groups.setdefault(top, []).append(one)
            self._merged = {top: merge_mentions(group) for top, group in groups.items()}
        return self._merged.get(root, root)


class _Resolver:
    """
    Turn chains into leads.
    """

    def __init__(self, reader: _Reader, houses: Houses) -> None:
        self._reader = reader
        self._houses = houses
        self.labels: dict[str, str] = {}

    def key(self, mention: Mention, outlet: str) -> str:
        """
        Give the key of a named mention: the house it names, or the source itself.
        """
        house = self._houses.named_in(mention, outlet)
        if house is not None:
            return self._labelled("house:" + house, house)
        root = self._reader.root(mention)
        return self._labelled(f"{root.group}:{root.text.casefold()}", root.text)

    def lead(self, appearance: Appearance, report: Report) -> Lead:
        """
        Follow one chain from its end: the innermost link that names somebody is the lead.
        """
        house = self._houses.house(report.outlet)
        chain = appearance.attribution.chain
        links = [(k, self._reader.find(_words(k), appearance.lang, k.kind)) for k in chain]
        media = frozenset(self._media(links, report.outlet))
        for link, mention in reversed(links):
            if mention is None:
                continue
            named_house = self._houses.named_in(mention, report.outlet)
            if named_house is None and not _names_somebody(mention, named=link.named):
                continue
            key = self.key(mention, report.outlet)
            return Lead(
                appearance=appearance.id, report=report.id, house=house, key=key, label=self.labels[key],
                standing=Standing.NAMED, group=mention.group, mention=self._reader.whole(mention), media=media,
            )  # fmt: skip
        if not chain or chain[-1].kind is SourceKind.OWN_VOICE:
            return Lead(
                appearance=appearance.id, report=report.id, house=house, key="house:" + house,
                label=self.labels[self._labelled("house:" + house, house)], standing=Standing.OWN, media=media,
            )  # fmt: skip
        group = GROUPS[chain[-1].kind]
        words = _words(chain[-1]) or chain[-1].cue
        mention = links[-1][1]
        # Officials whom a report does not name are told apart by their office, local sources by nothing.
        office = f":{mention.text.casefold()}" if mention is not None and group in OFFICES else ""
        key = self._labelled(f"unnamed:{house}:{group}{office}", f"{words} ({report.outlet})")
        return Lead(
            appearance=appearance.id, report=report.id, house=house, key=key, label=self.labels[key],
            standing=Standing.UNNAMED, group=group, mention=mention, media=media,
        )  # fmt: skip

    def _media(self, links: Sequence[tuple[Link, Mention | None]], outlet: str) -> Iterable[str]:
        """
        Give the agencies and outlets that a chain names, the report's own house left out.
        """
        own = "house:" + self._houses.house(outlet)
        for link, mention in links:
            if mention is None or (mention.group != "media" and link.named):
                continue
            if (mention.group == "media" and _names_somebody(mention, named=link.named)) or self._houses.named_in(
                mention, outlet
            ):
                key = self.key(mention, outlet)
                if key != own:
                    yield key

    def _labelled(self, key: str, label: str) -> str:
        """
        Keep a name to show for a key: the smallest one, so that order does not matter.
        """
        known = self.labels.get(key)
        if known is None or label < known:
            self.labels[key] = label
        return key


def _names_somebody(mention: Mention, *, named: bool) -> bool:
    """
    Say whether a mention names who it is; a kind that is unnamed by itself never does.

    Two capitalised names, or words in quotation marks, are a name whatever reading made of them.
    """
    if mention.group in ("unnamed", "own"):
        return False
    return named or bool(mention.quoted) or (mention.certain and len(mention.names) >= 2)
