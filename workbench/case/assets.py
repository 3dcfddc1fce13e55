"""Assets that amounts are counted in, numbered inside the case: exact units, never added across assets."""

from __future__ import annotations

import polars as pl

from workbench.case.engine import Database
from workbench.model.values import amounts


class Assets:
    """Numbers asset codes as they are met during an import; `write` enters the new ones when it is sealed."""

    def __init__(self, db: Database) -> None:
        self._numbers = {code: id for id, code in db.conn.execute("SELECT id, code FROM asset ORDER BY id")}
        self._next = max(self._numbers.values(), default=0) + 1
        self._new: list[tuple[int, str]] = []

    def numbers(self, codes: pl.Series) -> pl.Series:
        """The asset number of each code (0 = none)."""
        for code in codes.drop_nulls().unique().sort():
            if code and code not in self._numbers:
                self._numbers[code] = self._next
                self._new.append((self._next, code))
                self._next += 1
        return codes.replace_strict(self._numbers, default=0, return_dtype=pl.Int32).fill_null(0)

    def write(self, db: Database) -> None:
        """Enters the assets met for the first time."""
        db.conn.executemany(
            "INSERT INTO asset(id, code, decimals) VALUES(?, ?, ?)",
            [(number, code, amounts.decimals(code)) for number, code in self._new],
        )


def codes(db: Database) -> dict[int, str]:
    """Asset number -> code; 0 stands for a plain count, such as seconds."""
    return {0: "s"} | dict(db.conn.execute("SELECT id, code FROM asset").fetchall())


def text(units: int, code: str) -> str:
    """An exact amount as decimal text; seconds stay whole."""
    return str(units) if code == "s" else amounts.text(units, code)
