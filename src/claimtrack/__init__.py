"""
Say what is claimed, who is said to know it, who merely repeats it, and how well it stood on a day.

The public names are imported on first use, so that `import claimtrack` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from claimtrack.attribution import find_attributions
    from claimtrack.casebook import Casebook
    from claimtrack.corroboration import corroborate_table
    from claimtrack.credibility import estimate_credibility
    from claimtrack.display import summarise
    from claimtrack.display.page import render_report
    from claimtrack.errors import ClaimtrackError, InputError, InvalidValueError, NotFoundError, PackError
    from claimtrack.exchange import read_snapshot, snapshot_rows
    from claimtrack.matching import deduplicate
    from claimtrack.model import Report, Source

__all__ = [
    "Casebook",
    "ClaimtrackError",
    "InputError",
    "InvalidValueError",
    "NotFoundError",
    "PackError",
    "Report",
    "Source",
    "corroborate_table",
    "deduplicate",
    "estimate_credibility",
    "extract",
    "find_attributions",
    "read_snapshot",
    "render_report",
    "snapshot_rows",
    "summarise",
]

_ROOMS = {
    "Casebook": "casebook",
    "ClaimtrackError": "errors",
    "InputError": "errors",
    "InvalidValueError": "errors",
    "NotFoundError": "errors",
    "PackError": "errors",
    "Report": "model",
    "Source": "model",
    "corroborate_table": "corroboration",
    "deduplicate": "matching",
    "estimate_credibility": "credibility",
    "extract": "claims",
    "find_attributions": "attribution",
    "read_snapshot": "exchange",
    "render_report": "display",
    "snapshot_rows": "exchange",
    "summarise": "display",
}


def __getattr__(name: str) -> object:
    """
    Import a public name from its room when it is first asked for.
    """
    from importlib import import_module

    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"claimtrack.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    """
    List the public names.
    """
    return sorted([*__all__, "__version__"])
