"""The self-test: bundled files with known results, done on this machine, for the file of the laboratory."""
