"""Text and JSON that every reader takes: sound in any encoding, without control characters, the same each time."""

from __future__ import annotations

import json
import re
from typing import Any

from workbench.model.texts import sound

_doubtful = re.compile(r"\\u00(?:[01][0-9a-f])|[\x7f\ud800-\udfff\ufffe\uffff]")
_controls = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with U+FFFD for halves of surrogate pairs and for controls that XML and databases refuse."""
    return _controls.sub("\ufffd", sound(text))


def line(said: Any) -> str:
    """A value as JSON on one line."""
    told = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    if _doubtful.search(told) or "\\b" in told or "\\f" in told:
        return json.dumps(cleaned(said), ensure_ascii=False, separators=(",", ":"))
    return told


def cleaned(said: Any) -> Any:
    """The same value with every text in it clean."""
    if isinstance(said, str):
        return clean(said)
    if isinstance(said, dict):
        return {clean(key): cleaned(value) for key, value in said.items()}
    return [cleaned(one) for one in said] if isinstance(said, list | tuple) else said
