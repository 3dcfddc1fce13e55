"""Where the table in a file begins: the row that names its columns, known by its own and the next cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.ingest.readers import normal

LOOKED_AT = 40
_KNOWN = """
    a account address amount asset at b balance block called callee caller calling carrier category cell cgi
    circle city code contact contacts country currency date datetime description destination device direction
    dst duration dur email end fee fiat first from handle hash id imei imsi ip item key kind lac last lat
    latitude location lon long longitude market mobile msisdn name network no number operator order origin
    party payee payer pgp phone place postcode price product quantity receiver recipient reference second seconds
    sector sender service ships site source src start state status subscriber substance sum surname target telephone
    terminating text time timestamp timezone title to tower tracking transaction tx txid type unit until user
    username value vendor volume wallet weight when zip zone
"""
WORDS = frozenset(_KNOWN.split())
_FOREIGN = """
    номер дата время длительность тип абонент вызов имя адрес сумма валюта получатель отправитель счет баланс базовая
    número fecha hora duración tipo llamada nombre dirección importe moneda saldo origen destino operador
    numéro date heure durée appelant appelé nom adresse montant devise solde début fin opérateur libellé
    hora duração tipo chamada nome endereço valor moeda saldo origem
    nummer datum uhrzeit dauer name adresse betrag währung empfänger absender
    رقم التاريخ الوقت المدة نوع الاسم العنوان المبلغ المتصل المستقبل الرصيد شماره تاریخ زمان مدت نام
"""
_FOREIGN_WORDS = frozenset(_FOREIGN.split())
_PARTS = """
    号码 时间 日期 时长 类型 姓名 地址 金额 余额 主叫 被叫 基站 账号 币种 对方 序号 號碼 時間 日時 通貨 数量 注文 価格
    手数料 種別 番号 取引 氏名 住所 残高 번호 시간 날짜 금액 이름 주소 หมายเลข วันที่ เวลา
