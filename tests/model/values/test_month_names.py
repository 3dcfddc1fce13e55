"""Dates in the words of other languages are the dates they are in English."""

from __future__ import annotations

from datetime import datetime, timedelta

import polars as pl
import pytest

from workbench.model.values import moments, month_names


def at(text: str) -> str | None:
    micros = moments.parse_many(pl.Series([text]), "dmy", "UTC")["at"][0]
    return None if micros is None else (datetime(1970, 1, 1) + timedelta(microseconds=micros)).isoformat(" ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 de marzo de 2025 10:22:33", "2025-03-03 10:22:33"),
        ("lunes, 3 de marzo de 2025", "2025-03-03 00:00:00"),
        ("3-abr-2024 1:02 p. m.", "2024-04-03 13:02:00"),
        ("5 février 2024", "2024-02-05 00:00:00"),
        ("mardi 5 mars 2024 à 10:20", "2024-03-05 10:20:00"),
        ("1 août 24", "2024-08-01 00:00:00"),
        ("15-dez-2024", "2024-12-15 00:00:00"),
        ("7 de outubro de 2023 às 09:08", "2023-10-07 09:08:00"),
        ("12 янв. 2024 г. 10:00", "2024-01-12 10:00:00"),
        ("5 мая 2024, 10:20:30", "2024-05-05 10:20:30"),
        ("15.März 2024", "2024-03-15 00:00:00"),
        ("5. Dezember 2023 08:09 Uhr", "2023-12-05 08:09:00"),
        ("5 يناير 2024 3:04 م", "2024-01-05 15:04:00"),
        ("٥ كانون الثاني ٢٠٢٤", "2024-01-05 00:00:00"),
        ("5 ديسمبر 2023 03:04 ص", "2023-12-05 03:04:00"),
        ("2024年3月5日 下午3:22:10", "2024-03-05 15:22:10"),
        ("2024年03月05日15时04分09秒", "2024-03-05 15:04:09"),
        ("2024年3月5日(火) 午前9時05分", "2024-03-05 09:05:00"),
        ("2024년 3월 5일 오후 3:04", "2024-03-05 15:04:00"),
        ("04/05/2024 上午10:20", "2024-05-04 10:20:00"),
        ("04/05/2024 03:10 μ.μ.", "2024-05-04 15:10:00"),
        ("3 de ninguno de 2025", None),
        ("вчера", None),
    ],
)
def test_a_date_in_words(text: str, expected: str | None) -> None:
    assert at(text) == expected


def test_every_month_of_every_language() -> None:
    for names in month_names.LISTS.values():
        for month, name in enumerate(names.split(), 1):
            assert at(f"5 {name.replace('_', ' ')} 2024") == f"2024-{month:02}-05 00:00:00", name


def test_a_mixed_column_keeps_its_order() -> None:
    texts = pl.Series(["2024-01-02", "3 de marzo de 2025", None, "x", "05/06/2024"])
    read = moments.parse_many(texts, "dmy", "UTC")["at"].cast(pl.Datetime("us")).dt.strftime("%Y-%m-%d")
    assert read.to_list() == ["2024-01-02", "2025-03-03", None, None, "2024-06-05"]


def test_words_that_are_no_dates_stay() -> None:
    texts = pl.Series(["on the march", "abc def"])
    assert month_names.english(texts).equals(texts)
