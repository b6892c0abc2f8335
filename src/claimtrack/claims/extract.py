"""
Make appearances: read who says what, cut it into propositions, and fill their slots.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from claimtrack.attribution import read_passages
from claimtrack.claims.features import features
from claimtrack.claims.numbers import read_number
from claimtrack.claims.split import Piece, split
from claimtrack.intake import read_page
from claimtrack.language import UNKNOWN, Hedge, Tokens, Unit, load_pack, tokenise
from claimtrack.model import Appearance, Bound, Page, Passage, Quantity, Report


def extract(report: Report, page: Page | None = None) -> tuple[Appearance, ...]:
    """
    Find what a report claims.

    Args:
        report: The report.
        page: Outcome of `intake.read_page`, where it is at hand.

    Returns:
        Appearances in order of their start, with ids `<report>#1` and on. What could not be read gives none.
    """
    page = read_page(report) if page is None else page
    if page.lang == UNKNOWN:
        return ()
    tokens = tokenise(report.text, load_pack(page.lang))
    found: dict[tuple[int, int], tuple[Passage, Piece]] = {}
    for passage in read_passages(report, page):
        for piece in _pieces(tokens, passage):
            span = (tokens.starts[piece.first], tokens.ends[piece.last - 1])
            found.setdefault(span, (passage, piece))
    return tuple(
        _appearance(report, page.lang, tokens, number, passage, piece)
        for number, (_, (passage, piece)) in enumerate(sorted(found.items(), key=lambda item: item[0]), 1)
    )


def _pieces(tokens: Tokens, passage: Passage) -> Iterator[Piece]:
    """
    Cut every span of a passage's content.
    """
    for span in passage.content:
        first = bisect_left(tokens.starts, span.start)
        last = bisect_left(tokens.starts, span.end)
        yield from split(tokens, first, last)


def _appearance(report: Report, lang: str, tokens: Tokens, number: int, passage: Passage, piece: Piece) -> Appearance:
    """
    Make one appearance.
    """
    start, end = tokens.starts[piece.first], tokens.ends[piece.last - 1]
    quote = report.text[start:end]
    quantities = tuple(_quantities(tokens, piece))
    hedges = [e for _, _, e, _ in tokens.find("hedge", piece.first, piece.last) if isinstance(e, Hedge)]
    return Appearance(
        id=f"{report.id}#{number}",
        report=report.id,
        quote=quote,
        start=start,
        end=end,
        lang=lang,
        attribution=passage.attribution,
        act=passage.act,
        polarity=passage.polarity,
        denies=passage.denies,
        hedged=passage.hedged or bool(hedges),
        quantities=quantities,
        features=features(quote, lang),
    )


def _quantities(tokens: Tokens, piece: Piece) -> Iterator[Quantity]:
    """
    Give the counted numbers of a piece.
    """
    at = piece.first
    while at < piece.last:
        number = read_number(tokens, at, piece.last)
        if number is None or number.last <= at:
            at += 1
            continue
        unit = _unit(tokens, number.last, piece.last)
        if unit is not None and not number.ordinal:
            yield _quantity(tokens, piece, at, number.low, number.high, unit)
        at = number.last


def _unit(tokens: Tokens, at: int, last: int) -> tuple[str, int] | None:
    """
    Find the counted noun behind a number, within three words.
    """
    for place in range(at, min(at + 3, last)):
        entry = tokens.words[place].single.get("unit")
        if isinstance(entry, Unit):
            return entry.what, place + 1
    return None


def _quantity(tokens: Tokens, piece: Piece, at: int, low: float, high: float | None, unit: tuple[str, int]) -> Quantity:
    """
    Put bounds and approximators on a number.
    """
    roles = {
        e.role
        for first, last, e, _ in tokens.find("hedge", max(piece.first, at - 4), at)
        if isinstance(e, Hedge) and last == at
    }
    bound: Bound | None = None
    bottom: float | None = low
    if "more_than" in roles:
        bound, high = Bound.EXCLUSIVE, None
    elif "at_least" in roles:
        bound, high = Bound.INCLUSIVE, None
    elif roles & {"at_most", "up_to", "less_than"}:
        bound, bottom = (Bound.EXCLUSIVE if "less_than" in roles else Bound.INCLUSIVE), None
    what, end = unit
    return Quantity(
        what=what,
        low=bottom,
        high=high,
        approx="approximator" in roles,
        bound=bound,
        text=tokens.text(at, end),
        start=tokens.starts[at],
    )
