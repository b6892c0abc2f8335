"""
Tell which mentions name one source: "Ayn Al-Furat", شبكة “عين الفرات” and "Ein al-Furat" are one network.

Nothing here knows a language. A mention is compared by the consonant skeletons of its names (the same across
scripts), by its acronyms and initials, and by its group of source kinds. Two mentions are joined only where one
names nothing that the other lacks, or, for persons, where the person's names agree: "National News Agency" and
"Tasnim News Agency" share two words of three and are two sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from attrs import field, frozen

from claimtrack.model import Features, SourceKind

Describe = Callable[[str, str | None], Features]
"""Give the features of a piece of text in a language, or in one that is not known."""


def describe_text(text: str, lang: str | None) -> Features:
    """
    Give the features that `claimtrack.claims` reads off a text.
    """
    from claimtrack.claims import features

    return features(text, lang or "und")


_TOKEN = re.compile(r"[^\W\d_]+|\d+")

_QUOTED = re.compile(r"[\"“«]([^\"”»″“«]{2,60})[\"”»″]")

_EDGES = " \t\n,;:.،؛"
"""What may hang on to a mention and is no part of it."""

_NAMES_READ = 12
"""Names of one mention that are compared; a longer list is a sentence, not a mention."""

_LETTERS_READ = 400
"""Letters of one mention that are read."""

_BUCKET = 8
"""Mentions kept under one pair of names; more are spellings of the same, or a phrase that tells nothing."""

_LIKE_MOST = 0.95
"""Probability of one house beyond which likeness alone does not go: two offices may bear nearly one name."""

_SURE_CONSONANTS = 5
_SURE_SHARE = 0.75
"""What two mentions in a script without capitals must share: consonants in all, and of the shorter one's words."""

GROUPS: Mapping[SourceKind, str] = {
    SourceKind.OFFICIAL: "authority",
    SourceKind.POLICE: "authority",
    SourceKind.IGO: "authority",
    SourceKind.RESCUE: "authority",
    SourceKind.PARTY: "authority",
    SourceKind.MILITARY: "military",
    SourceKind.MEDICAL: "medical",
    SourceKind.MONITOR_NGO: "organisation",
    SourceKind.AGENCY: "media",
    SourceKind.MEDIA_OUTLET: "media",
    SourceKind.SOCIAL_MEDIA: "media",
    SourceKind.ACTIVIST: "people",
    SourceKind.RESIDENT: "people",
    SourceKind.TRIBAL: "people",
    SourceKind.EYEWITNESS: "people",
    SourceKind.EXPERT: "expert",
    SourceKind.DOCUMENT: "document",
    SourceKind.LOCAL_SOURCES: "unnamed",
    SourceKind.UNNAMED_SOURCES: "unnamed",
    SourceKind.OWN_VOICE: "own",
}
"""Kinds that texts mix up for one and the same source (a minister is "the party" elsewhere)."""

_WHOLE_NAME = frozenset({"media", "organisation"})
"""Groups whose name is the whole name, not an office with a person in it."""

_OUTLETS = frozenset({"media", "unnamed"})
"""Groups whose mentions may name an outlet: itself, or sources that spoke to it."""

_NOBODY = frozenset({"unnamed", "own"})
"""Groups that name nobody."""


@frozen(kw_only=True, cache_hash=True)
class Mention:
    """
    Hold what identifies a source mention.

    Attributes:
        names: Skeletons of two consonants or more of what is named, `certain` whether they certainly are names.
        acronyms: Upper-case abbreviations in it, and the initials of what is written out.
        roles: Stems of what is not capitalised ("health minister"), the same within one language.
        words: Stems of all its words.
        concepts: Places the packs know in it, the same in all languages.
        offices: Institutions the packs know in it, with those who speak for them, the same in all languages.
        digits: Numbers in it ("B24").
        quoted: Stems of what stands in quotation marks, which is a name whatever its words mean otherwise.

    """

    text: str
    lang: str | None
    group: str
    names: frozenset[str] = frozenset()
    certain: bool = False
    acronyms: frozenset[str] = frozenset()
    roles: frozenset[str] = field(default=frozenset(), repr=False)
    words: frozenset[str] = field(default=frozenset(), repr=False)
    concepts: frozenset[str] = field(default=frozenset(), repr=False)
    offices: frozenset[str] = frozenset()
    digits: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()


