"""Whose records a file holds, as the analyst says it, where the file does not."""

from __future__ import annotations

from collections.abc import Container

from workbench.ingest.recipe_parts import Recipe
from workbench.model.problems import Problem


def told(said: str, kinds: Container[str]) -> str:
    """The identifier in what was said, such as "ann@example.org" or "account:GB33…", without its kind; "" where
    nothing was. Raises Problem where it is a name, which no statement is numbered by."""
    found = identifier(said, kinds)
    if said.strip() and not found:
        raise Problem(
            f"'{said.strip()}' is no identifier",
            "say the number, address or e-mail the provider has for it, or account:NAME where it is only a name",
        )
    return found


def identifier(said: str, kinds: Container[str]) -> str:
    """The identifier in what was said; "" where it is a name or nothing."""
    kind, colon, rest = said.strip().partition(":")
    if colon and kind.strip() in kinds:
        return rest.strip()
    text = said.strip()
    return text if "@" in text or any(map(str.isdigit, text)) else ""


def subject(said: str, delivered: str, recipe: Recipe, kinds: Container[str]) -> str:
    """Whose records a file holds that does not say it: what was said for the reading, else for whom they were
    delivered; "" where the recipe does not ask."""
    if not recipe.asks_whose:
        return ""
    return told(said, kinds) or identifier(delivered, kinds)
