"""Words and numbers as the window writes them: translated, in the order and digits of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTime, QTranslator
from PySide6.QtGui import QGuiApplication

translate = QCoreApplication.translate
DOT = "\u00a0· "  # between facts; a line never begins with it

# English has two forms of a noun; Qt takes the second from the source text and the first from here.
SINGULAR = {
    "%Ln words": "%Ln word",
    "%Ln characters": "%Ln character",
    "after %Ln minutes without a hand on it": "after %Ln minute without a hand on it",
    "Nobody was at it for %Ln minutes. Everything is saved.": "Nobody was at it for %Ln minute. Everything is saved.",
    "%Ln records": "%Ln record",
    "%Ln entities": "%Ln entity",
    "The selection: %Ln entities and what joins them": "The selection: %Ln entity and what joins it",
    "The whole case: %Ln entities": "The whole case: %Ln entity",
    "What the chart shows: %Ln entities": "What the chart shows: %Ln entity",
    "%Ln rows behind it": "%Ln row behind it",
    "and %Ln more values; type the one you mean above": "and %Ln more value; type the one you mean above",
    "%Ln entities selected": "%Ln entity selected",
    "%Ln links selected": "%Ln link selected",
    "%Ln rows rejected": "%Ln row rejected",
    "%Ln entries": "%Ln entry",
    "All %Ln checks held.": "%Ln check held.",
    "Unbroken since {day}, anchored by %Ln checkpoints,": "Unbroken since {day}, anchored by %Ln checkpoint,",
    "It will be compared with %Ln checkpoints in {files}.": "It will be compared with %Ln checkpoint in {files}.",
    "%Ln sources": "%Ln source",
    "%Ln claims": "%Ln claim",
    "%Ln due for review": "%Ln due for review",
    "backed up %Ln days ago": "backed up %Ln day ago",
    "%Ln are due: decide whether each may still be kept.": "%Ln is due: decide whether it may still be kept.",
    "%Ln entities that no other source names": "%Ln entity that no other source names",
    "%Ln links that no other source shows": "%Ln link that no other source shows",
    "%Ln notes, tags, places on charts and the like": "%Ln note, tag, place on a chart or the like",
    "%Ln texts in which their values are struck out": "%Ln text in which their values are struck out",
    "%Ln findings lose support and will say so": "%Ln finding loses support and will say so",
    "%Ln entities stay: other sources name them, or you do": "%Ln entity stays: another source names it, or you do",
    "%Ln hidden": "%Ln hidden",
    "and %Ln more rows": "and %Ln more row",
    "and %Ln more": "and %Ln more",
    "%Ln kinds of link": "%Ln kind of link",
    "Log unbroken · %Ln entries": "Log unbroken · %Ln entry",
    "in %Ln sources": "in %Ln source",
    "%Ln files": "%Ln file",
    "Import %Ln files": "Import %Ln file",
    "Importing %Ln files": "Importing %Ln file",
    "%n entities": "%n entity",
    "%Ln more fields": "%Ln more field",
    "%Ln records name it.": "%Ln record names it.",
    "%Ln moves nobody can make; they come first.": "%Ln move nobody can make; it comes first.",
    "%Ln cannot be placed": "%Ln cannot be placed",
    "%Ln places": "%Ln place",
    "%Ln impossible moves": "%Ln impossible move",
    "%Ln filters of the chart applied": "%Ln filter of the chart applied",
    "%Ln offers from no place that can be told": "%Ln offer from no place that can be told",
    "%Ln vendors say they send from {place},": "%Ln vendor says they send from {place},",
    "in %Ln listings and profiles.": "in %Ln listing or profile.",
    "%Ln days": "%Ln day",
    "%Ln parcels without both ends": "%Ln parcel without both ends",
    "%Ln parcels over a place not known": "%Ln parcel over a place not known",
    "%Ln requests are overdue.": "%Ln request is overdue.",
    "%Ln requests overdue": "%Ln request overdue",
    "%Ln searches in the log": "%Ln search in the log",
    "%Ln gaps in the record of custody: each is said below its exhibit.": "%Ln gap in the record of custody: "
    "it is said below its exhibit.",
    "Nobody said which exhibit %Ln files come from": "Nobody said which exhibit %Ln file comes from",
    "%Ln selected entities": "%Ln selected entity",
    "%Ln selected links": "%Ln selected link",
    "A letter about %Ln identifiers": "A letter about %Ln identifier",
    "%Ln things are not said yet and stand as […]": "%Ln thing is not said yet and stands as […]",
}


class EnglishPlurals(QTranslator):
    """Chooses the singular where English counts one."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return SINGULAR.get(source) if n == 1 else None

    def isEmpty(self) -> bool:
        return False


def problem(what: str, hint: str = "") -> str:
    """What is wrong and what to do about it, as sentences."""
    parts = []
    for part in (what, hint):
        first = part.split(" ")[0]
        if first.isalpha():  # a file's name stays as it is written
            part = part[:1].upper() + part[1:]
        parts.append(part if part.endswith((".", "?", "!")) else part + ".")
    return " ".join(part for part in parts if part != ".")


