"""
Cut what is said into propositions: one a claim, as short as carries it.

Cuts are made at sentence ends, semicolons, commas, and in front of words that join or open clauses. A
piece must carry something of its own, an event, a verb or a counted number; one that does not belongs to
the piece in front of it.
"""

from __future__ import annotations

from attrs import frozen

from claimtrack.language import FunctionWord, NumberEntry, Operator, Tokens, Word

_SENTENCE_SIGNS = frozenset(".!?؟…;؛\n")
_COMMAS = frozenset(",،")
_EDGE_SIGNS = frozenset(" ,،;؛:.!?؟…\"'“”‘’«»()[]-–—‹›")
_SHORTEST = 3
"""Words a proposition has at least: "4 were killed", قُتل أربعة جنود (our choice)."""
_OPENERS = frozenset({"contrast", "subordinator", "relative"})
_JOINERS = frozenset({"coordinator"})


@frozen
class Piece:
    """
    Mark a proposition by its tokens, `first` up to, not including, `last`.
    """

    first: int
    last: int


def split(tokens: Tokens, first: int, last: int) -> list[Piece]:
    """
    Cut a stretch of tokens into propositions, in order, without overlap.

    Args:
        tokens: The text.
        first: First token of what is said.
        last: The token behind it.
    """
    pieces: list[Piece] = []
    start = first
    for at in range(first + 1, last + 1):
        if at < last and not _cuts(tokens, at, last):
            continue
        piece = trim(tokens, start, at)
        if piece is not None:
            if pieces and not _carries(tokens, piece) and not _ended(tokens, pieces[-1].last, piece.first):
                pieces[-1] = Piece(pieces[-1].first, piece.last)
            else:
                pieces.append(piece)
        start = at
    return pieces


def trim(tokens: Tokens, first: int, last: int) -> Piece | None:
    """
    Take signs and opening words off both ends; None where nothing is left.
    """
    words = tokens.words
    while first < last and (words[first].shape in _EDGE_SIGNS or _opens(words[first])):
        first += 1
    while first < last and words[last - 1].shape in _EDGE_SIGNS:
        last -= 1
    return Piece(first, last) if first < last else None


def _opens(word: Word) -> bool:
    """
    Say whether a word only opens what follows: that, and.
    """
    operator = word.single.get("operator")
    if isinstance(operator, Operator) and operator.role == "complement":
        return True
    return _role(word) in _JOINERS


def _cuts(tokens: Tokens, at: int, last: int) -> bool:
    """
    Say whether a proposition may begin at a token.
    """
    before, word = tokens.words[at - 1], tokens.words[at]
    if before.shape in _SENTENCE_SIGNS:
        inside = before.shape == "." and tokens.starts[at] == tokens.ends[at - 1]
        return not inside
    if before.shape in _COMMAS:
        return True
    if _role(word) in _OPENERS:
        return True
    if _role(word) in _JOINERS or _joined(word):
        return at + 1 < last and (_counts(tokens, at) or _counts(tokens, at + 1))
    return False


def _carries(tokens: Tokens, piece: Piece) -> bool:
    """
    Say whether a piece has something of its own to say.
    """
    words = tokens.words[piece.first : piece.last]
    if sum(w.shape in ("word", "number") for w in words) < _SHORTEST:
        return False
    return any(_predicates(w) for w in words) or not tokens.pack.basics.capitals or len(words) >= 2 * _SHORTEST


def _predicates(word: Word) -> bool:
    """
    Say whether a word can carry a proposition.
    """
    if word.shape == "number" or "event" in word.single or "number" in word.single:
        return True
    operator = word.single.get("operator")
    return (isinstance(operator, Operator) and operator.role == "verb") or _role(word) in ("be", "auxiliary", "modal")


def _counts(tokens: Tokens, at: int) -> bool:
    """
    Say whether a number stands at a token.
    """
    word = tokens.words[at]
    if word.shape == "number":
        return True
    entry = word.single.get("number")
    return isinstance(entry, NumberEntry) and entry.role not in ("ordinal", "fraction")


def _joined(word: Word) -> bool:
    """
    Say whether a joiner is written onto the word (و in Arabic).
    """
    return bool(word.phrases) and any(prefix for prefix, phrase in word.phrases if phrase.kind in ("number", "event"))


def _role(word: Word) -> str:
    entry = word.single.get("function")
    return entry.role if isinstance(entry, FunctionWord) else ""


def _ended(tokens: Tokens, first: int, last: int) -> bool:
    """
    Say whether a sentence ends between two pieces.
    """
    return any(w.shape in _SENTENCE_SIGNS for w in tokens.words[first:last])
