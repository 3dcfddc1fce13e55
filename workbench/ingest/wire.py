"""How blocks come back from the child process: a JSON head and Arrow IPC bodies, never pickles.

What the child sends may have been shaped by a hostile file, and unpickling runs code.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Generator, Mapping
from typing import Any

import polars as pl

from workbench.model.block import Block

Message = tuple[str, dict[str, Any], dict[str, pl.DataFrame]]
Answers = Generator[bytes, None, dict[str, Any] | None]  # messages of a task, and the facts at its end


def pack(sort: str, facts: Mapping[str, Any], frames: Mapping[str, pl.DataFrame] | None = None) -> bytes:
    """A message: its sort, plain facts, and frames by name."""
    bodies = {name: frame.write_ipc(None).getvalue() for name, frame in (frames or {}).items()}
    head = json.dumps(
        {"sort": sort, "facts": facts, "frames": {n: len(b) for n, b in bodies.items()}}, ensure_ascii=False
    ).encode("utf-8", "replace")
    return b"".join((struct.pack("<I", len(head)), head, *bodies.values()))


def unpack(octets: bytes) -> Message:
    """What `pack` packed."""
    size = struct.unpack_from("<I", octets)[0]
    head = json.loads(octets[4 : 4 + size])
    frames, at = {}, 4 + size
    for name, length in head["frames"].items():
        frames[name] = pl.read_ipc(io.BytesIO(octets[at : at + length]))
        at += length
    return head["sort"], head["facts"], frames


def pack_block(block: Block) -> bytes:
    """A block as a message."""
    frames = {f"record {kind}": frame for kind, frame in block.records.items()}
    frames |= {"values": block.values, "rejects": block.rejects}
    if block.raw_rows is not None:
        frames["raw_rows"] = block.raw_rows
    facts = {n: getattr(block, n) for n in ("rows", "bytes_done", "bytes_total", "sheet", "withheld")}
    return pack("block", facts, frames)


def block_of(facts: dict[str, Any], frames: dict[str, pl.DataFrame]) -> Block:
    """The block that `pack_block` packed."""
    records = {n.removeprefix("record "): f for n, f in frames.items() if n.startswith("record ")}
    return Block(
        facts["rows"],
        facts["bytes_done"],
        facts["bytes_total"],
        facts["sheet"],
        frames["values"],
        records,
        frames["rejects"],
        frames.get("raw_rows"),
        facts["withheld"],
    )
