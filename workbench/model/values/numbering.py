"""The world's numbering plans as polars expressions: libphonenumber's metadata and rules, a column at a time.

Follows `parse`, `is_possible_number` and `is_valid_number` of the library step by step, so that both give
the same answer; what an expression cannot say (a trunk prefix that rewrites the number) is left undecided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
import polars as pl
from phonenumbers.phonemetadata import PhoneMetadata

REGIONS: dict[int, tuple[str, ...]] = dict(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
_TYPES = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan",
    "voicemail",
)  # fmt: skip
_CODES = [[str(c) for c in REGIONS if len(str(c)) == size] for size in (1, 2, 3)]
FEW = 12  # below so many numbers of one country, asking the library for each is quicker than its expressions


@dataclass(frozen=True)
class Plan:
    """One region's numbering plan; every pattern in Rust syntax with ASCII digits, anchored at the start."""

    code: str
    general: str
    types: str
    leading: str | None
    trunk: str | None
    trunk_groups: int
    rewrites: bool
    international: str
    lengths: tuple[int, ...]


@lru_cache(maxsize=512)
def plan(region: str, code: int) -> Plan:
    """The plan of a region ("001" for codes that belong to no country, told apart by their code)."""
    found = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    patterns = {
        kind.national_number_pattern
        for kind in (getattr(found, name, None) for name in _TYPES)
        if kind is not None and kind.national_number_pattern
    }
    trunk = found.national_prefix_for_parsing
    return Plan(
        str(code),
        _anchored(found.general_desc.national_number_pattern) + "$",
        _anchored("|".join(sorted(patterns))) + "$",
        _anchored(found.leading_digits) if found.leading_digits else None,
        _anchored(trunk) if trunk else None,
        re.compile(trunk).groups if trunk else 0,
        bool(found.national_prefix_transform_rule),
        _anchored(found.international_prefix or "NonMatch"),
        tuple(found.general_desc.possible_length),
    )


def main_plan(code: int) -> Plan:
    """The plan of the main region of a country code, which decides what is possible under it."""
    return plan(REGIONS[code][0], code)


def international(numbers: pl.Series) -> pl.DataFrame:
    """number, e164, valid, sure of distinct digit strings that begin with a country code.

    e164 is null where the number is not possible; where `sure` is false the expressions leave it to the library.
    """
    text = pl.col("number")
    heads = [text.str.head(size) for size in (1, 2, 3)]
    code = pl.lit(None, pl.String)
    for head, codes in reversed(list(zip(heads, _CODES, strict=True))):
        code = pl.when(head.is_in(codes)).then(head).otherwise(code)
    frame = pl.DataFrame({"number": numbers}).with_columns(code=code)
    parts = []
    for group in frame.partition_by("code"):
        head = group["code"][0]
        if head is None:
            parts.append(group.select("number", **_answer(None, None, True)))
        elif len(group) < FEW:
            parts.append(group.select("number", **_answer(None, None, False)))
        else:
            parts.append(_judge(group.with_columns(rest=text.str.slice(len(head))), main_plan(int(head))))
    return pl.concat(parts) if parts else _none()


def national(numbers: pl.Series, region: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Distinct digits as dialled inside a region: (number, e164, valid, sure) of those that stay in its country,
    and (number, abroad) of those that begin with its prefix for calls abroad."""
    own = plan(region, phonenumbers.country_code_for_region(region))
    text = pl.col("number")
    frame = pl.DataFrame({"number": numbers}).with_columns(prefix=text.str.extract(f"({own.international})", 1))
    rest = text.str.slice(pl.col("prefix").str.len_bytes())
    leaves = pl.col("prefix").is_not_null() & ~rest.str.starts_with("0")
    frame = frame.with_columns(abroad=pl.when(leaves).then(rest))
    inland = frame.filter(pl.col("abroad").is_null()).select("number")
    coded = text.str.slice(len(own.code))
    inland = inland.with_columns(_stripped(coded, own).alias("coded"), _is_rewritten(coded, own).alias("odd"))
    has_code = text.str.starts_with(own.code) & (
        (~text.str.contains(own.general) & pl.col("coded").str.contains(own.general))
        | (text.str.len_bytes() > max(own.lengths))
    )
    inland = inland.with_columns(
        rest=pl.when(has_code).then("coded").otherwise(text), odd=pl.col("odd") & text.str.starts_with(own.code)
    )
    judged = _judge(inland, own)
    return judged, frame.filter(pl.col("abroad").is_not_null()).select("number", "abroad")


def _judge(frame: pl.DataFrame, own: Plan) -> pl.DataFrame:
    """Completes national digits (`rest`) that may still carry their trunk prefix."""
    rest = pl.col("rest")
    main = main_plan(int(own.code))
    odd = _is_rewritten(rest, own)
    if "odd" in frame.columns:
        odd = odd | pl.col("odd")
    frame = frame.with_columns(bare=_stripped(rest, own), odd=odd)
    size = pl.col("bare").str.len_bytes()
    keeps = size.is_in(own.lengths) | (size > max(own.lengths))
    frame = frame.with_columns(nsn=pl.when(keeps).then("bare").otherwise(rest))
    possible = pl.col("nsn").str.len_bytes().is_in(main.lengths)
    e164 = pl.when(possible).then(pl.lit("+" + own.code) + pl.col("nsn"))
    return frame.select("number", **_answer(e164, _is_valid(pl.col("nsn"), int(own.code)), ~pl.col("odd")))


def _is_valid(nsn: pl.Expr, code: int) -> pl.Expr:
    """The first region that claims the number (by leading digits, or by a type it knows) must know its type."""
    plans = [plan(region, code) for region in REGIONS[code]]
    fits = [nsn.str.contains(p.general) & nsn.str.contains(p.types) for p in plans]
    if len(plans) == 1:
        return fits[0]
    verdict = pl.lit(False)
    for p, fit in reversed(list(zip(plans, fits, strict=True))):
        claim = nsn.str.contains(p.leading) if p.leading else fit
        verdict = pl.when(claim).then(fit).otherwise(verdict)
    return verdict


def _stripped(digits: pl.Expr, own: Plan) -> pl.Expr:
    """Digits without the trunk prefix, unless only the digits with it make a number of the plan."""
    if own.trunk is None:
        return digits
    prefix = digits.str.extract(f"({own.trunk})", 1)
    bare = digits.str.slice(prefix.str.len_bytes().fill_null(0))
    spoilt = digits.str.contains(own.general) & ~bare.str.contains(own.general)
    return pl.when(prefix.is_null() | spoilt).then(digits).otherwise(bare)


def _is_rewritten(digits: pl.Expr, own: Plan) -> pl.Expr:
    """Whether the plan's trunk prefix would turn the number into another (mobiles in Argentina)."""
    if own.trunk is None or not own.rewrites:
        return pl.lit(False)
    return digits.str.extract(own.trunk, own.trunk_groups).is_not_null()


def _answer(e164: pl.Expr | None, valid: pl.Expr | None, sure: bool | pl.Expr) -> dict[str, pl.Expr]:
    return {
        "e164": pl.lit(None, pl.String) if e164 is None else e164,
        "valid": pl.lit(None, pl.Boolean) if valid is None else valid,
        "sure": pl.lit(sure) if isinstance(sure, bool) else sure,
    }


def _none() -> pl.DataFrame:
    return pl.DataFrame(
        schema={"number": pl.String, "e164": pl.String, "valid": pl.Boolean, "sure": pl.Boolean}
    )


def _anchored(pattern: str) -> str:
    return "(?-u)^(?:" + re.sub(r"\s", "", pattern) + ")"
