"""What a file says of itself is found in several languages, and checked against what was read."""

from __future__ import annotations

import polars as pl
import pytest

from tests.ingest.conftest import CALLS, table
from workbench.ingest import recipe, stated
from workbench.ingest.applying import Applying
from workbench.ingest.context import ReadContext
from workbench.ingest.ordering import Deciding
from workbench.ingest.reach import Reach
from workbench.model.kinds import Kinds


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Total Records :,40,,,", 40),
        ("Total Records : 9,834", 9834),
        ("No. of records: 12", 12),
        ("Number of calls\t17", 17),
        ("Record count=5", 5),
        ("Всего записей: 1 204", 1204),
        ("Количество соединений: 33", 33),
        ("Total de registros: 1.234", 1234),
        ("Número de llamadas: 8", 8),
        ("Nombre d'appels : 21", 21),
        ("Anzahl der Datensätze: 6", 6),
        ("总记录数：77", 77),
        ("件数,12", 12),
        ("إجمالي السجلات: ٤٠", 40),
        ("40 records found", 40),
        ("共 1,204 条记录", 1204),
        ("Rows: 12", 12),
    ],
)
def test_how_many_records(line: str, count: int) -> None:
    assert stated.facts([line])["records"] == count


@pytest.mark.parametrize(
    "lines",
    [
        ["Call Details of Mobile No '447700900001' from '09-Mar-2025' to '29-Mar-2025'"],
        ["Date Range :,2025-03-09 00:00:00 to 2025-03-29 23:59:59,,,"],
        ["Period: 09/03/2025 - 29/03/2025"],
        ["From Date :- 09/03/2025 00:00:00,,,", "Till Date :- 29/03/2025 11:37:15,,,"],
        ["Start Date & Time : 09-03-2025 00:00:00", "End Date & Time : 29-03-2025 23:59:59"],
        ["Период с 09.03.2025 по 29.03.2025"],
        ["Desde: 09/03/2025", "Hasta: 29/03/2025"],
        ["Période du 09/03/2025 au 29/03/2025"],
        ["查询时间：2025-03-09 至 2025-03-29"],
        ["开始日期：2025年3月9日", "结束日期：2025年3月29日"],
        ["الفترة من 2025-03-09 إلى 2025-03-29"],
    ],
)
def test_from_when_to_when(lines: list[str]) -> None:
    assert stated.facts(lines)["period"] == ["2025-03-09", "2025-03-29"]


def test_a_period_that_can_be_read_two_ways_is_no_check() -> None:
    said = stated.facts(["Period: 03/04/2025 - 05/06/2025"])
    assert "period" not in said and said["period_as_written"] == ["03/04/2025", "05/06/2025"]


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("MSISDN : - 447700900001,,,", "target", "447700900001"),
        ("Search Value : 447700900001", "target", "447700900001"),
        ("Mobile No: '+44 7700 900001'", "target", "+44 7700 900001"),
        ("Абонент: 447700900001", "target", "447700900001"),
        ("号码：447700900001", "target", "447700900001"),
        ("Operator: Example Telecom", "operator", "Example Telecom"),
        ("Оператор: Пример", "operator", "Пример"),
        ("Report Generated At :,'2025-03-29 10:18:29',,", "reported", "2025-03-29 10:18:29"),
        ("Report Date :- 31-Mar-2025 01:54:03 PM", "reported", "31-Mar-2025 01:54:03 PM"),
        ("导出时间：2025-03-29 10:18", "reported", "2025-03-29 10:18"),
    ],
)
def test_whose_records_and_who_says_so(line: str, key: str, value: str) -> None:
    assert stated.facts([line]) == {key: value}


def test_lines_that_state_nothing() -> None:
    assert stated.facts(["Example Circle CDR Records", "", "-----", "PAN India,,,", "note: 12"]) == {}


def test_checks_are_sentences() -> None:
    said = {"records": 9834, "period": ["2025-03-01", "2025-03-31"]}
    good = stated.checks(said, 9834, 0)
    assert [c["sentence"] for c in good if c["holds"]] == [
        "the file says 9,834 records, 9,834 were read",
        "the file says it covers 2025-03-01 to 2025-03-31; all rows are of this time",
    ]
    few = stated.checks(said, 9830, 1)
    assert [c["sentence"] for c in few if not c["holds"]] == [
        "the file says 9,834 records, but only 9,830 were read",
        "the file says it covers 2025-03-01 to 2025-03-31; but 1 row is outside it",
    ]
    assert "but 9,835 were read" in stated.checks(said, 9835, 0)[0]["sentence"]


def test_days_are_those_of_the_file(kinds: Kinds) -> None:
    """Half past midnight in summer is the day before in UTC; the file means its own day."""
    one = recipe.parse(CALLS)
    when = ["2025-06-01 00:30", "2025-06-30 23:59", "2025-05-31 23:59", "2025-07-01 00:00"]
    rows = table({"From": ["447700900001"] * 4, "To": ["447700900002"] * 4, "When": when})
    deciding = Deciding(one, kinds)
    deciding.decide([rows])
    block = Applying(one, kinds, ReadContext(country="GB", zone="Europe/London"), deciding).block(rows)
    reach = Reach(["2025-06-01", "2025-06-30"], kinds)
    reach.take(block)
    assert reach.outside == 2
    unknown = Reach(None, kinds)
    unknown.take(block)
    assert unknown.outside == 0 and isinstance(block.rejects, pl.DataFrame)
