"""Which calls were one conversation? Forwards, and calls of one number that ran at the same time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.talk import MISSING, SECOND, Talk, heads, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many, some

STATED, TOLD, AT_ONCE = "forwarded, as stated", "forwarded, by its times", "at the same time"
COLUMNS = (
    Column("how", "How"),
    Column("through", "Over whom", "entity"),
    Column("parties", "Who was joined", "entities"),
    Column("times", "Times", "count"),
    Column("direct", "Calls between them otherwise", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)
EACH = (
    Column("how", "How"),
    Column("through", "Over whom", "entity"),
    Column("parties", "Who was joined", "entities"),
    Column("begin", "From", "moment"),
    Column("end", "To", "moment"),
    Column("calls", "Records", "count"),
)


@dataclass(frozen=True)
class Joined:
    """Records of one conversation over `through`, who joined the `parties` (ids, ascending)."""

    how: str
    through: int
    parties: tuple[int, ...]
    begin: int
    end: int
    refs: tuple[int, ...]


@question(
    "Which calls were one conversation?",
    "calls",
    does="Joins calls that belong together: forwarded ones, and calls of one number with several others that ran "
    "at the same time, as in a conference. Those joined may have spoken with each other though no record says so.",
    method="A record that names whom the call was forwarded to joins caller and that number. Where it is not stated, a "
    "call from B to C that begins within half a minute after one from A to B, and ends with it within the given "
    "seconds, is taken as its forward. Other calls of one number with different others that overlap by at least the "
    "given time are joined as running at the same time. Calls without a duration cannot overlap. Calls between those "
    "joined, without the one in the middle, are counted beside it.",
    innocent=(
        "Voice mail, a switchboard or a change of number forwards calls of everybody.",
        "A call on hold while another is answered is two calls, not a conference.",
        "Clocks of two operators differ by seconds, and durations are rounded.",
    ),
    parameters=(
        Parameter("numbers", "Only those with these", "entities"),
        Parameter("together", "Overlap at least", "duration", 30, least=1),
        Parameter("slack", "A forward ends with its call within", "duration", 5, least=0),
        Parameter("least", "Times at least", "whole", 1, least=1),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="conference call forwarding divert three-way legs transfer call waiting",
)
def joined_calls(
    held: Held, numbers: tuple[int, ...], together: int, slack: int, least: int, most: int
) -> Answer:
    chosen = set(heads(held, numbers))
    told = talk(held, kinds=("call",), services=chosen)
    if not told.frame.height:
        return Answer(MISSING)
    exact, dayless = clock.without_days(told.frame)
    found = _stated(held) + _overlapping(held, exact, together * SECOND, slack * SECOND)
    if chosen:
        found = [one for one in found if chosen & {one.through, *one.parties}]
    by: dict[tuple[str, int, tuple[int, ...]], list[Joined]] = {}
    for one in sorted(found, key=lambda j: (j.begin, j.refs)):
        by.setdefault((one.how, one.through, one.parties), []).append(one)
    pairs = {(a, b): n for a, b, n in told.frame.group_by("who", "other").len().iter_rows()}
    made = [_row(several, pairs) for several in by.values() if len(several) >= least]
    made.sort(key=lambda r: (-r.cells[3], r.cells[5], r.cells[1]))
    rows, left = strongest(made, most)
    each = [_each(one) for one in sorted(found, key=lambda j: (j.begin, j.refs))]
    shown, more = strongest(each, most)
    beyond = tuple(f"Of the single conversations {said}" for said in more)
    unknown = int(told.frame["duration"].is_null().sum())
    untimed = (
        (f"{many(unknown, 'call')} without a duration, which cannot be seen to overlap.",) if unknown else ()
    )
    return Answer(
        _sentence(held, rows, len(found)),
        COLUMNS,
        rows,
        left_out=(*told.left_out, *dayless, *untimed, *left, *beyond),
        sure="A stated forward is as good as the record; what is told by times alone may be chance.",
        tables=(Table("each", "Each conversation", EACH, shown),),
    )


def _stated(held: Held) -> list[Joined]:
    frame = held.records("call", ["caller", "callee", "forwarded_to", "start", "duration"])
    if not frame.height:
        return []
    kept = frame.filter((pl.col("forwarded_to") > 0) & (pl.col("caller") > 0) & (pl.col("callee") > 0))
    kept = kept.filter((pl.col("caller") != pl.col("forwarded_to")) & pl.col("start").is_not_null())
    return [
        Joined(STATED, via, tuple(sorted((one, other))), at, at + (lasted or 0) * SECOND, (ref,))
        for one, via, other, at, lasted, ref in kept.select(
            "caller", "callee", "forwarded_to", "start", "duration", "ref"
        ).iter_rows()
    ]


def _overlapping(held: Held, told: pl.DataFrame, together: int, slack: int) -> list[Joined]:
    """Calls of one number that overlap: forwards by their times, and others that ran at once."""
    long = told.filter(pl.col("duration") * SECOND >= together)  # a shorter one cannot overlap for so long
    timed = Talk(long).sides().sort("who", "at", "ref")
    who, at = timed["who"].to_numpy(), timed["at"].to_numpy()
    end = at + timed["duration"].to_numpy() * SECOND
    other, out, ref = timed["other"].to_numpy(), timed["out"].to_numpy(), timed["ref"].to_numpy()
    if not len(who):
        return []
    stated = held.records("call", ["caller", "callee", "forwarded_to", "start", "duration"])
    known = set(stated.filter(pl.col("forwarded_to") > 0)["ref"].to_list()) if stated.height else set()
    number = np.cumsum(np.r_[0, who[1:] != who[:-1]]) * (int(end.max() - at.min()) + together + 1)
    reach = np.maximum.accumulate(end - at.min() + number)
    fresh = np.r_[True, reach[:-1] - (at[1:] - at.min() + number[1:]) < together]
    begins = np.flatnonzero(fresh)
    sizes = np.diff(np.r_[begins, len(who)])
    found = []
    for k in np.flatnonzero(sizes > 1).tolist():
        group = np.arange(begins[k], begins[k] + sizes[k])
        if len(set(other[group].tolist())) > 1 and not known & set(ref[group].tolist()):
            found.append(_joined(who, other, at, end, out, ref, group, slack))
    return found


def _joined(
    who: np.ndarray, other: np.ndarray, at: np.ndarray, end: np.ndarray, out: np.ndarray, ref: np.ndarray,
    group: np.ndarray, slack: int,
) -> Joined:  # fmt: skip
    first, second = int(group[0]), int(group[1])
    passed = len(group) == 2 and not out[first] and bool(out[second])
    passed = passed and at[second] - at[first] <= 30 * SECOND and abs(int(end[second] - end[first])) <= slack
    return Joined(
        TOLD if passed else AT_ONCE, int(who[first]), tuple(sorted(set(other[group].tolist()))), int(at[group].min()),
        int(end[group].max()), tuple(ref[group].tolist()),
    )  # fmt: skip


def _row(several: list[Joined], pairs: dict[tuple[int, int], int]) -> Row:
    one = several[0]
    direct = sum(pairs.get((a, b), 0) for a in one.parties for b in one.parties if a != b)
    refs = tuple(dict.fromkeys(ref for joined in several for ref in joined.refs))
    first, last = several[0].begin, max(joined.end for joined in several)
    cells = (one.how, one.through, one.parties, len(several), direct, first, last)
    why = (
        f"{'!' if one.how == STATED else '+'} {many(len(several), 'time')} {one.how}, the first at "
        f"{clock.said(first)}.",
        f"{'~' if direct else '+'} {some(direct, 'call')} between those joined otherwise.",
    )
    return Row(
        cells, (one.through, *one.parties), refs=refs, why=why, moments=(first, last + 1),
        claim=f"{one.how}: {one.parties} over {one.through}",
    )  # fmt: skip


def _each(one: Joined) -> Row:
    return Row(
        (one.how, one.through, one.parties, one.begin, one.end, len(one.refs)), (one.through, *one.parties),
        refs=one.refs, moments=(one.begin, one.end + 1),
    )  # fmt: skip


def _sentence(held: Held, rows: tuple[Row, ...], found: int) -> str:
    if not rows:
        return "No calls were forwarded or ran at the same time, as far as the records show."
    how, through, parties, times = rows[0].cells[:4]
    joined = " and ".join(held.caption(p) for p in parties)
    return (
        f"{held.caption(through)} joined {joined} {many(times, 'time')} ({how}); {many(found, 'conversation')} of "
        "several calls in all."
    )
