"""
Tests of when a claim happened: a day belongs to the predicate that it stands with.
"""

from __future__ import annotations

from datetime import date

from claimtrack.claims import extract
from claimtrack.model import Appearance, Report


def _claim(text: str, part: str) -> Appearance:
    found = extract(Report(outlet="o", text=text, id="r", published="2024-05-10"))
    return next(a for a in found if part in a.quote)


def _day(found: Appearance) -> date | None:
    return found.happened.start if found.happened is not None else None


def test_the_day_of_its_own_clause() -> None:
    """
    A day in the clause of the claim is its day, not the one on which it was said.
    """
    found = _claim("The ministry said on Thursday that the dam had burst on Tuesday.", "burst")

    assert (date(2024, 5, 7), ()) == (_day(found), found.notes)


def test_a_day_of_saying_is_noted() -> None:
    """
    Where only the saying is dated, its day is taken and noted.
    """
    found = _claim("The ministry said on Thursday that the dam had burst.", "burst")

    assert (date(2024, 5, 9), ("date_from_saying",)) == (_day(found), found.notes)


def test_a_year_of_a_relative_clause_is_not_the_day_of_the_claim() -> None:
    """
    What was built in 1971 did not collapse then.
    """
    assert None is _day(_claim("The bridge, which was built in 1971, collapsed without injuring anyone.", "collapsed"))


def test_a_dateline_dates_the_report() -> None:
    """
    A day in front of the dash is when it was written.
    """
    found = _claim("TRIPOLI, May 9 (Agency) - Heavy fighting in the city killed 55 people.", "55")

    assert () != found.notes or found.happened is None


def test_the_day_of_the_story_is_noted() -> None:
    """
    What its own sentence does not date takes the day of the story in front.
    """
    text = "Fire destroyed the market of Basra on Tuesday. Nine firemen were wounded."
    found = _claim(text, "firemen")

    assert (date(2024, 5, 7), ("date_from_context",)) == (_day(found), found.notes)