def read_mention(text: str, lang: str | None, kind: SourceKind, describe: Describe) -> Mention:
    """
    Read a source mention into what identifies it.
    """
    text = text[:_LETTERS_READ].strip(_EDGES)
    seen = describe(text, lang)
    cased = text != text.lower()
    # A mention opens no sentence, so its first capital is a name like the others.
    names = seen.names if cased else seen.capitals or seen.names
    plain = " ".join(w for w in _TOKEN.findall(text) if not w[0].isupper())
    return Mention(
        text=text,
        lang=lang,
        group=GROUPS[kind],
        names=frozenset(n for n in names[:_NAMES_READ] if n),
        certain=cased or bool(seen.capitals),
        acronyms=frozenset(_acronyms(text)),
        roles=frozenset(describe(plain, lang).stems),
        words=frozenset(seen.stems),
        concepts=frozenset(c for c in seen.concepts if c.startswith("place:")),
        offices=frozenset(c for c in seen.concepts if c.startswith("institution:")),
        digits=frozenset(t for t in seen.tokens if t.isdigit()),
        quoted=frozenset(s for part in _QUOTED.findall(text) for s in describe(part, lang).stems),
    )


def _acronyms(text: str) -> Iterator[str]:
    """
    Give abbreviations of two to five capitals, and the initials of two to five capitalised words.
    """
    words = [w for w in _TOKEN.findall(text) if w[0].isalpha()]
    yield from (w for w in words if 2 <= len(w) <= 5 and w.isupper() and w.lower() != w)
    run = ""
    for word in [*words, ""]:
        if word[:1].isupper() and not (len(word) > 1 and word.isupper()):
            run += word[0]
        else:
            if 3 <= len(run) <= 5:
                yield run
            run = ""


def alike(a: str, b: str) -> bool:
    """
    Say whether two skeletons may be one name: equal, or with the last consonant of four written otherwise.

    "Lebanon's" and "Lebanese", رويترز and "Reuters" differ in the last one only.
    """
    if a == b:
        return True
    if min(len(a), len(b)) < 3 or abs(len(a) - len(b)) > 1:
        return False
    return len(a) + len(b) >= 7 and a[: max(len(a), len(b)) - 1] == b[: max(len(a), len(b)) - 1]


def shared_names(a: Mention, b: Mention) -> frozenset[str]:
    """
    Give the names of `a` that stand in `b` too.
    """
    exact = a.names & b.names
    rest = b.names - exact
    return exact | {n for n in a.names - exact if any(alike(n, m) for m in rest)}


def same_source(a: Mention, b: Mention) -> bool:
    """
    Say whether two mentions certainly enough name one source.

    Within one language, what only one of them names may be missing from the other, never both ways: "National
    News Agency" and "Tasnim News Agency" share two words of three, and are two. Across languages the common nouns
    beside a name are translated, not spelled, so two names must do.
    """
    if a.group in _NOBODY or b.group in _NOBODY:
        return False
    if a.offices and b.offices:
        # Who heads or speaks for an institution is its voice, where a name says that it is the same state's.
        return a.offices == b.offices and bool(shared_names(a, b))
    if a.group != b.group:
        return False
    if a.acronyms & b.acronyms or (a.quoted and a.quoted == b.quoted and a.lang == b.lang):
        return True
    return _same_names(a, b)


def _same_names(a: Mention, b: Mention) -> bool:
    """
    Say whether the names of two mentions of one group are those of one source.
    """
    shared = shared_names(a, b)
    least = min(len(a.names), len(b.names))
    weight = sum(map(len, shared))
    # Three consonants in all: two of them are one word in 200 by chance.
    if weight < 3:
        return False
    if a.lang != b.lang:
        certain = [len(m.names) for m in (a, b) if m.certain]
        whole = len(shared) >= (min(certain) if certain else least)
        return whole if a.group in _WHOLE_NAME and certain else len(shared) >= 2 and 2 * len(shared) >= least
    if a.group in _WHOLE_NAME and a.certain != b.certain:
        return (a if a.certain else b).names <= (b if a.certain else a).names
    if not a.certain or not b.certain:
        # Without capitals the nouns of the office stand among the names: some of them may differ.
        return len(shared) >= 2 and weight >= _SURE_CONSONANTS and len(shared) >= _SURE_SHARE * least
    return len(shared) >= least and (a.group in _WHOLE_NAME or len(shared) >= 2 or _same_office(a, b))


