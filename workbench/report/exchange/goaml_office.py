"""A financial intelligence unit as it is set up on this machine: its schema, its codes, and who reports to it."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from workbench.model.problems import Problem

SCHEMA, CODES = "schema.xsd", "codes.toml"
HOW = "copy resources/goaml/codes.toml there and put the unit's own schema beside it as schema.xsd"
Table = dict[str, Any]


@dataclass(frozen=True)
class Office:
    """A unit. `report`, `person` and `location` are elements as they are written; the others turn our words into codes.

    `rates` say what one unit of another currency or asset is worth in the local currency of the report.
    """

    folder: Path
    name: str
    country: str
    report: Table
    person: Table
    location: Table
    funds: Table
    transmode: Table
    currencies: Table
    rates: dict[str, Decimal]
    phones: Table
    unknown: Table
    family_name_first: bool
    plain_letters: bool

    @property
    def schema(self) -> Path:
        return self.folder / SCHEMA

    def named(self, text: str) -> str:
        """A name as the unit takes it: where it wants plain letters, without the marks on Latin ones."""
        if not self.plain_letters:
            return text
        parted = unicodedata.normalize("NFKD", text)
        return "".join(c for c in parted if not unicodedata.combining(c))

    def code(self, table: Table, word: str) -> str:
        """The unit's code for a word of ours, else the default of the table, else "" (which its schema will refuse)."""
        return str(table.get(word, "") or table.get("default", ""))


def chosen(home: Path, country: str) -> Office:
    """The unit to report to: the only one that is set up, or the one of the case's country. Problem where there is
    none."""
    folder = home / "goaml"
    found = sorted(one.parent for one in folder.glob(f"*/{CODES}")) if folder.is_dir() else []
    if not found:
        raise Problem(
            "no financial intelligence unit is set up on this machine", f"make a folder in {folder} and {HOW}"
        )
    units = [_read(one) for one in found]
    mine = [unit for unit in units if unit.country and unit.country.casefold() == country.casefold()]
    if len(units) == 1 or len(mine) == 1:
        return mine[0] if mine else units[0]
    names = ", ".join(unit.folder.name for unit in mine or units)
    raise Problem(
        f"several financial intelligence units are set up ({names})",
        f"enter the country of the unit you mean in the case, and the same country in its {CODES}",
    )


def _read(folder: Path) -> Office:
    codes = folder / CODES
    try:
        told = tomllib.loads(codes.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Problem(
            f"{codes} cannot be read: {error}", "mend it, or copy resources/goaml/codes.toml again"
        ) from error
    if not (folder / SCHEMA).is_file():
        raise Problem(
            f"{folder} holds no {SCHEMA}", "ask the unit for its goAML schema and put it there by this name"
        )
    parts = {name: _table(codes, told, name) for name in _PARTS}
    return Office(
        folder, str(told.get("name") or folder.name), str(told.get("country", "")), parts["report"],
        parts["reporting_person"], parts["location"], parts["funds"], parts["transmode"], parts["currencies"],
        {asset: _rate(codes, asset, said) for asset, said in parts["rates"].items()}, parts["phones"],
        parts["unknown"], parts["names"].get("family_name") == "first",
        parts["names"].get("plain_letters") is True,
    )  # fmt: skip


_PARTS = (
    "report", "reporting_person", "location", "funds", "transmode", "currencies", "rates", "phones", "unknown", "names",
)  # fmt: skip


def _table(codes: Path, told: Table, name: str) -> Table:
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise Problem(f"[{name}] in {codes} is no table", "write it as in resources/goaml/codes.toml")
    return found


def _rate(codes: Path, asset: str, said: Any) -> Decimal:
    try:
        rate = Decimal(str(said))
    except InvalidOperation:
        rate = Decimal(0)
    if not (rate.is_finite() and rate > 0):
        raise Problem(
            f"the rate of {asset} in {codes} is no number above 0: {said}", 'write it as text, such as "4.05"'
        )
    return rate
