"""Vendors as the listings, profiles and keys of a case show them: what each offers, and what only one hand ought to
publish."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from workbench.model.values.handle import split
from workbench.questions.darknet.handle_likeness import plain
from workbench.questions.held import Held

OFFERS: dict[str, pl.DataType | type[pl.DataType]] = {
    "vendor": pl.Int64, "market": pl.Int64, "seen": pl.Int64, "title": pl.String, "category": pl.String,
    "price": pl.Decimal(38, 0), "price.asset": pl.String, "ships_from": pl.String, "ships_to": pl.String,
    "text": pl.String, "rating": pl.String, "quantity": pl.Float64, "page": pl.String, "ref": pl.Int64,
    "reading": pl.Int64,
}  # fmt: skip
MARKS = {"vendor": pl.Int64, "what": pl.String, "mark": pl.String, "entity": pl.Int64, "ref": pl.Int64}
_LISTED = [
    "vendor", "market", "seen", "title", "category", "price", "ships_from", "ships_to", "description", "rating",
    "quantity", "page",
]  # fmt: skip
IMAGE = 8  # digits of a picture's hash below which it says too little
_KEY_ID = re.compile(r"^[0-9A-F]{16}$")


def offers(held: Held) -> pl.DataFrame:
    """Every listing: `OFFERS`, in the order of sources and rows."""
    frame = held.records("listing", _LISTED).rename({"description": "text"})
    return frame.select(pl.col(name).cast(kind) for name, kind in OFFERS.items())


def profiles(held: Held) -> pl.DataFrame:
    """Every profile of a vendor, with its text and how many sales it states."""
    named = [
        "vendor",
        "market",
        "seen",
        "about",
        "sales",
        "rating",
        "ships_from",
        "ships_to",
        "since",
        "last_seen",
    ]
    return held.records("profile", named)


def owner_of_keys(held: Held) -> dict[int, int]:
    """Of each subkey, and each key id that only one key has, the key it belongs to."""
    frame = held.records("key", ["key", "subkey", "key_id"])
    found: dict[int, set[int]] = {}
    for key, subkey, key_id in frame.select("key", "subkey", "key_id").iter_rows():
        for part in (subkey, key_id):
            if key and part and part != key:
                found.setdefault(part, set()).add(key)
    return {part: keys.pop() for part, keys in found.items() if len(keys) == 1}


def marks(held: Held) -> pl.DataFrame:
    """What vendors publish that one hand ought to have: `MARKS`, a row a record. `what` is key, key id, contact,
    wallet or image; `mark` is alike for those that publish the same, a subkey being its key's."""
    found = [pl.DataFrame(schema=MARKS)]
    for record in ("listing", "profile"):
        frame = held.records(record, ["vendor", "key", "wallet", "contact"])
        found += [_mark(frame, role, role) for role in ("key", "wallet", "contact")]
    found.append(_images(held))
    said = held.records("mention", ["by", "mentioned"]).rename({"by": "vendor"})
    if said.height:
        vendors = pl.concat([f["vendor"] for f in found]).unique()
        said = said.filter(pl.col("vendor").is_in(vendors.implode()))
        kinds = {e: held.kind(e) for e in said["mentioned"].unique().to_list()}
        for kind, what in (("pgp_key", "key"), ("wallet", "wallet")):
            found.append(_mark(_of(said, kinds, (kind,)), "mentioned", what))
        found.append(_mark(_of(said, kinds, ("phone", "email", "handle")), "mentioned", "contact"))
    made = pl.concat(found).unique(["vendor", "what", "mark", "ref"], maintain_order=True)
    return _keys(held, made).unique(["vendor", "what", "mark", "ref"], maintain_order=True)


