"""
A scoreboard that changes row by row.
"""

from __future__ import annotations

import time

import pytest

from claimtrack.corroboration import Scoreboard
from claimtrack.errors import InvalidValueError, NotFoundError
from corroboration.builders import day, row


def test_rows_come_and_go() -> None:
    """
    The board knows how many rows it holds and which claims they are about.
    """
    board = Scoreboard(owners={"a": "x"})
    board.add("1", row("a"))
    board.add("2", row("b", claim="d"))
    assert (2, ["c", "d"]) == (len(board), list(board))

    assert board.remove("1") == row("a")
    assert (1, ["d"]) == (len(board), list(board))


def test_names_are_unique_and_must_be_there() -> None:
    """
    A name that is taken, an unknown name and an unknown claim are errors that say so.
    """
    board = Scoreboard()
    board.add("1", row("a"))
    with pytest.raises(InvalidValueError, match="no other row"):
        board.add("1", row("b"))
    with pytest.raises(NotFoundError, match="no row is named"):
        board.remove("2")
    with pytest.raises(NotFoundError, match="no row is about"):
        board.score("d")


def test_each_day_keeps_its_score() -> None:
    """
    Days are asked in any order, and a state is not an event.
    """
    board = Scoreboard()
    board.add("1", row("a"))
    board.add("2", row("b", when=5))
    late, early = board.score("c", day(9)), board.score("c", day(1))

    assert early.probability < late.probability
    assert board.score("c", day(9)) is late
    assert board.score("c", day(9), lasting=True).probability < late.probability
    assert board.assess("c").unknown_yet == 0


def test_the_cost_of_a_question_does_not_grow_with_other_claims() -> None:
    """
    Adding, asking and removing among sixteen times as many claims costs about the same.
    """

    def cost(claims: int) -> float:
        board = Scoreboard()
        for k in range(claims * 3):
            board.add(str(k), row(f"s{k % 7}", when=k % 9, claim=f"c{k % claims}", text=f"words {k} of text {k}"))
        begin = time.process_time()
        for k in range(200):
            board.add("new", row("z", when=3, claim=f"c{k % claims}"))
            board.score(f"c{k % claims}", day(4))
            board.remove("new")
        return time.process_time() - begin

    small = min(cost(250) for _ in range(3))
    assert min(cost(4000) for _ in range(2)) < 4 * small
