"""The whole application, as an analyst uses it."""

from tests.ui.conftest import case_file, entity, home, opened, qapp, settle, window

__all__ = ["case_file", "entity", "home", "opened", "qapp", "settle", "window"]
