"""Composing a report: its front, the analyst's parts in their order, and all that a court asks of it after them."""
