"""
Run the Python blocks of the README and the docs as tests, each page in one namespace.
"""

from __future__ import annotations

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["*.md"],
    excludes=["docs/_build/*", ".venv/*", "changelog.d/*"],
).pytest()
