"""
The front door: what was known on a day is the same for ever, decisions are respected, a file keeps all.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claimtrack.casebook import Casebook, timeline_rows
from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.exchange import read_snapshot, snapshot_rows, to_line
from claimtrack.intake import read_reports
from claimtrack.model import Report

_STORIES = Path(__file__).parents[1] / "quality" / "stories" / "reports.jsonl"


def _reports(story: str) -> list[Report]:
    return [r for r in read_reports(_STORIES.read_bytes().split(b"\n")) if r.extra["story"] == story]


def _lines(casebook: Casebook, as_of: str | None = None) -> list[str]:
    return [to_line(row) for row in snapshot_rows(casebook.snapshot(as_of=as_of))]


@pytest.fixture(scope="module")
def derna() -> Casebook:
    casebook = Casebook()
    casebook.add_all(_reports("derna"))
    return casebook


def test_the_same_input_gives_the_same_bytes(derna: Casebook) -> None:
    """
    Two casebooks of the same reports write the same lines.
    """
    again = Casebook()
    again.add_all(_reports("derna"))
    assert _lines(derna) == _lines(again)


def test_the_order_of_arrival_changes_no_claim_and_no_score(derna: Casebook) -> None:
    """
    Reports added in another order give the same claims, origins and scores.
    """
    shuffled = _reports("derna")
    random.Random(3).shuffle(shuffled)
    other = Casebook()
    other.add_all(shuffled)

    def scores(casebook: Casebook) -> dict[frozenset[str], tuple[float, float]]:
        return {
            frozenset(c.claim.appearances): (
                round(c.corroboration.probability, 9),
                round(c.independent_origins, 9),
            )
            for c in casebook.claims()
        }

    assert scores(derna) == scores(other)


def test_a_day_is_what_a_casebook_of_that_day_says(derna: Casebook) -> None:
    """
    Looking back at a day gives what a casebook gives that holds only what was known then.
    """
    day = "2023-09-15"
    then = Casebook()
    then.add_all(derna.reports(as_of=day))
    assert _lines(derna, day)[1:] == _lines(then, day)[1:]


def test_a_timeline_line_is_the_line_of_that_day(derna: Casebook) -> None:
    """
    Each score line of the timeline stands byte for byte in the casebook as of its day.
    """
    snapshot = read_snapshot(_lines(derna))
    rows = [r for r in timeline_rows(snapshot) if r["type"] == "score"]
    assert rows
    for day in {str(r["as_of"]) for r in rows}:
        lines = set(_lines(derna, day))
        assert {to_line(r) for r in rows if r["as_of"] == day} <= lines


def test_every_quote_cuts_its_report(derna: Casebook) -> None:
    """
    Offsets of appearances and of source mentions count into the text as given.
    """
    snapshot = derna.snapshot()
    texts = {r.id: r.text for r in snapshot.reports}
    assert snapshot.appearances
    for a in snapshot.appearances:
        assert a.quote == texts[a.report][a.start : a.end]
        for link in a.attribution.chain:
            if link.source is not None and link.start is not None:
                assert link.source == texts[a.report][link.start : link.start + len(link.source)]


def test_contributions_sum_to_the_log_odds(derna: Casebook) -> None:
    """
    The prior and the contributions add up to the probability within 1e-9.
    """
    import math

    for claim in derna.claims():
        total = sum(c.log_odds for c in claim.corroboration.contributions)
        assert abs(1 / (1 + math.exp(-total)) - claim.corroboration.probability) < 1e-9


def test_a_file_keeps_reports_and_decisions(tmp_path: Path) -> None:
    """
    A casebook opened again holds the same, and its ledger verifies.
    """
    path = tmp_path / "derna.db"
    first = Casebook.open(path, clock=lambda: datetime(2023, 9, 20, tzinfo=UTC))
    first.add_all(_reports("derna")[:4])
    rejected = next(iter(first.standing().appearances))
    first.decide("reject", [rejected], by="a reader")
    again = Casebook.open(path)
    assert _lines(first) == _lines(again)
    assert rejected not in again.standing().appearances
    assert again.ledger.verify() == 5


def test_a_revision_under_one_url_counts_from_when_it_was_recorded(tmp_path: Path) -> None:
    """
    Both versions stay; each day sees the one it could see.
    """
    times = iter([datetime(2021, 3, 2, tzinfo=UTC), datetime(2021, 3, 5, tzinfo=UTC)])
    casebook = Casebook.open(tmp_path / "a.db", clock=lambda: next(times))
    first = Report(id="r", outlet="Post", url="u", published=datetime(2021, 3, 2, tzinfo=UTC), text="Four men died.")
    casebook.add(first)
    casebook.add(Report(id="r", outlet="Post", url="u", published=first.published, text="Six men died."))
    assert ["Four men died."] == [r.text for r in casebook.reports(as_of="2021-03-04")]
    assert ["Six men died."] == [r.text for r in casebook.reports(as_of="2021-03-05")]
    with pytest.raises(InvalidValueError, match="revision under the same url"):
        casebook.add(Report(id="r", outlet="Post", url="other", text="Seven men died."))


def test_decisions_merge_split_and_amend(derna: Casebook) -> None:
    """
    What people decide is respected.
    """
    casebook = Casebook()
    casebook.add_all(_reports("derna"))
    claims = [c for c in casebook.claims() if len(c.appearances) == 1][:2]
    ids = [c.appearances[0].id for c in claims]
    casebook.decide("merge", ids)
    assert any(set(ids) <= set(c.claim.appearances) for c in casebook.claims())
    casebook.decide("amend", [ids[0]], value={"event": "flood"})
    assert casebook.standing().appearances[ids[0]].event == "flood"
    with pytest.raises(InvalidValueError, match="do: given 'shout'"):
        casebook.decide("shout", ids)


def test_an_appearance_can_be_entered_by_hand() -> None:
    """
    It must cut the report's text, and then it is an appearance like any other.
    """
    casebook = Casebook()
    casebook.add(Report(id="r", outlet="Post", published=datetime(2021, 3, 2, tzinfo=UTC), text="Quiet day in town."))
    row = {
        "id": "r#hand",
        "report": "r",
        "quote": "Quiet day",
        "start": 0,
        "end": 9,
        "lang": "en",
        "attribution": {"own_voice": True},
        "act": "state",
    }
    casebook.add_appearance(row)
    assert "r#hand" in casebook.standing().appearances
    with pytest.raises(InvalidValueError, match="quote"):
        casebook.add_appearance({**row, "start": 1, "end": 10})
    with pytest.raises(NotFoundError, match="not in the casebook"):
        casebook.add_appearance({**row, "report": "other"})


def test_find_says_who_reported_it_in_either_language(derna: Casebook) -> None:
    """
    The toll is found by an English and by an Arabic question.
    """
    for question in ("11,300 people killed in Derna floods", "مقتل 11300 شخص في سيول درنة"):
        best = derna.find(question)[0]
        reports = {i.split("#")[0] for i in best.claim.appearances}
        assert len(reports) > 1


def test_a_snapshot_survives_the_file(derna: Casebook) -> None:
    """
    A casebook written and read is written the same again.
    """
    lines = _lines(derna)
    assert lines == [to_line(row) for row in snapshot_rows(read_snapshot(lines))]


def test_a_report_without_any_time_counts_from_the_first_day() -> None:
    """
    It is flagged, never dropped.
    """
    casebook = Casebook()
    casebook.add(Report(id="r", outlet="Post", text="Four guards were killed near Shola, the army said."))
    snapshot = casebook.snapshot()
    assert snapshot.as_of is None
    assert snapshot.claims
    assert "1 reports have no time" in snapshot.notes[0]


def test_json_lines_are_plain(derna: Casebook) -> None:
    """
    Every line is one JSON object with its type first.
    """
    for line in _lines(derna):
        assert next(iter(json.loads(line))) == "type"
