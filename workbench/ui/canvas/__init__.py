"""The chart on screen: one widget, its gestures and the thread that draws it."""

from workbench.ui.canvas.canvas import ChartCanvas

__all__ = ["ChartCanvas"]
