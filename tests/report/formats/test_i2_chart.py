"""A chart for i2 says how firmly each line is known, and lays the verbatim row with its file on a card."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path

import pytest
from lxml import etree

from tests.report.told import A, B, Told
from workbench.report import i2
from workbench.report.formats.format import named


@pytest.fixture
def chart(told: Told, tmp_path: Path) -> etree._Element:
    named("anx").write(told.extract(chart=told.chart), tmp_path / "out.anx")
    octets = (tmp_path / "out.anx").read_bytes()
    assert octets[:2] == b"\xff\xfe"  # UTF-16 with its mark, as i2 writes it
    return etree.fromstring(octets)


def _item(chart: etree._Element, label: str) -> etree._Element:
    (found,) = chart.xpath(f"//ChartItem[@Label='{label}']")
    return found


def test_lines_are_drawn_by_how_firmly_they_are_known(chart: etree._Element) -> None:
    dots = {one.get("Name"): one.get("DotStyle") for one in chart.iter("Strength")}
    assert dots["Stated in the record"] == "DotStyleSolid"
    assert dots["Assessed by an analyst"] == "DotStyleDotted"
    said = {item.get("Label"): item.find(".//LinkStyle") for item in chart.iter("ChartItem")}
    called, tied = said["called (2)"], said["associated with"]
    assert called.get("Strength") == "Stated in the record"
    assert called.get("ArrowStyle") == "ArrowOnHead" and tied.get("ArrowStyle") is None
    assert tied.get("Strength") == "Assessed by an analyst"


def test_a_card_has_the_row_as_it_stands_and_the_hash_of_its_file(chart: etree._Element, told: Told) -> None:
    cards = list(_item(chart, "called (2)").iter("Card"))
    assert [card.get("Summary") for card in cards] == ["calls.csv, row 2", "calls.csv, row 3"]
    assert cards[0].get("Text") == f"{A},{B},1780275600"
    assert cards[0].get("SourceReference") == f"calls.csv sha256:{told.extract().files[0].sha256} row 2"
    assert cards[0].get("DateTimeDescription").startswith("2026-06-01T02:00:00+01:00 (zone ")


def test_moments_are_in_utc_and_say_so(chart: etree._Element) -> None:
    item = _item(chart, "called (2)")
    assert item.get("DateTime") == "2026-06-01T01:00:00.000"
    assert item.find("TimeZone").get("UniqueID") == "1"
    attributes = {a.get("AttributeClass"): a.get("Value") for a in item.iter("Attribute")}
    assert attributes["Last"] == "2026-06-02T01:00:00Z" and attributes["Records"] == "2"


def test_entities_stand_where_they_stand_with_an_icon_of_their_kind(chart: etree._Element) -> None:
    end = _item(chart, B).find("End")
    assert (end.get("X"), end.get("Y")) == ("220", "165")
    images = {one.get("Id"): one for one in chart.iter("CustomImage")}
    assert set(images) == {"clew_phone,Screen,Icon", "clew_organisation,Screen,Icon"}
    image = zlib.decompress(base64.b64decode(images["clew_phone,Screen,Icon"].get("Data")))
    assert image[:2] == b"BM" and int.from_bytes(image[28:30], "little") == 24  # bits of each pixel
    assert image[-3:] == b"\xff\x00\xff"  # nothing is in the corners: magenta, blue first


def test_a_link_of_very_many_records_has_some_cards_and_the_rest_is_counted(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i2, "MOST_CARDS", 1)
    written = named("anx").write(told.extract("A", "B"), tmp_path / "out.anx")
    assert written.counts["cards"] == 2
    assert written.lost[0].startswith("1 row without a card")
