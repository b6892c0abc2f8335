"""
Settings of the whole suite: examples are the same on every run, and no example is timed.

Growth is tested by CPU time at n against 4n; a deadline a single example only tells how busy the machine is.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")
