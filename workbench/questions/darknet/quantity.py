"""How much a title of a listing offers: grams, millilitres or pieces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MASS = {
    "kg": 1000, "kilo": 1000, "kilos": 1000, "kilogram": 1000, "кг": 1000, "كيلو": 1000, "کیلو": 1000, "公斤": 1000,
    "g": 1, "gr": 1, "gram": 1, "grams": 1, "gramm": 1, "gramme": 1, "grammes": 1, "gramo": 1, "gramos": 1,
    "grama": 1, "gramas": 1, "г": 1, "гр": 1, "грамм": 1, "غرام": 1, "جرام": 1, "گرم": 1, "克": 1,
    "oz": 28.349523125, "ounce": 28.349523125, "ounces": 28.349523125, "lb": 453.59237, "lbs": 453.59237,
    "pound": 453.59237, "pounds": 453.59237, "mg": 0.001, "мг": 0.001, "毫克": 0.001, "ug": 1e-6, "µg": 1e-6,
    "μg": 1e-6, "mcg": 1e-6, "мкг": 1e-6,
}  # fmt: skip
_VOLUME = {
    "ml": 1, "мл": 1, "毫升": 1, "l": 1000, "liter": 1000, "liters": 1000, "litre": 1000, "litres": 1000, "л": 1000,
    "litro": 1000, "litros": 1000,
}  # fmt: skip
_PIECES = (
    "pcs", "pc", "piece", "pieces", "pill", "pills", "tab", "tabs", "tablet", "tablets", "cap", "caps", "capsule",
    "capsules", "blotter", "blotters", "strip", "strips", "stück", "stk", "stuck", "unit", "units", "pastilla",
    "pastillas", "comprimidos", "шт", "таб", "таблеток", "капсул", "марок", "حبة", "片", "粒", "颗", "bar", "bars",
    "vial", "vials",
)  # fmt: skip
_DOSES = ("mg", "мг", "毫克", "ug", "µg", "μg", "mcg", "мкг")
_number = r"(\d{1,3}(?:,\d{3}| 000)+(?!\d)|\d+(?:[.,]\d+)?|\d+/\d+)"
_units = "|".join(sorted(map(re.escape, (*_MASS, *_VOLUME, *_PIECES)), key=len, reverse=True))
_TIMES = re.compile(
    rf"{_number}\s*[x×х*]\s*(?=\d)|{_number}\s*[x×х]\b|"
    rf"(?<![^\W_])[x×х]\s*{_number}(?![\d.,])(?!\s*-?\s*(?:{_units})(?![^\W\d_]))",
    re.IGNORECASE,
)
_STATED = re.compile(rf"(?<![\w.,/]){_number}\s*-?\s*({_units})(?![^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """So much of a measure: g, ml or pieces; `words` is what the title says."""

    amount: float
    measure: str
    words: str


def quantity(title: str) -> Quantity | None:
    """What a title offers. A number of times (10 x 5 g) multiplies; where what is multiplied, or stands beside pieces,
    is a dose in milligrams or micrograms, the pieces count. Where several quantities of one measure are stated
    (a choice of packs), or a dose alone, nothing is said."""
    text = unicodedata.normalize("NFKC", title).replace("µ", "μ")
    stated = [(_value(found[1]), found[2].casefold(), found[0]) for found in _STATED.finditer(text)]
    pieces = [s for s in stated if s[1] in _PIECES]
    masses = [s for s in stated if s[1] in _MASS and s[1] not in _DOSES]
    doses = [s for s in stated if s[1] in _DOSES]
    volumes = [s for s in stated if s[1] in _VOLUME]
    times = [_value(found[1] or found[2] or found[3]) for found in _TIMES.finditer(text)]
    times = [t for t in times if t > 0]
    if len(times) > 1:
        return None
    if masses or volumes:
        measured = masses or volumes
        if len(measured) > 1 or (masses and volumes):
            return None
        value, unit, words = measured[0]
        size = value * (_MASS if masses else _VOLUME)[unit] * (times[0] if times else 1)
        return Quantity(size, "g" if masses else "ml", words)
    if pieces:
        counts = {value for value, _, _ in pieces}
        return Quantity(pieces[0][0], "pieces", pieces[0][2]) if len(counts) == 1 and not times else None
    if times and len(doses) <= 1:
        return Quantity(times[0], "pieces", f"x{times[0]:g}")
    return None


def _value(written: str) -> float:
    if "/" in written:
        above, below = written.split("/")
        return int(above) / int(below) if int(below) else 0.0
    if re.fullmatch(r"\d{1,3}(?:,\d{3}| 000)+", written):
        return float(re.sub(r"[ ,]", "", written))
    return float(written.replace(",", "."))
