"""
Hypothesis strategies for the nouns, shared by all tests.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from claimtrack.model import (
    Act,
    Antecedent,
    Appearance,
    Attribution,
    Bound,
    Claim,
    Conflict,
    ConflictKind,
    Contribution,
    Corroboration,
    CueClass,
    Denies,
    Figure,
    Interval,
    LineageEdge,
    LineageRelation,
    Link,
    Mood,
    Origin,
    Place,
    Polarity,
    Quantity,
    Relation,
    Report,
    Revision,
    Scope,
    SourceCredibility,
    SourceGrade,
    SourceKind,
    Variant,
    When,
)

WORDS = [
    "رتل",
    "دخل",
    "القوات",
    "وأكدت",
    "مصادر",
    "20عسكرياً",
    "convoy",
    "killed",
    "said",
    "4",
    "٣",
    "–",
    "“",
    "\u200f",
    "ـ",
]

texts = (
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=12)
    .map(" ".join)
    .filter(lambda t: "\x00" not in t and not any("\ud800" <= c <= "\udfff" for c in t))
)
names = st.text(st.characters(categories=["L", "N"], max_codepoint=0x6FF), min_size=1, max_size=8).filter(str.strip)
days = st.dates(date(1990, 1, 1), date(2035, 12, 31))
times = st.datetimes(datetime(1990, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
probabilities = st.floats(0, 1)
ids = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)
numbers = st.one_of(st.integers(-5, 10**6), st.floats(-1e6, 1e6).map(lambda x: round(x, 3)))


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted((draw(numbers), draw(numbers)))
    opened = draw(st.sampled_from(["low", "high", ""]))
    return Quantity(
        what=draw(names),
        low=None if opened == "low" else low,
        high=None if opened == "high" else high,
        approx=draw(st.booleans()),
        bound=draw(st.sampled_from(Bound)) if opened else None,
        text=draw(texts),
        start=draw(st.one_of(st.none(), st.integers(0, 99))),
        scope=draw(st.sampled_from(Scope)),
    )


@st.composite
def whens(draw: st.DrawFn) -> When:
    start, end = sorted((draw(days), draw(days)))
    opened = draw(st.sampled_from(["start", "end", ""]))
    return When(None if opened == "start" else start, None if opened == "end" else end)


links = st.builds(
    Link,
    source=st.one_of(st.none(), texts),
    start=st.one_of(st.none(), st.integers(0, 99)),
    kind=st.sampled_from(SourceKind),
    named=st.booleans(),
    cue=texts,
    cue_start=st.one_of(st.none(), st.integers(0, 99)),
    cue_class=st.sampled_from(CueClass),
    relation=st.sampled_from(Relation),
    antecedent=st.one_of(st.none(), st.builds(Antecedent, texts, st.integers(0, 99))),
    subkind=st.one_of(st.none(), names),
)

attributions = st.builds(
    Attribution,
    own_voice=st.booleans(),
    background=st.booleans(),
    inherited=st.booleans(),
    chain=st.lists(links, max_size=3).map(tuple),
    strength=st.integers(0, 5),
    commitment=st.integers(0, 5),
    reasons=st.lists(names, max_size=2).map(tuple),
)

appearances = st.builds(
    Appearance,
    id=names,
    report=names,
    quote=texts,
    start=st.integers(0, 99),
    end=st.integers(0, 99),
    lang=st.sampled_from(["ar", "en"]),
    attribution=attributions,
    act=st.sampled_from(Act),
    polarity=st.sampled_from(Polarity),
    hedged=st.booleans(),
    denies=st.one_of(st.none(), st.sampled_from(Denies)),
    event=st.one_of(st.none(), names),
    mood=st.sampled_from(Mood),
    predicate=st.one_of(st.none(), names),
    text=texts,
    roles=st.dictionaries(st.sampled_from(["agent", "patient"]), texts, max_size=2),
    quantities=st.lists(quantities(), max_size=2).map(tuple),
    place=st.one_of(st.none(), st.builds(Place, names)),
    happened=st.one_of(st.none(), whens()),
    notes=st.lists(names, max_size=1).map(tuple),
)

reports = st.builds(
    Report,
    id=names,
    outlet=names,
    text=texts.filter(str.strip),
    url=st.one_of(st.none(), names),
    published=st.one_of(st.none(), days, times),
    retrieved=st.one_of(st.none(), times),
    lang=st.one_of(st.none(), st.sampled_from(["ar", "en"])),
    title=st.one_of(st.none(), texts),
    extra=st.dictionaries(names.filter(lambda n: n not in ("id", "type")), st.one_of(st.integers(), texts), max_size=2),
)

intervals = st.tuples(st.integers(0, 99), st.integers(0, 99), st.booleans()).map(
    lambda t: Interval(min(t[:2]), max(t[:2]), t[2])
)

corroborations = st.builds(
    Corroboration,
    scorer=names,
    as_of=st.one_of(st.none(), days, times),
    probability=probabilities,
    low=probabilities,
    high=probabilities,
    grade=st.integers(1, 6),
    contributions=st.lists(st.builds(Contribution, of=ids, log_odds=st.floats(-9, 9), why=texts), max_size=3).map(
        tuple
    ),
    rule=texts,
    outlets=st.integers(0, 9),
    independent_origins=st.integers(0, 9).map(float),
)

claims = st.builds(
    Claim,
    id=names,
    title=texts,
    event=st.one_of(st.none(), names),
    appearances=ids,
    variants=st.lists(st.builds(Variant, names, st.one_of(intervals, names), ids), max_size=2).map(tuple),
    conflicts=st.lists(st.builds(Conflict, st.sampled_from(ConflictKind), ids, ids, texts), max_size=2).map(tuple),
    revisions=st.lists(st.builds(Revision, names, ids, ids), max_size=2).map(tuple),
    origins=st.lists(st.builds(Origin, names, ids), max_size=2).map(tuple),
    independent_origins=st.integers(0, 9).map(float),
    corroboration=st.one_of(st.none(), corroborations),
    figures=st.lists(
        st.builds(
            Figure,
            slot=names,
            as_of=st.one_of(st.none(), days),
            low=numbers,
            best=numbers,
            high=st.one_of(st.none(), numbers),
            because=ids,
        ),
        max_size=2,
    ).map(tuple),
)

edges = st.builds(
    LineageEdge,
    a=names,
    b=names,
    relation=st.sampled_from(LineageRelation),
    direction=st.sampled_from(["a->b", "b->a", None]),
    probability=probabilities.map(lambda p: round(p, 6)),
    evidence=st.lists(texts, max_size=2).map(tuple),
)

records = st.builds(
    SourceCredibility,
    source=names,
    kind=st.one_of(st.none(), st.sampled_from(SourceKind)),
    grade=st.sampled_from(SourceGrade),
    mean=probabilities.map(lambda p: round(p, 6)),
    low=probabilities.map(lambda p: round(p, 6)),
    high=probabilities.map(lambda p: round(p, 6)),
    outcomes=st.integers(0, 99),
    leans_on=st.lists(names, max_size=2).map(tuple),
)
