"""Picture: a chart as an image file, with a legend that says what is seen and how much is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from workbench.drawing import application
from workbench.drawing.chart import ChartData, Look
from workbench.drawing.fonts import font
from workbench.drawing.frame import render
from workbench.drawing.icons import icon
from workbench.drawing.legend import MARGIN, Item, LinkLook, Swatch, coloured, draw, height
from workbench.drawing.scene import prepare
from workbench.drawing.shot import Highlights
from workbench.drawing.theme import LIGHT, Theme
from workbench.drawing.view import View, fitting
from workbench.model.problems import Problem

TITLE = 44.0  # screen pixels a title takes


def draw_picture(
    chart: ChartData,
    size: tuple[int, int] = (1600, 1000),
    theme: Theme = LIGHT,
    *,
    legend: bool = True,
    links: Sequence[LinkLook] = (),
    swatches: Sequence[Swatch] = (),
    title: str = "",
    footer: str = "",
    device_pixel_ratio: float = 2.0,
    view: View | None = None,
    highlights: Highlights | None = None,
) -> QImage:
    """The whole chart, or what `view` shows of it, on `size` screen pixels.

    Each is `device_pixel_ratio` pixels of the image, in both directions.
    `links` are the kinds of link the legend names, beside the kinds of entity, and `swatches` what colours mean;
    `footer` says for example "12 of 6,908 entities shown". `highlights` are ringed as what is selected is.
    """
    application.ensure()
    items: list[Item] = [*coloured(chart, swatches), *links] if legend else []
    top = TITLE if title else 0.0
    band = height(items, footer, size[0])
    area = size[0], max(1, round(size[1] - top - band))
    frame = render(
        prepare(chart), view or fitting(chart.reach(), *area), area, theme, highlights, device_pixel_ratio
    )
    width, tall = (round(side * device_pixel_ratio) for side in size)
    image = QImage(width, tall, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(device_pixel_ratio)
    image.fill(QColor(theme.chart))
    painter = QPainter(image)
    painter.drawImage(QPointF(0, top), frame)
    if title:
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(16, strong=True))
        painter.drawText(QRectF(MARGIN, 0, size[0] - 2 * MARGIN, TITLE), Qt.AlignmentFlag.AlignVCenter, title)
    if band:
        draw(painter, items, footer, size[0], size[1] - band, theme)
    painter.end()
    return image


def save(
    chart: ChartData,
    path: Path | str,
    size: tuple[int, int] = (1600, 1000),
    theme: Theme = LIGHT,
    legend: bool = True,
    *,
    links: Sequence[LinkLook] = (),
    swatches: Sequence[Swatch] = (),
    title: str = "",
    footer: str = "",
    device_pixel_ratio: float = 2.0,
    view: View | None = None,
    highlights: Highlights | None = None,
) -> None:
    """Writes the picture of a chart as PNG; a Problem names the file when it cannot be written."""
    image = draw_picture(
        chart, size, theme, legend=legend, links=links, swatches=swatches, title=title, footer=footer,
        device_pixel_ratio=device_pixel_ratio, view=view, highlights=highlights,
    )  # fmt: skip
    if not QImageWriter(str(path), QByteArray(b"PNG")).write(image):
        raise Problem(
            f"the picture {Path(path).name} could not be written", "choose a folder you may write to"
        )


def icon_png(look: Look, pixels: int = 64, theme: Theme = LIGHT) -> bytes:
    """The icon of a look as the bytes of a PNG file."""
    application.ensure()
    return as_png(icon(look, pixels, theme, False, False))


def icon_bmp(look: Look, pixels: int = 48, theme: Theme = LIGHT) -> bytes:
    """The icon of a look as the bytes of a BMP file of 24 bits, with magenta where nothing is: charts of i2 hold icons
    so. What is half transparent stands on the colour of the chart."""
    application.ensure()
    drawn = icon(look, pixels, theme, False, False)
    solid = QImage(drawn.size(), QImage.Format.Format_RGB888)
    for y in range(drawn.height()):
        for x in range(drawn.width()):
            solid.setPixelColor(x, y, _on_magenta(drawn.pixelColor(x, y), theme))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"BMP")).write(solid)
    return bytes(buffer.data().data())


def _on_magenta(colour: QColor, theme: Theme) -> QColor:
    if colour.alpha() < 128:
        return QColor(255, 0, 255)
    ground, part = QColor(theme.chart), colour.alphaF()
    pairs = (
        (colour.red(), ground.red()),
        (colour.green(), ground.green()),
        (colour.blue(), ground.blue()),
    )
    return QColor(*(round(c * part + g * (1 - part)) for c, g in pairs))


def as_png(image: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
