"""A case whose records say where: five masts, a phone that is in two towns at once, a card, parcels, a sighting."""

from __future__ import annotations

from pathlib import Path

from workbench.app.importing import import_file
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import opening
from workbench.case.cases import Case


def _recipe(name: str, kind: str, header: str, own: str, **fields: str) -> str:
    """The recipe of a file with this header in UTC: `own` are columns that are called like their fields, `fields` the
    columns of others, and behind a colon the kind of entity they hold."""
    delimiter = "|" if "|" in header else ","
    said = {field: field for field in own.split(", ")} | fields
    lines = []
    for field, column in said.items():
        column, _, entity = column.partition(": ")
        lines.append(f'{field} = {{ column = "{column}"' + (f', as = "{entity}"' if entity else "") + " }")
    return "\n".join(
        [
            f'id = "test.{name}"', f'name = "Test {name}"', 'reader = "delimited"', "[recognise]",
            f"headers = {header.split(delimiter)!r}", "[layout]", 'zone = "UTC"', f'delimiter = "{delimiter}"',
            "[[record]]", f'kind = "{kind}"', "[record.fields]", *lines,
        ]
    )  # fmt: skip


PHONE, OTHER = "+447700900001", "+447700900002"
DEVICE = "00440012345678"  # without its check digit, as a case keeps it
CELLS = {
    name: f"001-01-2591-{n}"
    for n, name in enumerate(("leeds", "leeds_south", "london", "nowhere", "town"), 810_001)
}
MASTS = [
    "CGI,Site Name,Site Address,Latitude,Longitude,Azimuth,Beam Width,Range (m),Technology,On Air",
    f'{CELLS["leeds"]},A,"1 Quay Street, Northbury",53.8000,-1.5500,90,120,1500,GSM,15/03/2024',
    f'{CELLS["leeds_south"]},A,"1 Quay Street, Northbury",53.7800,-1.5500,180,,,GSM,15/03/2024',
    f'{CELLS["london"]},B,"2 Quay Street, Northbury",51.5074,-0.1278,,,900,GSM,15/03/2024',
    f'{CELLS["town"]},C,"3 High Street, Sheffield, UK",,,,,,GSM,15/03/2024',
]
CALLS = [
    "caller,callee,start,duration,cell,last,imei",
    f"{PHONE},{OTHER},2026-06-01 10:00:00,60,{CELLS['leeds']},{CELLS['leeds']},{DEVICE}0",
    f"{PHONE},{OTHER},2026-06-01 10:05:00,60,{CELLS['leeds_south']},,{DEVICE}0",
    f"{PHONE},{OTHER},2026-06-01 10:15:00,30,{CELLS['london']},{CELLS['london']},{DEVICE}0",
    f"{PHONE},{OTHER},2026-06-02 10:00:00,30,{CELLS['nowhere']},,{DEVICE}0",
    f"{OTHER},{PHONE},2026-06-02 11:00:00,30,{CELLS['town']},,",
]
CALLS_RECIPE = _recipe(
    "cells", "call", CALLS[0], "caller, callee, start, duration", caller_cell="cell", caller_last_cell="last",
    caller_device="imei",
)  # fmt: skip
PARCELS = [
    "parcel|at|sender|sender address|recipient|recipient address|from|to|via",
    "RR123450011GB|2026-06-03 09:00|A. Sender|1 Dock Road, Rotterdam, Netherlands|B. Taker|9 Mill Road, Leeds, UK|||",
    "RR123450025GB|2026-06-04 09:00|A. Sender|1 Dock Road, Rotterdam, Netherlands|C. Taker|7 Mill Road, Leeds, UK|||",
    "RR123450039GB|2026-06-05 09:00|A. Sender||C. Taker|7 Mill Road, Leeds, UK|New Zealand||Hawaii",
    "RR123450042GB|2026-06-05 10:00|A. Sender|1 Nowhere Road, Wickenfield|C. Taker|7 Mill Road, Leeds, UK|||",
    "RR123450056GB|2026-06-05 11:00|A. Sender|4 Main Road, Springfield|C. Taker|7 Mill Road, Leeds, UK|||",
]
PARCELS_RECIPE = _recipe(
    "parcels", "shipment", PARCELS[0], "parcel, at, from, to, via", sender="sender: person",
    sender_address="sender address", recipient="recipient: person", recipient_address="recipient address",
)  # fmt: skip
SEEN = [
    "at,person,address,latitude,longitude",
    '2026-06-03 08:00,B. Taker,"Harbour, Wickenfield",55.9533,-3.1883',
    "2026-06-03 20:00,B. Taker,,55.8642,-4.2518",
]
SEEN_RECIPE = _recipe(
    "seen", "sighting", SEEN[0], "at, latitude, longitude", seen="person: person", place="address: address"
)


def located_case(folder: Path, library: Library) -> Case:
    """The case, open for writing."""
    case = opening.create(
        folder / "located.case",
        library.kinds,
        "A. Nalyst",
        title="Located",
        country="GB",
        zone="Europe/London",
    )
    for name, rows, recipe in (
        ("masts.csv", MASTS, ""),
        ("calls.csv", CALLS, CALLS_RECIPE),
        ("parcels.csv", PARCELS, PARCELS_RECIPE),
        ("seen.csv", SEEN, SEEN_RECIPE),
    ):
        path = folder / name
        path.write_text("\n".join(rows) + "\n")
        wished = ""
        if recipe:
            wished = str(folder / f"{name}.toml")
            Path(wished).write_text(recipe)
        outcome = import_file(case, path, library, Wishes(recipe=wished))
        assert not outcome.problem and not outcome.counts.rejected, (name, outcome)
    return case
