"""Sites that show the same market under several addresses."""

from __future__ import annotations

import polars as pl

from workbench.questions.darknet.vendors import offers, profiles
from workbench.questions.held import Held

LEAST, SHARE = 3, 0.5  # vendors of one market in common, and how much of the smaller site's they must be


def mirrors(held: Held) -> dict[int, tuple[int, ...]]:
    """Of each site the others that may be its mirrors: at least three vendors, half or more of those on the smaller
    site, are on both under one account (the same market and name), or certificates for both hold one public key."""
    found: dict[int, set[int]] = {}
    shown = pl.concat([frame.select("vendor", "market") for frame in (offers(held), profiles(held))])
    pairs = shown.filter((pl.col("vendor") > 0) & (pl.col("market") > 0)).unique()
    size = dict(pairs.group_by("market").len().iter_rows())
    both = pairs.join(pairs, on="vendor", suffix=".other").filter(pl.col("market") < pl.col("market.other"))
    for one, other, shared in both.group_by("market", "market.other").len().iter_rows():
        if shared >= LEAST and shared >= SHARE * min(size[one], size[other]):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    certified = held.records("certification", ["name", "public_key"])
    keyed = certified.filter((pl.col("name") > 0) & (pl.col("public_key").str.len_chars() > 0))
    for (_,), group in keyed.group_by("public_key"):
        sites = sorted({e for e in group["name"].to_list() if held.kind(e) == "site"})
        for site in sites:
            found.setdefault(site, set()).update(s for s in sites if s != site)
    return {site: tuple(sorted(others)) for site, others in found.items() if others}
