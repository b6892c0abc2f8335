"""
What texts have in common.
"""

from __future__ import annotations

import pytest

from claimtrack.corroboration.overlap import find_shared_words, read_wording

LONG = "the convoy of sixty lorries left the northern camp before dawn on Friday"


def chance(a: str, b: str) -> float:
    """
    Give the chance that two texts lean on each other, from the hubs they share.
    """
    first, second = read_wording(a), read_wording(b)
    hubs = find_shared_words([first, second])
    theirs = dict(hubs.get(second.mark, ()))
    return max((c * theirs[n] for n, c in hubs.get(first.mark, ()) if n in theirs), default=0.0)


@pytest.mark.parametrize(
    "other",
    [LONG, LONG.upper() + "!", LONG.replace(" ", " — "), "«" + LONG + "»"],
)
def test_equal_words_are_one_text(other: str) -> None:
    """
    Case, punctuation and spacing hide no copy.
    """
    assert chance(LONG, other) == 1


def test_arabic_marks_and_stretching_hide_no_copy() -> None:
    """
    Vowel signs and tatweel do not count: أعلنت الوزارة وصول القافلة, the ministry announced the convoy's arrival.
    """
    plain = "أعلنت الوزارة وصول القافلة إلى المدينة صباحا"
    dressed = "أعلنَتِ الوزارةُ وصـــول القافلة إلى المديـنة صباحا"

    assert chance(plain, dressed) == 1


def test_a_changed_word_leaves_a_likely_copy_and_other_words_none() -> None:
    """
    The chance falls with what is shared, to nothing for what two reports of one event share anyway.
    """
    assert 0.5 < chance(LONG + " as planned", LONG + " said officials") < 1
    assert chance(LONG, "the convoy arrived in the evening with forty lorries and no escort") == 0


@pytest.mark.parametrize("text", [None, "", "…", "killed", "two words"])
def test_short_texts_tell_nothing(text: str | None) -> None:
    """
    Equal words are no copy where there are hardly any.
    """
    assert find_shared_words([read_wording(text), read_wording(text)]) == {}


def test_lone_surrogates_are_survived() -> None:
    """
    Broken text is compared as far as it goes.
    """
    assert read_wording("a \ud800b c d e").grams


def test_a_text_that_everybody_shares_costs_bounded_work() -> None:
    """
    Hundreds of texts with one beginning are each compared with at most fifty earlier ones.
    """
    texts = [read_wording(f"{LONG} number {k}") for k in range(300)]
    hubs = find_shared_words(texts)

    assert max(len(h) for h in hubs.values()) <= 1 + 300
    assert sum(len(h) for h in hubs.values()) <= 300 + 2 * 300 * 50
