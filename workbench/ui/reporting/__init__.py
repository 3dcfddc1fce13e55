"""Putting a report together: its parts in order, and the pages as they will be printed."""
