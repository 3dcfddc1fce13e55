from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtGui import QImage

from workbench.drawing import legend
from workbench.drawing.chart import Look, chart
from workbench.drawing.legend import LinkLook
from workbench.drawing.picture import draw_picture, icon_png, save
from workbench.drawing.theme import LIGHT, number
from workbench.model.problems import Problem

LOOKS = [
    Look("phone", "rounded", 0xFF3F6FB5, "ph.phone", "Phone"),
    Look("site", "round", 0xFF7A5195, "ph.globe", "Site"),
]


@pytest.fixture
def made():
    return chart(LOOKS, [1, 2, 3], [(0, 0), (3, 0), (0, 40)], [(0, 1)])


def pixels_of(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def test_the_file_shows_the_whole_chart(made, tmp_path):
    path = tmp_path / "chart.png"
    save(made, path, (600, 400), device_pixel_ratio=1.0)
    image = QImage(str(path))
    assert (image.width(), image.height()) == (600, 400)
    body = pixels_of(image)[:340]
    rows = np.flatnonzero((body == 0xFF3F6FB5).any(axis=1))
    assert rows.min() > 20 and rows.max() < 335 and rows.max() - rows.min() > 200


def test_the_legend_names_the_kinds_on_the_chart_and_no_others(made):
    with_legend = pixels_of(
        draw_picture(made, (600, 400), links=[LinkLook("paid", 0xFFD9822B)], device_pixel_ratio=1)
    )
    without = pixels_of(draw_picture(made, (600, 400), legend=False, device_pixel_ratio=1))
    band = with_legend[350:]
    assert (band == 0xFF3F6FB5).any() and (band == 0xFFD9822B).any() and (band == number(LIGHT.ink)).any()
    assert not (band == 0xFF7A5195).any()
    assert not (without[380:] == number(LIGHT.ink)).any()


def test_a_long_legend_takes_more_rows_and_stays_inside(made):
    links = [LinkLook(f"a kind of link number {k}", 0xFFD9822B) for k in range(12)]
    pixels = pixels_of(
        draw_picture(made, (600, 500), links=links, footer="12 of 6,908 entities shown", device_pixel_ratio=1)
    )
    assert not (pixels[:, 590:] == number(LIGHT.ink)).any()
    samples = (pixels[300:] == 0xFFD9822B).any(axis=1)
    assert int((samples[1:] & ~samples[:-1]).sum()) >= 4


def test_at_200_percent_the_file_has_twice_the_pixels(made, tmp_path):
    save(made, tmp_path / "chart.png", (300, 200), title="Money", footer="3 of 3")
    assert (QImage(str(tmp_path / "chart.png")).width()) == 600


def test_where_nothing_can_be_written_a_problem_says_so(made, tmp_path):
    with pytest.raises(Problem, match="could not be written"):
        save(made, tmp_path / "absent" / "chart.png", (300, 200))


def test_an_icon_as_png():
    assert icon_png(LOOKS[0]).startswith(b"\x89PNG")


def test_without_a_screen_and_without_an_application(tmp_path):
    code = (
        "import sys\nfrom workbench.drawing.chart import Look, chart\nfrom workbench.drawing.picture import save\n"
        "save(chart([Look('phone', 'rounded', 0xff3f6fb5, 'ph.phone')], [1], [(0, 0)]), sys.argv[1])"
    )
    env = {"PATH": "", "PYTHONPATH": ":".join(p for p in sys.path if p)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.png")],
        capture_output=True,
        text=True,
        timeout=300,
        env=env,
    )
    assert done.returncode == 0, done.stderr
    assert not QImage(str(tmp_path / "a.png")).isNull()


def test_what_is_hidden_is_said_in_as_many_lines_as_it_needs() -> None:
    one, many = (legend.height([], text, 400) for text in ("3 of 4 entities shown", "hides 2 records, " * 20))
    assert many >= one + 5 * legend.ROW
