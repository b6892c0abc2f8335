"""
Marks: the words of a text as comparison sees them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from claimtrack.language.meanings import Sense


class Tag:
    """
    Say what a mark does in a text: bits of one number.

    Plain numbers, because they are combined for every word of a million texts and `enum.IntFlag` made
    that five times slower (measured with cProfile on 1e5 claims).
    """

    IGNORABLE: Final = 1
    NEGATION: Final = 2
    MODAL: Final = 4
    NUMBER: Final = 8
    NAME: Final = 16
    PLACE: Final = 32
    TIME: Final = 64
    RELATION: Final = 128
    QUANTITY: Final = 256
    UNIT: Final = 512
    WRAPPER: Final = 1024
    LISTED: Final = 2048
    PHRASE: Final = 4096
    JOINER: Final = 8192
    SEPARATOR: Final = 16384
    CREDIT: Final = 32768
    BAR: Final = 65536


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
    tags: int = 0
    concepts: tuple[str, ...] = ()
    value: float | None = None
    scale: bool = False
    phrases: tuple[tuple[tuple[str, ...], Sense], ...] = ()
