"""
Quotation marks of every kind.
"""

from __future__ import annotations

import pytest

from claimtrack.language import load_pack, tokenise
from claimtrack.syntax import find_quotations

_QUOTED = [
    ("He said “it is so” and left.", ["“it is so”"]),
    ('He said "it is so" and left.', ['"it is so"']),
    ("He said ''it is so'' and left.", ["''it is so''"]),
    ("He said 'it is so' and left.", ["'it is so'"]),
    ("He said ‘it isn’t so’ and left.", ["‘it isn’t so’"]),
    ("He said «it is so» and left.", ["«it is so»"]),
    ("He said „it is so“ and left.", ["„it is so“"]),
    ("''I hate the word 'poor,' '' she said.", ["''I hate the word 'poor,' ''"]),
    ("''He told me, 'Go,''' she said.", ["''He told me, 'Go,'''"]),
    ("She said ``it is so'' and left.", ["``it is so''"]),
    ("The driver's dog isn't here.", []),
    ('It was closed," he said.', []),
    ("“One.\n\n“Two.” He left.", ["“One.\n\n“Two.”"]),
    ("“One.\n\nTwo. He left.", ["“One."]),
]


@pytest.mark.parametrize(("text", "expected"), _QUOTED)
def test_quotations_are_found(text: str, expected: list[str]) -> None:
    """
    A text gives its outermost quotations.
    """
    tokens = tokenise(text, load_pack("en"))

    assert expected == [tokens.text(q.first, q.last) for q in find_quotations(tokens)]


def test_mark_without_partner_is_told() -> None:
    """
    A quotation that is never closed ends with its paragraph and says that it was not closed.
    """
    tokens = tokenise("“One goes on\n\nTwo.", load_pack("en"))

    assert [False] == [q.closed for q in find_quotations(tokens)]
