"""
What a person sees: a summary for the terminal, a page for the browser.
"""

from claimtrack.display.summary import GRADES, summarise

__all__ = ["GRADES", "render_report", "summarise"]


def __getattr__(name: str) -> object:
    """
    Import the page when it is first asked for.
    """
    if name == "render_report":
        from claimtrack.display.page import render_report

        return render_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
