"""The tables of a case, the guards on evidence, and the steps from older schemas."""

from __future__ import annotations

from workbench.case.engine import Database

APPLICATION = 0x436C6577  # "Clew"
VERSION = 4

# entity and link carry no REFERENCES: an import writes a million of them in one go, from ids it has just given.
EVIDENCE = """
CREATE TABLE declaration(
    id INTEGER PRIMARY KEY, sort TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL,
    kept_at INTEGER NOT NULL, UNIQUE(sort, name, sha256)) STRICT;
CREATE TABLE asset(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, decimals INTEGER NOT NULL) STRICT;
CREATE TABLE source(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL UNIQUE, kept TEXT NOT NULL CHECK(kept IN ('copy', 'hash only')),
    exhibit TEXT NOT NULL DEFAULT '', acquired_by TEXT NOT NULL DEFAULT '', acquired_at TEXT NOT NULL DEFAULT '',
    acquired_how TEXT NOT NULL DEFAULT '', added_at INTEGER NOT NULL, added_by TEXT NOT NULL,
    sha512 TEXT NOT NULL DEFAULT '', modified_at INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE source_block(
    source INTEGER NOT NULL REFERENCES source, number INTEGER NOT NULL, offset INTEGER NOT NULL,
    size INTEGER NOT NULL, lines_before INTEGER NOT NULL, sha256 BLOB NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY(source, number)) STRICT;
CREATE TABLE reading(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source,
    recipe INTEGER NOT NULL REFERENCES declaration, plugin INTEGER REFERENCES declaration,
    options TEXT NOT NULL, facts TEXT NOT NULL DEFAULT '{}', started_at INTEGER NOT NULL, analyst TEXT NOT NULL,
    rows INTEGER NOT NULL DEFAULT 0, kept INTEGER NOT NULL DEFAULT 0, duplicate INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0, withheld INTEGER NOT NULL DEFAULT 0,
    new_entities INTEGER NOT NULL DEFAULT 0, known_entities INTEGER NOT NULL DEFAULT 0,
    new_links INTEGER NOT NULL DEFAULT 0, rows_sha256 TEXT NOT NULL DEFAULT '',
    sealed INTEGER NOT NULL DEFAULT 0 CHECK(sealed IN (0, 1))) STRICT;
CREATE TABLE row_block(
    reading INTEGER NOT NULL REFERENCES reading, number INTEGER NOT NULL, sheet TEXT NOT NULL,
    first_row INTEGER NOT NULL, last_row INTEGER NOT NULL, sha256 BLOB NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY(reading, number)) STRICT;
CREATE TABLE entity(
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, valid INTEGER NOT NULL,
    reading INTEGER) STRICT;
CREATE UNIQUE INDEX entity_value ON entity(kind, value);
CREATE TABLE link(
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    reading INTEGER) STRICT;
CREATE TABLE segment(
    id INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES reading, kind TEXT NOT NULL,
    number INTEGER NOT NULL, sheet TEXT NOT NULL, rows INTEGER NOT NULL) STRICT;
CREATE INDEX segment_reading ON segment(reading, kind);
CREATE TABLE segment_column(
    segment INTEGER NOT NULL REFERENCES segment, name TEXT NOT NULL, low INTEGER, high INTEGER,
    sha256 BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY(segment, name)) STRICT;
CREATE INDEX segment_column_zone ON segment_column(name, low, high);
CREATE TABLE overlap(
    reading INTEGER NOT NULL REFERENCES reading, code INTEGER NOT NULL, earlier INTEGER NOT NULL REFERENCES reading,
    near INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(reading, code, earlier)) STRICT, WITHOUT ROWID;
CREATE TABLE reject(
    id INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES reading, sheet TEXT NOT NULL, row INTEGER NOT NULL,
    column TEXT NOT NULL, reason TEXT NOT NULL, raw TEXT NOT NULL) STRICT;
CREATE INDEX reject_reading ON reject(reading, row);
"""

