"""
Say who reported this: claims and appearances that match a text, best first.

A text is compared with every appearance by what it shares with it: stems within one language, concepts,
names by their consonants and numbers across languages. Each shared term counts by its rarity among the
appearances (log(1 + n / (1 + df))), so that "forces" tells little and a village's name much.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from claimtrack.claims import features
from claimtrack.model import Appearance, Claim, Features

_LEAST = 0.2
"""Share of a text's weight that an appearance must cover to be named (chosen by us: less reads as chance)."""


@frozen(kw_only=True)
class Match:
    """
    Hold a claim that matches a text.

    Attributes:
        appearances: Those of its appearances that match, best first.
        score: Share of the text's weight that the best one covers, 0 to 1.
    """

    claim: Claim
    appearances: tuple[str, ...]
    score: float


def find_matches(
    text: str,
    *,
    claims: Sequence[Claim],
    appearances: Mapping[str, Appearance],
    lang: str | None = None,
    most: int = 10,
) -> tuple[Match, ...]:
    """
    Find the claims that a text is about.

    Args:
        text: A claim in words, in any language with a pack.
        claims: Where to look.
        appearances: What they point to; features that were not kept are read off the quotes.
        lang: The text's language, or None to detect it.
        most: How many claims to give.

    Returns:
        Matches by score, then by the order of the claims; none where the text says nothing.
    """
    asked = _terms(features(text, lang or ""))
    known = {name: _terms(_features(a)) for name, a in appearances.items()}
    counts = Counter(term for terms in known.values() for term in terms)
    weight = {term: math.log1p(len(known) / (1 + counts[term])) for term in asked}
    total = sum(weight.values())
    if not total:
        return ()
    scores = {name: sum(weight[t] for t in asked & terms) / total for name, terms in known.items()}
    found = []
    for place, claim in enumerate(claims):
        told = sorted((i for i in claim.appearances if scores.get(i, 0.0) >= _LEAST), key=lambda i: (-scores[i], i))
        if told:
            found.append((-scores[told[0]], place, Match(claim=claim, appearances=tuple(told), score=scores[told[0]])))
    return tuple(match for _, _, match in sorted(found, key=lambda item: item[:2])[:most])


def _features(appearance: Appearance) -> Features:
    """
    Give the features of an appearance, read again where a casebook was read from a file.
    """
    return appearance.features if appearance.features.tokens else features(appearance.quote, appearance.lang)


def _terms(one: Features) -> frozenset[str]:
    """
    Put together what two texts may share.
    """
    numbers = {f"#{t}" for t in one.tokens if t[:1].isdigit()}
    names = {f"~{n}" for n in one.names if len(n) >= 2}
    return frozenset({f"={s}" for s in one.stems} | {f"@{c}" for c in one.concepts} | names | numbers)
