"""What a case tells of all its entities and links at once, as columns: names, tags, sources and totals."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import assets, entities, included, names, tallies
from workbench.case.cases import Case

Ids = npt.NDArray[np.int64]
Found = npt.NDArray[np.bool_]


def named(case: Case) -> dict[int, str]:
    """What entities are called: the caption the analyst gave, else the name most records give."""
    own = case.db.conn.execute("SELECT entity, caption FROM drawn_entity WHERE caption <> ''")
    return {id: " ".join(name.split()) for id, name in names.known(case).items()} | dict(own.fetchall())


def tagged(case: Case) -> dict[int, str]:
    """The tags of every entity that has any, one after the other."""
    found: dict[int, list[str]] = {}
    for id, name in case.db.conn.execute("SELECT entity, name FROM tag ORDER BY entity, name"):
        found.setdefault(id, []).append(name)
    return {id: ", ".join(tags) for id, tags in found.items()}


def source_names(case: Case) -> dict[int, str]:
    """The file that each reading read."""
    return dict(
        case.db.conn.execute(
            "SELECT reading.id, name FROM reading JOIN source ON source.id = source"
        ).fetchall()
    )


def sources_of_entities(case: Case, ids: Ids) -> pl.Series:
    """The files whose counted records name each of some entities."""
    presence = entities.Presence(case.db)
    return files(case, {r: _at(there, ids) for r, there in presence.by_reading.items()}, len(ids))


def sources_of_links(case: Case, ids: Ids) -> pl.Series:
    """The files whose counted records stand behind each of some links."""
    counted = included.codes(case.db, included.readings(case.db))
    found: dict[int, Found] = {}
    for reading, codes in counted.items():
        parts = [frame["link"].to_numpy() for _, frame in tallies.read(case.db, "tally", {reading: codes})]
        there = np.zeros(max((int(p.max(initial=0)) for p in parts), default=0) + 1, bool)
        for part in parts:
            there[part] = True
        found[reading] = _at(there, ids)
    return files(case, found, len(ids))


def _at(there: Found, ids: Ids) -> Found:
    inside = (ids >= 0) & (ids < len(there))
    found: Found = inside & there[np.where(inside, ids, 0)] if len(there) else inside & False
    return found


def files(case: Case, found: dict[int, Found], size: int) -> pl.Series:
    """The names of the files of the readings that `found` marks, joined with commas, each once."""
    names_of = source_names(case)
    made = pl.Series("sources", [""], dtype=pl.String).new_from_index(0, size)
    done: dict[str, Found] = {}
    for reading, there in found.items():
        name = names_of.get(reading, "")
        fresh = there & ~done.get(name, np.zeros(size, bool))
        done[name] = done.get(name, np.zeros(size, bool)) | there
        frame = pl.DataFrame({"made": made, "there": fresh})
        more = pl.when(pl.col("made") == "").then(pl.lit(name)).otherwise(pl.col("made") + ", " + name)
        made = frame.select(pl.when("there").then(more).otherwise("made").alias("made")).to_series()
    return made


def totals_of_links(case: Case, ids: Ids) -> tuple[pl.Series, pl.Series]:
    """What the counted records of some links add up to: seconds, and exact amounts of each asset as text."""
    counted = included.codes(case.db, included.readings(case.db))
    parts = [frame.select("link", "asset", "units") for _, frame in tallies.read(case.db, "total", counted)]
    shape: dict[str, Any] = {"link": pl.Int32, "asset": pl.Int32, "units": pl.Decimal(38, 0)}
    whole = (
        pl.concat([pl.DataFrame(schema=shape), *parts]).group_by("link", "asset").agg(pl.col("units").sum())
    )
    wanted = pl.DataFrame({"link": ids}).with_columns(
        pl.when(pl.col("link").is_between(1, (1 << 31) - 1)).then("link").cast(pl.Int32).alias("link")
    )
    return in_words(case, whole, wanted)


def in_words(case: Case, whole: pl.DataFrame, wanted: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Sums (link, asset, units) for each wanted link: seconds, and exact amounts of each asset as text."""
    seconds = whole.filter(pl.col("asset") == 0).select("link", s=pl.col("units").cast(pl.Int64))
    codes = assets.codes(case.db)
    money = whole.filter(pl.col("asset") != 0).sort("link", "asset")
    texts = [
        (link, assets.text(int(units), codes[asset]) + f" {codes[asset]}")
        for link, asset, units in money.iter_rows()
    ]
    said = pl.DataFrame(texts, schema=[("link", pl.Int32), ("said", pl.String)], orient="row")
    said = said.group_by("link", maintain_order=True).agg(pl.col("said").str.join(", "))
    joined = wanted.join(seconds, on="link", how="left", maintain_order="left").join(
        said, on="link", how="left", maintain_order="left"
    )
    return joined["s"], joined["said"].fill_null("")
