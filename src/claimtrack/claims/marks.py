"""
Marks: the words of a text as comparison sees them.
"""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from claimtrack.language.meanings import Sense


class Tag(IntFlag):
    """
    Say what a mark does in a text.
    """

    IGNORABLE = 1
    NEGATION = 2
    MODAL = 4
    NUMBER = 8
    NAME = 16
    PLACE = 32
    TIME = 64
    RELATION = 128
    QUANTITY = 256
    UNIT = 512
    WRAPPER = 1024
    LISTED = 2048
    PHRASE = 4096
    JOINER = 8192
    SEPARATOR = 16384
    CREDIT = 32768


@frozen(eq=False)
class Mark:
    """
    Hold one word of a text as comparison sees it; one object for each written form.

    Attributes:
        key: The same for all inflections, spellings and exact synonyms; numbers as `#` and their value.
        form: The folded form.
        skeleton: Consonants across scripts.
        tags: What it does.
        concepts: What it may mean, the same words in all languages.
        value: The number it stands for, with `scale` where it multiplies what is in front (thousand).

    """

    key: str
    form: str
    skeleton: str = ""
    tags: Tag = Tag(0)
    concepts: tuple[str, ...] = ()
    value: float | None = None
    scale: bool = False
    phrases: tuple[tuple[tuple[str, ...], Sense], ...] = ()
