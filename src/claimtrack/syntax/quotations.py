"""
Quotation marks of every kind, in one pass: pairs, marks that open and close alike, marks never closed.

A quotation may run over sentences and, where each paragraph is opened anew and only the last is
closed, over paragraphs. A mark without its partner ends at its own paragraph: nothing is invented
beyond it.
"""

from __future__ import annotations

from attrs import frozen

from claimtrack.language import Tokens


@frozen
class Quotation:
    """
    Mark a quotation: the tokens of its marks and what stands between them.

    Attributes:
        first: Token of the opening mark; `last`, the token after the closing mark (or after the
            text where the quotation is never closed).
        closed: Whether a closing mark was found.

    """

    first: int
    last: int
    closed: bool = True


_PAIRS = {
    "“": "”",
    "«": "»",
    "„": "“”",
    "‹": "›",
    "「": "」",
    "『": "』",
    "❝": "❞",
    "‘": "’",
    "﴾": "﴿",
}
"""Opening marks and what closes them; German „ is closed by “, English by ”."""

_SINGLE = frozenset("'`")
"""Marks of typewriters."""

_LONGEST = 600
"""Tokens of the longest quotation kept; longer ones in news are a lost closing mark."""


def find_quotations(tokens: Tokens) -> list[Quotation]:
    """
    Find the outermost quotations of a text, in order and without overlap, in linear time.
    """
    found: list[Quotation] = []
    at, count = 0, len(tokens)
    while at < count:
        kind = _opening(tokens, at)
        quotation = _close(tokens, at, kind) if kind else None
        if quotation is None:
            at += 1
            continue
        found.append(quotation)
        at = quotation.last
    return found


def _opening(tokens: Tokens, at: int) -> str:
    """
    Give the mark that opens at a token; "" where none opens.
    """
    shape = tokens.words[at].shape
    if shape in ("word", "number"):
        return ""
    touching = at > 0 and tokens.starts[at] == tokens.ends[at - 1]
    glued = touching and tokens.words[at - 1].shape in ("word", "number")
    # A mark that opens and closes alike opens only behind a space, a bracket, a dash or another mark.
    alike = touching and (glued or tokens.words[at - 1].shape in ".,!?…;)]؟،")
    if shape in _SINGLE and not alike:
        return shape
    # A single turned comma inside a word is an apostrophe or a transliterated letter ('Ain).
    if (shape in _PAIRS and not (shape == "‘" and glued)) or (shape in '"＂' and not alike):
        return shape
    # Typed the wrong way round: a closing mark that stands like an opening one.
    spaced = at == 0 or tokens.starts[at] > tokens.ends[at - 1]
    touches = at + 1 < len(tokens) and tokens.starts[at + 1] == tokens.ends[at]
    if shape == "”" and spaced and touches:
        return shape
    return ""


def _close(tokens: Tokens, at: int, kind: str) -> Quotation | None:
    """
    Find where a quotation that opens at a token ends; None where the mark opens nothing.
    """
    closers = _PAIRS.get(kind, kind)
    single = kind in "'‘`"
    start = at + 1
    limit = min(len(tokens), start + _LONGEST)
    words, newlines = tokens.words, tokens.newlines
    paragraph = 0
    here = start
    while here < limit:
        if here in newlines and here > start:
            # The next paragraph goes on only where it is opened by the same mark.
            if words[here].shape != kind or single:
                paragraph = here
                break
            here += 1
            continue
        shape = words[here].shape
        if shape in closers and shape not in ("word", "number") and (not single or _ends_word(tokens, here)):
            return Quotation(at, here + 1)
        here += 1
    if single:
        return None
    return Quotation(at, paragraph or here, closed=False) if here > start else None


def _ends_word(tokens: Tokens, at: int) -> bool:
    """
    Say whether a single mark stands behind a word and is not an apostrophe inside one.
    """
    return at + 1 >= len(tokens) or tokens.starts[at + 1] > tokens.ends[at] or tokens.words[at + 1].shape != "word"
