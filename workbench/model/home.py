"""Where the user's own files are: settings, plugins, recipes, templates, forms of offices."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from workbench.model.problems import Problem


def home() -> Path:
    """The user's folder; CLEW_HOME (or --home) moves it."""
    moved = os.environ.get("CLEW_HOME")
    if moved:
        return Path(moved)
    try:
        return Path(platformdirs.user_data_dir("Clew", appauthor=False))
    except RuntimeError as error:
        raise Problem("this account has no home folder", "name a folder in CLEW_HOME") from error
