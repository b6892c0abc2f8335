"""
Who is said to know what: source, cue and content, their chain, and how firmly it is put.
"""

from claimtrack.attribution.find import find_attributions, read_passages

__all__ = ["find_attributions", "read_passages"]
