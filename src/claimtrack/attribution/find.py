"""
The front of the room: read a text, or the prose of a page, into passages with their attribution.
"""

from __future__ import annotations

from claimtrack.attribution.frames import Frame, Range, Reading
from claimtrack.language import Tokens, detect_language, load_pack, tokenise
from claimtrack.language.detect import UNKNOWN
from claimtrack.model import Page, Passage, Report


def find_attributions(text: str, *, lang: str | None = None) -> tuple[Passage, ...]:
    """
    Find who is said to say what in a text.

    Args:
        text: Any text; offsets in the outcome count its code points.
        lang: Language code of a pack, or None to detect it.

    Returns:
        Passages that have a cue or are a quotation, in order of their first span.

    Raises:
        NotFoundError: There is no pack for the language asked for.

    """
    code = lang if lang is not None else detect_language(text)
    if code == UNKNOWN:
        return ()
    return ()


def read_passages(report: Report, page: Page) -> tuple[Passage, ...]:
    """
    Read the prose and titles of a page: attributions, and what the outlet says in its own voice.
    """
    return ()


def read_frames(reading: Reading) -> list[Frame]:
    """
    Find the frames of a text with the reader for the word order of its language.
    """
    if reading.tokens.pack.basics.order == "verb_first":
        from claimtrack.attribution import verb_first

        return verb_first.find_frames(reading)
    from claimtrack.attribution import subject_first

    return subject_first.find_frames(reading)


__all__ = ["Range", "Tokens", "find_attributions", "load_pack", "read_passages", "tokenise"]
