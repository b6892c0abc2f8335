"""
Tests of roles: who does it and whom it happens to, from the syntax of the sentence.
"""

from __future__ import annotations

import pytest

from claimtrack.claims import extract
from claimtrack.model import Appearance, Report


def _claim(text: str, part: str) -> Appearance:
    found = extract(Report(outlet="o", text=text, id="r", published="2024-05-10"))
    return next(a for a in found if part in a.quote)


@pytest.mark.parametrize(
    ("text", "part", "roles"),
    [
        (
            "Government forces shelled the town on Monday.",
            "shelled",
            {"agent": "Government forces", "patient": "town"},
        ),
        (
            "A hospital was hit by an air strike on Sunday night.",
            "hit",
            {"agent": "air strike", "patient": "hospital"},
        ),
        ("12 soldiers were killed in Homs on Tuesday.", "12", {"patient": "12 soldiers"}),
        ("The police said that 143 people had died in the fire.", "143", {"patient": "143 people"}),
        (
            "اعتقلت الشرطة ثلاثة أشخاص في بغداد يوم الثلاثاء.",
            "اعتقلت",
            {"agent": "الشرطة", "patient": "ثلاثة أشخاص"},
        ),
        ("أكدت الوزارة مقتل خمسة عمال في المصنع.", "مقتل", {"patient": "خمسة عمال"}),
    ],
)
def test_roles_follow_voice(text: str, part: str, roles: dict[str, str]) -> None:
    """
    The subject of an active verb acts, that of a passive one and of dying bears it; articles are left out.
    """
    assert roles == dict(_claim(text, part).roles)


def test_a_joined_verb_shares_its_subject() -> None:
    """
    "And seized" has the subject of the verb in front.
    """
    found = _claim("Government forces shelled the town and seized two bridges over the river.", "seized")

    assert ("Government forces", "two bridges") == (found.roles.get("agent"), found.roles.get("patient"))


def test_a_relative_clause_takes_the_noun_in_front() -> None:
    """
    The noun that a relative clause describes is its missing subject.
    """
    text = "نقلت الوكالة عن الشرطة أن السائق الذي دهس المارة فر."
    found = _claim(text, "السائق")

    assert "السائق" == found.roles.get("agent")


def test_a_pronoun_and_a_day_fill_no_role() -> None:
    """
    What names nobody is left out.
    """
    assert {} == dict(_claim("They left on Tuesday, the mayor said.", "left").roles)


def test_a_role_has_its_of_phrases_and_loses_its_and() -> None:
    """
    A filler is written as in a table: with what it is of, without a glued "and".
    """
    found = _claim("The mayor of Basra opened a new school on Tuesday.", "opened")

    assert "mayor of Basra" == found.roles.get("agent")
