"""What can be acted on? Sites, channels, wallets and accounts that markets and vendors use, each with its status."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from workbench.case import notes
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.darknet.mirrors import mirrors
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

COLUMNS = (
    Column("what", "What"),
    Column("entity", "Which", "entity"),
    Column("status", "Status"),
    Column("mirrors", "May be mirrors of it", "entities"),
    Column("of", "Whose", "entities"),
    Column("records", "Records", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
    Column("tags", "Other tags"),
)
STATUS = (
    "seen",
    "request sent",
    "answered",
    "down",
    "frozen",
)  # the later in this order the further it has come
# Of each kind of record: who uses, and what is used.
USED = (
    ("listing", "vendor", ("market", "wallet", "contact")), ("profile", "vendor", ("market", "wallet", "contact")),
    ("mention", "by", ("mentioned",)), ("registration", "registrant", ("subject",)), ("contact", "owner", ("contact",)),
    ("membership", "member", ("group",)), ("message", "sender", ("recipient",)),
)  # fmt: skip
SORTS = {
    "site": "site", "group": "channel or group", "handle": "account on a platform", "wallet": "wallet",
    "account": "account", "card": "card", "email": "e-mail", "phone": "phone",
}  # fmt: skip
ALWAYS = ("site", "group", "wallet", "handle")  # what a darknet case acts on whoever names it
OF_MARKETS = ("listing", "profile", "mention", "registration")


@question(
    "What can be acted on?",
    "darknet",
    does="The sites, mirrors, channels, wallets, accounts, e-mails and phones that markets, vendors and their pages "
    "name, each with how far one has come with it: seen, request sent, answered, down or frozen. Each sort can be "
    "written to a file.",
    method="Everything that listings, profiles, saved pages and registrations name as a place of sale, contact or "
    "payment, and every group that has members or messages. The status is what the analyst tagged it with (a tag "
    "'request sent', 'answered', 'down' or 'frozen'; the furthest counts); without such a tag it is 'seen'. Sites may "
    "be mirrors where at least three vendors, half or more of the smaller site's, are on both under one account, or "
    "certificates for both hold one public key. Common services are left out unless asked for.",
    innocent=(
        "A page names what is not its own: other markets, forums, an exchange's wallet.",
        "Contacts in texts are of victims, customers and journalists too.",
    ),
    parameters=(
        Parameter("what", "Only these sorts", "choices", choices=tuple(SORTS.items())),
        Parameter("status", "Only with this status", "choices", choices=tuple((s, s) for s in STATUS)),
        Parameter("common", "Common services too", "yes"),
        Parameter("most", "How many to show", "whole", 1000, least=1, most=100_000),
    ),
    steady="This is a list of what is held, each line by itself: with fewer records lines are missing, none changes.",
    words="takedown preservation request freeze seizure list mirrors onion status tags",
)
def act_on(held: Held, what: tuple[str, ...], status: tuple[str, ...], common: bool, most: int) -> Answer:
    used = _used(held)
    if not used.height:
        return Answer(
            "No listings, pages, contacts or groups are held: bring in what markets or channels show."
        )
    tags, same = _tags(held), mirrors(held)
    grouped = used.group_by("entity", maintain_order=True).agg(
        pl.col("by").filter(pl.col("by") > 0).unique().sort(), pl.col("ref").unique(maintain_order=True),
        first=pl.col("at").min(), last=pl.col("at").max(),
    )  # fmt: skip
    rows, services = [], 0
    for said in grouped.iter_rows(named=True):
        entity, sort = said["entity"], held.kind(said["entity"])
        if sort not in SORTS or (what and sort not in what):
            continue
        if held.is_common(entity) and not common:
            services += 1
            continue
        mine = tags.get(entity, [])
        stands = max((t for t in mine if t in STATUS), key=STATUS.index, default=STATUS[0])
        if status and stands not in status:
            continue
        others = ", ".join(t for t in mine if t not in STATUS)
        first, last = said["first"], said["last"]
        cells = (
            SORTS[sort], entity, stands, same.get(entity, ()), tuple(said["by"]), len(said["ref"]), first, last, others,
        )  # fmt: skip
        moments = (first, last) if first is not None else None
        rows.append(
            Row(
                cells,
                (entity, *said["by"]),
                (),
                tuple(said["ref"]),
                (),
                moments,
                f"{sort} {held.value(entity)}",
            )
        )
    order = list(SORTS.values())
    rows.sort(
        key=lambda row: (
            order.index(row.cells[0]),
            -len(row.cells[4]),
            -row.cells[5],
            held.value(row.cells[1]),
        )
    )
    counts = {s: sum(row.cells[2] == s for row in rows) for s in STATUS}
    return Answer(
        f"{len(rows):,} to act on: " + ", ".join(f"{n:,} {s}" for s, n in counts.items() if n) + "."
        if rows
        else "Nothing of these sorts is held.",
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(
            text
            for text in (
                f"{len(rows) - most:,} further ones." if len(rows) > most else "",
                f"{services:,} common services." if services else "",
            )
            if text
        ),
        sure="Who runs what is named is not said here; see 'Who operates this?'. A site seen need not be up now.",
        lists=dict(_lists(held, rows)),
    )  # fmt: skip


def _used(held: Held) -> pl.DataFrame:
    """What is used, by whom, when: (entity, by, at, ref), a row a record and role."""
    found = [pl.DataFrame(schema={"entity": pl.Int64, "by": pl.Int64, "at": pl.Int64, "ref": pl.Int64})]
    for record, by, roles in USED:
        declared = held.case.kinds.records.get(record)
        if declared is None or declared.moment is None:
            continue
        frame = held.records(record, list(dict.fromkeys([by, *roles, declared.moment.id])))
        for role in roles:
            used = frame.select(entity=role, by=by, at=declared.moment.id, ref="ref").filter(
                pl.col("entity") > 0
            )
            if record not in OF_MARKETS:  # of phones' contents only what is a group
                groups = [e for e in used["entity"].unique().to_list() if held.kind(e) == "group"]
                used = used.filter(pl.col("entity").is_in(groups))
            found.append(used)
        if record == "mention":
            pages = frame.select(entity=by, by=pl.lit(0, pl.Int64), at=declared.moment.id, ref="ref")
            sites = [e for e in pages["entity"].unique().to_list() if held.kind(e) in ALWAYS]
            found.append(pages.filter(pl.col("entity").is_in(sites)))
        if record in ("listing", "profile"):
            found.append(
                frame.select(entity=by, by=pl.lit(0, pl.Int64), at=declared.moment.id, ref="ref").filter(
                    pl.col("entity") > 0
                )
            )
    return pl.concat(found)


def _tags(held: Held) -> dict[int, list[str]]:
    """The tags of each entity, in small letters, those of a group of judged ones together."""
    found: dict[int, list[str]] = {}
    for entity, names in notes.tagged(held.case).items():
        mine = found.setdefault(held.whole.grouped.get(entity, entity), [])
        mine += [name.strip().casefold() for name in names if name.strip().casefold() not in mine]
    return found


def _lists(held: Held, rows: list[Row]) -> Iterator[tuple[str, list[str]]]:
    """A list for each sort: value, status and whose it is, parted by tabs."""
    for sort in SORTS.values():
        lines = [
            "\t".join((held.value(r.cells[1]), r.cells[2], "; ".join(held.value(e) for e in r.cells[4])))
            for r in rows
            if r.cells[0] == sort
        ]
        if lines:
            yield sort, lines
