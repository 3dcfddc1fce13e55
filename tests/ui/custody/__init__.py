"""The window of evidence and the form of a grade."""