def _images(held: Held) -> pl.DataFrame:
    """The hashes of the pictures that listings show. Cases of before listings could state one have none."""
    listing = held.case.kinds.records.get("listing")
    if listing is None or not any(field.id == "image" for field in listing.fields):
        return pl.DataFrame(schema=MARKS)
    shown = held.records("listing", ["vendor", "image"])
    there = shown.filter((pl.col("image").str.len_chars() >= IMAGE) & (pl.col("vendor") > 0))
    return there.select(
        "vendor", what=pl.lit("image"), mark=pl.col("image").str.to_lowercase(), entity=pl.lit(0, pl.Int64), ref="ref"
    )  # fmt: skip


def _of(frame: pl.DataFrame, kinds: dict[int, str], wanted: Iterable[str]) -> pl.DataFrame:
    right = [e for e, kind in kinds.items() if kind in tuple(wanted)]
    return frame.filter(pl.col("mentioned").is_in(right))


def _mark(frame: pl.DataFrame, role: str, what: str) -> pl.DataFrame:
    there = frame.filter((pl.col(role) > 0) & (pl.col("vendor") > 0) & (pl.col(role) != pl.col("vendor")))
    return there.select(
        "vendor", what=pl.lit(what), mark=pl.col(role).cast(pl.String), entity=pl.col(role), ref="ref"
    )  # fmt: skip


def _keys(held: Held, made: pl.DataFrame) -> pl.DataFrame:
    """A key's marks are its primary key's; a long key id, and the id within each fingerprint, is a mark of its own."""
    owner = owner_of_keys(held)
    keys = made.filter(pl.col("what") == "key").with_columns(pl.col("entity").replace(owner))
    value = {e: held.value(e) for e in keys["entity"].unique().to_list()}
    short = [e for e, v in value.items() if _KEY_ID.match(v)]
    whole = keys.filter(~pl.col("entity").is_in(short)).with_columns(mark=pl.col("entity").cast(pl.String))
    ids = {e: v if e in short else v[:16] if len(v) == 64 else v[-16:] for e, v in value.items()}
    named = keys.with_columns(
        what=pl.lit("key id"), mark=pl.col("entity").replace_strict(ids, default="", return_dtype=pl.String)
    )
    return pl.concat([made.filter(pl.col("what") != "key"), whole, named])


@dataclass(frozen=True)
class Vendors:
    """The vendors of a case in the order of their ids, with what each publishes."""

    held: Held
    ids: list[int]
    offers: pl.DataFrame
    marks: pl.DataFrame

    @cached_property
    def number(self) -> dict[int, int]:
        """From the entity to its place."""
        return {entity: n for n, entity in enumerate(self.ids)}

    @cached_property
    def names(self) -> list[str]:
        """The plain name of each."""
        return [plain(self.held.value(e)) for e in self.ids]

    @cached_property
    def platforms(self) -> list[str]:
        """The market each name belongs to, as the handle says it."""
        return [split(self.held.value(e))[0] for e in self.ids]

    def marks_of(self, number: int, what: str) -> frozenset[str]:
        """The marks of a sort that one vendor publishes."""
        return self._published[what][number] if what in self._published else frozenset()

    @cached_property
    def _published(self) -> dict[str, list[frozenset[str]]]:
        return {what: self.published(what) for what in self.marks["what"].unique().to_list()}

    def published(self, what: str) -> list[frozenset[str]]:
        """Of each vendor the marks of a sort."""
        found: list[set[str]] = [set() for _ in self.ids]
        for vendor, mark in self.marks.filter(pl.col("what") == what).select("vendor", "mark").iter_rows():
            found[self.number[vendor]].add(mark)
        return [frozenset(s) for s in found]


def vendors(held: Held) -> Vendors:
    """Everyone who offers something, or whose profile a market shows."""
    listed, shown = offers(held), profiles(held)
    about = shown.select("vendor", "market", "seen", text="about", ref="ref", reading="reading")
    both = pl.concat([listed, about.cast({"seen": pl.Int64, "text": pl.String})], how="diagonal")
    both = both.filter(pl.col("vendor") > 0)
    return Vendors(held, sorted(both["vendor"].unique().to_list()), both, marks(held))
