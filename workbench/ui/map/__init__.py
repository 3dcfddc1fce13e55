"""The map as a widget."""

from workbench.ui.map.surface import MapSurface

__all__ = ["MapSurface"]
