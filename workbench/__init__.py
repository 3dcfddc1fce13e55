"""Clew: an offline workbench for link analysis, where every link leads back to the row it came from."""

__version__ = "0.1.0"
