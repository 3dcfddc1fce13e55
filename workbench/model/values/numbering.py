"""The world's numbering plans as polars expressions: libphonenumber's metadata and rules, a column at a time.

Follows `parse`, `is_possible_number` and `is_valid_number` of the library step by step, so that both give
the same answer; what an expression cannot say (a trunk prefix that rewrites the number) is left undecided.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import phonenumbers
import polars as pl
from phonenumbers.phonemetadata import PhoneMetadata

REGIONS: dict[int, tuple[str, ...]] = dict(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
_TYPES = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager",
    "uan",
    "voicemail",
)  # fmt: skip
_CODES = [[str(c) for c in REGIONS if len(str(c)) == size] for size in (1, 2, 3)]
FEW = 2000  # below so many numbers of one country, one after the other is quicker than its expressions


_Test = Callable[[str], re.Match[str] | None]


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
    found: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
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


@lru_cache(maxsize=512)
def usual_lengths(region: str) -> tuple[str, frozenset[int]]:
    """A region's country code, and how long its fixed and mobile numbers are without it."""
    code = phonenumbers.country_code_for_region(region)
    found: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    sorts = [s for s in (found.fixed_line, found.mobile) if s is not None and s.national_number_pattern]
    lengths = {n for s in sorts for n in (s.possible_length or found.general_desc.possible_length) if n > 0}
    return f"+{code}", frozenset(lengths)


def is_usual(e164: str, region: str) -> bool:
    """Whether a number is of another country, or as long as the region's fixed and mobile numbers are."""
    code, lengths = usual_lengths(region)
    return not e164.startswith(code) or len(e164) - len(code) in lengths


def main_plan(code: int) -> Plan:
    """The plan of the main region of a country code, which decides what is possible under it."""
    return plan(REGIONS[code][0], code)


def international(numbers: pl.Series) -> pl.DataFrame:
    """number, e164, valid, sure of distinct digit strings that begin with a country code.

    e164 is null where the number is not possible; where `sure` is false the expressions leave it to the
    library.
    """
    text = pl.col("number")
    heads = [text.str.head(size) for size in (1, 2, 3)]
    code = pl.lit(None, pl.String)
    for head, codes in reversed(list(zip(heads, _CODES, strict=True))):
        code = pl.when(head.is_in(codes)).then(head).otherwise(code)
    frame = pl.DataFrame({"number": numbers}).with_columns(code=code)
    parts = [_none()]
    few: list[tuple[str, str | None, bool, bool]] = []
    for group in frame.partition_by("code"):
        head = group["code"][0]
        if head is None:
            parts.append(group.select("number", **_answer(None, None, True)))
        elif len(group) < FEW:
            few += [(number, *_judge_one(number, int(head))) for number in group["number"].to_list()]
        else:
            parts.append(_judge(group.with_columns(rest=text.str.slice(len(head))), main_plan(int(head))))
    parts.append(pl.DataFrame(few, schema=_none().schema, orient="row"))
    return pl.concat(parts)


def national(numbers: pl.Series, region: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Distinct digits as dialled inside a region: (number, e164, valid, sure) of those that stay in its
    country,
    and (number, abroad) of those that begin with its prefix for calls abroad."""
    own = plan(region, phonenumbers.country_code_for_region(region))
    text = pl.col("number")
    frame = pl.DataFrame({"number": numbers}).with_columns(
        prefix=text.str.extract(f"({own.international})", 1)
    )
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
        rest=pl.when(has_code).then("coded").otherwise(text),
        odd=pl.col("odd") & text.str.starts_with(own.code),
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
    size = pl.col("bare").str.len_bytes()
    keeps = size.is_in(own.lengths) | (size > max(own.lengths))
    possible = pl.col("nsn").str.len_bytes().is_in(main.lengths)
    judged = (
        frame.lazy()
        .with_columns(bare=_stripped(rest, own), odd=odd)
        .with_columns(nsn=pl.when(keeps).then("bare").otherwise(rest))
        .select(
            "number",
            "nsn",
            **_answer(pl.when(possible).then(pl.lit("+" + own.code) + pl.col("nsn")), None, ~pl.col("odd")),
        )
        .collect()
    )
    return judged.with_columns(valid=_are_valid(judged["nsn"], int(own.code))).drop("nsn")


def _are_valid(nsn: pl.Series, code: int) -> pl.Series:
    """As _is_valid for many: by expression where the main region claims them, one by one where others may."""
    main = main_plan(code)
    valid = nsn.str.contains(main.general) & nsn.str.contains(main.types)
    if len(REGIONS[code]) == 1:
        return valid
    left = (~valid).arg_true() if main.leading is None else pl.int_range(len(nsn), eager=True)
    judged = [_is_valid(digits, code) for digits in nsn.gather(left).to_list()]
    return valid.scatter(left, judged) if judged else valid


def _is_valid(nsn: str, code: int) -> bool:
    """The first region that claims a number (by leading digits, or by a type it knows) must know its type."""
    for leading, general, types in _tests(code):
        if leading:
            if leading(nsn):
                return bool(general(nsn) and types(nsn))
        elif types(nsn) and general(nsn):
            return True
    return False


@lru_cache(maxsize=512)
def _tests(code: int) -> tuple[tuple[_Test | None, _Test, _Test], ...]:
    """What _is_valid asks of a number, region by region: leading digits, general shape, any type."""
    plans = [plan(region, code) for region in REGIONS[code]]
    return tuple(
        (
            matcher(p.leading).match if p.leading and len(plans) > 1 else None,
            matcher(p.general).match,
            matcher(p.types).match,
        )
        for p in plans
    )


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


def _judge_one(number: str, code: int) -> tuple[str | None, bool, bool]:
    """e164, valid, sure of one number with its country code: as _judge does, for the odd few."""
    own = main_plan(code)
    nsn = number[len(own.code) :]
    prefix = matcher(own.trunk).match(nsn) if own.trunk else None
    if prefix:
        if own.rewrites and prefix[own.trunk_groups] is not None:
            return None, False, False
        bare = nsn[prefix.end() :]
        general = matcher(own.general)
        spoilt = general.match(nsn) and not general.match(bare)
        if not spoilt and (len(bare) in own.lengths or len(bare) > max(own.lengths)):
            nsn = bare
    if len(nsn) not in own.lengths:
        return None, False, True
    return f"+{code}{nsn}", _is_valid(nsn, code), True


@lru_cache(maxsize=4096)
def matcher(pattern: str) -> re.Pattern[str]:
    """A plan's pattern for single numbers, compiled once (the library's thousands overflow Python's own
    cache)."""
    return re.compile(pattern.removeprefix("(?-u)"))


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
