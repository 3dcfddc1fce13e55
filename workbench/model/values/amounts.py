"""Amounts of money and coins, as exact whole numbers of the asset's smallest unit. No float ever touches
one."""

from __future__ import annotations

import polars as pl

from workbench.model.problems import Problem
from workbench.model.values import assets as known
from workbench.model.values.assets import ISO, decimals
from workbench.model.values.wrapping import western_column

__all__ = ["SCHEMA", "decimals", "parse_many", "show", "text"]

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "units": pl.Decimal(38, 0),
    "asset": pl.String,
    "problem": pl.String,
}
WIDTH = 38
DIGITS = 32  # so that a million of the largest can still be added up in 38

_SIGN = "[+\u2212\u2013-]"
_SPACES = "[\\s\u00a0\u2007\u2009\u202f]"
_UNIT = r"[A-Za-z]{0,3}\$|[^\d\s\w.,'()+\-\u2212\u2013]|[Ł\u00d0Ξɱ元円]|zł"
_UNIT += r"|руб\.?|р\.|грн\.?|тг|[A-Za-z][A-Za-z0-9]{1,11}"
_WRITTEN = (
    rf"^(\()?{_SPACES}*({_SIGN})?{_SPACES}*({_UNIT})?{_SPACES}*({_SIGN})?{_SPACES}*"
    r"(\d[\d.,' \u00a0\u2007\u2009\u202f’]*|[.,]\d+)(?:[eE](-\d{1,2}))?"
    rf"{_SPACES}*({_UNIT})?{_SPACES}*({_SIGN})?(\))?$"
)


def parse_many(texts: pl.Series, assets: pl.Series | str, decimal: str = ".") -> pl.DataFrame:
    """Amounts as units (Decimal(38, 0) of the smallest unit), asset (code) and problem (why units is null).

    `assets` is what the column or another column says; a unit written with the amount ("10.0 USDT", "£12",
    "1500 sats") wins over it. `decimal` is the layout's decimal sign, "." or ","; the other one, spaces and
    apostrophes part thousands; with "auto" each amount's own form decides. "(5.00)" and "5.00-" are negative.
    Empty texts give null without a problem; more decimals than the asset has (unless zeros), more than 32 digits
    and anything unreadable give one.
    """
    if decimal == "auto":
        return _parse_each(texts, assets)
    if decimal not in (".", ","):
        raise Problem(f"decimal sign {decimal!r}", "say '.' or ',' or 'auto'")
    said = pl.lit(assets) if isinstance(assets, str) else pl.lit(assets.cast(pl.String))
    texts = western_column(texts.cast(pl.String), decimal)
    frame = pl.DataFrame({"text": texts.str.strip_chars(" \t\r\n\u00a0'\"=")}).with_columns(
        asset=said.fill_null("").str.strip_chars(), at=pl.int_range(pl.len())
    )
    stated = frame["asset"].unique().to_list()
    tidy = [_tidy(asset) for asset in stated]
    frame = frame.with_columns(pl.col("asset").replace_strict(stated, tidy, return_dtype=pl.String))
    groups = frame.partition_by("asset") if isinstance(assets, pl.Series) else [frame]
    parts = []
    for group in groups:
        if group.is_empty():
            continue
        is_plain = _is_plain(group["text"], group["asset"][0], decimal)
        parts.append(_plain(group.filter(is_plain), group["asset"][0], decimal))
        if not is_plain.all():
            parts.append(_units(_split(_read(group.filter(~is_plain), decimal), decimal)))
    if not parts:
        return pl.DataFrame(schema=SCHEMA)
    return (parts[0] if len(parts) == 1 else pl.concat(parts).sort("at")).select(*SCHEMA)


def show(units: int, asset: str) -> str:
    """The amount as a person reads it: `1,234.50 GBP`, `0.8142 BTC`."""
    whole, dot, fraction = text(units, asset).partition(".")
    unit = known.shown(asset)
    return f"{int(whole):,}{dot}{fraction} {unit}" if whole != "-0" else f"-0{dot}{fraction} {unit}"


def text(units: int, asset: str) -> str:
    """The exact decimal text of an amount, without its unit: `1234.50`, `0.8142`; parse_many reads it
    back."""
    places = decimals(asset)
    digits = str(abs(units)).zfill(places + 1)
    whole, fraction = (digits[:-places], digits[-places:]) if places else (digits, "")
    if asset.upper() not in ISO:
        fraction = fraction.rstrip("0")
    return ("-" if units < 0 else "") + whole + ("." + fraction if fraction else "")


