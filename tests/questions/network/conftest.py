"""An empty case for each test."""

from tests.case.conftest import case

__all__ = ["case"]
