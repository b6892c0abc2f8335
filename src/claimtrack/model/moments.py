"""
Days and instants: how they are read, and which day an instant falls on.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

Moment = date | datetime
"""A day, or an instant with its zone; a day stands for the whole of it, in UTC."""

_ZONE = re.compile(r"(?:[Zz]|[+-]\d\d(?::?\d\d)?)$")
_LARGEST_OFFSET = 16 * 3600
"""Seconds; the widest zone in use is +14:00, and a datetime with an absurd one cannot be printed."""


def day_of(moment: Moment) -> date:
    """
    Give the day of a moment in UTC.
    """
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).date() if moment.tzinfo else moment.date()
    return moment


def read_moment(text: str) -> Moment:
    """
    Read an ISO 8601 date (gives a date) or datetime (gives one with its zone; UTC where it has none).

    Raises:
        ValueError: It is neither, no such day exists, or the zone does not.
    """
    text = text.strip()
    if len(text) == 10:
        return date.fromisoformat(text)
    if len(text) < 10:
        raise ValueError(f"{text!r} is not a whole date")
    # Imported late: reports that carry days only need no parser.
    from dateutil import parser

    found = parser.isoparse(text)
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    # str() of a datetime with an absurd offset raises later; asking for the offset raises now.
    offset = found.utcoffset()
    if offset is None or abs(offset.total_seconds()) > _LARGEST_OFFSET:
        raise ValueError(f"{text!r} has no zone that exists")
    return found


def has_zone(text: str) -> bool:
    """
    Say whether a written datetime names its zone.
    """
    return bool(_ZONE.search(text.strip()[10:]))
