"""Real files of others are read with the plugins that ship."""

from __future__ import annotations

from tests.plugins.conftest import by, recipes

__all__ = ["by", "recipes"]
