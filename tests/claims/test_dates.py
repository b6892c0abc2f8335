"""
Tests of dates: both calendars, four systems of month names, relative and partial ones.
"""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.claims.calendars import hijri_day
from claimtrack.claims.dates import read_dates
from claimtrack.language import load_pack, tokenise

PUBLISHED = date(2020, 7, 5)
"""A Sunday."""

# Text; first and last day, "" where there is a date that cannot be known.
ENGLISH = [
    ("on Saturday", "2020-07-04", "2020-07-04"),
    ("on Sunday", "2020-07-05", "2020-07-05"),
    ("on Monday", "2020-06-29", "2020-06-29"),
    ("last Sunday", "2020-06-28", "2020-06-28"),
    ("next Friday", "2020-07-10", "2020-07-10"),
    ("today", "2020-07-05", "2020-07-05"),
    ("on the 2nd of this month", "2020-07-02", "2020-07-02"),
    ("the 16th of last month", "2020-06-16", "2020-06-16"),
    ("this morning", "2020-07-05", "2020-07-05"),
    ("tonight", "2020-07-05", "2020-07-05"),
    ("yesterday", "2020-07-04", "2020-07-04"),
    ("last night", "2020-07-04", "2020-07-04"),
    ("tomorrow", "2020-07-06", "2020-07-06"),
    ("the day before yesterday", "2020-07-03", "2020-07-03"),
    ("today, Sunday (July 5)", "2020-07-05", "2020-07-05"),
    ("last Thursday (June 25)", "2020-06-25", "2020-06-25"),
    ("late on Tuesday", "2020-06-30", "2020-06-30"),
    ("Tuesday's blasts", "2020-06-30", "2020-06-30"),
    ("July 4, 2020", "2020-07-04", "2020-07-04"),
    ("4 July 2020", "2020-07-04", "2020-07-04"),
    ("4th July 2020", "2020-07-04", "2020-07-04"),
    ("the 4th of July", "2020-07-04", "2020-07-04"),
    ("the fourth of July 2019", "2019-07-04", "2019-07-04"),
    ("Sept. 10", "2020-09-10", "2020-09-10"),
    ("September 10", "2020-09-10", "2020-09-10"),
    ("January 28", "2020-01-28", "2020-01-28"),
    ("in May", "2020-05-01", "2020-05-31"),
    ("May 2019", "2019-05-01", "2019-05-31"),
    ("in early July", "2020-07-01", "2020-07-10"),
    ("in late June", "2020-06-21", "2020-06-30"),
    ("in 2019", "2019-01-01", "2019-12-31"),
    ("two days ago", "2020-07-03", "2020-07-03"),
    ("3 days ago", "2020-07-02", "2020-07-02"),
    ("a month later than last month", "2020-06-01", "2020-06-30"),
    ("last week", "2020-06-22", "2020-06-28"),
    ("this week", "2020-06-29", "2020-07-05"),
    ("last month", "2020-06-01", "2020-06-30"),
    ("this year", "2020-01-01", "2020-12-31"),
    ("last year", "2019-01-01", "2019-12-31"),
    ("the past two days", "2020-07-03", "2020-07-05"),
    ("since Monday", "2020-06-29", "2020-07-05"),
    ("from Monday until today", "2020-06-29", "2020-07-05"),
    ("2020-07-04", "2020-07-04", "2020-07-04"),
    ("13/7/2020", "2020-07-13", "2020-07-13"),
    ("7/13/2020", "2020-07-13", "2020-07-13"),
    ("5/6/2020", "", ""),
    ("2 October 2023, Monday", "2023-10-02", "2023-10-02"),
    ("5 August 2020 00:57", "2020-08-05", "2020-08-05"),
    ("February 30, 2020", "", ""),
    ("29 February 2020", "2020-02-29", "2020-02-29"),
]
ARABIC = [
    ("السبت 4 تموز الجاري", "2020-07-04", "2020-07-04"),
    ("اليوم الأحد 28 حزيران/يونيو", "2020-06-28", "2020-06-28"),
    ("28 حزيران/يونيو 2019", "2019-06-28", "2019-06-28"),
    ("أمس السبت", "2020-07-04", "2020-07-04"),
    ("يوم أمس السبت", "2020-07-04", "2020-07-04"),
    ("اليوم", "2020-07-05", "2020-07-05"),
    ("مساء اليوم", "2020-07-05", "2020-07-05"),
    ("غدا", "2020-07-06", "2020-07-06"),
    ("أول أمس", "2020-07-03", "2020-07-03"),
    ("قبل يومين", "2020-07-03", "2020-07-03"),
    ("قبل 3 أيام", "2020-07-02", "2020-07-02"),
    ("قبل ثلاثة أيام", "2020-07-02", "2020-07-02"),
    ("قبل بضعة أيام", "", ""),
    ("اليومين الماضيين", "2020-07-03", "2020-07-05"),
    ("الثلاثاء الماضي", "2020-06-30", "2020-06-30"),
    ("الأحد الماضي", "2020-06-28", "2020-06-28"),
    ("الخميس المقبل", "2020-07-09", "2020-07-09"),
    ("مساء الثلاثاء", "2020-06-30", "2020-06-30"),
    ("منتصف ليل الجمعة – السبت", "2020-07-03", "2020-07-04"),
    ("نهار الجمعة الفائت", "2020-07-03", "2020-07-03"),
    ("4 يوليو 2020", "2020-07-04", "2020-07-04"),
    ("4 جويلية 2020", "2020-07-04", "2020-07-04"),
    ("4 يوليوز 2020", "2020-07-04", "2020-07-04"),
    ("4 غشت 2019", "2019-08-04", "2019-08-04"),
    ("4 أوت 2019", "2019-08-04", "2019-08-04"),
    ("4 آب/أغسطس 2019", "2019-08-04", "2019-08-04"),
    ("رابع غشت المنصرم", "2019-08-04", "2019-08-04"),
    ("الرابع من تموز", "2020-07-04", "2020-07-04"),
    ("الحادي والعشرين من أيلول 2014", "2014-09-21", "2014-09-21"),
    ("كانون الأول 2019", "2019-12-01", "2019-12-31"),
    ("تشرين الثاني 2019", "2019-11-01", "2019-11-30"),
    ("١ كانون الثاني ٢٠٢٠", "2020-01-01", "2020-01-01"),
    ("في تموز 2020", "2020-07-01", "2020-07-31"),
    ("في شهر أيار", "2020-05-01", "2020-05-31"),
    ("مطلع حزيران 2020", "2020-06-01", "2020-06-10"),
    ("منتصف آب 2019", "2019-08-11", "2019-08-20"),
    ("أواخر حزيران", "2020-06-21", "2020-06-30"),
    ("الشهر الماضي", "2020-06-01", "2020-06-30"),
    ("الأسبوع الماضي", "2020-06-22", "2020-06-28"),
    ("العام الماضي", "2019-01-01", "2019-12-31"),
    ("عام 2019", "2019-01-01", "2019-12-31"),
    ("2020.07.08", "2020-07-08", "2020-07-08"),
    ("8/7/2020", "2020-07-08", "2020-07-08"),
    ("15 رمضان 1441", "2020-05-08", "2020-05-08"),
    ("1 محرم 1445 هـ", "2023-07-19", "2023-07-19"),
    ("رمضان 1441", "2020-04-24", "2020-05-23"),
    ("منذ الاثنين", "2020-06-29", "2020-07-05"),
    ("منذ مساء الخميس 2 تموز وحتى فجر اليوم", "2020-07-02", "2020-07-05"),
    ("31 شباط 2020", "", ""),
]
NO_DATES = [
    ("It may rain.", "en"),
    ("They march on the city.", "en"),
    ("20 people died.", "en"),
    ("It lasted 24 hours.", "en"),
    ("May he rest.", "en"),
    ("مارس ضغوطا على الحكومة", "ar"),
    ("قتل 20 شخصا", "ar"),
    ("استمر ذلك 24 ساعة", "ar"),
    ("الجاري", "ar"),
]


