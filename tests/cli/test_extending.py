"""What can be read, as the command line lists it."""

from __future__ import annotations

from tests.cli.conftest import Clew
from workbench.app.kinds import shipped


def test_every_kind_is_listed_with_its_fields(clew: Clew) -> None:
    said = {(k["sort"], k["id"]): k for k in clew("kinds", "--json").json}
    known = shipped()
    assert set(said) == {("record", k) for k in known.records} | {("entity", k) for k in known.entities}
    call = said["record", "call"]
    assert [f["id"] for f in call["fields"]] == [f.id for f in known.records["call"].fields]
    assert call["one_of"] == ["caller", "callee"]
    assert "call.caller" in said["entity", "phone"]["held_by"]
    assert "call.caller" in said["entity", "handle"]["held_by"]  # it may, where a recipe says "as"


def test_one_kind_is_told_field_by_field(clew: Clew) -> None:
    (call,) = clew("kinds", "call", "--json").json
    start = next(f for f in call["fields"] if f["id"] == "start")
    assert start == {
        "id": "start",
        "name": "start",
        "type": "moment",
        "kinds": [],
        "also": [],
        "required": True,
    }
    lines = clew("kinds", "call").text.splitlines()
    assert "one of these is needed: caller, callee" in lines
    (caller,) = [line for line in lines if line.split()[0] == "caller"]
    assert "phone, short_code, sender; with as: handle" in caller
    assert "any kind" in clew("kinds", "relation").text
    assert "payment.payer" in clew("kinds", "account").text
    assert "relation.start" in clew("kinds", "thing").text


def test_a_kind_nobody_knows_is_a_sentence(clew: Clew) -> None:
    said = clew("kinds", "meal")
    assert said.code == 2 and "meal" in said.err and "call" in said.err