# One comma before one or two last digits, before more than three, or after a lone 0; or dots before a comma.
_COMMA = r"^[^,]*,\d{1,2}\D*$|^[^,.]*,\d{4,}\D*$|^\D*0,\d+\D*$|^[^,]*\d\.\d{3},\d+\D*$"
_DOTS = r"^\D*\d{1,3}(?:\.\d{3})+\D*$"


def _parse_each(texts: pl.Series, assets: pl.Series | str) -> pl.DataFrame:
    """Amounts whose own form says which sign is the decimal one.

    `1.234,56`, `12,5` and `0,00012` have a decimal comma. `1.234` is a thousand where a point after it would give
    a currency of two decimals three; anywhere else a point is a decimal point, as most programs write it.
    """
    said = pl.lit(assets) if isinstance(assets, str) else pl.lit(assets.cast(pl.String))
    frame = pl.DataFrame({"text": texts.cast(pl.String)}).with_columns(asset=said.fill_null(""))
    comma = frame["text"].str.contains(_COMMA).fill_null(False)
    dots = frame["text"].str.contains(_DOTS).fill_null(False)
    if dots.any():
        pairs = frame.filter(dots).unique().iter_rows()
        several = {(t, a) for t, a in pairs if t.count(".") > 1 or _two_decimals(t, a)}
        comma = comma | pl.Series([pair in several for pair in frame.iter_rows()], dtype=pl.Boolean)
    where = frame.with_row_index("place")
    parts = []
    for held, decimal in ((comma, ","), (~comma, ".")):
        part = where.filter(held)
        if part.height:
            read = parse_many(part["text"], part["asset"], decimal)
            parts.append(read.with_columns(part["place"]))
    if not parts:
        return pl.DataFrame(schema=SCHEMA)
    return pl.concat(parts).sort("place").select(*SCHEMA)


def _two_decimals(text: str, asset: str) -> bool:
    """Whether three digits after a point would be one too many for the asset."""
    unit = text.strip("0123456789., -+()'")
    code = _asset_of(unit, known.resolve(asset)[0])[0]
    return bool(code) and decimals(code) < 3


def _tidy(asset: str) -> str:
    """The asset's code, or the words themselves where they count a part of it."""
    code, shift = known.resolve(asset)
    return asset if shift else code


def _is_plain(texts: pl.Series, asset: str, decimal: str) -> pl.Series:
    """Which amounts are digits with no more decimals than the asset has, and fit 38 digits for certain."""
    places = decimals(asset)
    if not asset or known.resolve(asset) != (asset, 0):
        return pl.repeat(False, len(texts), eager=True)
    point = r"\." if decimal == "." else ","
    tail = f"(?:{point}[0-9]{{1,{places}}})?" if places else ""
    return texts.str.contains(f"^-?[0-9]{{1,{DIGITS - max(places, 20)}}}{tail}$").fill_null(False)


def _plain(frame: pl.DataFrame, asset: str, decimal: str) -> pl.DataFrame:
    """Units of plain amounts: as decimals of the asset's scale, whose whole numbers underneath are the
    units."""
    number = frame["text"] if decimal == "." else frame["text"].str.replace(",", ".", literal=True)
    units = number.cast(pl.Decimal(WIDTH, decimals(asset))).to_physical().cast(pl.Decimal(WIDTH, 0))
    return frame.select("at", units=units, asset="asset", problem=pl.lit(None, pl.String))


def _read(frame: pl.DataFrame, decimal: str) -> pl.DataFrame:
    """The columns negative, number, asset, shift and problem of amounts that carry signs, units or
    separators."""
    groups = (
        pl.col("text")
        .str.extract_groups(_WRITTEN)
        .struct.rename_fields(
            ["open", "sign1", "unit1", "sign2", "number", "power", "unit2", "sign3", "close"]
        )
    )
    frame = frame.with_columns(groups.alias("g")).unnest("g")
    frame = frame.with_columns(unit=pl.coalesce(_filled("unit1"), _filled("unit2"), pl.lit("")))
    pairs = frame.select("unit", "asset").unique()
    named = [(*pair, *_asset_of(*pair)) for pair in pairs.iter_rows()]
    resolved = pl.DataFrame(
        named,
        schema={"unit": pl.String, "asset": pl.String, "resolved": pl.String, "shift": pl.Int64},
        orient="row",
    )
    frame = frame.join(resolved, on=["unit", "asset"], how="left", maintain_order="left")
    minus = [pl.col(s).is_in(["-", "\u2212", "\u2013"]).fill_null(False) for s in ("sign1", "sign2", "sign3")]
    signs = sum(
        (_filled(s).is_not_null().cast(pl.Int8) for s in ("sign1", "sign2", "sign3", "open")), pl.lit(0)
    )
    bare, lawful = _without_thousands(decimal)
    empty = pl.col("text").is_null() | pl.col("text").is_in(["", "-", "--", "---", "N/A", "NA", "NULL"])
    problem = (
        pl.when(empty)
        .then(pl.lit(None, pl.String))
        .when(pl.col("number").is_null() & pl.col("text").str.contains(r"[eE]\+\d"))
        .then(pl.lit("written in powers of ten, digits may be lost"))
        .when(pl.col("number").is_null())
        .then(pl.lit("not an amount"))
        .when((signs > 1) | (_filled("open").is_null() != _filled("close").is_null()))
        .then(pl.lit("two signs in one amount"))
        .when(_filled("unit1").is_not_null() & _filled("unit2").is_not_null())
        .then(pl.lit("two units in one amount"))
        .when(~lawful)
        .then(pl.lit(f"separators do not fit the decimal sign {decimal}"))
        .when(pl.col("resolved") == "")
        .then(pl.lit("no currency or coin is stated"))
    )
    return frame.with_columns(
        problem=problem,
        negative=pl.any_horizontal(*minus, _filled("open").is_not_null()),
        number=pl.when(empty).then(None).otherwise(bare),
        asset=pl.when(pl.col("resolved") == "").then(pl.col("asset")).otherwise(pl.col("resolved")),
        shift=pl.col("shift") - pl.col("power").cast(pl.Int64, strict=False).fill_null(0),
    )


