"""The pattern of life as widgets: the hours of a week to choose from, and what is said beside them."""

from workbench.ui.pattern.week import WeekMap

__all__ = ["WeekMap"]