"""  # of languages that put no spaces between words
_FOREIGN_PARTS = tuple(_PARTS.split())
_WORD = re.compile(r"[^\W\d_]+")
RULE = re.compile(r"^[\s\-=_*~#+.|─━═‐-―]{3,}$")
_UNIT = re.compile(
    r"(?i)^[(\[]?(?:s|secs?|seconds?|min|mins|minutes|ms|h|hours?|hh:mm(?::ss)?|h:mm:ss|mm:ss|[dmy]{1,4}([-/.])[dmy]{1,4}"
    r"\1[dmy]{1,4}(?:[ t]hh:mm(?::ss)?)?|utc|gmt|local|kb|mb|gb|bytes?|eur|usd|gbp|[€$£%°]|m|km|kg|g|lbs?|deg(?:rees)?"
    r"|dbm|text|string|number|numeric|integer|int|float|decimal|date|time|datetime|timestamp|varchar\w*|char)[)\]]?$"
)
_DATA = re.compile(r"^[\s'\"=+$€£-]*\d[\d\s.,:/\-+eETZ]*['\"]?$")


def has_columns(cells: Sequence[str], wanted: Sequence[str | Sequence[str]]) -> bool:
    """Whether a row names every one of the wanted columns; one of several names for each is enough."""
    there = {normal(c) for c in cells}
    return all(
        any(normal(name) in there for name in ([names] if isinstance(names, str) else names))
        for names in wanted
    )


def find(rows: Sequence[Sequence[str]], wanted: Sequence[str | Sequence[str]] = ()) -> int | None:
    """The position in `rows` of the row that names the columns, or None where no row does."""
    if wanted:
        return next((i for i, cells in enumerate(rows[: LOOKED_AT * 5]) if has_columns(cells, wanted)), None)
    best, place = 0.0, None
    for i, cells in enumerate(rows[:LOOKED_AT]):
        score = _score(cells, rows[i + 1 : i + 8])
        if score > best:
            best, place = score, i
    return _plain_words(rows[:LOOKED_AT]) if place is None else place


@dataclass(frozen=True)
class Header:
    """Where the header stands: its `first` and `last` row (positions), rules and a row of units included, what it
    calls the columns, and what the row of units says."""

    first: int
    last: int
    names: tuple[str, ...]
    units: tuple[str, ...] = ()


def locate(rows: Sequence[Sequence[str]], wanted: Sequence[str | Sequence[str]] = ()) -> Header | None:
    """The header of a table, of one line or of two that are joined, or None where no row names columns.

    The columns a recipe wants are looked for in single rows first, then in two joined.
    """
    at = find(rows, wanted)
    if at is None:
        return _pair(rows, wanted)
    if wanted:
        under = _next(rows, at)
        if (
            under is not None
            and has_columns(rows[under], wanted)
            and _filled(rows[under]) > _filled(rows[at])
        ):
            at = under  # a line of groups whose single columns are named again in the line below
    else:
        if at and _groups(rows[at - 1], rows[at]):
            return _described(rows, at - 1, at, joined(rows[at - 1], rows[at]))
        under = _next(rows, at)
        if under is not None and _continues(rows[at], rows[under], _below(rows, under)):
            return _described(rows, at, under, joined(rows[at], rows[under]))
    return _described(rows, at, at, rows[at])


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for c in cells if c.strip())


def _pair(rows: Sequence[Sequence[str]], wanted: Sequence[str | Sequence[str]]) -> Header | None:
    """Two rows of which neither alone names the columns."""
    for at in range(min(len(rows), LOOKED_AT) - 1):
        under = _next(rows, at)
        if under is None or any(_DATA.match(c) for c in (*rows[at], *rows[under]) if c.strip()):
            continue
        names = joined(rows[at], rows[under])
        below = _below(rows, under)
        fits = (
            has_columns(names, wanted)
            if wanted
            else len(names) > 2 and _continues(rows[at], rows[under], below)
        )
        if fits and (wanted or _score(names, below) > 0):
            return _described(rows, at, under, names)
    return None


def _below(rows: Sequence[Sequence[str]], at: int) -> list[Sequence[str]]:
    """The next few rows that are no rules."""
    return [row for row in rows[at + 1 : at + 10] if not is_rule(row)][:7]


def _described(rows: Sequence[Sequence[str]], first: int, last: int, names: Sequence[str]) -> Header:
    """The header with the rules and the row of units below it."""
    while last + 1 < len(rows) and is_rule(rows[last + 1]):
        last += 1
    if last + 1 < len(rows) and _are_units(rows[last + 1], rows[last + 2 : last + 9]):
        units = tuple(rows[last + 1])
        last += 1
        while last + 1 < len(rows) and is_rule(rows[last + 1]):
            last += 1
        return Header(first, last, tuple(names), units)
    return Header(first, last, tuple(names))


def is_rule(cells: Sequence[str]) -> bool:
    """Whether a row only draws a line."""
    filled = [c for c in cells if c.strip()]
    return bool(filled) and all(RULE.match(c) for c in filled)


def joined(top: Sequence[str], under: Sequence[str]) -> list[str]:
    """The names that two lines give together. Where the upper line leaves a gap under a group ("A party" over
    "Number", "IMEI"), the group's name goes on as long as the lower name alone would come twice."""
    times = Counter(normal(c) for c in under if c.strip())
    names, group = [], ""
    for at in range(max(len(top), len(under))):
        over = top[at].strip() if at < len(top) else ""
        own = under[at].strip() if at < len(under) else ""
        group = over or group
        above = over or (group if own and times[normal(own)] > 1 else "")
        names.append(own if normal(above) == normal(own) else f"{above} {own}".strip())
    return names


def _next(rows: Sequence[Sequence[str]], at: int) -> int | None:
    """The next row that is no rule."""
    return next((i for i in range(at + 1, min(at + 4, len(rows))) if not is_rule(rows[i])), None)


def _groups(top: Sequence[str], under: Sequence[str]) -> bool:
    """Whether the row above a header names groups of its columns: it has gaps, and without it names come twice."""
    filled = [c for c in top if c.strip()]
    names = [normal(c) for c in under if c.strip()]
    return (
        2 <= len(filled) < len(names)
        and abs(len(top) - len(under)) <= 1
        and len(set(names)) < len(names)
        and len(set(map(normal, joined(top, under)))) > len(set(names))
        and not any(ch.isdigit() for c in filled for ch in c)
    )


