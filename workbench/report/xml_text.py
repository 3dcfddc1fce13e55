"""Texts as XML holds them: escaped, and without the signs that no XML file may hold."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKED = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def escaped(text: str) -> str:
    """A text for an element or an attribute in double quotes; signs that XML forbids become U+FFFD."""
    return _MARKED.sub(lambda found: _WRITTEN.get(found[0], "\ufffd"), text) if _MARKED.search(text) else text


def clean(text: str) -> str:
    """A text for a writer that escapes by itself: only signs that XML forbids are replaced."""
    return _FORBIDDEN.sub("\ufffd", text)
