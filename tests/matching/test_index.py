"""
Groups kept up to date as texts come and go.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.matching import TextIndex, TextItem, deduplicate
from matching.test_texts import sentences


def _placed(index: TextIndex) -> set[tuple[str, str, str]]:
    return {(p.id, p.group, p.variant) for p in index.placements()}


def _expected(items: list[TextItem]) -> set[tuple[str, str, str]]:
    return {(p.id, p.group, p.variant) for p in deduplicate(items)}


@given(st.lists(sentences(), max_size=14), st.sets(st.integers(0, 13)))
@settings(max_examples=60, deadline=None)
def test_adding_and_removing_gives_what_deduplicate_gives(texts: list[str], gone: set[int]) -> None:
    """
    After any adds and removals the groups are those of the texts that are left.
    """
    items = [TextItem(str(at), text) for at, text in enumerate(texts)]
    index = TextIndex()
    for item in items:
        index.add(item)

    assert _expected(items) == _placed(index)

    for item in items:
        if int(item.id) in gone:
            index.remove(item.id)

    assert _expected([item for item in items if int(item.id) not in gone]) == _placed(index)


@given(st.lists(sentences(), max_size=12), sentences())
@settings(max_examples=60, deadline=None)
def test_adding_then_removing_is_identity(texts: list[str], text: str) -> None:
    """
    A text that comes and goes leaves nothing behind.
    """
    index = TextIndex()
    index.load(TextItem(str(at), t) for at, t in enumerate(texts))
    before = _placed(index)
    index.add(TextItem("new", text))
    index.remove("new")

    assert before == _placed(index)


def test_a_text_that_comes_back_is_found_again() -> None:
    """
    Removing the last text of its wording and adding it anew works any number of times.
    """
    index = TextIndex()
    index.load([TextItem("a", "4 farmers fled the village"), TextItem("b", "6 farmers fled the village")])
    for _ in range(3):
        index.remove("a")
        index.add(TextItem("a", "Four farmers fled the village"))

    assert {("a", "a", "a"), ("b", "a", "b")} == _placed(index)
    assert "a" == index.placement("b").group


def test_many_runs_give_what_one_run_gives() -> None:
    """
    Groups do not depend on how often the table of keys was merged.
    """
    items = [TextItem(f"t{at}", f"convoy {at // 3} reached farm{at // 3} by road {at % 3}") for at in range(1_500)]
    index = TextIndex()
    for item in items:
        index.add(item)

    assert len(items) == len(index)
    assert _expected(items) == _placed(index)


def test_an_id_is_taken_once() -> None:
    """
    Adding a second text under one id is refused and changes nothing.
    """
    index = TextIndex()
    index.add(TextItem("a", "one text"))
    with pytest.raises(InvalidValueError, match="id: given 'a'"):
        index.add(TextItem("a", "another text"))

    assert {("a", "a", "a")} == _placed(index)


def test_loading_needs_an_empty_index() -> None:
    """
    `load` is for empty indexes; the message says what to use.
    """
    index = TextIndex()
    index.add(TextItem("a", "one text"))
    with pytest.raises(InvalidValueError, match="use add"):
        index.load([TextItem("b", "another text")])


def test_an_unknown_id_is_refused() -> None:
    """
    Removing or asking for an id that is not there names it.
    """
    index = TextIndex()
    with pytest.raises(NotFoundError, match="given 'a'"):
        index.remove("a")
    assert "a" not in index
    assert 0 == index.nbytes() - index.nbytes()