def _same_office(a: Mention, b: Mention) -> bool:
    """
    Say whether two mentions of one language name one office: the same words, and no name that contradicts.

    "Lebanon's public health minister" and "Lebanese health minister" do; the prime minister is another one.
    """
    shared = a.roles & b.roles
    if len(shared) < 2 or len(shared) < min(len(a.roles), len(b.roles)):
        return False
    return bool(shared_names(a, b))


def same_within_report(a: Mention, b: Mention) -> bool:
    """
    Say whether two mentions of one report name one source: first by office, then by name.
    """
    if a.group != b.group or a.lang != b.lang or a.group in _NOBODY:
        return False
    shared = a.roles & b.roles
    if not shared or len(shared) < min(len(a.roles), len(b.roles)):
        return False
    return min(len(a.names), len(b.names)) <= 1


def likeness(a: Mention, b: Mention) -> float:
    """
    Say how probable it is that two mentions in one claim are one house: one group, and words or names in common.

    Returns:
        The share of the shorter one's words that the other has too, at least one half; and at most 1 - 1/2^k for k
        words or names, so that one word in common ("the ministry") is no more than an even bet. 0 for nothing shared.

    """
    if a.group in _NOBODY or b.group in _NOBODY:
        return 0.0
    if a.offices and b.offices:
        return _office_likeness(a, b)
    if a.group != b.group:
        return 0.0
    names = sum(len(name) >= 3 for name in shared_names(a, b))
    places = len(a.concepts & b.concepts)
    words = len(a.words & b.words) if a.lang == b.lang else 0
    least = min(len(a.words), len(b.words)) if words >= names else min(len(a.names), len(b.names))
    shared = max(names, places, words)
    if not shared:
        return 0.0
    return max(0.5, min(_LIKE_MOST, shared / max(1, least), 1 - 0.5**shared))


def _office_likeness(a: Mention, b: Mention) -> float:
    """
    Say how probable it is that two offices in one claim are one: the institution decides, and the state it is of.

    Within one claim "the health ministry" is that of the event; another country's would be named.
    """
    if not a.offices & b.offices:
        return 0.0
    if a.concepts and b.concepts and not a.concepts & b.concepts:
        return 0.0
    return _LIKE_MOST if a.offices <= b.offices or b.offices <= a.offices else 0.5


def join_mentions(mentions: Iterable[tuple[str, Mention]]) -> dict[Mention, Mention]:
    """
    Join mentions of one source, in near-linear time: each maps to one that stands for all.

    Each mention comes with the id of its report.

    The one that stands for all is the smallest by text, so that the order of the input does not matter.
    """
    parent: dict[Mention, Mention] = {}

    def top(m: Mention) -> Mention:
        while parent[m] is not m:
            parent[m] = parent[parent[m]]
            m = parent[m]
        return m

    def join(a: Mention, b: Mention) -> None:
        first, second = sorted((top(a), top(b)), key=_place)
        parent[second] = first

    pairs = sorted(set(mentions), key=lambda p: (p[0], _place(p[1])))
    buckets: dict[tuple[str, ...], list[Mention]] = {}
    for mention in sorted({m for _, m in pairs}, key=_place):
        parent[mention] = mention
        for key in _keys(mention):
            bucket = buckets.setdefault(key, [])
            for other in bucket:
                if top(mention) is not top(other) and same_source(mention, other):
                    join(mention, other)
            if len(bucket) < _BUCKET:
                bucket.append(mention)
    for _, group in groupby(pairs, key=lambda p: p[0]):
        own = [m for _, m in group][:_BUCKET]
        for k, mention in enumerate(own):
            for other in own[:k]:
                if top(mention) is not top(other) and same_within_report(mention, other):
                    join(mention, other)
    return {m: top(m) for m in parent}


