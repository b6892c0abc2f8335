"""
The laws that scores keep, whatever the evidence.
"""

from __future__ import annotations

import math
import random
from datetime import UTC, date, datetime, timedelta

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.corroboration import ClaimScore, Scoreboard, TableRow, corroborate_table
from claimtrack.model import Denies, SourceKind, Stance
from corroboration.builders import START, day

NAMES = tuple(f"source {c}" for c in "abcdefgh")
TEXTS = (
    "four soldiers were killed when a mine went off near the bridge",
    "a mine went off near the bridge and four soldiers were killed",
    "the bridge was closed after a blast, residents told our reporter",
    "officials would not say how many people crossed the river on Monday",
    "hospital staff counted several bodies brought in from the riverside",
)

times = st.one_of(
    st.none(),
    st.integers(0, 6).map(day),
    st.integers(0, 144).map(lambda h: datetime(2020, 7, 1, tzinfo=UTC) + timedelta(hours=h)),
)


def rows(claim: str = "c") -> st.SearchStrategy[TableRow]:
    return st.builds(
        TableRow,
        claim=st.just(claim),
        source=st.sampled_from(NAMES),
        stance=st.sampled_from(Stance),
        time=times,
        kind=st.one_of(st.none(), st.sampled_from(SourceKind)),
        strength=st.sampled_from([0, 1, 2, 2.5, 3, 4, 5]),
        text=st.one_of(st.none(), st.sampled_from(TEXTS)),
        leans_on=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([0.3, 1.0])), max_size=2).map(tuple),
        denies=st.one_of(st.none(), st.sampled_from(Denies)),
        owner=st.one_of(st.none(), st.sampled_from(["owner x", "owner y"])),
    )


tables = st.lists(rows(), min_size=1, max_size=9)
last_days = st.integers(0, 6).map(day)


def only(scores: tuple[ClaimScore, ...], claim: str = "c") -> ClaimScore:
    return next(score for score in scores if score.claim == claim)


def probability(table: list[TableRow], as_of: date | None = None, **more: object) -> float:
    return only(corroborate_table(table, as_of, **more)).corroboration.probability  # type: ignore[arg-type]


@given(tables, st.randoms())
def test_order_of_arrival_does_not_matter(table: list[TableRow], chance: random.Random) -> None:
    """
    A table gives the same scores whatever order its rows are in.
    """
    shuffled = chance.sample(table, k=len(table))

    assert corroborate_table(table) == corroborate_table(shuffled)


@given(tables)
def test_contributions_sum_to_the_log_odds(table: list[TableRow]) -> None:
    """
    The contributions, the prior among them, sum to the log-odds within 1e-9.
    """
    score = only(corroborate_table(table)).corroboration

    total = math.fsum(c.log_odds for c in score.contributions)
    assert abs(total - math.log(score.probability / (1 - score.probability))) < 1e-9


@given(tables)
def test_scores_are_in_bounds(table: list[TableRow]) -> None:
    """
    A score is finite, off 0 and 1, within its interval, and its grade and origins are on their scales.
    """
    score = only(corroborate_table(table)).corroboration

    assert 0 < score.low <= score.probability <= score.high < 1
    assert 1 <= score.grade <= 6
    assert 0 <= score.independent_origins <= len(table)
    assert len(score.contributions) == len(table) + 1


@given(tables, st.data())
def test_a_copy_adds_nothing(table: list[TableRow], data: st.DataObject) -> None:
    """
    A later copy of a text under another name changes neither the score nor the origins.
    """
    first = data.draw(st.sampled_from(table))
    taking_sides = first.stance in (Stance.AFFIRM, Stance.DENY, Stance.OBSERVE)
    if first.text is None or first.time is None or not taking_sides:
        return
    copy = evolve(
        first,
        source="a new masthead",
        time=datetime(2020, 8, 1, tzinfo=UTC),
        leans_on=(),
        owner=None,
    )
    before = only(corroborate_table(table)).corroboration
    after = only(corroborate_table([*table, copy])).corroboration

    if first.denies is not Denies.HAVING_SAID:
        assert math.isclose(before.probability, after.probability, abs_tol=1e-12)
        assert math.isclose(before.independent_origins, after.independent_origins, abs_tol=1e-12)


@given(tables, times, st.sampled_from([1, 2, 3, 4, 5]))
def test_an_independent_confirmation_never_lowers(table: list[TableRow], when: date | None, strength: int) -> None:
    """
    A source that leans on nobody and affirms the claim leaves it as high as before, or higher.
    """
    more = TableRow(claim="c", source="a reporter on the spot", stance=Stance.AFFIRM, time=when, strength=strength)

    assert probability([*table, more]) >= probability(table) - 1e-12


