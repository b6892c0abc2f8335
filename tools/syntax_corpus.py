"""
Read the annotated sentences that the weights of `claimtrack.syntax` are learned from (see `syntax/README.md` for the
scheme).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import define, field

from claimtrack.language import Tokens, Word, load_pack, tokenise
from claimtrack.syntax.layout import find_units, unit_word

_GLUED_BEHIND = set(",.;:!?%)]}»”’،؛؟…")
_GLUED_FRONT = set("([{«“‘$€£#@")
_PREDICATE = re.compile(r"^(\d+):([a-z]+)(:-)?(?:<(\d+))?$")


@define(eq=False)
class Sentence:
    """
    Hold one annotated sentence over the units of its language pack; all numbers count those.

    Attributes:
        units: The units (`layout.find_units`), as ranges of tokens; `words` what each is.
        tags: A tag a token; `chunks` B, I or O a token.
        phrases: First token, token behind the last, role (S, O, A, P, X) and token of the predicate (or -1) a phrase.
        predicates: Token to (kind, whether negated, token of the say predicate it is said under or -1).
        governed: Whether governors were annotated.

    """

    id: str
    lang: str
    tokens: Tokens
    units: list[tuple[int, int]]
    words: list[Word]
    tags: list[str] = field(factory=list)
    chunks: list[str] = field(factory=list)
    phrases: list[tuple[int, int, str, int]] = field(factory=list)
    predicates: dict[int, tuple[str, bool, int]] = field(factory=dict)
    governed: bool = False


def read_sentences(path: Path) -> Iterator[Sentence]:
    """
    Yield the sentences of a file. A file in which any predicate has a governor (n:kind<g) is governed throughout.
    """
    text = path.read_text(encoding="utf-8")
    governed = re.search(r"\t\d+:[a-z]+(?::-)?<\d+$", text, re.MULTILINE) is not None
    head: list[str] = []
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("# "):
            head = line[2:].split("\t")
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield _sentence(head, rows, governed=governed)
            rows = []


def _sentence(head: list[str], rows: list[list[str]], *, governed: bool) -> Sentence:
    """
    Lay the annotation of one sentence over the tokens that the pack cuts.
    """
    text, starts = _join([r[0] for r in rows])
    tokens = tokenise(text, load_pack(head[1]))
    units = find_units(tokens, 0, len(tokens))
    words = [unit_word(tokens, u) for u in units]
    row_of = _rows_of([tokens.starts[k] for k, _ in units], starts)
    made = Sentence(head[0], head[1], tokens, units, words, governed=governed)
    place = _predicate_places(words, row_of, rows)
    for at, row in enumerate(row_of):
        tag, chunk = rows[row][1], rows[row][2]
        made.tags.append(tag)
        first = at == 0 or row_of[at - 1] != row
        made.chunks.append(chunk[0] if chunk != "-" and first else "I" if chunk != "-" else "O")
        if made.chunks[-1] == "B":
            role, number = chunk[2], chunk[3:]
            made.phrases.append((at, at + 1, role, place.get(number, -1)))
        elif made.chunks[-1] == "I" and made.phrases:
            a, _, role, predicate = made.phrases[-1]
            made.phrases[-1] = (a, at + 1, role, predicate)
    for cells in rows:
        found = _PREDICATE.match(cells[3])
        if found and found[1] in place:
            governor = place.get(found[4] or "", -1)
            made.predicates[place[found[1]]] = (found[2], bool(found[3]), governor)
    return made


def _predicate_places(words: list[Word], row_of: list[int], rows: list[list[str]]) -> dict[str, int]:
    """
    Return the token of each numbered predicate: the last word of its form.
    """
    place: dict[str, int] = {}
    for at, row in enumerate(row_of):
        found = _PREDICATE.match(rows[row][3])
        if found and words[at].shape in ("word", "number"):
            place[found[1]] = at
    return place


def _rows_of(token_starts: list[int], starts: list[int]) -> list[int]:
    """
    Return for each token the row in which it starts.
    """
    found, row = [], 0
    for start in token_starts:
        while row + 1 < len(starts) and starts[row + 1] <= start:
            row += 1
        found.append(row)
    return found


def _join(forms: list[str]) -> tuple[str, list[int]]:
    """
    Write forms as a text as a writer would space them, and return where each starts.
    """
    text, starts, open_quote = "", [], False
    glue = True
    for form in forms:
        closing = form == '"' and open_quote
        behind = form in _GLUED_BEHIND or closing or (form[:1] in "'’" and len(form) <= 3 and form[1:].isalpha())
        if form in ("n't", "n’t") or behind or glue:
            pass
        else:
            text += " "
        starts.append(len(text))
        text += form
        if form == '"':
            open_quote = not open_quote
        glue = form in _GLUED_FRONT or (form == '"' and open_quote) or not text
    return text, starts
