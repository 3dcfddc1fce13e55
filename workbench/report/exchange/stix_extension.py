"""What STIX 2.1 has no object or property for, as one extension definition: phones, wallets, parcels, standing.

OASIS, STIX Version 2.1, section 7.3: an extension definition names who made it, where its schema stands, and whether it
brings new observables (new-sco) or properties.
"""

from __future__ import annotations

import json
from typing import Any

CLEW = "identity--0c1f2f6b-5f0e-5d0c-9a57-2f0a8a6a9b11"
EXTENSION = "extension-definition--5b7f2f6e-3a53-5c1e-8a0f-7d6e1b9c4a20"
MADE = "2026-11-22T00:00:00.000Z"
NEW = {"extension_type": "new-sco"}
_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What a case of Clew says of an object",
    "description": "At the top of an object of a new type, else inside this extension. A new type has a value.",
    "type": "object",
    "properties": {
        "value": {**_TEXT, "description": "the identifier in its one written form"},
        "kind": {**_TEXT, "description": "the kind of entity or link in the case"},
        "shown": {**_TEXT, "description": "the identifier as a person reads it"},
        "name": _TEXT,
        "currency": {**_TEXT, "description": "the chain of a wallet"},
        "standing": {"enum": ["stated", "derived", "assessed"], "description": "stated in the record, derived by "
                     "rule, or assessed by an analyst"},
        "basis": {**_TEXT, "description": "on whose word what no record states"},
        "records": {"type": "integer", "minimum": 0},
        "totals": {"type": "object", "additionalProperties": _TEXT, "description": "exact decimals by asset; s are "
                   "seconds"},
        "last": {**_TEXT, "description": "the moment of the last record where it is that of the first"},
        "check_failed": {"type": "boolean", "description": "the value does not pass the check of its kind"},
        "common_service": {"type": "boolean"},
        "involvement": {"enum": ["suspect", "convicted", "victim", "witness", "contact"]},
        "same_as": {**_TEXTS, "description": "other identifiers judged to be the same"},
        "tags": _TEXTS,
        "gradings": {**_TEXTS, "description": "each as it was given, and on what basis an involvement stands"},
        "latitude": {"type": "number"},
        "longitude": {"type": "number"},
        "place_known_by": _TEXT,
        "rows": {**_TEXTS, "description": "file, SHA-256 and rows that name it"},
    },
}  # fmt: skip


def definition() -> list[dict[str, Any]]:
    """The identity that made the extension, and its definition with its schema."""
    return [
        {
            "type": "identity",
            "spec_version": "2.1",
            "id": CLEW,
            "created": MADE,
            "modified": MADE,
            "name": "Clew",
            "description": "A workbench for link analysis without a network.",
            "identity_class": "system",
        },
        {
            "type": "extension-definition",
            "spec_version": "2.1",
            "id": EXTENSION,
            "created_by_ref": CLEW,
            "created": MADE,
            "modified": MADE,
            "name": "What a case says",
            "description": "Observables of telecommunications, finance and parcels, and how firmly each is known.",
            "schema": json.dumps(SCHEMA, separators=(",", ":")),
            "version": "1.0.0",
            "extension_types": ["new-sco", "property-extension"],
        },
    ]
