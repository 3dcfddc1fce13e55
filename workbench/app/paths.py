"""Where things live on this machine; CLEW_HOME (or --home) moves everything of the user's."""

from __future__ import annotations

from pathlib import Path

import workbench
from workbench.model.home import home as of_user

ROOT = Path(workbench.__file__).resolve().parent.parent


def resources() -> Path:
    """The shipped resources: kinds, icons, fonts, demonstration sources."""
    return ROOT / "resources"


def shipped_plugins() -> Path:
    return ROOT / "plugins"


def home() -> Path:
    """Settings, the user's plugins and recipes, and the program's own log."""
    return of_user()


def user_plugins() -> Path:
    return home() / "plugins"


def user_recipes() -> Path:
    return home() / "recipes"


def signing_key() -> Path:
    return home() / "signing.key"


def settings() -> Path:
    return home() / "settings.toml"
