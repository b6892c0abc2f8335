"""
Build the documentation with Sphinx, furo and MyST.
"""

from __future__ import annotations

import claimtrack

project = "claimtrack"
author = "The claimtrack authors"
copyright = "2026, The claimtrack authors"
version = release = claimtrack.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "README.md"]
html_theme = "furo"
html_title = "claimtrack"
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_default_options = {"members": True, "show-inheritance": False}
napoleon_custom_sections = [("Source", "notes")]
napoleon_use_ivar = True
suppress_warnings = ["misc.highlighting_failure"]
nitpicky = False
