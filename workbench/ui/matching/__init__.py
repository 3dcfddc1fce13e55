"""The window in which pairs that may be the same are judged, one after the other."""
