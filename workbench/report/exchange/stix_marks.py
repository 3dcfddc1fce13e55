"""The markings of STIX 2.1: TLP 2.0 as OASIS published them, and a statement for any other handling.

The five markings and their extension are fixed objects (OASIS, "STIX TLP 2.0 Extension Definition", 2022).
"""

from __future__ import annotations

from typing import Any

from workbench.report.exchange.handling import tlp

EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_IDS = {
    "clear": "94868c89-83c2-464b-929b-a1a8aa3c8487",
    "green": "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "amber": "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "amber+strict": "939a9414-2ddd-4d32-a0cd-375ea402b003",
    "red": "e828b379-4e03-4974-9ac4-e53a884c97c1",
}


def markings(handling: str, statement_id: str, made: str, by: str) -> list[dict[str, Any]]:
    """The marking definitions for what an agency wrote as handling: its TLP colour, and its words where it says more.

    `made` is when and `by` the identity that makes the statement. Nothing is marked where nothing is written.
    """
    found: list[dict[str, Any]] = []
    colour = tlp(handling)
    if colour:
        found.append(
            {
                "type": "marking-definition",
                "spec_version": "2.1",
                "id": f"marking-definition--{_IDS[colour]}",
                "created": "2022-10-01T00:00:00.000Z",
                "name": f"TLP:{colour.upper()}",
                "extensions": {EXTENSION: {"extension_type": "property-extension", "tlp_2_0": colour}},
            }
        )
    if handling.strip() and handling.strip().upper() != f"TLP:{colour.upper()}":
        found.append(
            {
                "type": "marking-definition",
                "spec_version": "2.1",
                "id": f"marking-definition--{statement_id}",
                "created_by_ref": by,
                "created": made,
                "definition_type": "statement",
                "definition": {"statement": handling},
            }
        )
    return found
