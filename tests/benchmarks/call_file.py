"""Writes a messy call file of any size: seven ways to write a phone, three of a date, and rows that are wrong."""

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


def write(path: Path, rows: int, phones: int = 50_000, pairs: int = 150_000, seed: int = 7) -> None:
    """Writes `rows` calls among `phones` numbers over `pairs` pairs with a heavy tail; about one row in 500 is bad."""
    rng = np.random.default_rng(seed)
    numbers = "447" + pl.Series(100_000_000 + rng.permutation(phones) * (899_999_999 // phones)).cast(
        pl.String
    )
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
            at = 1_704_067_200 + np.sort(rng.integers(0, 90 * 86_400, n))
            frame = pl.DataFrame(
                {
                    "caller": _written(numbers.gather(a), rng),
                    "callee": _written(numbers.gather(b), rng),
                    "start_time": _dates(at, rng),
                    "duration": rng.exponential(140, n).astype(np.int64),
                    "type": rng.choice(["VOICE", "SMS", "DATA"], n, p=[0.6, 0.33, 0.07]),
                    "imei": imei.gather(a),
                    "imsi": imsi.gather(a),
                    "cell": "234-15-" + pl.Series(cell).cast(pl.String),
                    "latitude": places[cell, 0],
                    "longitude": places[cell, 1],
                }
            )
            lines = frame.write_csv(include_header=False, line_terminator="\r\n").encode().split(b"\r\n")[:-1]
            for at_line in rng.integers(0, n, max(1, n // 20_000)):
                lines[at_line] = b",".join(lines[at_line].split(b",")[:4])
            file.write(b"\r\n".join(lines) + b"\r\n")


def _written(numbers: pl.Series, rng: np.random.Generator) -> pl.Series:
    """The ways people and switches write one number."""
    chance = pl.Series(rng.random(len(numbers)))
    n, v = pl.col("n"), pl.col("v")
    national = pl.lit("0") + n.str.slice(2)
    return (
        pl.DataFrame({"n": numbers, "v": chance})
        .select(
            pl.when(v < 0.0005).then(pl.lit(""))
            .when(v < 0.85).then(n)
            .when(v < 0.90).then(pl.lit("+") + n)
            .when(v < 0.94).then(pl.lit("00") + n)
            .when(v < 0.97).then(national)
            .when(v < 0.985).then(pl.lit("+44 ") + n.str.slice(2, 4) + " " + n.str.slice(6))
            .otherwise(pl.lit("(") + national.str.slice(0, 5) + ") " + n.str.slice(6))
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
