"""
Prose is told from page furniture, whatever the language of either, and no offset is lost.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from claimtrack.intake import read_page
from claimtrack.model import BlockKind, Report


def _kinds(text: str, *, outlet: str = "outlet", title: str | None = None) -> dict[str, str]:
    page = read_page(Report(id="r", outlet=outlet, text=text, title=title))
    return {text[b.start : b.end]: b.kind.value for b in page.blocks}


@given(st.one_of(strategies.texts, st.text()))
def test_blocks_are_in_order_and_cover_all_that_is_seen(text: str) -> None:
    """
    Blocks do not overlap, and what lies between them is white space or unseen.
    """
    page = read_page(Report(id="r", outlet="o", text=text))
    at = 0
    for block in page.blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        at = block.end
    assert not text[at:].strip()


_PROSE = "Soldiers entered the village on Monday, residents said, and left it before dawn."
_PROSE_AR = "دخلت قوات من الجيش القرية صباح الاثنين، بحسب سكان، وغادرتها قبل الفجر."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Skip to content", "furniture"),
        ("Home / News / Middle East / Convoy enters the village", "furniture"),
        ("Tags village convoy army", "furniture"),
        ("Read also: Ten ways to cook lentils at home", "furniture"),
        ("أهم الأخبار", "furniture"),
        ("اقرأ أيضاً: عشر طرق لطبخ العدس في البيت", "furniture"),
        ("الرئيسية / أخبار / رتل يدخل القرية", "furniture"),
        ("5 AUGUST 2020 00:57", "dateline"),
        ("دمشق | 2020.07.08 | 11:41", "dateline"),
        ("Source: Village Herald", "credit"),
        ("تلفزيون القرية - وكالات", "credit"),
        ("A convoy enters the village at night", "title"),
        ("رتل عسكري يدخل القرية ليلاً", "title"),
    ],
)
def test_a_line_above_the_prose_is_told_by_how_it_looks(line: str, kind: str) -> None:
    """
    Menus, breadcrumbs, tags, links, datelines and credits are no prose; a headline is a title.
    """
    kinds = _kinds(f"{line}\n\n{_PROSE_AR}\n{_PROSE_AR}\n\n{_PROSE}\n")
    assert kind == kinds[line]
    assert kinds[_PROSE] == "prose"


@pytest.mark.parametrize("form", ["Leave a comment", "اترك تعليقاً", "أضف تعليقك"])
def test_nothing_after_a_comment_form_is_prose(form: str) -> None:
    """
    What stands below a comment form is furniture, even where it ends like a sentence.
    """
    below = "Your name and your address are needed for this, we keep them safe."
    kinds = _kinds(f"{_PROSE}\n{_PROSE_AR}\n\n{form}\n\n{below}")
    assert kinds[below] == "furniture"
    assert kinds[_PROSE] == "prose"


@pytest.mark.parametrize("heading", ["You May Also Like", "شاهد أيضاً", "Related stories"])
def test_links_to_other_stories_are_furniture(heading: str) -> None:
    """
    A heading over links, the links, and their teasers are set aside.
    """
    link, teaser = "Merchants leave the old market of the town", "The market has lost many merchants because of …"
    kinds = _kinds(f"{_PROSE}\n\n{heading}\n\n{link}\n\n{teaser}\n")
    assert [kinds[heading], kinds[link], kinds[teaser]] == ["furniture"] * 3


def test_a_masthead_and_the_names_on_it_are_furniture() -> None:
    """
    The editor's name above a story is nobody's source.
    """
    kinds = _kinds(f"رئيس التحرير\nسعيد المنصور\n\n{_PROSE_AR}\n")
    assert kinds["سعيد المنصور"] == "furniture"
    assert kinds[_PROSE_AR] == "prose"


def test_a_repeated_title_is_read_once() -> None:
    """
    The second of two equal lines is furniture.
    """
    text = f"A convoy enters the village\n\nA convoy enters the village\n{_PROSE}"
    page = read_page(Report(id="r", outlet="o", text=text))
    assert [b.kind for b in page.blocks] == [BlockKind.TITLE, BlockKind.FURNITURE, BlockKind.PROSE]


@pytest.mark.parametrize(
    ("dateline", "outlet"), [("KHARTOUM:", "o"), ("KHARTOUM (Reuters) -", "o"), ("Village Herald -", "villageherald")]
)
def test_a_dateline_is_cut_off_its_paragraph(dateline: str, outlet: str) -> None:
    """
    The place, the agency or the outlet's own name in front of a paragraph is not part of its first sentence.
    """
    kinds = _kinds(f"{dateline} {_PROSE}", outlet=outlet)
    assert {dateline: "dateline", _PROSE: "prose"} == kinds


def test_a_sentence_that_a_line_break_cuts_stays_one_block() -> None:
    """
    A line without a stop, below the headline, with the rest right under it, is prose.
    """
    first = "Soldiers of the northern brigade entered the village on Monday before dawn"
    rest = "and left it again on Tuesday, residents said."
    text = f"A convoy enters the village\n{_PROSE}\n{first}\n{rest}"
    assert _kinds(text)[f"{first}\n{rest}"] == "prose"


def test_a_text_in_no_known_script_is_noted_and_not_read() -> None:
    """
    Where no pack reads the text, the page says so, and nothing is prose.
    """
    page = read_page(Report(id="r", outlet="o", text="軍隊が村に入った。"))
    assert page.lang == "und"
    assert page.notes
    assert all(b.kind is BlockKind.FURNITURE for b in page.blocks)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Source: Reuters", "reuters"),
        ("(AFP)", "afp"),
        ("المصدر: رويترز", "reuters"),
        ("By: Agence France-Presse", "afp"),
        ("Source: Valley Herald", "valley herald"),
    ],
)
def test_a_credit_names_the_agency_in_either_language(line: str, credit: str) -> None:
    """
    An agency that the packs know has one name, whatever the page calls it.
    """
    page = read_page(Report(id="r", outlet="outlet", text=f"{_PROSE}\n{_PROSE_AR}\n\n{line}\n"))
    assert (credit,) == page.credits
