from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from tests.paper_text import on_paper
from workbench.drawing import engraving, lettered, paper
from workbench.drawing.chart import ChartData, Look, chart
from workbench.drawing.legend import NEUTRAL, LinkLook, Swatch
from workbench.drawing.paper import Format, Sheet
from workbench.model.problems import Problem

LOOKS = [
    Look("phone", "rounded", 0xFF3F6FB5, "ph.phone", "Phone"),
    Look("person", "round", 0xFF4D6470, "ph.user", "Person"),
    Look("transaction", "diamond", 0xFFA8581A, "ph.arrows-left-right", "Transaction"),
]


def made(count: int = 40) -> ChartData:
    dice = np.random.default_rng(7)
    xy = np.stack([np.arange(count) % 7 * 1.6, np.arange(count) // 7 * 1.5], axis=1) + dice.uniform(
        -0.3, 0.3, (count, 2)
    )
    ends = [(i, (i * 5 + 3) % count) for i in range(count) if i != (i * 5 + 3) % count]
    return chart(
        LOOKS, range(count), xy, [*ends, (0, 0)], look=(np.arange(count) % 3).astype(np.uint8),
        captions=[f"Person number {i} of the Thames" for i in range(count)],
        label=[f"{i} calls" for i in range(len(ends) + 1)], directed=np.ones(len(ends) + 1, bool),
        standing=(np.arange(len(ends) + 1) % 3).astype(np.uint8),
    )  # fmt: skip


def sheet(of: ChartData | None = None, **more: object) -> Sheet:
    of = of if of is not None else made()

    def paint(painter: QPainter, box: QRectF) -> list[str]:
        return [f"{engraving.engrave(painter, of, box)} found no room."]

    usual = {
        "items": [*LOOKS, LinkLook("called", 0xFF3F6FB5), LinkLook("assessed", NEUTRAL, 2), Swatch("Spain", NEUTRAL)],
        "notes": ["40 of 6,908 entities shown; 3 hidden by hand.", "Filters: none."],
        "author": "Made by A. Nalyst", "date": "Printed 1 June 2026, 10:00 UTC", "handling": "Official",
    }  # fmt: skip
    return Sheet("Operation Demo", paint, **(usual | more))


def letters(path: Path) -> str:
    return " ".join(" ".join(on_paper(path)).split())


def test_everything_that_must_stand_on_a_sheet_stands_there_as_text(tmp_path: Path) -> None:
    out = tmp_path / "chart.pdf"
    assert paper.save(sheet(), out, Format("A3")) == 1
    said = letters(out)
    for text in ("Operation Demo", "40 of 6,908 entities shown", "3 hidden by hand", "Filters: none", "A. Nalyst",
                 "1 June 2026", "Transaction", "called", "0 found no room"):  # fmt: skip
        assert text in said
    assert said.count("OFFICIAL") == 2
    assert b"/Subtype /Image" not in out.read_bytes() and b"/FontFile" in out.read_bytes()


@pytest.mark.parametrize(
    ("size", "millimetres"),
    [("A4", (297, 210)), ("A3", (420, 297)), ("A2", (594, 420)), ("A1", (841, 594)), ("A0", (1189, 841))],
)  # fmt: skip
def test_a_page_is_as_large_as_its_paper(tmp_path: Path, size: str, millimetres: tuple[int, int]) -> None:
    out = tmp_path / "chart.pdf"
    paper.save(sheet(made(6)), out, Format(size))
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", out.read_bytes())
    assert box is not None
    assert [float(side) / 72 * 25.4 for side in box.groups()] == pytest.approx(millimetres, abs=0.6)


@pytest.mark.parametrize(
    ("size", "tile", "landscape", "expected"),
    [("A3", "A4", True, (2, 1, False)), ("A3", "A4", False, (1, 2, True)), ("A2", "A4", True, (2, 2, True)),
     ("A1", "A4", True, (4, 2, False)), ("A0", "A3", False, (2, 4, True)), ("A0", "A4", True, (4, 4, True))],
)  # fmt: skip
def test_each_size_is_two_of_the_next(
    size: str, tile: str, landscape: bool, expected: tuple[int, int, bool]
) -> None:
    assert Format(size, landscape, tile).tiles() == expected


def test_tiles_say_which_piece_they_are(tmp_path: Path) -> None:
    out = tmp_path / "chart.pdf"
    assert paper.save(sheet(), out, Format("A2", tile="A4")) == 4
    said = letters(out)
    assert all(f"Row {r} of 2, column {c} of 2" in said for r in (1, 2) for c in (1, 2))


def test_what_cannot_be_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="does not need tiles"):
        Format("A4", tile="A3")
    with pytest.raises(Problem, match="no paper A7"):
        Format("A7")
    with pytest.raises(Problem, match="could not be written"):
        paper.save(sheet(made(3)), tmp_path / "absent" / "a.pdf", Format())


def test_every_caption_of_a_chart_for_a_court_is_written_and_none_lies_on_another() -> None:
    of = made(40)
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert engraving.engrave(painter, of, QRectF(0, 0, 1400, 900)) == 0
    painter.end()
    page, half = QRectF(0, 0, 1500, 1150), np.full(40, 17, np.float32)
    middles = (of.xy * 120 + 120).astype(np.float64)
    found = lettered.place(page, middles, half, range(40), of.captions, (), np.zeros((0, 4)), [], 60)
    boxes = [box for _, box, _, _ in found.captions]
    assert len(boxes) == 40
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert all(page.contains(box) for box in boxes)


def test_of_very_many_those_without_room_are_counted() -> None:
    count = 400
    middles = np.random.default_rng(1).uniform(0, 300, (count, 2))
    half = np.full(count, 9, np.float32)
    found = lettered.place(
        QRectF(0, 0, 300, 300),
        middles,
        half,
        range(count),
        ["Some caption"] * count,
        (),
        np.zeros((0, 4)),
        [],
        60,
    )
    assert found.crowded and found.crowded + len(found.captions) == count


def test_a_long_caption_is_broken_not_cut(qapp) -> None:
    assert lettered.broken("The Honourable Company of Couriers of the Lower Thames")[0].startswith(
        "The Honourable"
    )
    lines = lettered.broken("0x" + "ab12" * 16)
    assert "".join(lines) == "0x" + "ab12" * 16 and len(lines) > 1
    assert lettered.broken("word " * 60)[-1].endswith("…")


def test_a_view_that_is_an_image_can_be_printed(tmp_path: Path) -> None:
    asked = []

    def draw(size: tuple[int, int], ratio: float) -> QImage:
        asked.append((size, ratio))
        image = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_RGB32)
        image.fill(0xFFAA0000)
        return image

    paper.save(Sheet("Map", paper.pictured(draw)), tmp_path / "map.pdf", Format("A4"))
    assert asked[0][1] == 300 / 96 and asked[0][0][0] > 900
