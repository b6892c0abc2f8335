"""
Look at the lines of a page one by one: how long, how they end, which furniture words they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, field

from claimtrack.language import FurnitureEntry, Pack, Tokens, fold, tokenise

_TERMINAL = frozenset(".!?؟…")
_CLOSING = "\"'”’»)]›“ \u200f\u200e"
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_PARENTHESIS = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]\s*$")


@define(eq=False)
class Line:
    """
    Hold one line without its white space, and what can be seen on it alone.

    Attributes:
        start: Where it starts in the text, `end` where it ends.
        tokens: Its tokens by the page's main language.
        roles: Furniture role to the token where the phrase ends, for phrases that open the line.
        words: How many words, `numbers` how many numbers.
        stops: Whether it ends like a sentence.
        gap: Whether an empty line stands in front of it.

    """

    start: int
    end: int
    text: str
    tokens: Tokens
    roles: dict[str, int]
    holds: frozenset[str]
    words: int
    numbers: int
    functions: int
    calendar: int
    stops: bool
    gap: bool
    key: str = field(default="")

    @property
    def teaser(self) -> bool:
        """
        Say whether the line breaks off in an ellipsis, as the teasers of other stories do.
        """
        return self.text.rstrip(_CLOSING).endswith(("…", "..."))

    @property
    def parenthesis(self) -> str | None:
        """
        Give what stands in brackets at the end of the line, or None.
        """
        found = _PARENTHESIS.search(self.text[-90:])
        return found.group(1) if found else None


def read_lines(text: str, packs: Sequence[Pack]) -> Iterator[Line]:
    """
    Give the lines that hold anything, in order; the first pack is that of the page's language.
    """
    before = 0
    for found in _LINE.finditer(text):
        raw = found.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = found.start() + len(raw) - len(raw.lstrip())
        yield _look(text, start, start + len(stripped), packs, gap=_breaks(text[before:start]) > 1)
        before = start + len(stripped)


def _breaks(space: str) -> int:
    """
    Count the line breaks in white space; a carriage return with its line feed is one.
    """
    return len(space.replace("\r\n", "\n").replace("\r", "\n")) - len(
        space.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "")
    )


def _look(text: str, start: int, end: int, packs: Sequence[Pack], *, gap: bool) -> Line:
    """
    Look at one line: cut it by every pack, because a page's furniture is often in another language.
    """
    piece = text[start:end]
    # A line is looked at to tell what it is; a megabyte on one line is prose, and its head tells enough.
    head = piece if len(piece) <= 1000 else piece[:1000]
    cut = [tokenise(head, pack) for pack in packs]
    roles: dict[str, int] = {}
    holds: set[str] = set()
    for tokens in cut:
        if len(tokens):
            for role, stop in _opening(tokens):
                whole = stop >= len(tokens) - 1
                if role != "whole" or whole:
                    roles[role] = max(roles.get(role, 0), stop)
        if len(tokens) <= 25:
            holds.update(e.role for _, _, e, _ in tokens.find("furniture") if isinstance(e, FurnitureEntry))
    main = cut[0]
    shapes = [w.shape for w in main.words]
    return Line(
        start=start,
        end=end,
        text=piece,
        tokens=main,
        roles=roles,
        holds=frozenset(holds),
        words=shapes.count("word"),
        numbers=shapes.count("number"),
        functions=sum(w.function for w in main.words),
        # "on" and "the" stand in dates and in every sentence: they show no date.
        calendar=sum("calendar" in w.single and not w.function for w in main.words),
        stops=piece.rstrip(_CLOSING)[-1:] in _TERMINAL,
        gap=gap,
        key=" ".join(w.form for w in main.words if w.shape in ("word", "number")),
    )


def _opening(tokens: Tokens) -> Iterator[tuple[str, int]]:
    """
    Give the furniture phrases that open a line, each role with the token after the phrase.
    """
    first = 0
    # A bullet or a bracket may stand in front.
    while first < min(3, len(tokens) - 1) and tokens.words[first].shape not in ("word", "number"):
        first += 1
    words = tokens.words
    for prefix, phrase in words[first].phrases:
        if phrase.kind != "furniture" or prefix or not isinstance(phrase.entry, FurnitureEntry):
            continue
        end = first + 1 + len(phrase.rest)
        if end <= len(words) and all(words[first + 1 + k].form == r for k, r in enumerate(phrase.rest)):
            yield phrase.entry.role, end


def plain(text: str) -> str:
    """
    Give a name without spaces, signs and case, to compare an outlet's name with how it signs.
    """
    return re.sub(r"[\W_]+", "", fold(text))
