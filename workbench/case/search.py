"""Search as you type among identifiers: any part of one, spaces ignored, with or without country code."""

from __future__ import annotations

import re
import unicodedata

from workbench.case.cases import Case
from workbench.case.engine import Database

_IGNORED = re.compile(r"[\s()\-./\u200b-\u200f\u2066-\u2069]+")


def catch_up(case: Case) -> None:
    """Indexes what imports have brought since the last call; until then such entities are found by a scan."""
    with case.write() as db:
        index_new(db)


def index_new(db: Database) -> None:
    """Adds the entities made since the last call to the index, inside the caller's transaction."""
    upto = int(db.conn.execute("SELECT upto FROM searched").fetchone()[0])
    db.conn.execute("INSERT INTO search(rowid, value) SELECT id, value FROM entity WHERE id > ?", (upto,))
    db.conn.execute("UPDATE searched SET upto = (SELECT coalesce(max(id), 0) FROM entity)")


def variants(text: str) -> list[str]:
    """The forms a typed text may stand for: as typed, without separators, and a phone without its trunk prefix."""
    plain = unicodedata.normalize("NFKC", text).strip()
    squeezed = _IGNORED.sub("", plain)
    forms = [plain, squeezed]
    if re.fullmatch(r"\+?\d{4,}", squeezed):
        forms.append(squeezed.lstrip("+").lstrip("0"))
    return [f for f in dict.fromkeys(forms) if f]


def find(case: Case, text: str, kind: str | None = None, limit: int = 50) -> list[int]:
    """Entity ids whose value, hand-given caption or normal form holds the text; exact and prefix matches first."""
    found: dict[int, tuple[int, int]] = {}
    for form in variants(text):
        pattern = "%" + form.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        by_kind = " AND entity.kind = :kind" if kind else ""
        scan = f"SELECT id, value FROM entity WHERE value LIKE :pattern ESCAPE '\\'{by_kind}"
        if len(form) < 3 or "\\" in pattern:
            sql = scan + " LIMIT :most"
        else:
            sql = (
                "SELECT entity.id, entity.value FROM search JOIN entity ON entity.id = search.rowid "
                f"WHERE search.value LIKE :pattern{by_kind} UNION "
                f"{scan} AND id > (SELECT upto FROM searched) LIMIT :most"
            )
        for id, value in case.db.conn.execute(
            sql, {"pattern": pattern, "kind": kind, "most": max(2000, limit)}
        ):
            folded, wanted = value.casefold(), form.casefold()
            rank = (
                0
                if folded == wanted
                else 1
                if folded.endswith(wanted)
                else 2
                if folded.startswith(wanted)
                else 3
            )
            found[id] = min(found.get(id, (9, 0)), (rank, len(value)))
    for id, caption in case.db.conn.execute("SELECT entity, caption FROM drawn_entity"):
        if text.strip().casefold() in caption.casefold():
            found.setdefault(id, (2, len(caption)))
    return sorted(found, key=lambda id: (*found[id], id))[:limit]
