"""
Nouns refuse what cannot be, and say what was given and what is allowed.
"""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.errors import ClaimtrackError, InvalidValueError
from claimtrack.model import Interval, LineageEdge, LineageRelation, Precision, Quantity, Report, Span, When, day_of


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Report(outlet=" ", text="t"), "outlet"),
        (lambda: Report(outlet="o", text=None), "text"),  # type: ignore[arg-type]
        (lambda: Report(outlet="o", text="t", published="2020-07-40"), "published"),
        (lambda: Report(outlet="o", text="t", published=3), "published"),
        (lambda: Report(outlet="o", text="t", published="2020-07"), "published"),
        (lambda: Report(outlet="o", text="t", published="2020-07-04T10:00:00+17:00"), "published"),
        (
            lambda: LineageEdge(a="a", b="b", relation=LineageRelation.COPY, direction=None, probability=True),
            "probability",
        ),
        (lambda: Span("0", 3), "start"),  # type: ignore[arg-type]
        (lambda: Span(0, True), "end"),
        (lambda: Quantity(what="killed"), "low"),
        (lambda: Quantity(what="killed", low=6, high=4), "high"),
        (lambda: Quantity(what="killed", low=float("nan")), "low"),
        (lambda: When(None, None), "start"),
        (lambda: When(date(2020, 7, 5), date(2020, 7, 4)), "end"),
        (lambda: Span(3, 3), "end"),
        (lambda: Span(-1, 3), "start"),
        (
            lambda: LineageEdge(a="a", b="b", relation=LineageRelation.COPY, direction=None, probability=1.2),
            "probability",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_field(make, field: str) -> None:  # type: ignore[no-untyped-def]
    """
    The error is ours and a ValueError, and carries the field.
    """
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert field == caught.value.field
    assert isinstance(caught.value, ClaimtrackError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        (date(2020, 7, 4), date(2020, 7, 4), Precision.DAY),
        (date(2020, 7, 3), date(2020, 7, 4), Precision.DAYS),
        (date(2020, 7, 1), date(2020, 7, 31), Precision.MONTH),
        (date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR),
        (None, date(2020, 12, 31), Precision.OPEN),
    ],
)
def test_precision_follows_from_the_interval(start: date | None, end: date, precision: Precision) -> None:
    """
    How precise a time is, is told by its length.
    """
    assert precision is When(start, end).precision


def test_nouns_are_frozen() -> None:
    """
    A noun cannot be changed after it was made.
    """
    with pytest.raises(AttributeError):
        Interval(1, 2).low = 3  # type: ignore[misc]


def test_a_day_is_the_day_in_utc() -> None:
    """
    Shortly after midnight in Damascus is still the day before in UTC.
    """
    from datetime import datetime, timedelta, timezone

    assert date(2020, 7, 4) == day_of(datetime(2020, 7, 5, 1, tzinfo=timezone(timedelta(hours=3))))


def test_a_span_that_holds_something_stands() -> None:
    """
    A span of one character is a span.
    """
    assert (Span(3, 4).start, Span(3, 4).end) == (3, 4)
