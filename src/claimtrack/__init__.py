"""
Say what is claimed, who is said to know it, who merely repeats it, and how well it stood on a day.

The public names are imported on first use, so that `import claimtrack` costs next to nothing.
"""

__version__ = "0.1.0"
