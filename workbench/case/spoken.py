"""What the numbers of a case stand for, said without any number: two cases that say the same are then the same text.

An entity is "kind:value", a source its SHA-256, a reading its source and which one of it, a link its kind and ends.
"""

from __future__ import annotations

from functools import cached_property

import polars as pl

from workbench.case import on_demand
from workbench.case.cases import Case
from workbench.case.links import ATTRIBUTED, DRAWN


class Spoken:
    """The names of everything in a case that is numbered; read from the case when they are first asked for."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._db = case.db

    @cached_property
    def entities(self) -> pl.Series:
        """The entity of each id, "" where there is none (0 too)."""
        rows = self._db.conn.execute("SELECT id, kind, value FROM entity ORDER BY id").fetchall()
        frame = pl.DataFrame(
            rows, schema={"id": pl.Int64, "kind": pl.String, "value": pl.String}, orient="row"
        ).select("id", name=pl.concat_str("kind", "value", separator=":"))
        ids = pl.DataFrame({"id": pl.int_range(0, (rows[-1][0] if rows else 0) + 1, eager=True)})
        return ids.join(frame, on="id", how="left", maintain_order="left")["name"].fill_null("")

    @cached_property
    def links(self) -> pl.DataFrame:
        """The bundled links: link (id), kind, start and end as entities."""
        rows = self._db.conn.execute("SELECT id, kind, start, end FROM link ORDER BY id").fetchall()
        shape = {"link": pl.Int64, "kind": pl.String, "start": pl.Int64, "end": pl.Int64}
        frame = pl.DataFrame(rows, schema=shape, orient="row")
        ends = {side: self.entities.gather(frame[side]) for side in ("start", "end")}
        return frame.with_columns(**ends)

    @cached_property
    def _link_places(self) -> dict[int, int]:
        return {link: place for place, link in enumerate(self.links["link"])}

    @cached_property
    def sources(self) -> dict[int, str]:
        return dict(self._db.conn.execute("SELECT id, sha256 FROM source").fetchall())

    @cached_property
    def readings(self) -> dict[int, str]:
        """Each reading by its source and which one of that source it is."""
        found: dict[int, str] = {}
        before: dict[int, int] = {}
        for reading, source in self._db.conn.execute(
            "SELECT id, source FROM reading WHERE sealed ORDER BY id"
        ):
            before[source] = before.get(source, 0) + 1
            found[reading] = f"reading {before[source]} of {self.sources[source]}"
        return found

    @cached_property
    def assets(self) -> dict[int, str]:
        return {0: ""} | dict(self._db.conn.execute("SELECT id, code FROM asset").fetchall())

    def codes(self, reading: int) -> dict[int, str]:
        """The overlap codes of a reading as the earlier readings they stand for; those that hold a twin with "~"."""
        held: dict[int, list[str]] = {}
        for code, earlier, near in self._db.conn.execute(
            "SELECT code, earlier, near FROM overlap WHERE reading = ?", (reading,)
        ):
            held.setdefault(code, []).append(("~" if near else "") + self.readings[earlier])
        return {0: ""} | {code: ", ".join(sorted(names)) for code, names in held.items()}

    def entity(self, id: int) -> str:
        return str(self.entities[id]) if 0 < id < len(self.entities) else f"no entity {id}"

    def link(self, id: int) -> str:
        """A link of any sort: bundled, counted on demand, drawn by hand, or an attribution."""
        if id in self._link_places:
            _, kind, start, end = self.links.row(self._link_places[id])
            return f"{kind} from {start} to {end}"
        if on_demand.is_on_demand(id):
            kind, one, other = on_demand.parts(self._case.kinds, id)
            return f"{kind} from {self.entity(one)} to {self.entity(other)}"
        if id > ATTRIBUTED:
            sql, number = "SELECT role, entity, owner FROM attribution WHERE id = ?", id - ATTRIBUTED
        else:
            sql, number = "SELECT kind, start, end FROM drawn_link WHERE id = ?", id - DRAWN
        row = self._db.conn.execute(sql, (number,)).fetchone()
        return (
            f"{row[0]} from {self.entity(row[1])} to {self.entity(row[2])} by hand"
            if row
            else f"no link {id}"
        )
