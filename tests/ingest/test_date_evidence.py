from __future__ import annotations

from datetime import datetime

from workbench.ingest import date_evidence


def test_every_order_that_fits_is_told_with_what_it_would_mean() -> None:
    texts = ["03/04/2026 10:00", "05/04/2026 10:00", "", "07/04/2026 09:00"]
    by_day, by_month = date_evidence.readings(texts)[:2]
    assert (by_day.order, by_month.order) == ("dmy", "mdy")
    assert by_day.shown[0] == ("03/04/2026 10:00", "2026-04-03") and by_month.shown[0][1] == "2026-03-04"
    assert by_day.ascending == by_month.ascending == 1.0
    assert by_day.last - by_day.first < 5 * 86_400_000_000 < by_month.last - by_month.first
    assert date_evidence.at("2026-04-03") == datetime(2026, 4, 3)


def test_an_order_one_cell_does_not_fit_is_no_answer() -> None:
    assert [r.order for r in date_evidence.readings(["03/04/2026", "25/04/2026"])] == ["dmy"]
    assert date_evidence.readings([]) == []


def test_days_that_jump_to_and_fro_speak_against_an_order() -> None:
    by_day, by_month = date_evidence.readings(["01/02/2026", "02/01/2026", "03/02/2026", "04/01/2026"])
    assert by_day.ascending < 1 and by_month.ascending == 1.0
    by_day, by_month = date_evidence.readings(["11/05/2026", "12/05/2026", "01/06/2026"])
    assert by_day.ascending == 1.0 and by_month.ascending == 0.5