def _filled(name: str) -> pl.Expr:
    return pl.when(pl.col(name) != "").then(pl.col(name))


def _without_thousands(decimal: str) -> tuple[pl.Expr, pl.Expr]:
    """The number without thousands separators, and whether those stood where they may (1,234 or 1,23,456)."""
    other = "," if decimal == "." else r"\."
    point = r"\." if decimal == "." else ","
    number = pl.col("number").str.replace_all(r"[\s\u00a0\u2007\u2009\u202f’]", "'").str.strip_chars("'")
    lawful = number.str.contains(
        rf"^(?:\d+|\d{{1,3}}(?:{other}\d{{2,3}})*{other}\d{{3}}|\d{{1,3}}(?:'\d{{3}})+)?(?:{point}\d*)?$"
    )
    return number.str.replace_all(rf"'|{other}", ""), lawful


def _asset_of(unit: str, asset: str) -> tuple[str, int]:
    """Asset and shift that a written unit and the column's asset come to; "" where neither says."""
    if not unit:
        return known.resolve(asset)
    sign = unit if unit in known.SIGNS else unit.upper()
    if sign in known.SIGNS:
        return (asset, 0) if asset in known.SHARED.get(sign, ()) else (known.SIGNS[sign], 0)
    if not known.is_known(unit) and not unit.isupper():
        return "", 0
    return known.resolve(unit)


def _split(frame: pl.DataFrame, decimal: str) -> pl.DataFrame:
    """Adds whole and fraction digits, and how many decimals the number may have."""
    halves = pl.col("number").str.splitn(decimal, 2)
    places = {a: decimals(a) for a in frame["asset"].unique().to_list()}
    return frame.with_columns(
        whole=halves.struct.field("field_0").fill_null(""),
        fraction=halves.struct.field("field_1").fill_null("").str.strip_chars_end("0"),
        places=pl.col("asset").replace_strict(places, return_dtype=pl.Int64, default=None) - pl.col("shift"),
    )


def _units(frame: pl.DataFrame) -> pl.DataFrame:
    """Units from the digits: the fraction filled up to the asset's decimals, too many of them is a
    problem."""
    zeros = pl.lit("0" * 64)
    size = pl.col("fraction").str.len_bytes().cast(pl.Int64)
    fine = pl.col("places") >= size
    digits = (
        pl.col("whole")
        + pl.col("fraction")
        + zeros.str.slice(0, pl.max_horizontal(pl.col("places") - size, 0))
    ).str.strip_chars_start("0")
    digits = pl.when(digits == "").then(pl.lit("0")).otherwise(digits)
    fits = digits.str.len_bytes() <= DIGITS
    signed = pl.when("negative").then(pl.lit("-") + digits).otherwise(digits)
    good = pl.col("problem").is_null() & pl.col("number").is_not_null()
    problem = (
        pl.when(~good)
        .then(pl.col("problem"))
        .when(~fine)
        .then(pl.format("more decimals than {} has ({})", "asset", pl.max_horizontal("places", 0)))
        .when(~fits)
        .then(pl.lit(f"more than {DIGITS} digits"))
    )
    return frame.select(
        "at",
        units=pl.when(good & fine & fits).then(signed).cast(pl.Decimal(38, 0), strict=False),
        asset=pl.col("asset"),
        problem=problem,
    )
