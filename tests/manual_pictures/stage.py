"""Stage: the window on the demonstration, for pages of the manual to take pictures of."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageChops
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from workbench.app import demonstration, paths
from workbench.app.library import Library
from workbench.app.session import Session
from workbench.case.cases import Case
from workbench.ui import application
from workbench.ui.main_thread import MainThread
from workbench.ui.main_window import MainWindow

LONGEST = 60.0  # seconds a chart may take to be drawn
FOLDER = paths.resources() / "manual" / "pictures"


class Stage:
    """A window of some size on the demonstration; `more(case, folder)` adds to the case before it is opened."""

    def __init__(
        self,
        folder: Path,
        size: tuple[int, int],
        more: Callable[[Case, Path], object] = lambda case, folder: None,
    ) -> None:
        os.environ["CLEW_HOME"] = str(folder / "home")
        app = application.make(["clew"])
        library = Library.shipped()
        made = demonstration.build(folder, library, analyst="J. Marsh")
        more(made.case, folder)
        made.case.close()
        thread = MainThread(app)
        self.session = Session("J. Marsh", deliver=thread, library=library)
        self.window = MainWindow(self.session)
        self.window.closing = thread.close
        self.window.resize(*size)
        self.window.show()
        self.settle()
        self.session.open(made.case.path)
        self.settle()

    def settle(self) -> None:
        """Waits until nothing is worked on and every late picture is drawn."""
        quiet = 0
        while quiet < 40:
            QApplication.processEvents()
            time.sleep(0.01)
            quiet = 0 if self.session.jobs.running else quiet + 1

    def draw(self) -> None:
        """Waits until the chart stands as it will stand, drawn exactly."""
        self.settle()
        canvas, drawn = self.window.chart.canvas, []
        canvas.arrive()
        canvas.painted.connect(lambda: drawn.append(True))
        canvas.redraw()
        begin = time.monotonic()
        while canvas.isVisible() and not drawn:
            self.settle()
            assert time.monotonic() - begin < LONGEST, "the chart was not drawn"
        self.settle()

    def find(self, *values: str) -> list[int]:
        """The entities of these values or captions."""
        graph = self.session.graph
        named = {name: k for k, name in enumerate(graph.captions)} | {
            name: k for k, name in enumerate(graph.values)
        }
        return [int(graph.ids[named[value]]) for value in values]

    def do(self, action: str, **answers: object) -> None:
        """Does an action, which must need no more answers than these, and waits for it."""
        self.window.commands.actions[action].run(self.session, **answers)
        self.settle()

    def only(self, *panels: str) -> None:
        """Shows these panels and no others."""
        for name, dock in self.window.docks.items():
            dock.setVisible(name in panels)
        self.settle()

    def keep(self, widget: QWidget, name: str, colours: int = 128, folder: Path = FOLDER) -> None:
        """Writes a picture of few colours: small, and letters stay sharp."""
        self.draw()
        path = folder / f"{name}.png"
        widget.grab().toImage().save(str(path))
        with Image.open(path) as whole:
            few = whole.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
        few.save(path, optimize=True)

    def keep_dialog(self, sort: type[QDialog], action: str, size: tuple[int, int], name: str) -> None:
        """Opens a window by its action, and writes a picture of it."""
        self.window.perform(action)
        self.settle()
        shown = self.window.findChild(sort)
        assert shown is not None, f"{action} opens no {sort.__name__}"
        shown.resize(*size)
        self.settle()
        self.keep(shown, name)
        shown.close()

    def keep_chart(self, name: str, size: tuple[int, int]) -> None:
        """Writes the chart alone, without what floats on it, cut to what is drawn and in the middle of `size`."""
        self.draw()
        path = FOLDER / f"{name}.png"
        self.window.chart.canvas.grab_picture().save(str(path))
        with Image.open(path) as whole:
            picture = whole.convert("RGB")
        ground = picture.getpixel((0, 0))
        drawn = ImageChops.difference(picture, Image.new("RGB", picture.size, ground)).getbbox()
        cut = picture.crop(drawn)
        cut.thumbnail((size[0] - 16, size[1] - 16), Image.Resampling.LANCZOS)
        made = Image.new("RGB", size, ground)
        made.paste(cut, ((size[0] - cut.width) // 2, (size[1] - cut.height) // 2))
        made.quantize(255, dither=Image.Dither.NONE).save(path, optimize=True)


def run(make: Callable[[Path], None]) -> None:
    """Makes the pictures of a page in a folder that goes away."""
    with tempfile.TemporaryDirectory() as place:
        make(Path(place))