def _dates(text: str, lang: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    found = read_dates(tokenise(text, load_pack(lang)), published)
    return [("", "") if d.when is None else (str(d.when.start), str(d.when.end)) for d in found]


@pytest.mark.parametrize(
    ("text", "lang", "start", "end"), [(t, "en", a, b) for t, a, b in ENGLISH] + [(t, "ar", a, b) for t, a, b in ARABIC]
)
def test_dates(text: str, lang: str, start: str, end: str) -> None:
    """
    A date means the days it means, seen from Sunday, 5 July 2020.
    """
    assert [(start, end)] == _dates(text, lang)


@pytest.mark.parametrize(("text", "lang"), NO_DATES)
def test_other_words_are_no_dates(text: str, lang: str) -> None:
    """
    "may", "march" and bare numbers are no dates.
    """
    assert [] == _dates(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"), [("السبت 4 تموز الجاري", "ar"), ("yesterday", "en"), ("on Saturday", "en"), ("July 4", "en")]
)
def test_unknown_without_publication(text: str, lang: str) -> None:
    """
    What is relative is unknown where the day of publication is.
    """
    assert [("", "")] == _dates(text, lang, None)


def test_full_dates_need_no_publication() -> None:
    """
    A full date stands for itself.
    """
    assert [("2020-07-04", "2020-07-04")] == _dates("4 تموز 2020", "ar", None)


@pytest.mark.parametrize(
    ("text", "lang", "note"),
    [
        ("Monday, July 4, 2020", "en", "weekday_contradicts_date"),
        ("الأحد 4 تموز 2020", "ar", "weekday_contradicts_date"),
        ("5/6/2020", "en", "day_or_month_first"),
        ("31 شباط 2020", "ar", "no_such_day"),
        ("15 رمضان 1441", "ar", "hijri_tabular"),
    ],
)
def test_what_is_odd_is_noted(text: str, lang: str, note: str) -> None:
    """
    A contradiction is never silently accepted.
    """
    assert note in read_dates(tokenise(text, load_pack(lang)), PUBLISHED)[0].notes


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_full_dates_mean_themselves(day: date, published: date) -> None:
    """
    A full date means its day whatever the day of publication.
    """
    assert [(str(day), str(day))] == _dates(f"on {day.day} {day:%B} {day.year}", "en", published)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_a_weekday_is_the_last_one(published: date) -> None:
    """
    A weekday alone lies at most six days back, and never ahead.
    """
    start, _ = _dates("on Wednesday", "en", published)[0]

    assert 0 <= (published - date.fromisoformat(start)).days <= 6


@given(st.text(max_size=60), st.sampled_from(["ar", "en"]))
def test_any_text_is_read_without_error(text: str, lang: str) -> None:
    """
    No text breaks the date grammar.
    """
    dates = read_dates(tokenise(text, load_pack(lang)), PUBLISHED)

    assert all(d.last > d.first for d in dates)


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [((1441, 9, 1), date(2020, 4, 24)), ((1, 1, 1), date(622, 7, 19)), ((1445, 1, 1), date(2023, 7, 19))],
)
def test_hijri_calendar(hijri: tuple[int, int, int], gregorian: date) -> None:
    """
    The tabular calendar gives known days.
    """
    assert gregorian == hijri_day(*hijri)


@pytest.mark.parametrize(("word", "lang"), [("January ", "en"), ("يناير ", "ar")])
def test_a_run_of_months_costs_no_more_than_its_length(word: str, lang: str) -> None:
    """
    Four times as many months in a row take about four times as long.
    """

    def cost(count: int) -> float:
        tokens = tokenise(word * count, load_pack(lang))
        start = process_time()
        read_dates(tokens, None)
        return process_time() - start

    cost(200)
    small = min(cost(1500) for _ in range(3))

    assert min(cost(6000) for _ in range(2)) < 8 * small


def test_a_number_of_many_digits_is_no_date() -> None:
    """
    Digits that no year has are passed over.
    """
    assert () == read_dates(tokenise("March " + "7" * 6000, load_pack("en")), None)[1:]
