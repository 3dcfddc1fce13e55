"""What a file says of itself above and below its table: whose records, from when to when, how many, by whom.

Facts, in several languages, kept as {"records": 9834, "period": ["2024-03-01", "2024-03-31"], "target": "...",
"operator": "...", "reported": "...", "zone": "..."}. They are used as checks after reading, never instead of the rows;
moments that state no zone are read in the one stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import polars as pl

from workbench.ingest import stated_zone
from workbench.model.values import moments
from workbench.model.values.wrapping import unwrap, western_digits

_KEYS = {
    "records": (
        r"(?:total|number|no\.?|count|sum)\s*(?:no\.?\s*)?(?:of\s*)?(?:call\s*|sms\s*|data\s*|all\s*)?"
        r"(?:records?|rows?|calls?|entries|transactions|cdrs?|lines)(?:\s*(?:found|count|exported|returned))?"
        r"|(?:records?|rows?|entries|transactions)\s*(?:count|found|total|exported|returned|number)?"
        r"|всего\s*(?:записей|строк|звонков|соединений)?|(?:количество|число)\s*(?:записей|строк|соединений)|итого\s*записей"
        r"|(?:total\s*de\s*|número\s*de\s*|cantidad\s*de\s*|quantidade\s*de\s*|n[ºo°]\.?\s*de\s*)(?:registros|llamadas|chamadas|filas|linhas|movimientos)"
        r"|(?:nombre|total)\s*(?:total\s*)?(?:de\s*|d['’])\s*(?:enregistrements|lignes|appels|communications)"
        r"|anzahl\s*(?:der\s*)?(?:datensätze|zeilen|anrufe|verbindungen)|gesamtanzahl"
        r"|(?:总|总共|共计|合计)?(?:记录|条)(?:总)?数|总记录数?|总条数|總筆數|件数|건수|총\s*건수"
        r"|(?:عدد|إجمالي|اجمالي|مجموع)\s*(?:السجلات|المكالمات|الصفوف)|تعداد\s*(?:رکورد|ردیف)(?:ها)?"
    ),
    "target": (
        r"(?:target|mobile|msisdn|phone|telephone|subscriber|subject|search|a\s*party|account|imei|imsi|card|wallet|address)"
        r"\s*(?:number|no\.?|value|id|msisdn)?|search\s*(?:value|criteria)\s*:?\s*(?:msisdn|imei)?|number"
        r"|(?:абонент|номер)(?:ский)?(?:\s*(?:номер|абонента|телефона))?|(?:número|n[ºo°])\s*(?:de\s*)?(?:abonado|teléfono|telefone|línea|linha|objetivo|alvo)?"
        r"|numéro(?:\s*(?:cible|d['’]appel|de\s*téléphone))?|rufnummer|号码|目标号码|用户号码|查询号码|电话号码"
        r"|(?:رقم|شماره)\s*(?:الهدف|الهاتف|المشترك|تلفن|مشترک)?"
    ),
    "operator": (
        r"(?:operator|provider|carrier|service\s*provider|tsp|bank|institution|exchange)(?:\s*name)?|оператор|банк"
        r"|operadora?|opérateur|banque|banco|anbieter|运营商|银行|المشغل|البنك|اپراتور|بانک"
    ),
    "reported": (
        r"(?:report|generated|printed|created|export(?:ed)?|print|run|extraction)\s*(?:generated\s*)?(?:on|at|time|date|date\s*(?:and|&|/)\s*time|timestamp)"
        r"|(?:дата|время)\s*(?:отч[её]та|формирования|выгрузки)|(?:fecha|data)\s*(?:de\s*|do\s*)?(?:emisión|informe|emissão|relatório|generación|geração)"
        r"|(?:date\s*d['’](?:édition|extraction)|généré\s*le|édité\s*le)|erstellt\s*am|(?:生成|导出|打印|查询|报告)(?:时间|日期)"
        r"|تاريخ\s*(?:التقرير|الإصدار)|تاریخ\s*گزارش"
    ),
}
_FROM = (
    r"from(?:\s*date)?|start(?:\s*(?:date|time))?|date\s*from|period\s*from|begin(?:ning)?|с|от|начало|desde|del|de|du|début|von|ab|início"
    r"|开始(?:时间|日期)|起始(?:时间|日期)|من|از"
)
_TO = (
    r"to(?:\s*date)?|end(?:\s*(?:date|time))?|date\s*to|period\s*to|until|till(?:\s*date)?|through|по|до|конец|hasta|al|até|a|au|fin|fim|bis"
    r"|结束(?:时间|日期)|终止(?:时间|日期)|至|到|إلى|الى|تا"
)
_PERIOD = (
    r"(?:report(?:ing)?\s*|statement\s*|search\s*|billing\s*)?(?:period|date\s*range|duration|dates?|interval|time\s*range)"
    r"|период|за\s*период|per[ií]odo|période|zeitraum|期间|时间段|查询时间|統計期間|期間|기간|الفترة|دوره|بازه"
)
_GAP = r"\s*[:=：\-–]?[\s,;\t\"']*"
_DATE = (
    r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    r"|\d{1,2}[-/. ][^\W\d_]{3,10}\.?[-/., ]+\d{4}|\d{8}"
)
_CLOCK = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?)?"
_ENTRIES = {
    key: re.compile(
        rf"(?i)(?:^|[\t,;|])[\s\"']*(?:{names})\s*(?:[:=：]|[\t,;|])[\s\"',;\t\-–]*(?P<value>[^\t;|\"]+)"
    )
    for key, names in _KEYS.items()
}
_INLINE = re.compile(
    r"(?i)\b(?:mobile|msisdn|phone|telephone|target|subscriber|number)\b[\s\w./()-]{0,12}?[\s:=,'\"-]+(?P<value>\+?\d{7,15})\b"
)  # "Call Details of Mobile No '9000000001' from ..."
_COUNT = re.compile(r"^[\d][\d,. '\u00a0]{0,20}$")
_COUNTED = re.compile(
    r"(?i)^[\W_]*(?:共\s*)?(\d[\d,. ]*)\s*(?:records?|rows?|entries|transactions|calls)?"
    r"(?:\s*(?:found|returned|exported|selected|条记录|条|записей|registros|enregistrements|件))"
)
_RANGE = re.compile(
    rf"(?i)(?:(?:{_PERIOD}|{_FROM}){_GAP}(?:(?:{_FROM}){_GAP})?)(?P<first>{_DATE}){_CLOCK}"
    rf"[\s,;\t\"']*(?:{_TO}|[-–—~～至])?{_GAP}(?P<last>{_DATE}){_CLOCK}"
)
_ONE_END = {
    side: re.compile(
        rf"(?i)(?:^|[\t,;|])[\s\"']*(?:{names})(?:\s*(?:&|and|/)\s*time)?\s*[:=：\t,;]+[-–]?[\s\"']*(?P<value>{_DATE})"
    )
    for side, names in (("first", _FROM), ("last", _TO))
}


def facts(lines: Iterable[str]) -> dict[str, Any]:
    """What lines above and below a table state, as far as they state it."""
    found: dict[str, Any] = {}
    ends: dict[str, str] = {}
    lines = tuple(lines)
    if zone := stated_zone.zone(lines):
        found["zone"] = zone
    for line in lines:
        line = western_digits(line.replace("\u00a0", " ")).strip()
        if not line or len(line) > 2000:
            continue
        period = _RANGE.search(line)
        if period and "period" not in found:
            found["period"] = [period["first"], period["last"]]
        for side, pattern in _ONE_END.items():
            one = pattern.search(line)
            if one and not period:
                ends.setdefault(side, one["value"])
        _entries(line, found)
        inline = _INLINE.search(line)
        if inline and "target" not in found:
            found["target"] = inline["value"]
    if "period" not in found and len(ends) == 2:
        found["period"] = [ends["first"], ends["last"]]
    if "period" in found:
        days = _days(found["period"])
        if days:
            found["period"] = days
        else:
            found["period_as_written"] = found.pop("period")
    return found


def _entries(line: str, found: dict[str, Any]) -> None:
    counted = _COUNTED.match(line)
    if counted and "records" not in found:
        found["records"] = _number(counted[1])
    for key, pattern in _ENTRIES.items():
        entry = pattern.search(line)
        if entry is None or key in found:
            continue
        value = unwrap(entry["value"].split("  ")[0].rstrip(",: "))
        if key == "records":
            if _COUNT.match(value):
                found[key] = _number(value)
        elif key == "target":
            if sum(c.isdigit() for c in value) >= 5:
                found[key] = value.split(",")[0].strip()
        elif value and len(value) <= 80:
            found[key] = value


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _days(period: list[str]) -> list[str] | None:
    """Two dates as ISO days where day and month can be told, else None."""
    texts = pl.Series([re.sub("[年月]", "-", text).replace("日", "").replace("- ", "-") for text in period])
    order = moments.decide_order(texts)
    if order not in ("dmy", "mdy", "ymd"):
        return None
    at = moments.parse_many(texts, order, "UTC")["at"]
    if at.null_count() or at[0] > at[1]:
        return None
    days: list[str] = at.cast(pl.Datetime("us")).dt.strftime("%Y-%m-%d").to_list()
    return days


def checks(said: dict[str, Any], rows: int, outside: int) -> list[dict[str, Any]]:
    """What a file states beside what was read: sentences, and whether they hold. `rows` were read, `outside` of
    them are outside the period stated."""
    found = []
    if "records" in said:
        stated, held = said["records"], said["records"] == rows
        but = "" if held else "but only " if rows < stated else "but "
        were = "was" if rows == 1 else "were"
        found.append(
            {"what": "records", "holds": held, "stated": stated, "read": rows,
             "sentence": f"the file says {stated:,} records, {but}{rows:,} {were} read"}
        )  # fmt: skip
    if "period" in said:
        first, last = said["period"]
        within = "all rows are of this time" if not outside else (
            f"but {outside:,} {'row is' if outside == 1 else 'rows are'} outside it"
        )  # fmt: skip
        found.append(
            {"what": "period", "holds": not outside, "stated": [first, last], "outside": outside,
             "sentence": f"the file says it covers {first} to {last}; {within}"}
        )  # fmt: skip
    return found
