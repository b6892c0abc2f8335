"""
What a person sees: texts that are escaped and stay put, the claims of most interest first.
"""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings

import strategies
from claimtrack.display import summarise
from claimtrack.display.ordering import value_words, views
from claimtrack.display.page import render_report
from claimtrack.display.summary import visible
from claimtrack.model import (
    Act,
    Appearance,
    Attribution,
    Claim,
    Conflict,
    ConflictKind,
    Corroboration,
    Interval,
    Origin,
    Report,
    Snapshot,
    Variant,
)

_EVIL = '<script>alert("x")</script>\x1b[31m\u202e & رتل'


class _Tags(HTMLParser):
    """
    Collect the tags of a page and check that they nest.
    """

    VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's own form
        self.seen.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _snapshot(text: str, *, outlets: int = 2) -> Snapshot:
    reports = tuple(Report(id=f"r{n}", outlet=f"{text} {n}", text=f"a {text} b") for n in range(outlets))
    appearances = tuple(
        Appearance(
            id=f"r{n}#1",
            report=f"r{n}",
            quote=text,
            start=2,
            end=2 + len(text),
            lang="en",
            attribution=Attribution(own_voice=True),
            act=Act.STATE,
        )
        for n in range(outlets)
    )
    ids = tuple(a.id for a in appearances)
    claim = Claim(
        id="c1",
        title=text,
        event=None,
        appearances=ids,
        variants=(Variant("killed", Interval(4, 4), ids[:1]), Variant("killed", Interval(6, 6, True), ids[1:])),
        conflicts=(Conflict(ConflictKind.NUMBER, ids[:1], ids[1:], text),),
        origins=(Origin(text, ids),),
        independent_origins=1.3,
        corroboration=Corroboration(scorer="s", as_of=None, probability=0.5, low=0.2, high=0.8, grade=3, rule=text),
    )
    return Snapshot(version="0", as_of=None, reports=reports, appearances=appearances, claims=(claim,))


def test_the_page_escapes_whatever_a_report_holds() -> None:
    """
    No tag of a report becomes a tag of the page, and the page asks nobody for anything.
    """
    page = render_report(_snapshot(_EVIL))
    tags = _Tags()
    tags.feed(page)
    assert not tags.open
    assert "script" not in tags.seen
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    assert "http" not in page.replace("http-equiv", "")


@settings(max_examples=25, deadline=None)
@given(strategies.texts.filter(str.strip))
def test_any_text_gives_a_page_that_nests(text: str) -> None:
    """
    Tags open and close in order whatever the text.
    """
    tags = _Tags()
    tags.feed(render_report(_snapshot(text)))
    assert not tags.open


def test_mixed_directions_are_left_to_the_browser() -> None:
    """
    Titles and quotes stand in elements that find their own direction.
    """
    page = render_report(_snapshot("دخل رتل"))
    assert '<h2 dir="auto">دخل رتل</h2>' in page
    assert '<blockquote dir="auto">' in page


def test_the_summary_names_what_an_analyst_asks_for() -> None:
    """
    Outlets, origins, grade with its rule, variants that differ, conflicts.
    """
    text = summarise(_snapshot("four guards were killed"))
    for words in ("2 outlets, 1.3 independent origins", "grade 3, possibly true", "4, about 6", "conflict of number"):
        assert words in text


def test_the_terminal_is_not_repainted() -> None:
    """
    Control characters and direction overrides of a report do not reach the terminal.
    """
    assert visible(_EVIL) == '<script>alert("x")</script>[31m & رتل'
    assert "\x1b" not in summarise(_snapshot(_EVIL))


def test_claims_of_several_outlets_come_first() -> None:
    """
    A claim that two outlets carry stands before one that one outlet carries.
    """
    two = _snapshot("two", outlets=2)
    lone = Claim(id="c0", title="lone", event=None, appearances=("r0#1",))
    snapshot = Snapshot(
        version="0", as_of=None, reports=two.reports, appearances=two.appearances, claims=(lone, *two.claims)
    )
    assert [v.claim.title for v in views(snapshot)] == ["two", "lone"]


def test_values_are_written_as_a_reader_says_them() -> None:
    """
    Open ends, approximations and ranges read as words.
    """
    assert [
        value_words(v)
        for v in (Interval(4, 4), Interval(50, 50, True), Interval(60, None), Interval(None, 5), Interval(20, 99), "x")
    ] == ["4", "about 50", "60 or more", "up to 5", "20–99", "x"]
