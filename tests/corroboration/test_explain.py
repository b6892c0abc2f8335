"""
Scores in words, and what they hang on.
"""

from __future__ import annotations

from claimtrack.corroboration import Evidence, TableRow, assess, assess_rows, explain, find_changes, summarise
from claimtrack.corroboration.overlap import read_wording
from claimtrack.corroboration.table import gather
from claimtrack.model import Corroboration, Stance
from corroboration.builders import day, row

ROWS = [
    row("north", text="one two three four five six"),
    row("copyist", when=1, text="one two three four five six"),
    row("south", when=2, strength=4),
    row("army", "deny", 3, strength=2),
]


def evidence(rows: list[TableRow]) -> list[Evidence]:
    return gather(rows, [read_wording(r.text) for r in rows], owners={})


def test_a_summary_is_one_line() -> None:
    """
    Grade, its words, outlets and origins, with singular and plural.
    """
    one = assess_rows(ROWS[:1]).corroboration
    more = assess_rows(ROWS[:3]).corroboration

    assert summarise(one) == "grade 4, doubtful: 1 outlet, 1.0 independent origin"
    assert summarise(more) == "grade 3, possibly true: 3 outlets, 2.0 independent origins"


def test_an_explanation_shows_both_sides_and_what_adds_nothing() -> None:
    """
    Every contribution stands in it, for, against or idle, with likelihood, interval and rule.
    """
    score = assess_rows(ROWS, as_of=day(9)).corroboration
    words = explain(score)

    assert "as of 2020-07-10" in words
    assert score.rule in words
    before, after = words.index("For it: +"), words.index("Against it: -")
    assert before < words.index("south affirms") < after < words.index("army denies")
    assert words.index("Adding nothing: 1.") < words.index("copyist affirms")
    assert "leans on an earlier one (north) with chance 1.00" in words


def test_an_explanation_of_nothing() -> None:
    """
    Where nobody has spoken the sides are empty and no day is invented.
    """
    words = explain(assess([]).corroboration)

    assert "For it: nothing." in words
    assert "Against it: nothing." in words
    assert " as of " not in words
    bare = Corroboration(scorer="x", as_of=None, probability=0.5, low=0.4, high=0.6, grade=6)
    assert "because" not in explain(bare)


def test_changes_name_what_the_score_hangs_on() -> None:
    """
    Without the outlets that matter it would stand elsewhere; the copyist's absence changes nothing.
    """
    changes = find_changes(evidence(ROWS), as_of=day(9))
    words = [c.what for c in changes]

    assert words[0] == "without army"
    assert "without south" in words
    assert "without copyist" not in words
    told = explain(assess_rows(ROWS, as_of=day(9)).corroboration, changes)
    assert "Without army: grade 3" in told


def test_changes_say_what_would_change_the_grade() -> None:
    """
    More reports lift a grade, a denial or a withdrawal lowers it; what leaves it is not listed.
    """
    changes = find_changes(evidence([row("a"), row("b")]))
    events = {c.what: c.corroboration.grade for c in changes if not c.what.startswith("without")}

    assert events["with one more independent report"] == 2
    assert events["with an independent denial"] == 5
    assert events["if a took it back"] == 4


def test_changes_of_nothing_are_what_could_come() -> None:
    """
    Where nobody affirms, nobody can take it back, but a report or a denial would give a grade.
    """
    items = [Evidence(id="i", outlet="o", voice="o", stance=Stance.OBSERVE)]
    found = [c.what for c in find_changes(items)]

    assert "with one more independent report" in found
    assert not any(what.startswith("if ") for what in found if what != "if o took it back")
    assert not any(c.what.startswith("if") for c in find_changes([]))
