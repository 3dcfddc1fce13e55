"""Writes a messy call file of any size: seven ways to write a phone, three of a date, two of a duration, and one row in
500 that is wrong: an impossible date, nobody called, a negative duration, a row cut off, too long, or quoted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

HEADER = "caller,callee,start_time,duration,type,caller_imei,caller_imsi,cell_id,latitude,longitude"
RECIPE = """
id = "benchmark.calls"
name = "Generated call file"
reader = "delimited"
[recognise]
headers = ["caller", "callee", "start_time", "duration", "type"]
[layout]
zone = "UTC"
date_order = "dmy"
[[record]]
kind = "call"
[record.fields]
start = { column = "start_time" }
caller = { column = "caller" }
callee = { column = "callee" }
duration = { column = "duration" }
caller_device = { column = "caller_imei" }
caller_sim = { column = "caller_imsi" }
caller_cell = { column = "cell_id" }
service = { column = "type" }
"""
STRETCH = 250_000
ROWS_A_PHONE = 30  # a file of more rows is of more people: ten million calls are among 300,000 numbers
PLANS = (  # how a number begins, how many digits follow, how many of a hundred begin so
    *((f"447{n}", 8, 16) for n in (4, 5, 7, 8, 9)),
    ("4420", 8, 8),
    ("336", 8, 4),
    ("346", 8, 3),
    ("49151", 8, 3),
    ("1212", 7, 2),
)


def write(path: Path, rows: int, phones: int = 0, pairs: int = 0, seed: int = 7) -> None:
    """Writes `rows` calls among `phones` numbers over `pairs` pairs with a heavy tail.

    Without `phones` and `pairs` there are as many as a file of that size has: 0.03 and 0.1 a row from two million on.
    """
    rng = np.random.default_rng(seed)
    phones = phones or max(50_000, rows // ROWS_A_PHONE)
    pairs = pairs or 3 * phones
    numbers = _numbers(phones, rng)
    first = rng.integers(0, phones, pairs)
    second = (first + 1 + (rng.pareto(1.1, pairs) * 20).astype(np.int64)) % phones
    often = np.cumsum(rng.pareto(1.1, pairs) + 0.35)
    often /= often[-1]
    imei = "35" + pl.Series(rng.integers(10**12, 10**13, phones)).cast(pl.String)
    imsi = "23415" + pl.Series(rng.integers(10**9, 10**10, phones)).cast(pl.String)
    places = np.round(rng.uniform((50.5, -3.5), (55.5, 0.5), (5000, 2)), 5)
    with path.open("wb") as file:
        file.write(HEADER.encode() + b"\r\n")
        for start in range(0, rows, STRETCH):
            n = min(STRETCH, rows - start)
            pair = np.searchsorted(often, rng.random(n))
            back = rng.random(n) < 0.45
            a = np.where(back, second[pair], first[pair])
            b = np.where(back, first[pair], second[pair])
            cell = rng.integers(0, 5000, n)
            span = 90 * 86_400  # of 90 days, in order
            at = 1_704_067_200 + span * start // rows + np.sort(rng.integers(0, max(1, span * n // rows), n))
            service = rng.choice(["VOICE", "SMS", "DATA"], n, p=[0.6, 0.33, 0.07])
            seconds = np.where(service == "SMS", 0, rng.exponential(140, n).astype(np.int64))
            frame = pl.DataFrame(
                {
                    "caller": _written(numbers.gather(a), rng),
                    "callee": _written(numbers.gather(b), rng),
                    "start_time": _dates(at, rng),
                    "duration": _durations(seconds, rng),
                    "type": service,
                    "imei": imei.gather(a),
                    "imsi": imsi.gather(a),
                    "cell": "234-15-" + pl.Series(cell).cast(pl.String),
                    "latitude": places[cell, 0],
                    "longitude": places[cell, 1],
                }
            )
            lines = frame.write_csv(include_header=False, line_terminator="\r\n").encode().split(b"\r\n")[:-1]
            _damage(lines, rng)
            file.write(b"\r\n".join(lines) + b"\r\n")


def _numbers(phones: int, rng: np.random.Generator) -> pl.Series:
    """Distinct international numbers: mobiles and landlines of one country, and some of four others."""
    plan = rng.choice(len(PLANS), phones, p=[share / 100 for _, _, share in PLANS])
    starts = pl.Series([start for start, _, _ in PLANS]).gather(plan)
    sizes = np.array([10**digits for _, digits, _ in PLANS])[plan]
    own = sizes // 5 + (np.arange(phones) * 7919 * 104_729 + int(rng.integers(10**6))) % (sizes * 7 // 10)
    return starts + pl.Series(own).cast(pl.String)


def _written(numbers: pl.Series, rng: np.random.Generator) -> pl.Series:
    """The ways people and switches write one number; numbers from abroad only with their country's code."""
    n, v = pl.col("n"), pl.col("v")
    home = n.str.starts_with("44")
    national = pl.lit("0") + n.str.slice(2)
    return (
        pl.DataFrame({"n": numbers, "v": rng.random(len(numbers))})
        .select(
            pl.when(v < 0.0005).then(pl.lit(""))
            .when((v < 0.85) | (~home & (v >= 0.94))).then(n)
            .when(v < 0.90).then(pl.lit("+") + n)
            .when(v < 0.94).then(pl.lit("00") + n)
            .when(v < 0.97).then(national)
            .when(v < 0.985).then(pl.lit("+44 ") + n.str.slice(2, 4) + " " + n.str.slice(6))
            .otherwise(pl.lit("(") + national.str.slice(0, 5) + ") " + n.str.slice(6, 3) + "-" + n.str.slice(9))
        )
        .to_series()
    )  # fmt: skip


