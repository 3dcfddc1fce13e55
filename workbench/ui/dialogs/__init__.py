"""Questions the window asks: one dialog a file."""