def _continues(top: Sequence[str], under: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row goes on naming the columns of the row above: words over figures, and one of the two alone
    leaves columns without a name of their own."""
    if len(top) != len(under) or not is_second_header(under, below):
        return False
    above = [normal(c) for c in top]
    own = [normal(c) for c in under]
    gaps = any(not a and b for a, b in zip(above, own, strict=True))
    filled = [a for a in above if a]
    named = [b for b in own if b]
    if gaps or len(set(filled)) < len(filled):
        return True
    return len(set(named)) < len(named) and not _are_units(under, below)


def _are_units(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the row under a header says in what units or forms its columns are written."""
    filled = [i for i, c in enumerate(cells) if c.strip()]
    if len(filled) < 2 or not all(_UNIT.match(cells[i].strip()) for i in filled):
        return False
    return not any(_UNIT.match(row[i].strip()) for row in below for i in filled if i < len(row))


def _plain_words(rows: Sequence[Sequence[str]]) -> int | None:
    """Where nothing speaks for any row, the first whole one, unless it is like the rows below it.

    A table of words alone usually has a header, too; a word that comes again below names no column.
    """
    for i, cells in enumerate(rows):
        below = [row for row in rows[i + 1 :] if len(row) == len(cells)]
        if len(cells) < 2 or not below or not all(c.strip() for c in cells):
            continue
        names = [normal(c) for c in cells]
        if len(set(names)) < len(names) or max(map(len, cells)) > 40 or any(_DATA.match(c) for c in cells):
            return None
        again = any(normal(cell) in names for row in below for cell in row)
        return None if again or any(ch.isdigit() for c in cells for ch in c) else i
    return None


def _score(cells: Sequence[str], followers: Sequence[Sequence[str]]) -> float:
    filled = [c for c in cells if c.strip()]
    below = [row for row in followers if any(c.strip() for c in row)]
    width = max((len(row) for row in below), default=len(cells))
    if not filled or len(filled) < min(2, width) or any(_DATA.match(c) for c in filled):
        return 0.0
    if len({normal(c) for c in filled}) < len(filled) * 0.8 or max(map(len, filled)) > 80:
        return 0.0
    known = sum(1 for c in filled if _is_known(c))
    fits = sum(1 for row in below if len(row) == len(cells)) / len(below) if below else 0.3
    digits = _digit_share(below)
    share = len(filled) / max(len(cells), 1)
    if known == 0 and digits < 0.2:
        return 0.0
    return known / len(filled) * 2 + fits + digits + share + min(len(filled), 8) / 8


def _is_known(cell: str) -> bool:
    words = set(_WORD.findall(cell.casefold().replace("_", " ")))
    return bool(words & WORDS or words & _FOREIGN_WORDS) or any(part in cell for part in _FOREIGN_PARTS)


def _digit_share(rows: Sequence[Sequence[str]]) -> float:
    cells = [c for row in rows for c in row if c.strip()]
    return sum(1 for c in cells if any(ch.isdigit() for ch in c)) / len(cells) if cells else 0.0


def footer(rows: Sequence[Sequence[str]]) -> int:
    """How many of the last rows look like a footer: totals and remarks that fill less than half the cells data do."""
    filled = [sum(1 for c in row if c.strip()) for row in rows]
    usual = sorted(filled)[len(filled) // 2] if filled else 0
    count = 0
    for cells in reversed(filled):
        if cells * 2 >= usual:
            break
        count += 1
    return count if count * 2 < len(rows) else 0


def is_second_header(cells: Sequence[str], followers: Sequence[Sequence[str]]) -> bool:
    """Whether the row after the header names things too: words where the rows below hold figures."""
    filled = [i for i, c in enumerate(cells) if c.strip()]
    if len(filled) < 2 or any(ch.isdigit() for c in cells for ch in c):
        return False
    below = [row for row in followers if len(row) == len(cells)]
    figures = [i for i in filled if below and all(_DATA.match(row[i]) for row in below)]
    return len(below) >= 2 and len(figures) >= 2
