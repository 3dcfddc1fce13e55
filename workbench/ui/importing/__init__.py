"""The import window: what a file is, what its rows become, where it comes from, and what became of it."""
