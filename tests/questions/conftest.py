"""Questions are asked of real cases."""

from __future__ import annotations

from tests.case.conftest import case

__all__ = ["case"]
