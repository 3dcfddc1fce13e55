"""An empty case for reports."""

from tests.case.conftest import case

__all__ = ["case"]
