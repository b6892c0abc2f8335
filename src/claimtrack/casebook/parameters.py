"""
What was chosen for a casebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from claimtrack.matching.embedder import Embedder


@frozen(kw_only=True)
class Parameters:
    """
    Hold what was chosen for a run.
    """

    aliases: Mapping[str, str] = field(factory=dict)
    embedder: Embedder | None = None

    def as_row(self) -> dict[str, object]:
        """
        Give the choices as plain values, for the run line of a casebook.
        """
        return {"aliases": len(self.aliases), "semantic": self.embedder is not None}
