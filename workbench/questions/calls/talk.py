"""Who was in touch with whom and when: calls and messages as one table, and each number's side of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from workbench.questions.held import Held

PARTIES = {"call": ("caller", "callee"), "message": ("sender", "recipient")}
SECOND = 1_000_000  # moments are UTC microseconds
MINUTE, HOUR, DAY = 60 * SECOND, 3_600 * SECOND, 86_400 * SECOND
TALK = {
    "who": pl.Int64, "other": pl.Int64, "at": pl.Int64, "duration": pl.Int64, "mark": pl.UInt8, "record": pl.String,
    "ref": pl.Int64, "reading": pl.Int64,
}  # fmt: skip
MISSING = (
    "The case holds no calls or messages between two parties. Bring in call records, the extraction of a phone or "
    "exported chats."
)


@dataclass(frozen=True)
class Talk:
    """Calls and messages in order of time (`TALK`, `who` to `other`; UTC microseconds and seconds); `services` counts
    those with a common service, which are not among them, and `themselves` those of a number with itself."""

    frame: pl.DataFrame
    services: int = 0
    themselves: int = 0

    def sides(self, who: Iterable[int] = ()) -> pl.DataFrame:
        """Each record once for either side, in order of time: `TALK` with `out` where `who` began it; only the sides
        of some entities where any are named."""
        there = self.frame.with_columns(out=pl.lit(True))
        back = self.frame.rename({"who": "other", "other": "who"}).select(*TALK, pl.lit(False).alias("out"))
        both = pl.concat([there, back])
        wanted = list(who)
        if wanted:
            both = both.filter(pl.col("who").is_in(wanted))
        return both.sort("at", "ref", "out", maintain_order=True)

    def between(self, one: int, other: int) -> pl.DataFrame:
        """The records of two with each other, in order of time: `TALK`."""
        there = (pl.col("who") == one) & (pl.col("other") == other)
        back = (pl.col("who") == other) & (pl.col("other") == one)
        return self.frame.filter(there | back)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is not among the records, in words."""
        said = []
        if self.services:
            said.append(f"{self.services:,} calls and messages with common services, which everybody has.")
        if self.themselves:
            said.append(
                f"{self.themselves:,} calls and messages of a number with itself, such as voice mail."
            )
        return tuple(said)


def talk(
    held: Held, *, kinds: Iterable[str] = tuple(PARTIES), services: Iterable[int] | bool = False
) -> Talk:
    """The calls and messages of the case whose two parties are told; common services only where asked for: all of them
    or those named."""
    found = [pl.DataFrame(schema=TALK)]
    for kind in kinds:
        who, other = PARTIES[kind]
        lasting = ["duration"] if kind == "call" else []
        frame = held.records(kind, [who, other, "start", "start.mark", *lasting])
        there = (pl.col(who) > 0) & (pl.col(other) > 0) & pl.col("start").is_not_null()
        made = frame.filter(there) if frame.height else frame
        if made.height:
            found.append(made.select(
                who=pl.col(who), other=pl.col(other), at=pl.col("start"),
                duration=pl.col("duration") if lasting else pl.lit(None, pl.Int64),
                mark=pl.col("start.mark").fill_null(0), record=pl.lit(kind), ref=pl.col("ref"),
                reading=pl.col("reading"),
            ))  # fmt: skip
    whole = pl.concat(found).sort("at", "ref", maintain_order=True)
    others = whole.filter(pl.col("who") != pl.col("other"))
    if services is True:
        return Talk(others, 0, whole.height - others.height)
    common = set(held.whole.ids[held.whole.common].tolist())
    common -= set(services) if services else set()
    if not common:
        return Talk(others, 0, whole.height - others.height)
    listed = sorted(common)
    kept = others.filter(~(pl.col("who").is_in(listed) | pl.col("other").is_in(listed)))
    return Talk(kept, others.height - kept.height, whole.height - others.height)


def heads(held: Held, entities: Iterable[int]) -> list[int]:
    """Entities as records name them: the first of the group each was judged to belong to, each once."""
    return list(dict.fromkeys(held.whole.grouped.get(e, e) for e in entities if e))


def of(frame: pl.DataFrame, column: str) -> np.ndarray:
    """A column as numpy has it."""
    return frame[column].to_numpy()


def refs(frame: pl.DataFrame) -> tuple[int, ...]:
    """The records of a table, each once, in its order."""
    return tuple(frame["ref"].unique(maintain_order=True).to_list())
