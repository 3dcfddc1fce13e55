"""A report of ours held to the schema of a real unit, and ours beside the reports that came with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree

from tests.report.formats import worked_case
from tests.report.formats.test_goaml import UNIT
from workbench.model.problems import Problem
from workbench.report.formats.goaml import write as goaml

PLACE = 'state = "UNKNOWN"\naddress_type = "BU"\ntransaction_location = "UNKNOWN"\ntransmode_comment = "E"'
CODES = {  # what this unit calls it, in place of the codes of our own test schema
    '"BANK"': '"BANKD"', '"WIRE"': '"ELCFT"', '"PASS"': '"STRUC"', 'country = "-"': 'country = "AE"',
    'contact_type = "P"': 'contact_type = "PRIVT"\ntph_communication_type = "L"',
    'city = "UNKNOWN"': f'city = "UNKNOWN"\n{PLACE}',
}  # fmt: skip


@pytest.fixture
def schema(samples: Path) -> Path:
    found = samples / "exchange" / "goaml" / "goAMLSchema-5.0.2.xsd"
    if not found.is_file():
        pytest.skip(f"no schema of a unit at {found}")
    return found


def test_a_real_unit_takes_the_report(schema: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEW_HOME", str(tmp_path / "home"))
    unit = tmp_path / "home" / "goaml" / "real"
    unit.mkdir(parents=True)
    shutil.copy(schema, unit / "schema.xsd")
    shutil.copy(UNIT / "codes.toml", unit)
    case, whole = worked_case.taken(worked_case.make(tmp_path))
    with case:
        with pytest.raises(
            Problem, match="transaction_location"
        ):  # what this unit asks for and ours does not
            goaml.write(whole, tmp_path / "a.xml")
        text = (unit / "codes.toml").read_text("utf-8")
        for ours, theirs in CODES.items():
            assert ours in text
            text = text.replace(ours, theirs)
        (unit / "codes.toml").write_text(text, "utf-8")
        goaml.write(whole, tmp_path / "a.xml")
    checked = etree.XMLSchema(etree.parse(str(schema)))
    assert checked.validate(etree.parse(str(tmp_path / "a.xml"))), checked.error_log
    for theirs in sorted(schema.parent.glob("*.xml")):
        assert checked.validate(etree.parse(str(theirs)))
