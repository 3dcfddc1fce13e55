"""The window of evidence in custody, and the form of a grade."""
