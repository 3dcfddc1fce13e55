"""Who posts, and who serves? Those who offer in a channel or on a market, those who answer, those who let others in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.darknet.vendors import offers
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("where", "Where", "entity"),
    Column("who", "Who", "entity"),
    Column("part", "Part"),
    Column("posts", "Posts", "count"),
    Column("share", "of all there", "share"),
    Column("answers", "of them answers", "count"),
    Column("answered", "Different people answered", "count"),
    Column("let_in", "Let in or put out", "count"),
    Column("names", "Wallets and contacts named", "entities"),
    Column("days", "On days", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)
DAY = 86_400_000_000
POSTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "where": pl.Int64, "who": pl.Int64, "at": pl.Int64, "number": pl.String, "answers": pl.String, "ref": pl.Int64,
}  # fmt: skip
RUNS, SERVES, POSTED = "runs it", "serves", "posts"


@question(
    "Who posts, and who serves?",
    "darknet",
    does="For each channel, group and market: who posts how much, who answers whom, who lets members in or puts them "
    "out, and which wallets and contacts each names there.",
    method="Messages to a group and listings on a market are posts. An answer is a message that names the number of "
    "another message there; 'serves' has half or more of its posts as answers, to two or more different people; 'runs "
    "it' has added or removed members; all others post. What is named is what was found in the writer's texts.",
    innocent=(
        "Bots and moderators answer everybody without selling anything.",
        "Regular customers post most in many groups.",
        "A phone's copy of a chat holds what came while its owner was a member, and what was not deleted.",
    ),
    parameters=(
        Parameter("where", "Only here", "entity", takes=("group", "site", "handle", "phone")),
        Parameter("least", "From how many posts on", "whole", 1, least=1, most=100_000),
        Parameter("most", "How many to show", "whole", 200, least=1, most=10_000),
    ),
    words="channel admin moderator operator support seller telegram group chat",
)
def who_posts(held: Held, where: int, least: int, most: int) -> Answer:
    posts = _posts(held)
    let_in = _let_in(held)
    if where:
        only = held.whole.grouped.get(where, where)
        posts, let_in = (
            posts.filter(pl.col("where") == only),
            {k: v for k, v in let_in.items() if k[0] == only},
        )
    if not posts.height and not let_in:
        return Answer(
            "No messages to groups, memberships or listings are held here: bring in chats or markets."
        )
    rows = list(_rows(held, posts, let_in, least))
    order = (RUNS, SERVES, POSTED)
    rows.sort(
        key=lambda row: (order.index(row.cells[2]), -row.cells[3], -row.cells[7], row.cells[0], row.cells[1])
    )
    counts = {part: sum(row.cells[2] == part for row in rows) for part in order}
    places = len({row.cells[0] for row in rows})
    said = ", ".join(f"{n:,} {_SAID[part]}" for part, n in counts.items() if n)
    spots = many(places, "channel, group or market", "channels, groups and markets")
    return Answer(
        f"In {spots} {said}." if rows else f"Nobody has {many(least, 'post')} or more here.",
        COLUMNS,
        tuple(rows[:most]),
        left_out=(f"{len(rows) - most:,} further ones with fewer posts.",) if len(rows) > most else (),
        sure="Exact for what is held of each place; parts are told by rule and are leads.",
    )


_SAID = {RUNS: "let members in or put them out", SERVES: "mostly answer others", POSTED: "post"}


def _posts(held: Held) -> pl.DataFrame:
    """Messages to groups, and listings on markets: `POSTS`."""
    told = held.records("message", ["start", "sender", "recipient", "message_id", "reply_to"])
    groups = [e for e in told["recipient"].unique().to_list() if held.kind(e) == "group"]
    chats = told.filter(pl.col("recipient").is_in(groups) & (pl.col("sender") > 0)).select(
        where="recipient", who="sender", at="start", number="message_id", answers="reply_to", ref="ref"
    )
    listed = offers(held).filter((pl.col("market") > 0) & (pl.col("vendor") > 0))
    none = pl.lit(None, pl.String)
    sold = listed.select(where="market", who="vendor", at="seen", number=none, answers=none, ref="ref")
    return pl.concat([f.select(pl.col(n).cast(t) for n, t in POSTS.items()) for f in (chats, sold)])


def _let_in(held: Held) -> dict[tuple[int, int], list[int]]:
    """Who added or removed members of which group, by which records."""
    found: dict[tuple[int, int], list[int]] = {}
    frame = held.records("membership", ["group", "by", "member"])
    for group, by, member, ref in frame.select("group", "by", "member", "ref").iter_rows():
        if group and by and by != member:
            found.setdefault((group, by), []).append(ref)
    return found


def _rows(
    held: Held, posts: pl.DataFrame, let_in: dict[tuple[int, int], list[int]], least: int
) -> Iterator[Row]:
    whole = dict(posts.group_by("where").agg(pl.len()).iter_rows())
    numbered = posts.filter(pl.col("number").is_not_null()).unique(
        ["where", "number"], keep="first", maintain_order=True
    )
    to = numbered.select("where", answers="number", answered="who")
    answering = posts.join(to, on=["where", "answers"], how="left", maintain_order="left").with_columns(
        answered=pl.when(pl.col("answered") != pl.col("who")).then(pl.col("answered"))
    )
    by = answering.group_by("where", "who", maintain_order=True).agg(
        posts=pl.len(), answers=pl.col("answers").filter(pl.col("answers").str.len_chars() > 0).len(),
        answered=pl.col("answered").drop_nulls().n_unique(), days=(pl.col("at") // DAY).n_unique(),
        first=pl.col("at").min(), last=pl.col("at").max(), refs=pl.col("ref").unique(maintain_order=True),
    )  # fmt: skip
    named = _named(held)
    told: dict[tuple[int, int], dict[str, Any]] = {
        (r["where"], r["who"]): r for r in by.iter_rows(named=True)
    }
    silent: dict[str, Any] = {
        "posts": 0,
        "answers": 0,
        "answered": 0,
        "days": 0,
        "first": None,
        "last": None,
        "refs": [],
    }
    for place, who in sorted({*told, *let_in}):
        mine = told.get((place, who), silent)
        changed = let_in.get((place, who), [])
        if mine["posts"] < least and not changed:
            continue
        serves = mine["answers"] * 2 >= mine["posts"] > 0 and mine["answered"] >= 2
        part = RUNS if changed else SERVES if serves else POSTED
        names, behind = named.get(who, ((), ()))
        cells = (
            place, who, part, mine["posts"], mine["posts"] / whole[place] if place in whole else 0.0, mine["answers"],
            mine["answered"], len(changed), names, mine["days"], mine["first"], mine["last"],
        )  # fmt: skip
        moments = (mine["first"], mine["last"]) if mine["first"] is not None else None
        refs = tuple(dict.fromkeys([*changed, *mine["refs"], *behind]))
        links = tuple(links_between(held.graph, who, [place, *names]))
        yield Row(cells, (who, place, *names), links, refs, (), moments)


def _named(held: Held) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    """What each writer names in texts, listings and profiles: wallets and contacts, and the records."""
    kinds = ("wallet", "handle", "email", "phone", "account", "card")
    found: dict[int, dict[int, list[int]]] = {}
    for record, by, roles in (
        ("mention", "by", ("mentioned",)), ("listing", "vendor", ("wallet", "contact")),
        ("profile", "vendor", ("wallet", "contact")),
    ):  # fmt: skip
        frame = held.records(record, [by, *roles])
        for role in roles:
            for who, entity, ref in frame.select(by, role, "ref").iter_rows():
                if who and entity and who != entity and held.kind(entity) in kinds:
                    found.setdefault(who, {}).setdefault(entity, []).append(ref)
    return {
        who: (tuple(sorted(named)), tuple(r for e in sorted(named) for r in named[e]))
        for who, named in found.items()
    }