@given(tables, times, st.sampled_from([None, *Denies]))
def test_a_denial_never_raises(table: list[TableRow], when: date | None, denies: Denies | None) -> None:
    """
    A denial of any kind leaves a claim as low as before, or lower.
    """
    more = TableRow(claim="c", source="a spokesman", stance=Stance.DENY, time=when, denies=denies)

    assert probability([*table, more]) <= probability(table) + 1e-12


@given(tables, st.sampled_from(NAMES), st.sampled_from([None, *Denies]))
def test_a_denial_by_a_source_heard_before_never_raises(
    table: list[TableRow], name: str, denies: Denies | None
) -> None:
    """
    A source that turns against the claim at the end leaves it as low as before, or lower.
    """
    more = TableRow(claim="c", source=name, stance=Stance.DENY, time=day(30), denies=denies)
    # What has no time takes precedence over nobody, so it would lean on what comes last.
    table = [r for r in table if r.time is not None] or [TableRow(claim="c", source="z", stance=Stance.AFFIRM)]

    assert probability([*table, more]) <= probability(table) + 1e-12


@given(tables, last_days)
def test_as_of_a_day_is_a_rebuild_from_what_was_known(table: list[TableRow], last: date) -> None:
    """
    A score as of a day is the score of the rows known by then, for ever.
    """
    known = [r for r in table if r.time is None or _day(r.time) <= last]
    if known:
        then = only(corroborate_table(known, last)).corroboration
        assert then == only(corroborate_table(table, last)).corroboration


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@given(tables, rows(), st.integers(0, 8))
def test_insert_then_remove_is_identity(table: list[TableRow], more: TableRow, gone: int) -> None:
    """
    A scoreboard gives what scoring the rows that are left gives, bit for bit, whatever came and went.
    """
    board = Scoreboard()
    for k, one in enumerate(table):
        board.add(str(k), one)
    before = board.score("c")
    board.add("more", more)
    board.score("c")
    board.remove("more")
    assert before == board.score("c")
    if gone < len(table) > 1:
        board.remove(str(gone))
        left = [r for k, r in enumerate(table) if k != gone]
        assert evolve(only(corroborate_table(left)).corroboration, as_of=None) == board.score("c")


@given(tables, st.randoms())
def test_renaming_sources_changes_nothing(table: list[TableRow], chance: random.Random) -> None:
    """
    Names that stand nowhere else carry no weight: renamed rows score the same.
    """
    new = dict(zip(NAMES, chance.sample([f"qx{k}" for k in range(8)], k=8), strict=True))
    renamed = [evolve(r, source=new[r.source], leans_on=tuple((new[n], c) for n, c in r.leans_on)) for r in table]
    before = only(corroborate_table(table)).corroboration
    after = only(corroborate_table(renamed)).corroboration

    assert math.isclose(before.probability, after.probability, abs_tol=1e-9)
    assert before.grade == after.grade


@given(tables, st.lists(rows("other"), max_size=5))
def test_other_claims_change_nothing(table: list[TableRow], others: list[TableRow]) -> None:
    """
    Rows on another claim leave a score as it is.
    """
    alone = only(corroborate_table(table, day(6))).corroboration

    assert alone == only(corroborate_table([*table, *others], day(6))).corroboration


@given(st.integers(1, 30), st.sampled_from(TEXTS), st.sampled_from(["affirm", "deny"]))
def test_mastheads_of_one_outlet_are_one_origin(count: int, text: str, stance: str) -> None:
    """
    One outlet split into mastheads with one text scores as the outlet did.
    """
    one = TableRow(claim="c", source="the outlet", stance=Stance(stance), time=START, text=text)
    split = [evolve(one, source=f"masthead {k}") for k in range(count)]

    assert math.isclose(probability([one]), probability(split), abs_tol=1e-12)


@settings(max_examples=50)
@given(tables, last_days)
def test_newcomers_move_a_score_only_a_little(table: list[TableRow], last: date) -> None:
    """
    With a history, sources that nobody knew before move a probability by less than 0.05, all together.
    """
    history = {name: date(2019, 1, 1) for name in NAMES}
    puppets = [
        TableRow(claim="c", source=f"puppet {k}", stance=stance, time=day(8), strength=5)
        for k in range(12)
        for stance in (Stance.DENY, Stance.AFFIRM)[k % 2 :]
    ]
    before = probability(table, day(9), history=history)

    for some in (puppets, [p for p in puppets if p.stance is Stance.DENY]):
        assert abs(probability([*table, *some], day(9), history=history) - before) < 0.05