def number(n: int) -> str:
    """A count with the reader's digits and separators."""
    return QLocale().toString(int(n))


def isolated(text: str) -> str:
    """A value that keeps its own direction inside a sentence of the other."""
    return f"\u2068{text}\u2069"


def directed(text: str) -> str:
    """A text as a control shows it that is painted in the window's direction: from right to left it keeps its own,
    which is that of its words; what is isolated inside does not count."""
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return isolated(text) if mirrored and text else text


def breakable(text: str, longest: int = 24) -> str:
    """A text whose long words, such as ids, have places where a line may end."""
    return " ".join(
        "".join(c + ("\u200b" if n % 8 == 7 else "") for n, c in enumerate(word))
        if len(word) > longest
        else word
        for word in text.split(" ")
    )


def together(text: str) -> str:
    """A text that no line may end inside, such as a number and its noun."""
    return text.replace(" ", "\u00a0")


def shortened(text: str, head: int = 4, tail: int = 4) -> str:
    """A long value by its ends, for a place that also offers the whole."""
    return text if len(text) <= head + tail + 1 else f"{text[:head]}…{text[-tail:]}"


def listed(parts: Iterable[str]) -> str:
    """Parts in a row, joined as the language joins them."""
    return translate("Words", ", ").join(parts)


def involvement(category: str) -> str:
    """What somebody has to do with the case, in the reader's language."""
    return {
        "suspect": translate("Words", "Suspect"),
        "convicted": translate("Words", "Convicted"),
        "victim": translate("Words", "Victim"),
        "witness": translate("Words", "Witness"),
        "contact": translate("Words", "Contact"),
    }.get(category, translate("Words", "Unknown"))


def standing(name: str) -> str:
    """How firmly a claim stands, in the reader's language."""
    return {
        "stated": translate("Words", "stated in the record"),
        "derived": translate("Words", "derived by rule"),
        "assessed": translate("Words", "assessed by an analyst"),
    }.get(name, name)


def duration(seconds: float) -> str:
    """A length of time: 83 s, 12 min 5 s, 3 h 20 min."""
    whole = round(seconds)
    if whole < 100:
        return translate("Words", "{seconds} s").format(seconds=number(whole))
    minutes, rest = divmod(whole, 60)
    if minutes < 100:
        return translate("Words", "{minutes} min {seconds} s").format(
            minutes=number(minutes), seconds=number(rest)
        )
    hours, minutes = divmod(minutes, 60)
    return translate("Words", "{hours} h {minutes} min").format(hours=number(hours), minutes=number(minutes))


def totals(said: dict[str, str]) -> list[str]:
    """Totals per asset as texts; the asset "s" is seconds of talking."""
    from workbench.model.values.assets import (
        shown,
    )  # late: value types bring libraries that a first window waits for

    made = []
    for asset, text in said.items():
        if asset == "s":
            if float(text):
                made.append(duration(float(text)))
        else:
            made.append(f"{_trimmed(text)} {shown(asset)}".strip())
    return made


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text and len(text.partition(".")[2]) > 2 else text


def size(count: int) -> str:
    """A number of bytes for people."""
    return QLocale().formattedDataSize(count)


def zone_of(name: str) -> ZoneInfo:
    """The case's zone, UTC where none is set or this machine does not know it."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def local(microseconds: int, zone: ZoneInfo) -> datetime:
    """UTC microseconds as a time of day in a zone."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)).astimezone(zone)


def day(at: datetime, year: bool = True) -> str:
    """A date: 14 June 2026."""
    pattern = translate("Words", "d MMM yyyy") if year else translate("Words", "d MMM")
    return QLocale().toString(QDate(at.year, at.month, at.day), pattern)


def clock(at: datetime, seconds: bool = True) -> str:
    """A time of day: 09:12:44."""
    return QTime(at.hour, at.minute, at.second).toString("HH:mm:ss" if seconds else "HH:mm")


def moment(microseconds: int, zone: ZoneInfo, seconds: bool = True) -> str:
    """A date and a time of day in a zone."""
    at = local(microseconds, zone)
    return directed(f"{day(at)} {clock(at, seconds)}")


def offset(at: datetime) -> str:
    """The distance from UTC: UTC, UTC+1, UTC+5:30."""
    minutes = int((at.utcoffset() or timedelta()).total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def period(first: int, last: int, zone: ZoneInfo) -> str:
    """From then to then, with the zone: "1 Jun 2026 – 30 Jun 2026, UTC+1"."""
    one, other = local(first, zone), local(last, zone)
    if one.date() == other.date():
        text = day(one)
    else:
        text = translate("Words", "{first} – {last}").format(
            first=day(one, one.year != other.year), last=day(other)
        )
    return directed(translate("Words", "{period}, {zone}").format(period=text, zone=offset(other)))
