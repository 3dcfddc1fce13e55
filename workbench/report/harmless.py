"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import polars as pl

# What a cell begins with that a spreadsheet may run: the wide forms of East Asian keyboards among them.
FORMULA = r"^([=+\-@\t\r\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}])"
UNSHOWN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"


def harmless(cells: pl.Expr) -> pl.Expr:
    """Texts behind an apostrophe where they begin like a formula; signs that no file may hold become U+FFFD."""
    return cells.str.replace_all(UNSHOWN, "\ufffd").str.replace(FORMULA, "'$1")


def on_one_line(cells: pl.Expr) -> pl.Expr:
    """Texts without tabs and ends of lines, which would part a cell in two."""
    return cells.str.replace_all(r"[\t\r\n]+", " ")
