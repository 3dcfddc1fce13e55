"""How Telegram's export writes texts, moments, names and numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def time_of(said: dict[str, Any]) -> str | None:
    """The moment with the offset of the exporting computer, which is what its two ways to state it differ by."""
    local, unix = plain(said.get("date")), plain(said.get("date_unixtime"))
    try:
        instant = datetime.fromtimestamp(int(unix), UTC)
    except (ValueError, OverflowError, OSError):
        return local or None
    try:
        minutes = round((datetime.fromisoformat(local).replace(tzinfo=UTC) - instant).total_seconds() / 60)
    except ValueError:
        return instant.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    if (
        abs(minutes) > 14 * 60 or minutes % 15
    ):  # no zone on earth: one of the two is wrong, and seconds since 1970 rarely
        return instant.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    sign, ahead = "-" if minutes < 0 else "+", abs(minutes)
    return f"{local}{sign}{ahead // 60:02}:{ahead % 60:02}"


def text_of(said: Any) -> str:
    """The plain text of a message, which is a string or a list of strings and marked-up parts."""
    if not isinstance(said, list):
        return plain(said)
    parts = []
    for part in said:
        text = part.get("text") if isinstance(part, dict) else part
        text = text if isinstance(text, str) else plain(text)
        hidden = plain(part.get("href")) if isinstance(part, dict) else ""
        parts.append(f"{text} ({hidden})" if hidden and hidden != text else text)
    return "".join(parts)


def full_name(said: dict[str, Any]) -> str:
    return " ".join(filter(None, (plain(said.get("first_name")), plain(said.get("last_name")))))


def number_of(said: Any) -> str:
    """A number as Telegram writes it: international, often without its plus, or with 00 before it."""
    text = plain(said)
    digits = "".join(c for c in text if c.isdigit())
    if not digits:
        return ""
    return text if text.startswith("+") else "+" + digits.removeprefix("00")


def plain(said: Any) -> str:
    """A text or number as text, "" for anything else."""
    return (
        said.strip()
        if isinstance(said, str)
        else ""
        if said is None or isinstance(said, dict | list)
        else str(said)
    )
