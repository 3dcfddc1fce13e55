"""Broken and hostile files, made on the spot, and what Clew says to them."""
