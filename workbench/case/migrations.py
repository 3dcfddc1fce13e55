"""Steps from older schemas to the current one; the caller keeps a copy of the file first."""

from __future__ import annotations

from workbench.case import declarations, derived, schema
from workbench.case.engine import Database


def run(db: Database, version: int) -> None:
    """Brings a case from `version` to the current schema, all steps in one transaction, the derived part made anew."""
    with db.atomic():
        # Guards speak of columns that a step may add; they are dropped first and made again at the end.
        for (name,) in db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.conn.execute(f"DROP TRIGGER {name}")
        for number in range(version, schema.VERSION):
            STEPS[number](db)
        for statement in schema.guards().split("END;\n"):
            db.conn.execute(statement if statement.endswith("END;") else statement + "END;")
        derived.rebuild(db, declarations.kinds(db))
        db.conn.execute(f"PRAGMA user_version = {schema.VERSION}")


def _common_services_and_coverage(db: Database) -> None:
    """0 -> 1: withheld rows are counted, coverage and common services have tables of their own.

    Version 0 kept common services as tags named "common service".
    """
    db.conn.execute("ALTER TABLE reading ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0")
    db.conn.execute(schema.ENTITY_INDEX)
    for table in ("coverage", "common_service"):
        start = schema.WORKSPACE.index(f"CREATE TABLE {table}(")
        db.conn.execute(schema.WORKSPACE[start : schema.WORKSPACE.index(";\n", start)])
    db.conn.execute(
        "INSERT INTO common_service(entity, why, analyst, at) SELECT entity, 'tagged so in an older version', '', 0 "
        "FROM tag WHERE name = 'common service'"
    )
    db.conn.execute("DELETE FROM tag WHERE name = 'common service'")


def _twins(db: Database) -> None:
    """1 -> 2: the same event in two sources is marked, and may be counted apart."""
    db.conn.execute("ALTER TABLE overlap ADD COLUMN near INTEGER NOT NULL DEFAULT 0")
    start = schema.WORKSPACE.index("CREATE TABLE apart(")
    db.conn.execute(schema.WORKSPACE[start : schema.WORKSPACE.index(";\n", start)])


def _asked(db: Database) -> None:
    """2 -> 3: a finding may say which question it answers, so that it can be asked again."""
    db.conn.execute("ALTER TABLE finding ADD COLUMN asked TEXT NOT NULL DEFAULT ''")


def _proof(db: Database) -> None:
    """3 -> 4: exhibits and handovers, involvement, gradings, requests, reports, reviews and checkpoints; a tag says by
    whom and why, a source may carry a second hash and says when its file was last changed."""
    db.conn.execute("ALTER TABLE source ADD COLUMN sha512 TEXT NOT NULL DEFAULT ''")
    db.conn.execute("ALTER TABLE source ADD COLUMN modified_at INTEGER NOT NULL DEFAULT 0")
    for column in (
        "basis TEXT NOT NULL DEFAULT ''",
        "analyst TEXT NOT NULL DEFAULT ''",
        "at INTEGER NOT NULL DEFAULT 0",
    ):
        db.conn.execute(f"ALTER TABLE tag ADD COLUMN {column}")
    for part, first in ((schema.WORKSPACE, "exhibit"), (schema.WORK, "checkpoint")):
        for statement in part[part.index(f"CREATE TABLE {first}(") :].split(";\n"):
            if statement.strip():
                db.conn.execute(statement)


STEPS = {0: _common_services_and_coverage, 1: _twins, 2: _asked, 3: _proof}
