"""
What was published: reports, their sources, and the layout of a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import field, frozen, validators

from claimtrack.errors import InvalidValueError
from claimtrack.model.checks import is_text, is_whole
from claimtrack.model.moments import Moment, read_moment
from claimtrack.model.words import BlockKind, SourceKind


def _as_moment(value: object) -> object:
    """
    Read a time given as text; anything else is left to the validator.
    """
    if not isinstance(value, str):
        return value
    try:
        return read_moment(value)
    except (ValueError, OverflowError) as error:
        raise InvalidValueError("published", value, "an existing ISO 8601 date or datetime") from error


@frozen(kw_only=True)
class Report:
    """
    Hold one published text as it was given; offsets everywhere count code points of `text`.

    Attributes:
        id: Unique in a file; where the input has none, intake derives one from the content.
        outlet: Who published it.
        text: The text exactly as given, page furniture included.
        published: The outlet's own time, or None where unknown; ISO 8601 text is read.
        retrieved: When it was collected, or None.
        lang: Language code, or None where it has not been told or detected yet.
        extra: Keys of the input that are not ours; they stand again in the output.
        notes: What intake noticed (a time without zone, a language that was guessed).

    """

    outlet: str = field(validator=is_text(empty=False))
    text: str = field(validator=is_text())
    id: str = field(default="", validator=is_text())
    url: str | None = field(default=None, validator=validators.optional(is_text()))
    published: Moment | None = field(default=None, converter=_as_moment)
    retrieved: datetime | None = None
    lang: str | None = field(default=None, validator=validators.optional(is_text(empty=False)))
    title: str | None = field(default=None, validator=validators.optional(is_text()))
    extra: Mapping[str, object] = field(factory=dict, hash=False)
    notes: tuple[str, ...] = ()

    @published.validator
    def _check_published(self, _: object, value: object) -> None:
        if value is not None and not isinstance(value, date):
            raise InvalidValueError("published", value, "a date, a datetime or None")

    @property
    def seen(self) -> Moment | None:
        """
        Give the time from which the report counts: published, else retrieved, else None.
        """
        return self.published if self.published is not None else self.retrieved


@frozen
class Span:
    """
    Mark a stretch of a text: `text[start:end]`, code points, never empty.
    """

    start: int = field(validator=is_whole(0))
    end: int = field(validator=is_whole(1))

    def __attrs_post_init__(self) -> None:
        """
        Refuse a span that ends before it has begun.
        """
        if self.end <= self.start:
            raise InvalidValueError("end", self.end, f"more than start ({self.start})")


@frozen
class Block:
    """
    Mark a stretch of a page and say what it is.
    """

    start: int
    end: int
    kind: BlockKind


@frozen(kw_only=True)
class Page:
    """
    Hold what intake found out about a report's text.

    Attributes:
        blocks: Stretches in order, not overlapping; what no block covers is white space.
        lang: Language of the prose.
        credits: Credit lines as normalised names (`reuters`, `ain al furat`), for lineage.
        notes: What could not be read, in words.

    """

    blocks: tuple[Block, ...]
    lang: str
    credits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class Source:
    """
    Hold what is known about an outlet or another source apart from what it says (`outlets.csv`).

    Attributes:
        party: The side it belongs to, where it is a party to the events, or None.
        owner: Who owns it, or None where unknown; outlets with one owner are not independent.
        first_seen: First day the source is known to have published, or None.

    """

    name: str = field(validator=is_text(empty=False))
    kind: SourceKind = SourceKind.MEDIA_OUTLET
    owner: str | None = None
    party: str | None = None
    first_seen: date | None = None
    domains: tuple[str, ...] = ()
