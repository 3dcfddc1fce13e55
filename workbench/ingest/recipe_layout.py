"""What a recipe's TOML says of a table: how it is laid out, what its columns are called, by which signs it is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.ingest.readers import SPACES, Layout
from workbench.ingest.recipe_parts import Signs
from workbench.ingest.recipe_words import DATE_ORDERS, DECIMALS, LAYOUT, RECOGNISE
from workbench.ingest.toml_entries import Entries, flat
from workbench.model.values.calendars import CALENDARS


def layout(read: Entries, said: Mapping[str, Any]) -> Layout:
    """[layout], with the headers of [recognise] and the [names]. Raises Problem."""
    recognise = read.known(said.get("recognise", {}), RECOGNISE, "[recognise]")
    layout = read.known(said.get("layout", {}), LAYOUT, "[layout]")
    place = "[layout]"
    encoding = read.text(layout, "encoding", place, "")
    if encoding:
        try:
            b"a".decode(encoding, "replace")
        except (LookupError, ValueError) as error:  # no encoding of text, or a name that none could have
            raise read.wrong(f"{place}, no encoding is called {encoding}") from error
    delimiter = read.text(layout, "delimiter", place, "")
    if (
        (len(delimiter) > 1 and delimiter != SPACES)
        or delimiter in ('"', "\n", "\r")
        or not delimiter.isascii()
    ):
        raise read.wrong(f"{place}, delimiter should be one plain character, or two spaces")
    zone = read.text(layout, "zone", place, "")
    read.check_zone(zone, place)
    return Layout(
        delimiter,
        encoding,
        read.texts(recognise, "headers", "[recognise]"),
        read.texts(layout, "columns", place),
        read.pattern(layout, "footer", place) or "",
        read.pattern(layout, "skip", place) or "",
        read.choice(layout, "date_order", place, DATE_ORDERS, "auto"),
        read.choice(layout, "decimal", place, DECIMALS, "."),
        zone,
        read.text(layout, "country", place, ""),
        read.texts(layout, "empty", place),
        _names(read, said),
        read.choice(layout, "calendar", place, ("auto", *CALENDARS), "auto"),
    )


def _names(read: Entries, said: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The headers each name of the recipe stands for; lists within a list are taken apart."""
    names: dict[str, tuple[str, ...]] = {}
    for name, found in read.known(said.get("names", {}), set(said.get("names", ())), "[names]").items():
        said_so = flat(found)
        headers = [h for h in said_so if isinstance(h, str) and h]
        if not headers or len(headers) < len(said_so):
            raise read.wrong(f"[names], {name} should be a list of headers")
        names[name] = tuple(dict.fromkeys(headers))
    return names


def signs(read: Entries, said: Mapping[str, Any]) -> Signs:
    """What [recognise] says beside the headers. Raises Problem."""
    place = "[recognise]"
    recognise = said.get("recognise", {})
    cells = read.known(recognise.get("cells", {}), set(recognise.get("cells", ())), f"{place}, cells")
    return Signs(
        read.texts(recognise, "without", place),
        read.linear(recognise, "filename", place),
        read.linear(recognise, "preamble", place),
        {column: read.linear(cells, column, f"{place}, cells") for column in cells},
    )