# Every table here has an INTEGER PRIMARY KEY, by which the journal addresses its rows.
WORKSPACE = """
CREATE TABLE about(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
CREATE TABLE included(reading INTEGER PRIMARY KEY REFERENCES reading) STRICT;
CREATE TABLE apart(
    id INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES reading, earlier INTEGER NOT NULL REFERENCES reading,
    UNIQUE(reading, earlier)) STRICT;
CREATE TABLE coverage(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, subject INTEGER REFERENCES entity,
    first INTEGER, last INTEGER, basis TEXT NOT NULL CHECK(basis IN ('stated', 'records', 'assessed'))) STRICT;
CREATE TABLE drawn_entity(
    entity INTEGER PRIMARY KEY REFERENCES entity, caption TEXT NOT NULL, basis TEXT NOT NULL,
    analyst TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE drawn_link(
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, start INTEGER NOT NULL REFERENCES entity,
    end INTEGER NOT NULL REFERENCES entity, caption TEXT NOT NULL, basis TEXT NOT NULL, first INTEGER,
    last INTEGER, analyst TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE attribution(
    id INTEGER PRIMARY KEY, entity INTEGER NOT NULL REFERENCES entity, owner INTEGER NOT NULL REFERENCES entity,
    role TEXT NOT NULL CHECK(role IN ('user', 'owner')), first INTEGER, last INTEGER,
    standing TEXT NOT NULL CHECK(standing IN ('stated', 'derived', 'assessed')), basis TEXT NOT NULL,
    analyst TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE judgement(
    id INTEGER PRIMARY KEY, one INTEGER NOT NULL REFERENCES entity, other INTEGER NOT NULL REFERENCES entity,
    verdict TEXT NOT NULL CHECK(verdict IN ('same', 'not the same', 'unsure')), why TEXT NOT NULL,
    analyst TEXT NOT NULL, at INTEGER NOT NULL, CHECK(one < other), UNIQUE(one, other)) STRICT;
CREATE TABLE common_service(
    entity INTEGER PRIMARY KEY REFERENCES entity, why TEXT NOT NULL, analyst TEXT NOT NULL,
    at INTEGER NOT NULL) STRICT;
CREATE TABLE note(
    id INTEGER PRIMARY KEY, entity INTEGER REFERENCES entity, link INTEGER, text TEXT NOT NULL,
    analyst TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE tag(
    id INTEGER PRIMARY KEY, entity INTEGER NOT NULL REFERENCES entity, name TEXT NOT NULL,
    basis TEXT NOT NULL DEFAULT '', analyst TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL DEFAULT 0,
    UNIQUE(entity, name)) STRICT;
CREATE TABLE chart(
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, look TEXT NOT NULL DEFAULT '{}',
    place INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE chart_entity(
    id INTEGER PRIMARY KEY, chart INTEGER NOT NULL REFERENCES chart ON DELETE CASCADE,
    entity INTEGER NOT NULL REFERENCES entity, hidden INTEGER NOT NULL DEFAULT 0, UNIQUE(chart, entity)) STRICT;
CREATE TABLE chart_layout(
    chart INTEGER PRIMARY KEY REFERENCES chart ON DELETE CASCADE, data BLOB NOT NULL) STRICT;
CREATE TABLE placement(
    id INTEGER PRIMARY KEY, chart INTEGER NOT NULL REFERENCES chart ON DELETE CASCADE,
    entity INTEGER NOT NULL REFERENCES entity, x REAL NOT NULL, y REAL NOT NULL,
    pinned INTEGER NOT NULL DEFAULT 0, UNIQUE(chart, entity)) STRICT;
CREATE TABLE finding(
    id INTEGER PRIMARY KEY, statement TEXT NOT NULL, confidence TEXT NOT NULL DEFAULT '',
    analyst TEXT NOT NULL, at INTEGER NOT NULL, asked TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE finding_support(
    id INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES finding ON DELETE CASCADE,
    link INTEGER, reading INTEGER REFERENCES reading, row INTEGER, part INTEGER) STRICT;
CREATE TABLE exhibit(
    id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '',
    taken_by TEXT NOT NULL DEFAULT '', authority TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
    taken_at TEXT NOT NULL DEFAULT '', zone TEXT NOT NULL DEFAULT '', container TEXT NOT NULL DEFAULT '',
    seal TEXT NOT NULL DEFAULT '', legal_basis TEXT NOT NULL DEFAULT '', analyst TEXT NOT NULL,
    at INTEGER NOT NULL) STRICT;
CREATE TABLE handover(
    id INTEGER PRIMARY KEY, exhibit INTEGER NOT NULL REFERENCES exhibit ON DELETE CASCADE, place_in REAL NOT NULL,
    given_by TEXT NOT NULL, taken_by TEXT NOT NULL, handed_at TEXT NOT NULL, zone TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '', seal TEXT NOT NULL DEFAULT '',
    seal_state TEXT NOT NULL CHECK(seal_state IN ('intact', 'broken', 'renewed', 'none', 'not noted')),
    why TEXT NOT NULL DEFAULT '', analyst TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE involvement(
    entity INTEGER PRIMARY KEY REFERENCES entity,
    category TEXT NOT NULL CHECK(category IN ('suspect', 'convicted', 'victim', 'witness', 'contact')),
    basis TEXT NOT NULL, analyst TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE grading(
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK(subject IN ('case', 'source', 'entity', 'link', 'note', 'finding')),
    number INTEGER NOT NULL, scheme TEXT NOT NULL, grades TEXT NOT NULL, given_by TEXT NOT NULL,
    basis TEXT NOT NULL DEFAULT '', analyst TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE disclosure(
    id INTEGER PRIMARY KEY, subject TEXT NOT NULL CHECK(subject IN ('source', 'entity', 'link', 'finding')),
    number INTEGER NOT NULL, mark TEXT NOT NULL CHECK(mark IN ('relevant', 'undermining', 'not relevant')),
    why TEXT NOT NULL, analyst TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE(subject, number)) STRICT;
CREATE TABLE review(
    id INTEGER PRIMARY KEY, source INTEGER REFERENCES source, due TEXT NOT NULL, hold TEXT NOT NULL DEFAULT '',
    analyst TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE request(
    id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE,
    sort TEXT NOT NULL CHECK(sort IN ('preservation', 'disclosure', 'foreign authority')),
    provider TEXT NOT NULL, provider_sort TEXT NOT NULL, legal_basis TEXT NOT NULL, first TEXT NOT NULL DEFAULT '',
    last TEXT NOT NULL DEFAULT '', wanted TEXT NOT NULL DEFAULT '', sent TEXT NOT NULL DEFAULT '',
    due TEXT NOT NULL DEFAULT '', answered TEXT NOT NULL DEFAULT '', template TEXT NOT NULL DEFAULT '',
    letter TEXT NOT NULL DEFAULT '', analyst TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE request_entity(
    id INTEGER PRIMARY KEY, request INTEGER NOT NULL REFERENCES request ON DELETE CASCADE,
    entity INTEGER NOT NULL REFERENCES entity, UNIQUE(request, entity)) STRICT;
CREATE TABLE request_source(
    id INTEGER PRIMARY KEY, request INTEGER NOT NULL REFERENCES request ON DELETE CASCADE,
    source INTEGER NOT NULL REFERENCES source, UNIQUE(request, source)) STRICT;
CREATE TABLE report(
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, said TEXT NOT NULL DEFAULT '{}', analyst TEXT NOT NULL,
    at INTEGER NOT NULL) STRICT;
CREATE TABLE report_part(
    id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE, place REAL NOT NULL,
    sort TEXT NOT NULL, what TEXT NOT NULL) STRICT;
"""

