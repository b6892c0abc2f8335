"""
Tests of when a claim happened: a day belongs to the predicate that it stands with.
"""

from __future__ import annotations

from datetime import date

import pytest

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


_EARLIER = "Gunmen stormed the camp on Monday. "


@pytest.mark.parametrize(
    ("text", "part", "start", "end"),
    [
        # Beside what is still to come a bare weekday or month looks ahead, beside a past verb back.
        ("The two sides will meet on Wednesday in Geneva, the mediator said.", "meet", (5, 15), (5, 15)),
        ("The two sides met on Wednesday in Geneva, the mediator said.", "met", (5, 8), (5, 8)),
        ("Voters will go to the polls in December, the commission said.", "polls", (12, 1), (12, 31)),
        ("The minister said on Thursday that talks would resume on Sunday.", "resume", (5, 12), (5, 12)),
        ("سيجتمع الوزراء يوم الأربعاء في القاهرة، وفق الجامعة.", "سيجتمع", (5, 15), (5, 15)),
        ("قال الوزير الخميس إن المحادثات ستستأنف الأحد.", "ستستأنف", (5, 12), (5, 12)),
        # Each of two clauses has its own day.
        ("Protesters blocked the road on Monday and the army cleared it on Tuesday.", "blocked", (5, 6), (5, 6)),
        ("Protesters blocked the road on Monday and the army cleared it on Tuesday.", "cleared", (5, 7), (5, 7)),
        # "Between", "until", "the past three days".
        ("Troops camped there between 3 March and 20 April, residents said.", "camped", (3, 3), (4, 20)),
        ("The court jailed five men until Sunday, a lawyer said.", "jailed", None, None),
        ("قتل 12 شخصا خلال الأيام الثلاثة الماضية في معارك شرق المدينة.", "12", (5, 7), (5, 10)),
        ("قتل 12 شخصا خلال الساعات الـ24 الماضية في معارك شرق المدينة.", "12", (5, 9), (5, 10)),
        ("قتل 12 شخصا خلال الـ48 ساعة الماضية في معارك شرق المدينة.", "12", (5, 8), (5, 10)),
        # A day named from the one before it, or inside a name.
        (_EARLIER + "That night the guards fled to the hills.", "fled", (5, 6), (5, 6)),
        (_EARLIER + "The following day the guards fled to the hills.", "fled", (5, 7), (5, 7)),
        ("سيطر الجيش على التلة يوم الأحد، وفي اليوم التالي انسحب منها.", "سيطر", (5, 5), (5, 5)),
        ("سيطر الجيش على التلة يوم الأحد، وفي اليوم التالي انسحب منها.", "انسحب", (5, 6), (5, 6)),
        ("اقتحم مسلحون المخيم الاثنين. وفي تلك الليلة فر الحراس إلى الجبال.", "فر", (5, 6), (5, 6)),
        ("قصف الطيران سوق الجمعة يوم الثلاثاء.", "قصف", (5, 7), (5, 7)),
        ("الطيران ضرب السوق امبارح ومات خمسة أشخاص.", "ضرب", (5, 9), (5, 9)),
        # What is so while it is said.
        ("The airport is currently closed, the airline said.", "closed", (5, 10), (5, 10)),
        ("قال المتحدث إن الجيش لا يزال يسيطر على المطار.", "يسيطر", (5, 10), (5, 10)),
        ("قال المتحدث إن الجيش كان لا يزال يسيطر على المطار حين وصل الوفد.", "يسيطر", None, None),
    ],
)
def test_a_day_with_its_predicate(
    text: str, part: str, start: tuple[int, int] | None, end: tuple[int, int] | None
) -> None:
    """
    A day dates the predicate that it stands with, in its direction; seen from Friday, 10 May 2024.
    """
    when = _claim(text, part).happened

    assert (start and date(2024, *start), end and date(2024, *end)) == (
        (when.start, when.end) if when else (None, None)
    )


def test_what_is_to_come_has_no_day_of_the_story() -> None:
    """
    What may happen did not happen on the day of the fire.
    """
    text = "Fire destroyed the market on Tuesday. The toll could rise further, the governor said."

    assert None is _claim(text, "rise").happened


def test_days_count_from_the_clock_of_the_outlet() -> None:
    """
    "Yesterday", written after midnight in the outlet's own zone, is one day back there.
    """
    report = Report(
        outlet="o", text="A fire destroyed the market yesterday.", id="r", published="2024-05-10T01:10:00+03:00"
    )
    (found,) = extract(report)

    assert date(2024, 5, 9) == _day(found)


def test_trimming_leaves_a_date_whole() -> None:
    """
    The "that" of "that night" opens no clause.
    """
    assert _claim(_EARLIER + "That night the guards fled to the hills.", "fled").quote.startswith("That night")


def test_what_opens_a_report_has_the_day_that_is_told_first() -> None:
    """
    A lead without a day is about the event that the report dates further on.
    """
    text = "Fire destroyed the market of Basra. It broke out on Tuesday in a storeroom."
    found = _claim(text, "market")

    assert (date(2024, 5, 7), ("date_from_context",)) == (_day(found), found.notes)