def merge_mentions(mentions: Iterable[Mention]) -> Mention:
    """
    Put together what all mentions of one source say of it.
    """
    known = sorted(mentions, key=_place)
    first = known[0]
    return Mention(
        text=first.text,
        lang=first.lang,
        group=first.group,
        names=frozenset().union(*(m.names for m in known)),
        certain=first.certain,
        acronyms=frozenset().union(*(m.acronyms for m in known)),
        roles=frozenset().union(*(m.roles for m in known)),
        words=frozenset().union(*(m.words for m in known if m.lang == first.lang)),
        concepts=frozenset().union(*(m.concepts for m in known)),
        offices=frozenset().union(*(m.offices for m in known)),
        digits=first.digits,
        quoted=first.quoted,
    )


def _place(mention: Mention) -> tuple[str, str, str]:
    """
    Order mentions, whatever the order of the input.
    """
    return mention.text, mention.group, mention.lang or ""


def _keys(mention: Mention) -> Iterator[tuple[str, ...]]:
    """
    Give the keys that two mentions of one source share: an acronym, or a name without its last consonants.
    """
    yield from (("office", o) for o in sorted(mention.offices))
    yield from ((mention.group, "acronym", a) for a in sorted(mention.acronyms))
    if mention.quoted:
        yield mention.group, "quoted", *sorted(mention.quoted)
    yield from ((mention.group, "name", n[:3]) for n in sorted(mention.names) if len(n) >= 2)
    yield from ((mention.group, mention.lang or "", r) for r in sorted(mention.roles))


class Houses:
    """
    Know the outlets: which are one house, and which outlet a mention names.

    A house is an owner where `outlets.csv` names one, else the outlet's name without the ending that only says
    its language or country ("busayra24-en", "lamha-sy", "ofuq.net").
    """

    def __init__(self, outlets: Mapping[str, str | None], owners: Mapping[str, str], describe: Describe) -> None:
        self._house = {name: "owner:" + owners[name] if name in owners else base_name(name) for name in outlets}
        self._tokens: dict[str, frozenset[str]] = {}
        self._by_token: dict[str, list[str]] = {}
        for name in sorted(outlets):
            tokens = _outlet_tokens(name, outlets[name], describe)
            self._tokens[name] = tokens
            # The longest token is the key; the rest is checked behind it.
            if tokens and sum(map(len, tokens)) >= 3:
                self._by_token.setdefault(max(tokens, key=lambda t: (len(t), t)), []).append(name)

    def house(self, outlet: str) -> str:
        """
        Give the house of an outlet.
        """
        return self._house.get(outlet, outlet)

    def named_in(self, mention: Mention, own: str) -> str | None:
        """
        Give the house that a mention names, the report's own one first, or None.
        """
        if mention.group not in _OUTLETS:
            return None
        parts = mention.names | mention.digits
        if self._tokens.get(own) and self._tokens[own] <= parts:
            return self.house(own)
        for part in sorted(parts):
            for outlet in self._by_token.get(part, ())[:_BUCKET]:
                if self._tokens[outlet] <= parts:
                    return self.house(outlet)
        return self.house(own) if self._within(own, parts) else None

    def _within(self, outlet: str, parts: frozenset[str]) -> bool:
        """
        Say whether a mention's names stand in an outlet's name, also where that is written in one word.
        """
        whole = max(self._tokens.get(outlet, ()), key=lambda t: (len(t), t), default="")
        # At least half of it: درب is darbagency, but bsr does not name an outlet that begins with "observatorio".
        return any(len(p) >= 3 and whole.startswith(p) and 2 * len(p) >= len(whole) for p in parts)


def base_name(outlet: str) -> str:
    """
    Cut what stands in brackets, and an ending of two or three letters behind a hyphen, point or space.
    """
    name = outlet[:_LETTERS_READ].casefold()
    name = re.sub(r"\([^()]*\)", " ", name).strip() or name
    return re.sub(r"(?<=\w{3})[-_. ]\w{2,3}$", "", name) or outlet


def _outlet_tokens(outlet: str, lang: str | None, describe: Describe) -> frozenset[str]:
    """
    Give the skeletons and numbers of an outlet's name.
    """
    words = _TOKEN.findall(base_name(outlet))
    seen = describe(" ".join(w.capitalize() for w in words), None if words and words[0].isascii() else lang)
    names = {n for n in (seen.capitals or seen.names) if n}
    return frozenset(names | {w for w in words if w.isdigit()})
