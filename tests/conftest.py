"""
Settings of the whole suite: examples are the same on every run, and no example is timed.

Growth is tested by CPU time at n against 4n; a deadline a single example only tells how busy the machine is.
"""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings

settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")


@pytest.fixture(autouse=True, scope="module")
def _settled_heap() -> None:
    """
    Take what earlier modules left behind out of the collector's sight: its work would be counted as ours.
    """
    gc.freeze()
