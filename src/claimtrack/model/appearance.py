"""
What one report says: attributions with their chain, quantities, times, places, appearances.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import Factory, field, frozen, validators

from claimtrack.errors import InvalidValueError
from claimtrack.model.checks import is_number, is_text, is_whole
from claimtrack.model.report import Span
from claimtrack.model.words import (
    Act,
    Bound,
    CueClass,
    Denies,
    Mood,
    Polarity,
    Precision,
    Relation,
    Scope,
    SourceKind,
)


@frozen
class Antecedent:
    """
    Hold the mention that a back-reference ("the ministry", المصدر) points to.
    """

    source: str
    start: int = field(validator=is_whole(0))


@frozen(kw_only=True)
class Link:
    """
    Hold one step of a chain: who is said to say, and by which cue.

    Attributes:
        source: The mention as it stands in the text, or None where the words name nobody
            ("it was reported").
        start: Where the mention starts, or None.
        named: Whether the mention names a person or an institution.
        antecedent: What a back-reference points to, or None.
        subkind: A finer kind (`local_media`, `spokesperson`), or None.

    """

    source: str | None
    start: int | None
    kind: SourceKind
    named: bool
    cue: str
    cue_start: int | None
    cue_class: CueClass
    relation: Relation = Relation.SAYS
    antecedent: Antecedent | None = None
    subkind: str | None = None


@frozen(kw_only=True)
class Attribution:
    """
    Say who is said to know something, from the link nearest the outlet to the origin.

    Attributes:
        chain: The links; empty means the outlet's own voice. The outlet is not listed.
        strength: How far the outlet's words commit it to the content, 0 to 5.
        commitment: How firmly the source is said to assert it, 0 to 5.
        reasons: One entry a step of the strength (`cue:confirm`, `anonymous:-1`).

    """

    own_voice: bool
    background: bool = False
    inherited: bool = False
    chain: tuple[Link, ...] = ()
    strength: int = field(default=5, validator=is_whole(0, 5))
    commitment: int = field(default=5, validator=is_whole(0, 5))
    reasons: tuple[str, ...] = ()


@frozen(kw_only=True)
class Passage:
    """
    Mark a stretch of a report together with its attribution: the outcome of reading who says what.

    Attributes:
        source: Spans of the innermost source mention; empty where nobody is named.
        cue: Spans of the cue; empty for bare quotations and own voice.
        content: Spans of what is said, without source and cue; several for a quotation cut in two.
        act: What the words do with the content.
        polarity: `DENY` where the cue denies the content.
        denies: What a denial acts on.
        hedged: Whether a hedge stands over the whole content ("it appears that").
        quoted: Whether the content stands in quotation marks.

    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    attribution: Attribution
    act: Act = Act.STATE
    polarity: Polarity = Polarity.AFFIRM
    denies: Denies | None = None
    hedged: bool = False
    quoted: bool = False


@frozen(kw_only=True)
class Quantity:
    """
    Hold a number as an interval; None is an open end, and a missing number is no quantity at all.

    Attributes:
        what: What is counted, as a language-neutral word (`killed`, `vehicles`).
        low: Lowest value, or None.
        high: Highest value, or None.
        approx: Whether an approximator stands at it ("about", نحو).
        bound: Whether the known end of an open interval is included, or None for closed ones.
        scope: What is counted, where it is not the whole.
        text: The words, exactly as they stand, and `start`, where.

    """

    what: str
    low: float | None = field(default=None, validator=validators.optional(is_number()))
    high: float | None = field(default=None, validator=validators.optional(is_number()))
    approx: bool = False
    bound: Bound | None = None
    text: str = ""
    start: int | None = None
    scope: Scope = Scope.WHOLE

    def __attrs_post_init__(self) -> None:
        """
        Refuse an interval with no known end, or with its ends crossed.
        """
        if self.low is None and self.high is None:
            raise InvalidValueError("low", None, "a number, or a number in high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InvalidValueError("high", self.high, f"at least low ({self.low:g})")


@frozen
class When:
    """
    Hold an interval of days on the `happened` clock, both ends included; None is an open end.
    """

    start: date | None
    end: date | None

    def __attrs_post_init__(self) -> None:
        """
        Refuse an interval with no known end, or with its ends crossed.
        """
        if self.start is None and self.end is None:
            raise InvalidValueError("start", None, "a date, or a date in end")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise InvalidValueError("end", self.end, f"not before start ({self.start})")

    @property
    def precision(self) -> Precision:
        """
        Say how precise the interval is, from its length.
        """
        if self.start is None or self.end is None:
            return Precision.OPEN
        days = (self.end - self.start).days + 1
        if days == 1:
            return Precision.DAY
        if days >= 365:
            return Precision.YEAR
        return Precision.MONTH if days >= 28 else Precision.DAYS


@frozen
class Place:
    """
    Hold a place by its canonical name, with what contains it, nearest first.

    Attributes:
        key: What the place is compared by where its name is not the same in all languages
            (kind of place and consonants of the name); "" where the name is.
    """

    name: str = field(validator=is_text(empty=False))
    within: tuple[str, ...] = ()
    key: str = ""


@frozen(kw_only=True)
class Features:
    """
    Hold what rules compare that know no language.

    Attributes:
        tokens: Normalised words of the quote in order, numbers as digits.
        stems: Stems of the content words in order (function words left out).
        concepts: Concepts of the packs, the same in every language (`event:enter`, `unit:vehicle`).
        names: Consonant skeletons of words that may be names, the same across scripts.
        capitals: The skeletons among them that certainly are names (capitalised, quoted, listed).

    """

    tokens: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


def _quote_of(appearance: Appearance) -> str:
    """
    Return the quote, which is the claim's text where nothing is missing in it.
    """
    return appearance.quote


@frozen(kw_only=True)
class Appearance:
    """
    Hold one claim as it stands in one report.

    Attributes:
        quote: `text[start:end]` of the report: the claim alone, without source and cue.
        event: Event class of the packs (`enter`, `kill`), or None where none was recognised.
        mood: How it is put; only facts are graded.
        predicate: The head word as it stands, or None where none was read.
        text: The claim readable alone: the quote, with its subject put in where that stands elsewhere in the sentence.
        roles: Role (`agent`, `patient`, `theme`) to the words that fill it.
        happened: When it is said to have happened, or None where the text does not say.
        features: What matching compares; never part of the exchange format.

    """

    id: str = field(validator=is_text(empty=False))
    report: str = field(validator=is_text(empty=False))
    quote: str = field(validator=is_text())
    start: int = field(validator=is_whole(0))
    end: int = field(validator=is_whole(0))
    lang: str
    attribution: Attribution
    act: Act
    polarity: Polarity = Polarity.AFFIRM
    hedged: bool = False
    denies: Denies | None = None
    event: str | None = None
    mood: Mood = Mood.FACT
    predicate: str | None = None
    text: str = field(default=Factory(_quote_of, takes_self=True))
    roles: Mapping[str, str] = field(factory=dict, hash=False)
    quantities: tuple[Quantity, ...] = ()
    place: Place | None = None
    happened: When | None = None
    notes: tuple[str, ...] = ()
    features: Features = field(factory=Features, eq=False, repr=False)
