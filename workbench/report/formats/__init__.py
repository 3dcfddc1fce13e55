"""Formats of other tools: a file each, found by itself."""