WORK = """
CREATE TABLE step(
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, analyst TEXT NOT NULL, at INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0, dropped INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE journal(
    id INTEGER PRIMARY KEY, step INTEGER NOT NULL REFERENCES step, name TEXT NOT NULL, row INTEGER NOT NULL,
    before TEXT, after TEXT) STRICT;
CREATE INDEX journal_step ON journal(step);
CREATE TABLE log(seq INTEGER PRIMARY KEY, body TEXT NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE log_value(
    seq INTEGER NOT NULL REFERENCES log, name TEXT NOT NULL, salt BLOB NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY(seq, name)) STRICT;
CREATE TABLE checkpoint(
    size INTEGER PRIMARY KEY, note TEXT NOT NULL, keys TEXT NOT NULL, at INTEGER NOT NULL,
    frontier BLOB NOT NULL) STRICT;
"""

DERIVED = """
CREATE TABLE tally(
    reading INTEGER NOT NULL, code INTEGER NOT NULL, kind TEXT NOT NULL, sha256 BLOB NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY(reading, code, kind)) STRICT;
CREATE TABLE total(
    reading INTEGER NOT NULL, code INTEGER NOT NULL, kind TEXT NOT NULL, sha256 BLOB NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY(reading, code, kind)) STRICT;
CREATE TABLE presence(
    reading INTEGER NOT NULL, code INTEGER NOT NULL, sha256 BLOB NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY(reading, code)) STRICT;
CREATE TABLE dictionary(
    reading INTEGER NOT NULL, part TEXT NOT NULL CHECK(part IN ('entity', 'link')), kind TEXT NOT NULL,
    sha256 BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY(reading, part, kind)) STRICT;
"""

