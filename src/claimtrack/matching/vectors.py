"""
Vectors of what appearances say, and of the sentences that they stand in, worked out when they are first compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from attrs import define, field

from claimtrack.matching.embedder import Embedder
from claimtrack.model import Appearance, Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimtrack.matching.meeting import Kept

_SENTENCE_ENDS = re.compile(r"[.!?؟]\s|\n")
"""Where a sentence ends, for the vector of what stands around a claim."""
_FAR = 300
"""Characters around a claim that are looked through for the ends of its sentence."""


@define(eq=False)
class Vectors:
    """
    Hold two vectors an appearance: of its text, and of the sentence around it.

    Attributes:
        embedder: What makes them; None where nothing is embedded.
        cosines: Room for the cosines of pairs of reports; emptied when an appearance goes.

    """

    embedder: Embedder | None
    cosines: Kept = field(factory=dict)
    _texts: dict[str, tuple[str, str]] = field(factory=dict)
    _found: dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]] = field(factory=dict)

    def add(self, one: Appearance, report: Report | None) -> None:
        """
        Keep what is to be embedded of an appearance.
        """
        if self.embedder is not None:
            self._texts[one.id] = (one.text, _sentence(report, one))

    def remove(self, one: str) -> None:
        """
        Forget an appearance.
        """
        self._texts.pop(one, None)
        self._found.pop(one, None)
        self.cosines.clear()

    def settle(self, ids: Iterable[str]) -> None:
        """
        Embed those of some appearances that have no vectors yet, in one batch.
        """
        missing = [i for i in sorted(ids) if i in self._texts and i not in self._found]
        if self.embedder is None or not missing:
            return
        texts = self.embedder.embed([self._texts[i][0] for i in missing])
        around = self.embedder.embed([self._texts[i][1] for i in missing])
        self._found.update((i, (text, near)) for i, text, near in zip(missing, texts, around, strict=True))

    def known(self) -> Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]] | None:
        """
        Return the vectors, by appearance; None where nothing is embedded.
        """
        return None if self.embedder is None else self._found


def _sentence(report: Report | None, one: Appearance) -> str:
    """
    Return the sentence that an appearance stands in, or what it says where the report is not known.
    """
    if report is None:
        return one.text
    ends = _SENTENCE_ENDS.finditer(report.text, max(0, one.start - _FAR), one.start)
    start = max((m.end() for m in ends), default=max(0, one.start - _FAR))
    end = _SENTENCE_ENDS.search(report.text, one.end, one.end + _FAR)
    return report.text[start : end.start() if end else one.end + _FAR].strip()
