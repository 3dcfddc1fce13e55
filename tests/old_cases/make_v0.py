"""Writes v0.case, a case of schema version 0, as the program wrote them before version 1.

Version 0 counted no withheld rows, knew no coverage, and kept common services as tags named "common service".
Run from the top of the tree, while the current version is 1:  python -m tests.old_cases.make_v0
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.case.blocks import take_in
from workbench.case import charts, drawn, notes, opening, schema
from workbench.case.cases import Case
from workbench.model import kinds as kinds_of

HERE = Path(__file__).resolve().parent
PIZZERIA, ANA, BEN, CAROL = (f"+4477009000{n:02}" for n in range(10, 14))
# Kinds of the time: a case opens by the kinds it holds, not by those that ship today.
ENTITY = """id = "{0}"
name = "{0}"
plural = "{0}s"
value = "{0}"
icon = "ph.user"
colour = "#3f6fb5"
shape = "round"
"""
CALL = """id = "call"
name = "Call"
plural = "Calls"
field = [
    { id = "start", type = "moment", required = true },
    { id = "caller", type = "entity", kinds = ["phone"], required = true },
    { id = "callee", type = "entity", kinds = ["phone"], required = true },
    { id = "duration", type = "duration" },
]
"""
LINK = (
    """id = "{0}"\nname = "{0}"\nsentence = "{{start}} {0} {{end}}"\ncolour = "#3f6fb5"\nstanding = "{1}"\n"""
)
CALLED = 'totals = ["duration"]\nmade_by = [{ record = "call", start = "caller", end = "callee" }]\n'
KINDS = [
    ("entities", "phone.toml", ENTITY.format("phone")),
    ("entities", "person.toml", ENTITY.format("person")),
    ("records", "call.toml", CALL),
    ("links", "called.toml", LINK.format("called", "stated") + CALLED),
    ("links", "associated.toml", LINK.format("associated", "assessed")),
    ("links", "attributed.toml", LINK.format("attributed", "assessed")),
]
NEWER = ("coverage", "common_service")


def fill(case: Case, folder: Path) -> None:
    """Two readings that overlap, a hand-made link, a chart, a note, and one step undone."""
    one = [(2, ANA, PIZZERIA, 1_000), (3, BEN, PIZZERIA, 2_000), (4, ANA, BEN, 3_000)]
    take_in(case, folder, "one.csv", one)
    take_in(case, folder, "two.csv", [(2, ANA, BEN, 3_000), (3, CAROL, PIZZERIA, 4_000)])
    with case.edit("Mark as common service") as db:
        notes.tag(db, 2, "common service")
        notes.tag(db, 1, "suspect")
    with case.edit("Draw a person") as db:
        ana = drawn.draw_entity(case, db, "person", "Ana")
        drawn.draw_link(case, db, "associated", 1, ana, basis="subscriber")
    with case.edit("Chart") as db:
        chart = charts.create(db, "First")
        charts.show(db, chart, [1, 2, 3])
        charts.place(db, chart, [(1, 10.0, 20.0)])
    with case.edit("Note") as db:
        notes.write(case, db, "calls every night", entity=1)
    case.undo()


def take_back(path: Path) -> None:
    """Makes a case of version 1 what version 0 would have written."""
    with opening.open_case(path, "A. Nalyst", write=True) as case:
        conn = case.writer.conn
        conn.execute("BEGIN IMMEDIATE")
        for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {name}")
        for schema_ in ("temp", "main"):
            for table in NEWER:
                triggers = conn.execute(
                    f"SELECT name FROM {schema_}.sqlite_schema WHERE type = 'trigger' AND tbl_name = '{table}'"
                ).fetchall()
                for (name,) in triggers:
                    conn.execute(f"DROP TRIGGER {schema_}.{name}")
        conn.execute("DELETE FROM journal WHERE name IN ('coverage', 'common_service')")
        for table in NEWER:
            conn.execute(f"DROP TABLE {table}")
        conn.execute("ALTER TABLE reading DROP COLUMN withheld")
        for statement in schema.guards().split("END;\n"):
            conn.execute(statement if statement.endswith("END;") else statement + "END;")
        conn.execute("PRAGMA user_version = 0")
        conn.execute("COMMIT")
        conn.execute("VACUUM")


def main() -> None:
    kinds = kinds_of.parse(KINDS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "v0.case"
        with opening.create(path, kinds, "A. Nalyst", title="Before version 1", country="GB") as case:
            fill(case, Path(folder))
        take_back(path)
        (HERE / "v0.case").write_bytes(path.read_bytes())


if __name__ == "__main__":
    main()