def _dates(at: np.ndarray, rng: np.random.Generator) -> pl.Series:
    v, t = pl.col("v"), pl.from_epoch("t")
    return (
        pl.DataFrame({"t": at, "v": rng.random(len(at))})
        .select(
            pl.when(v < 0.0005).then(pl.lit("31/02/2024 25:61:00"))
            .when(v < 0.90).then(t.dt.strftime("%Y-%m-%d %H:%M:%S"))
            .when(v < 0.97).then(t.dt.strftime("%d/%m/%Y %H:%M:%S"))
            .otherwise(t.dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
        )
        .to_series()
    )  # fmt: skip


def _durations(seconds: np.ndarray, rng: np.random.Generator) -> pl.Series:
    v, s = pl.col("v"), pl.col("s")
    two = [(part % 60).cast(pl.String).str.zfill(2) for part in (s // 60, s)]
    return (
        pl.DataFrame({"s": seconds, "v": rng.random(len(seconds))})
        .select(
            pl.when(v < 0.0003).then(pl.lit("-1"))
            .when(v < 0.97).then(s.cast(pl.String))
            .otherwise(pl.format("{}:{}:{}", (s // 3600).cast(pl.String).str.zfill(2), *two))
        )
        .to_series()
    )  # fmt: skip


def _damage(lines: list[bytes], rng: np.random.Generator) -> None:
    """Rows that break the layout: ten in 100,000."""
    for at in rng.integers(0, len(lines), max(1, len(lines) // 20_000)):
        lines[at] = b",".join(lines[at].split(b",")[:4])
    for at in rng.integers(0, len(lines), max(1, len(lines) // 33_000)):
        lines[at] += b',EXTRA,"x"'
    for at in rng.integers(0, len(lines), max(1, len(lines) // 50_000)):
        cells = lines[at].split(b",")
        if len(cells) == 10:
            cells[4], cells[7] = b'"VOICE"', b'"234-15, ' + cells[7][7:] + b'"'
            lines[at] = b",".join(cells)
