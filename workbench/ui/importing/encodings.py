"""Encodings of text as people call them."""

from __future__ import annotations

ENCODINGS = (
    ("utf-8", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Western (Windows-1252)"),
    ("cp1250", "Central European (Windows-1250)"),
    ("cp1251", "Cyrillic (Windows-1251)"), ("koi8-r", "Cyrillic (KOI8-R)"), ("cp866", "Cyrillic (DOS 866)"),
    ("cp1256", "Arabic (Windows-1256)"), ("cp1253", "Greek (Windows-1253)"), ("cp1254", "Turkish (Windows-1254)"),
    ("gb18030", "Chinese (GB18030)"), ("big5", "Chinese (Big5)"), ("shift_jis", "Japanese (Shift-JIS)"),
    ("euc-kr", "Korean (EUC-KR)"),
)  # fmt: skip


def encoding_name(code: str) -> str:
    """An encoding as people call it."""
    plain = code.lower().replace("_", "-").removesuffix("-sig")
    return next((name for known, name in ENCODINGS if known.replace("_", "-") == plain), code)
