"""Records that may be one: spelling, pairs, weights."""
