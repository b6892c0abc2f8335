"""
When a claim happened: the day that its own predicate has, else one that its clause, sentence or story gives it.

A day belongs to the predicate whose clause it stands in, with a role: on the day of a verb of saying it was said, not
done ("On Monday the minister said that the bridge had fallen"), unless that verb is itself what is claimed.
"""

from __future__ import annotations

from claimtrack.claims.clauses import plays
from claimtrack.claims.date_ranges import Dated
from claimtrack.claims.heads import is_active_participle, is_hanging
from claimtrack.claims.reading import TextMarks
from claimtrack.claims.split import Proposition
from claimtrack.claims.trimming import DASHES
from claimtrack.model import Mood, Precision, When
from claimtrack.syntax import Kind

_DATELINE = 8
"""Tokens that a dateline takes up at most in front of and behind its day: place, agency, brackets."""

_FIRST_DATES = 20
"""Dates at the front of a report among which its own event is dated."""

_TO_COME = frozenset({Mood.FORECAST, Mood.DEMAND, Mood.VOW})
"""Moods of what has not happened yet: no day of the story is theirs, and a bare weekday is the next one."""

Told = tuple[int, Mood]
"""The head predicate of a proposition, or -1, and the mood it is put in."""

Found = tuple[When | None, tuple[str, ...]]
"""The days, None where the text does not say, and what is odd about them."""


def find_happened(
    marks: TextMarks, prop: Proposition, told: Told, sentence: tuple[int, int], before: tuple[int, int] | None
) -> Found:
    """
    Return when a proposition happened.

    What its own sentence does not date takes the day of the story, which is noted (`date_from_context`,
    `date_from_saying`), because the text does not say it of this claim.

    Args:
        marks: The marks of the text.
        prop: The proposition.
        told: Index of its head predicate, or -1, and its mood.
        sentence: Its sentence, as tokens.
        before: The sentences in front that surely tell of the same day, as tokens; None where no story dates it.

    """
    head, mood = told
    inside = [d for d in _dates(marks, prop.first, prop.last) if not _is_dateline(marks, d)]
    own = [d for d in inside if _owner(marks, d) == head] if head >= 0 else []
    around = [d for d in _dates(marks, prop.scope_first, prop.scope_last) if not is_said(marks, d)]
    beside = [d for d in _dates(marks, *sentence) if not is_said(marks, d) and not _comes_later(marks, d, prop)]
    free = [[d for d in dates if not _of_another(marks, d, head)] for dates in (inside, around, beside)]
    # "The blast that shook the port on Tuesday killed 30": of a relative clause, only a day may be that of the claim.
    days = [d for d in (*inside, *around) if d.when is not None and d.when.precision is Precision.DAY]
    for dates in (own, *free, days):
        if dates:
            chosen = _best(dates)
            return (chosen.ahead if mood in _TO_COME else chosen.when), chosen.notes
    if mood in _TO_COME:
        return None, ()
    if marks.today is not None and _holds_now(marks, prop, head):
        return marks.today, ("date_from_published",)
    near = [d for d in _dates(marks, *sentence) if is_said(marks, d) or not _comes_later(marks, d, prop)]
    said = [d for d in near if d.when is not None and d.exact and not d.future]
    if said:
        # What is reported of a day was done on it in two of three cases; it is noted that only the saying is dated.
        return said[0].when, ("date_from_saying",)
    return _from_story(marks, before)


def _from_story(marks: TextMarks, before: tuple[int, int] | None) -> Found:
    """
    Return the day that the sentences in front tell of, else the first one of the report: that of the event it is about.
    """
    if before is None:
        return None, ()
    near = [d for d in marks.dates_in(*before) if _carries_on(marks, d)]
    story = near[-1:] or [d for d in marks.dates[:_FIRST_DATES] if _carries_on(marks, d)][:1]
    return (story[0].when, ("date_from_context",)) if story else (None, ())


def _holds_now(marks: TextMarks, prop: Proposition, head: int) -> bool:
    """
    Whether a predicate says that something is so at the time of speaking ("currently", لا يزال, and not كان لا يزال).
    """
    words, hosts = marks.tokens.words, marks.reading.analysis.hosts
    own = [k for k in range(prop.first, prop.last) if head >= 0 and marks.reading.owner[k] == head]
    goes_on = next((k for k in own if plays(words[k], "still")), -1)
    if goes_on >= 0:
        return not any(hosts[k] == "AUX" for k in own if k < goes_on)
    return any(plays(words[k], "now") for k in own)


def _dates(marks: TextMarks, first: int, last: int) -> list[Dated]:
    """
    Return the dates of a stretch that can say when something was done; "until Sunday" only says when it ends.
    """
    return [d for d in marks.dates_in(first, last) if not d.until]


def _comes_later(marks: TextMarks, dated: Dated, prop: Proposition) -> bool:
    """
    Whether a date behind a proposition belongs to a clause behind it: a story goes on, and does not look ahead.
    """
    owner = _owner(marks, dated)
    if dated.first < prop.scope_last or owner < 0:
        return False
    return marks.reading.analysis.predicates[owner].at >= prop.scope_last and not is_hanging(marks.reading, owner)


def _owner(marks: TextMarks, dated: Dated) -> int:
    return marks.reading.owner[dated.first]


def is_said(marks: TextMarks, dated: Dated) -> bool:
    """
    Whether a date is that of a verb of saying, or of the dateline.
    """
    owner = _owner(marks, dated)
    told = owner >= 0 and marks.reading.analysis.predicates[owner].kind is Kind.SAY and not dated.future
    return told or _is_dateline(marks, dated)


def _is_dateline(marks: TextMarks, dated: Dated) -> bool:
    """
    Whether a date stands at the front of a sentence with a dash behind it ("TRIPOLI, Aug 16 (Agency) - ").
    """
    number, tokens = marks.reading.sentence_of[dated.first], marks.tokens
    if number < 0:
        return True  # intake has set the dateline apart already
    if dated.first - marks.reading.sentences[number][0] > _DATELINE:
        return False
    behind = range(dated.last, min(dated.last + _DATELINE, len(tokens)))
    return any(tokens.words[k].shape in DASHES and tokens.starts[k] > tokens.ends[k - 1] for k in behind)


def _of_another(marks: TextMarks, dated: Dated, head: int) -> bool:
    """
    Whether a date belongs to a relative clause or a participle ("built in 1971") that is not the head.
    """
    owner, reading = _owner(marks, dated), marks.reading
    if owner < 0 or owner == head:
        return False
    return is_hanging(reading, owner) and not is_active_participle(reading, owner)


def _carries_on(marks: TextMarks, dated: Dated) -> bool:
    """
    Whether what is told behind a date may be of the same day: a known day, past, on which something was done.
    """
    return dated.when is not None and dated.exact and not (dated.future or dated.until) and not is_said(marks, dated)


def _best(dates: list[Dated] | tuple[Dated, ...]) -> Dated:
    """
    Choose among the dates of one clause: one that names known days before a span or an unknown one.
    """
    known = [d for d in dates if d.when is not None]
    exact = [d for d in known if d.exact]
    return (exact or known or list(dates))[0]