ENTITY_INDEX = "CREATE UNIQUE INDEX IF NOT EXISTS entity_value ON entity(kind, value)"

DERIVED_TABLES = ("tally", "total", "presence", "dictionary")
FORMER_TABLES = ("search", "searched")  # of versions before 2

_NEVER = "evidence is never changed"
_OF_READING = "(SELECT sealed FROM reading WHERE id = OLD.reading) IS NOT 0"
_GUARDED = {
    # table: the condition under which a row may NOT be deleted
    "declaration": "1",
    "asset": "1",
    "source": "EXISTS(SELECT 1 FROM reading WHERE source = OLD.id AND sealed)",
    "source_block": "EXISTS(SELECT 1 FROM reading WHERE source = OLD.source AND sealed)",
    "reading": "OLD.sealed",
    "row_block": _OF_READING,
    "entity": _OF_READING,
    "link": _OF_READING,
    "segment": _OF_READING,
    "segment_column": "(SELECT sealed FROM reading JOIN segment ON segment.reading = reading.id "
    "WHERE segment.id = OLD.segment) IS NOT 0",
    "overlap": _OF_READING,
    "reject": _OF_READING,
    "log": "1",
    "checkpoint": "1",
    "step": "1",
}


def guards() -> str:
    """Triggers that refuse every change of evidence but the sealing and the removal of an unsealed reading."""
    made = []
    for table, kept in _GUARDED.items():
        if table == "reading":
            when = "WHEN OLD.sealed "
        elif table == "step":
            # A step is marked undone or dropped; what it was, who did it and when stays.
            when = "WHEN (OLD.id, OLD.title, OLD.analyst, OLD.at) IS NOT (NEW.id, NEW.title, NEW.analyst, NEW.at) "
        else:
            when = ""
        made.append(
            f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{_NEVER}: {table}'); END;"
        )
        made.append(
            f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} WHEN {kept} "
            f"BEGIN SELECT RAISE(ABORT, '{_NEVER}: {table}'); END;"
        )
    return "\n".join(made)


def workspace_tables() -> tuple[str, ...]:
    """The names of the journalled tables."""
    return tuple(
        line.split("(")[0].removeprefix("CREATE TABLE ")
        for line in WORKSPACE.splitlines()
        if line.startswith("CREATE TABLE")
    )


def create(db: Database) -> None:
    """Makes every table of the current version in an empty file."""
    with db.atomic():
        for part in (EVIDENCE, WORKSPACE, WORK, DERIVED):
            for statement in part.split(";\n"):
                if statement.strip():
                    db.conn.execute(statement)
        for statement in guards().split("END;\n"):
            db.conn.execute(statement if statement.endswith("END;") else statement + "END;")
        db.conn.execute(f"PRAGMA user_version = {VERSION}")
        db.conn.execute(f"PRAGMA application_id = {APPLICATION}")


def recreate_derived(db: Database) -> None:
    """Drops the derived tables and makes them empty again; `derived.rebuild` fills them."""
    for table in (*DERIVED_TABLES, *FORMER_TABLES):
        db.conn.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in DERIVED.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
