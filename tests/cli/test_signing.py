"""clew log, checkpoint, identity, package and verifier, and reasons that a case asks for."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

from tests import verifier
from tests.cli.conftest import Clew
from workbench.case import opening
from workbench.case.cases import describe

ALLOWED = {"nacl", "polars", "sqlcipher3", "zstandard"}


def asking(case: Path) -> None:
    """Makes the case ask everybody why they look."""
    with opening.open_case(case, "Boss", write=True) as opened, opened.edit("Ask why") as db:
        describe(db, reasons="asked")


def acts(case: Path) -> list[tuple[str, str]]:
    with opening.open_case(case) as opened:
        entries = opened.db.conn.execute("SELECT body FROM log ORDER BY seq").fetchall()
        reasons = dict(
            opened.db.conn.execute("SELECT seq, value FROM log_value WHERE name = 'reason'").fetchall()
        )
    return [(json.loads(b)["act"], reasons.get(json.loads(b)["seq"], "")) for (b,) in entries]


def test_the_log_is_read_by_act_and_person(clew: Clew, case: Path, tmp_path: Path) -> None:
    clew(
        "export", case, "--source", "1", "-o", tmp_path / "a.csv", "--reason", "for the court", "--as", "Ann"
    )
    said = clew("log", case, "--json").json
    assert [e["act"] for e in said] == ["new", "import", "import", "export"]
    last = said[-1]
    assert (last["analyst"], last["reason"], last["ids"]) == ("Ann", "for the court", {"source": 1})
    assert last["values"] == {"file": "a.csv", "reason": "for the court"} and last["purged"] == []
    assert said[1]["title"] == "Import calls.csv" and said[1]["values"] == {}
    assert [e["seq"] for e in clew("log", case, "--act", "import", "--json").json] == [2, 3]
    assert [e["seq"] for e in clew("log", case, "--by", "Ann", "--json").json] == [4]
    assert [e["seq"] for e in clew("log", case, "--limit", "2", "--json").json] == [3, 4]
    text = clew("log", case).text
    assert (
        "for the court" in text
        and "By its own account the log is unbroken since" in text
        and "OK" not in text
    )


def test_a_checkpoint_kept_elsewhere_is_compared(clew: Clew, case: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    said = clew("checkpoint", case, "-o", kept, "--json").json
    assert kept.read_text("utf-8") == said["note"] and said["size"] == 4
    clew("export", case, "--source", "1", "-o", tmp_path / "a.csv")
    assert clew("verify", case, "--against", kept).code == 0
    listed = clew("checkpoint", case, "--list", "--json").json
    assert [c["size"] for c in listed] == [2, 3, 4, 5] and listed[2]["note"] == said["note"]
    kept.write_text(said["note"].replace("\n4\n", "\n3\n"), "utf-8")
    wrong = clew("verify", case, "--against", kept, "--json")
    assert wrong.code == 1 and wrong.json["first"].startswith(
        "checkpoints: the checkpoint of 3 entries kept elsewhere"
    )
    assert "What does not hold first: checkpoints: " in clew("verify", case, "--against", kept).text
    kept.write_text("nothing")
    assert clew("verify", case, "--against", kept).code == 2


def test_a_supervisor_signs_too(clew: Clew, case: Path, tmp_path: Path) -> None:
    key = tmp_path / "boss.key"
    made = clew("identity", "--make", key, "--name", "unit4/boss", "--json").json
    assert made["name"] == "unit4/boss" and clew("identity", "--make", key, "--name", "x").code == 2
    said = clew("checkpoint", case, "--sign-with", key, "--json").json
    assert [s["name"] for s in said["signatures"]] == [said["origin"], "unit4/boss"]
    text = clew("verify", case).text
    assert made["fingerprint"] in text and clew("verify", case).code == 0 and verifier.failed(case) == {}


def test_my_public_key_is_handed_on(clew: Clew, tmp_path: Path) -> None:
    mine = clew("identity", "-o", tmp_path / "mine.pub", "--json").json
    assert (tmp_path / "mine.pub").read_text() == mine["key"] + "\n" and clew(
        "identity", "--json"
    ).json == mine
    assert clew("identity", "--make", tmp_path / "x.key").code == 2  # without a name


def test_a_package_is_verified_by_both_and_by_the_program_inside(
    clew: Clew, case: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.zip"
    assert clew("package", case, "-o", out, "--reason", "to the prosecutor").code == 0
    said = clew("verify", out, "--json")
    assert said.code == 0 and said.json["checks"][0]["name"] == "package" and verifier.failed(out) == {}
    assert acts(case)[-1] == ("package", "to the prosecutor")
    data = bytearray(out.read_bytes())
    data[len(data) // 2] ^= 1
    out.write_bytes(data)
    wrong = clew("verify", out, "--json")
    assert wrong.code == 1 and wrong.json["first"].startswith("package: ")


def test_the_verifier_is_written_out_and_imports_nothing_of_clew(
    clew: Clew, case: Path, tmp_path: Path
) -> None:
    out = tmp_path / "verify_case.py"
    assert clew("verifier", "-o", out).code == 0
    imported = set()
    for node in ast.walk(ast.parse(out.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported <= ALLOWED | set(sys.stdlib_module_names)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    for changed, code in ((False, 0), (True, 1)):
        if changed:
            data = bytearray(case.read_bytes())
            data[len(data) // 2] ^= 1
            case.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-I", str(out), str(case), "--json"], capture_output=True, text=True, cwd=tmp_path,
            env=environment,
        )  # fmt: skip
        assert done.returncode == code and json.loads(done.stdout)["ok"] is not changed, done.stderr
    done = subprocess.run(
        [sys.executable, "-I", str(out), "none.case"], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 2 and "nothing was checked" in done.stderr


READING = (["entities"], ["links"], ["sources"], ["log"], ["ask", "most_contacts"])


def test_a_case_that_asks_why_is_not_looked_at_without_a_reason(
    clew: Clew, case: Path, tmp_path: Path
) -> None:
    asking(case)
    before = case.read_bytes()
    for command, *more in [*READING, ["undo"], ["export", "--source", "1", "-o", str(tmp_path / "x")]]:
        said = clew(command, case, *more)
        assert said.code == 2 and said.out == b"" and "asks why you look at it" in said.err, command
    assert not (tmp_path / "x").exists() and len(acts(case)) == 4
    for command, *more in READING:
        assert clew(command, case, *more, "--reason", f"my {command}").code == 0
    looked = acts(case)[4:]
    assert [r for _, r in looked] == [f"my {c}" for c, *_ in READING]
    assert clew("undo", case, "--reason", "a mistake").code == 0
    assert acts(case)[-1] == ("undo", "a mistake")
    assert clew("verify", case).code == 0 and before != case.read_bytes()


def test_a_look_that_cannot_be_entered_says_so(clew: Clew, case: Path) -> None:
    asking(case)
    with opening.open_case(case, "Holder", write=True):
        said = clew("entities", case, "--reason", "to see")
        assert said.code == 0 and said.err.startswith("not entered in the log: made.case is open elsewhere")
