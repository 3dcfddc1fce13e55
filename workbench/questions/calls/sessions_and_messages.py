"""Whose sessions fit these messages? Users who were on the internet whenever somebody wrote."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.networks import MISSING, sessions
from workbench.questions.calls.talk import DAY, SECOND, heads
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

SHIFTS = 14  # days by which the messages are moved to see what routine alone would give
COLUMNS = (
    Column("who", "Whose sessions", "entity"),
    Column("fit", "Messages that fit", "count"),
    Column("of", "Of so many in its time", "count"),
    Column("share", "Share", "share"),
    Column("routine", "By routine alone", "number"),
    Column("shifts", "Shifts that reach as many", "count"),
    Column("also", "Others with as many", "count"),
    Column("sessions", "Its sessions", "count"),
)


@question(
    "Whose sessions fit these messages?",
    "calls",
    does="Compares the times at which somebody sent messages (from a seized phone, a chat or a server) with the "
    "internet sessions of everybody in the case: who was on the internet, or began a session, whenever one was "
    "sent.",
    method="A message fits a user if a session of theirs was running, or began or ended, within the window of it. Only "
    "messages between a user's first and last session count. For the base rate all messages are moved by one to "
    "fourteen days within their time (the last days following on the first), so that hours stay and days change: the "
    "average of messages that fit then, and how many of these shifts reach as many, stand beside it. Ranked by what is "
    "beyond routine.",
    innocent=(
        "Phones are on the internet day and night: long sessions fit every message.",
        "Apps fetch messages when they arrive: those who receive them fit as well as the one who sends them.",
        "Clocks of phones, servers and operators differ.",
    ),
    parameters=(
        Parameter("sender", "Whose messages", "entity", required=True),
        Parameter(
            "servers", "Only sessions with these", "entities", takes=("ip", "site"), help="empty for all"
        ),
        Parameter("window", "Within", "duration", 60, least=0, most=86_400),
        Parameter("least", "Messages that fit at least", "whole", 3, least=1),
        Parameter("most", "How many to show", "whole", 50, least=1, most=10_000),
    ),
    words="IPDR messenger Telegram WhatsApp Signal timing correlation session message",
)
def sessions_and_messages(
    held: Held, sender: int, servers: tuple[int, ...], window: int, least: int, most: int
) -> Answer:
    (target,) = heads(held, (sender,))
    told, dayless = clock.without_days(sessions(held))
    if not told.height:
        return Answer(MISSING, left_out=dayless)
    if servers:
        told = told.filter(pl.col("peer").is_in(heads(held, servers)))
    sent = held.records("message", ["sender", "start", "start.mark"])
    mine = sent.filter((pl.col("sender") == target) & pl.col("start").is_not_null()) if sent.height else sent
    if not mine.height:
        return Answer(
            f"No message that {held.caption(target)} sent is held. Bring in a chat or the extraction of a phone."
        )
    mine, unsaid = clock.without_days(
        mine.with_columns(mark=pl.col("start.mark").fill_null(0)).sort("start", "ref")
    )
    if not mine.height:
        return Answer(
            "The messages tell only their day, which no session can be held against.", left_out=unsaid
        )
    at = mine["start"].to_numpy()
    found = []
    users = told.unique(["who", "ref"], maintain_order=True).sort("who", "begin", "ref")
    by = users.group_by("who", maintain_order=True)
    for done, ((who,), frame) in enumerate(by):
        if done % 200 == 0:
            held.tell(done, users["who"].n_unique(), "comparing sessions")
        row = _row(who, frame, at, mine, window * SECOND, least)
        if row is not None:
            found.append(row)
    often = sorted((r.cells[1] for r in found), reverse=True)
    found = [_with(r, sum(n >= r.cells[1] for n in often) - 1) for r in found]
    found.sort(key=lambda r: (r.cells[4] - r.cells[1], -r.cells[3], r.cells[0]))
    rows, left = strongest(found, most)
    return Answer(
        _sentence(held, target, rows, len(at)),
        COLUMNS,
        rows,
        left_out=(*dayless, *unsaid, *left),
        sure=f"{many(len(at), 'message')} against {many(users.height, 'session')} of "
        f"{many(users['who'].n_unique(), 'user')}. To fit in time is a lead, no proof of who wrote.",
    )


def _row(
    who: int, frame: pl.DataFrame, at: np.ndarray, messages: pl.DataFrame, window: int, least: int
) -> Row | None:
    begin = frame["begin"].to_numpy()
    end = frame["end"].fill_null(frame["begin"]).to_numpy()
    reach = np.maximum.accumulate(end)
    first, last = int(begin[0]) - window, int(reach[-1]) + window
    inside = at[(at >= first) & (at <= last)]
    fits = _fits(inside, begin, reach, window)
    if fits.sum() < least:
        return None
    days = int((last - first) // DAY) + 1
    moved = []
    for shift in range(1, min(days - 1, SHIFTS) + 1):
        later = np.sort(first + (inside - first + shift * DAY) % (days * DAY))
        moved.append(int(_fits(later, begin, reach, window).sum()))
    count = int(fits.sum())
    chosen = inside[fits]
    refs = messages.filter(pl.col("start").is_in(chosen.tolist()))["ref"].to_list()
    latest = np.maximum.accumulate(np.where(end == reach, np.arange(len(end)), 0))  # whose end reaches so far
    behind = latest[np.searchsorted(begin, chosen + window, side="right") - 1]
    theirs = [int(frame["ref"][k]) for k in behind.tolist()]
    routine = float(np.mean(moved)) if moved else 0.0
    cells = (
        who,
        count,
        len(inside),
        count / len(inside),
        routine,
        sum(n >= count for n in moved),
        0,
        frame.height,
    )
    why = (
        f"{'+' if count > 2 * routine else '~'} {count:,} of {many(len(inside), 'message')} fit; moved to other days "
        f"{routine:.1f} do.",
        f"{'+' if not any(n >= count for n in moved) else '-'} {sum(n >= count for n in moved):,} of "
        f"{many(len(moved), 'shift')} reach as many.",
    )
    span = (int(chosen[0]), int(chosen[-1]) + 1)
    return Row(cells, (who,), refs=tuple(dict.fromkeys((*refs, *theirs))), why=why, moments=span)


def _fits(at: np.ndarray, begin: np.ndarray, reach: np.ndarray, window: int) -> np.ndarray:
    """Whether a session runs within the window of each moment; `reach` is how late any session so far ends."""
    before = np.searchsorted(begin, at + window, side="right") - 1
    return np.asarray((before >= 0) & (reach[np.maximum(before, 0)] >= at - window))


def _with(row: Row, also: int) -> Row:
    return Row(
        (*row.cells[:6], also, row.cells[7]), row.entities, refs=row.refs, moments=row.moments,
        why=(*row.why, f"{'+' if also < 3 else '-'} {many(also, 'other')} fit as many."),
    )  # fmt: skip


def _sentence(held: Held, target: int, rows: tuple[Row, ...], messages: int) -> str:
    if not rows:
        return f"Nobody's sessions fit so many of the {many(messages, 'message')} of {held.caption(target)}."
    who, fit, of, _, routine = rows[0].cells[:5]
    return (
        f"The sessions of {held.caption(who)} fit {fit:,} of {many(of, 'message')} of {held.caption(target)}; by "
        f"routine alone {routine:.1f} would."
    )
