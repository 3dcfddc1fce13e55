"""Which number used which handset and which SIM when, as records state it, and how one followed another."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workbench.questions.held import Held

USED = {
    "phone": pl.Int64, "device": pl.Int64, "sim": pl.Int64, "at": pl.Int64, "record": pl.String, "ref": pl.Int64,
}  # fmt: skip
STATED = (  # kind of record, and its roles of phone, device, SIM and moment
    ("call", "caller", "caller_device", "caller_sim", "start"),
    ("call", "callee", "callee_device", "callee_sim", "start"),
    ("call", "", "device", "sim", "start"),
    ("message", "sender", "sender_device", "sender_sim", "start"),
    ("message", "recipient", "recipient_device", "recipient_sim", "start"),
    ("message", "", "device", "sim", "start"),
    ("data_session", "phone", "device", "sim", "start"),
)
NAMES = {"phone": "number", "device": "handset", "sim": "SIM"}
MISSING = (
    "No record of the case names a handset (IMEI) or a SIM (IMSI). Bring in call records or sessions that name "
    "them."
)


@dataclass(frozen=True)
class Run:
    """What carried something from one moment to another: `what` on `of` in the records `refs`, in order of time."""

    of: int
    what: int
    first: int
    last: int
    count: int
    refs: tuple[int, ...]


def used(held: Held) -> pl.DataFrame:
    """Every record that names a handset or a SIM beside something else: `USED`, by time; 0 for what is not named.

    Both tellings of one call are there, since each operator names the handset of its own subscriber alone.
    """
    found = [pl.DataFrame(schema=USED)]
    for record, phone, device, sim, moment in STATED:
        roles = {"phone": phone, "device": device, "sim": sim}
        frame = held.records(record, [*(r for r in roles.values() if r), moment], once=False)
        if frame.height:
            named = [pl.col(r).alias(n) if r else pl.lit(0, pl.Int64).alias(n) for n, r in roles.items()]
            made = frame.select(*named, at=pl.col(moment), record=pl.lit(record), ref=pl.col("ref"))
            several = pl.sum_horizontal((pl.col(n) > 0).cast(pl.Int8) for n in roles) > 1
            found.append(made.filter(several & pl.col("at").is_not_null()))
    return pl.concat(found).sort("at", "ref", maintain_order=True)


def runs(uses: pl.DataFrame, of: str, what: str, least: int = 1) -> dict[int, list[Run]]:
    """For each `of` (phone, device or sim) what it was used with, each once, in the order of its first moment; only
    where it was used with so many at least."""
    named = uses.filter((pl.col(of) > 0) & (pl.col(what) > 0))
    if least > 1:
        several = named.select(of, what).unique().group_by(of).len().filter(pl.col("len") >= least)
        named = named.join(several.select(of), on=of, how="semi", maintain_order="left")
    by = named.group_by(of, what, maintain_order=True).agg(
        first=pl.col("at").min(), last=pl.col("at").max(), count=pl.col("ref").n_unique(),
        refs=pl.col("ref").unique(maintain_order=True),
    )  # fmt: skip
    found: dict[int, list[Run]] = {}
    for row in by.sort(of, "first", what).iter_rows():
        found.setdefault(row[0], []).append(Run(row[0], row[1], row[2], row[3], row[4], tuple(row[5])))
    return found


def followed(several: list[Run], most: int) -> list[tuple[Run, Run]]:
    """Each pair of runs in which the second begins after the first has ended, or so many microseconds before that at
    most, with no third in between."""
    found = []
    for k, one in enumerate(several):
        later = [o for o in several[k + 1 :] if o.first >= one.last - most and o.last > one.last]
        if later:
            found.append((one, min(later, key=lambda o: (o.first, o.what))))
    return found
