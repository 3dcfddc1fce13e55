"""The timeline as a widget: what it shows, what hands do on it, and playing."""

from workbench.ui.timeline.surface import TimeSurface

__all__ = ["TimeSurface"]
