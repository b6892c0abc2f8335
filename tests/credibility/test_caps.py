"""
Caps on newcomers and on outlets of one owner.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.credibility import Voice, cap_voices, find_newcomers, is_newcomer, owners_of
from claimtrack.errors import InvalidValueError
from claimtrack.model import Source

voices = st.lists(st.builds(Voice, source=st.sampled_from("abcdef"), weight=st.floats(0, 3)), max_size=12)


@pytest.mark.parametrize(
    ("first_seen", "appeared", "expected"),
    [
        (date(2020, 7, 5), date(2020, 7, 4), True),
        (date(2020, 7, 4), date(2020, 7, 4), False),
        (datetime(2020, 7, 5, 1, tzinfo=UTC), date(2020, 7, 4), True),
        (None, date(2020, 7, 4), False),
        (date(2020, 7, 5), None, False),
    ],
)
def test_newcomers(first_seen: date | None, appeared: date | None, expected: bool) -> None:
    """
    A newcomer first spoke after the claim appeared; without history nobody is one.
    """
    assert is_newcomer(first_seen, appeared) is expected


def test_newcomers_are_named() -> None:
    """
    Only those first seen later are newcomers.
    """
    seen = {"old": date(2020, 1, 1), "new": date(2020, 8, 1), "unknown": None}

    assert find_newcomers(seen, date(2020, 7, 4)) == {"new"}


def test_owners_are_spelled_one_way() -> None:
    """
    An owner is one whatever the case; a source without owner has none.
    """
    sources = [Source(name="a", owner="Rally Group"), Source(name="b", owner=" rally group"), Source(name="c")]

    assert owners_of(sources) == {"a": "rally group", "b": "rally group"}


@pytest.mark.parametrize("count", [1, 20, 1000])
def test_newcomers_together_weigh_a_tenth(count: int) -> None:
    """
    A thousand new domains add no more than twenty.
    """
    crowd = [Voice(source=f"new {n}") for n in range(count)]
    capped = cap_voices([Voice(source="old"), *crowd], newcomers=[voice.source for voice in crowd])

    assert capped[0] == 1
    assert sum(capped[1:]) == pytest.approx(0.1)


def test_outlets_of_one_owner_weigh_one() -> None:
    """
    Four mastheads of one owner are one voice, and leave others alone.
    """
    house = [Voice(source=name) for name in "abcd"]
    capped = cap_voices([*house, Voice(source="e")], owners=dict.fromkeys("abcd", "rally"))

    assert sum(capped[:4]) == pytest.approx(1)
    assert capped[4] == 1


@given(voices, st.sets(st.sampled_from("abcdef")), st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xy")))
def test_no_weight_rises(given_: list[Voice], new: set[str], owners: dict[str, str]) -> None:
    """
    Caps only take away.
    """
    capped = cap_voices(given_, owners=owners, newcomers=new)

    assert all(0 <= after <= voice.weight for voice, after in zip(given_, capped, strict=True))


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_bad_weights_are_refused(weight: float) -> None:
    """
    A weight that is no amount is refused.
    """
    with pytest.raises(InvalidValueError):
        cap_voices([Voice(source="a", weight=weight)])
