"""Assets that amounts are counted in, numbered inside the case: exact units, never added across assets."""

from __future__ import annotations

import polars as pl

from workbench.case.engine import Database, new_id
from workbench.model.values import amounts


class Assets:
    """Numbers asset codes as they are met during an import."""

    def __init__(self, db: Database) -> None:
        self._numbers = {code: id for id, code in db.conn.execute("SELECT id, code FROM asset")}

    def numbers(self, db: Database, codes: pl.Series) -> pl.Series:
        """The asset number of each code (0 = none), new ones entered."""
        for code in codes.drop_nulls().unique().sort():
            if code and code not in self._numbers:
                cursor = db.conn.execute(
                    "INSERT INTO asset(code, decimals) VALUES(?, ?)", (code, amounts.decimals(code))
                )
                self._numbers[code] = new_id(cursor)
        return codes.replace_strict(self._numbers, default=0, return_dtype=pl.Int32).fill_null(0)


def codes(db: Database) -> dict[int, str]:
    """Asset number -> code; 0 stands for a plain count, such as seconds."""
    return {0: "s"} | dict(db.conn.execute("SELECT id, code FROM asset").fetchall())


def text(units: int, code: str) -> str:
    """An exact amount as decimal text; seconds stay whole."""
    return str(units) if code == "s" else amounts.text(units, code)
