"""Where things live on this machine; CLEW_HOME (or --home) moves everything of the user's."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

import workbench
from workbench.model.problems import Problem

ROOT = Path(workbench.__file__).resolve().parent.parent


def resources() -> Path:
    """The shipped resources: kinds, icons, fonts, demonstration sources."""
    return ROOT / "resources"


def shipped_plugins() -> Path:
    return ROOT / "plugins"


def home() -> Path:
    """Settings, the user's plugins and recipes, and the program's own log."""
    moved = os.environ.get("CLEW_HOME")
    if moved:
        return Path(moved)
    try:
        return Path(platformdirs.user_data_dir("Clew", appauthor=False))
    except RuntimeError as error:
        raise Problem("this account has no home folder", "name a folder in CLEW_HOME") from error


def user_plugins() -> Path:
    return home() / "plugins"


def user_recipes() -> Path:
    return home() / "recipes"


def signing_key() -> Path:
    return home() / "signing.key"


def settings() -> Path:
    return home() / "settings.toml"
