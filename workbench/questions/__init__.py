"""One question per file: a graph in, an explained answer out. No SQL, no Qt."""
