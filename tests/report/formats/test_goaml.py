"""goAML reports: what a unit's schema takes, what is said of what it does not, and what our own reader gets back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.report.formats import odd_extract, worked_case
from tests.report.formats.odd_extract import ODD, Told, happening, thing
from workbench.case import entities, graphs, records
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.report.extract import Extract, extract
from workbench.report.formats.format import Written
from workbench.report.formats.goaml import write as goaml

UNIT = Path(__file__).with_name("goaml")
INSTITUTION = 'institution_code = "UNKNOWN"'


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the one unit that is set up."""
    monkeypatch.setenv("CLEW_HOME", str(tmp_path / "home"))
    return Path(shutil.copytree(UNIT, tmp_path / "home" / "goaml" / "nowhere"))


def _report(extract: Extract, out: Path) -> tuple[Any, Written]:
    written = goaml.write(extract, out)
    tree = etree.parse(str(out))
    schema = etree.XMLSchema(etree.parse(str(UNIT / "schema.xsd")))
    assert schema.validate(tree), schema.error_log
    return tree.getroot(), written


def _told(folder: Path, old: str, new: str) -> None:
    codes = folder / "codes.toml"
    text = codes.read_text("utf-8")
    assert old in text
    codes.write_text(text.replace(old, new), "utf-8")


def test_the_schema_of_the_unit_takes_the_report(whole: Extract, unit: Path, tmp_path: Path) -> None:
    report, written = _report(whole, tmp_path / "a.xml")
    assert written.counts == {"transactions": 1, "parties": 2}
    (paid,) = report.findall("transaction")
    (file,) = [f for f in whole.files if f.name == "goaml.xml"]
    assert (
        paid.findtext("amount_local") == "1250.50"
        and paid.findtext("date_transaction") == "2026-03-01T10:15:00"
    )
    assert f"goaml.xml sha256:{file.sha256}" in paid.findtext("comments")
    payer = paid.find("t_from/from_account")
    assert payer.findtext("account") == "EX-0001" and payer.findtext("signatory/is_primary") == "1"
    person = payer.find("signatory/t_person")
    assert (person.findtext("first_name"), person.findtext("last_name")) == ("Ann", "Example")
    assert (
        person.findtext("phones/phone/tph_number") == "+447700900123"
        and person.findtext("email") == "ann@example.org"
    )
    assert person.findtext("addresses/address/address").startswith("1 Nowhere Road")
    assert paid.findtext("t_from/from_is_suspected") == "1" and paid.find("t_to/to_is_suspected") is None
    payee = paid.find("t_to/to_account")
    assert (
        payee.findtext("iban") == "GB33BUKB20201555555555"
        and payee.findtext("t_entity/name") == "Empty Shell Ltd"
    )
    assert "Handling: TLP 2.0 GREEN" in report.findtext("reason")


def test_what_the_report_has_no_room_for_is_counted(whole: Extract, unit: Path, tmp_path: Path) -> None:
    lost = " ".join(_report(whole, tmp_path / "a.xml")[1].lost)
    assert "Call (4)" in lost and "Parcel (2)" in lost and "Payment (" in lost
    assert (
        "The schema of FIU of Nowhere has no element for them" in lost
        and "transaction/transaction_location" not in lost
    )
    assert "t_from/from_account" not in lost and "transaction/transmode_comment (1)" in lost
    assert "Assessed or derived, and so not told as a fact about a person: Phone (1)." in lost


def test_the_same_extract_gives_the_same_bytes(whole: Extract, unit: Path, tmp_path: Path) -> None:
    one, two = (goaml.write(whole, tmp_path / name) for name in ("1", "2"))
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() and one == two


def test_our_own_reader_gets_back_the_payments(whole: Extract, unit: Path, tmp_path: Path) -> None:
    goaml.write(whole, tmp_path / "a.goaml.xml")
    with worked_case.read_back(tmp_path / "a.goaml.xml", tmp_path / "back") as back:
        links = worked_case.links(back)
        (paid,) = [
            r for r in records.about(back, entities.resolve(back, "account:EX-0001")) if r.kind == "payment"
        ]
    assert links["paid"] == {("account:EX-0001", "account:GB33BUKB20201555555555")}
    assert links["paid"] <= worked_case.links(whole.case)["paid"]
    assert ("account:EX-0001", "person:ANN EXAMPLE") in links["named_holder"]
    assert (
        paid.fields["amount"] == "1250.50 EUR" and paid.fields["type"] == "WIRE"
    )  # the mode as the unit codes it


def test_without_a_unit_the_sentence_says_what_to_do(
    whole: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEW_HOME", str(tmp_path / "home"))
    said = r"no financial intelligence unit is set up on this machine: make a folder in .*goaml and copy "
    with pytest.raises(Problem, match=said):
        goaml.write(whole, tmp_path / "a.xml")
    assert not (tmp_path / "a.xml").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('report_code = "STR"', "", "report_code is missing; enter it under [report] in "),
        ('code = "STR"', 'code = "XY"', "report_code is 'XY', which is no code of the unit; enter it under [report]"),
        ("rentity_id = 7", "rentity_id = 0", "rentity_id is '0', which the schema does not take there; enter it under"),
        ('first_name = "Sara"\n', "", "first_name is missing in reporting_person; enter it under [reporting_person]"),
        ('default = "BANK"\n', "", "from_funds_code is missing in t_from (transaction S"),
        ('default = "WIRE"', 'default = "X"', "transmode_code is 'X', which is no code of the unit (transaction S"),
        (INSTITUTION, "", "one of institution_code, swift is missing in from_account of t_from (transaction S"),
        ('country = "-"', "", "from_country is missing in t_from (transaction S"),
        (INSTITUTION, f'institution_code = "{"x" * 50}"', "has 50 characters and must have at most 40"),
        ('first_name = "Sara"', 'first_name = "Zoë"', "where the unit takes plain Latin letters only"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_with_where_to_enter_it(
    whole: Extract, unit: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    _told(unit, old, new)
    with pytest.raises(Problem) as raised:
        goaml.write(whole, tmp_path / "a.xml")
    assert "not what the schema of FIU of Nowhere asks for" in str(raised.value) and said in str(raised.value)
    assert str(unit) in str(raised.value) and not list(tmp_path.glob("a.xml*"))


def test_of_several_units_the_one_of_the_country_is_taken(whole: Extract, unit: Path, tmp_path: Path) -> None:
    other = shutil.copytree(unit, unit.with_name("other"))
    _told(other, 'country = "GB"', 'country = "NO"')
    assert _report(whole, tmp_path / "a.xml")[1].counts["transactions"] == 1
    _told(other, 'country = "NO"', 'country = "GB"')
    with pytest.raises(Problem, match=r"several financial intelligence units are set up \(nowhere, other\)"):
        goaml.write(whole, tmp_path / "a.xml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "<xs:schema",
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xs:schema',
            "has a document type",
        ),
        (
            'schemaLocation="codes.xsd"',
            'schemaLocation="http://example.org/codes.xsd"',
            "which is not beside it",
        ),
        ('schemaLocation="codes.xsd"', 'schemaLocation="../../../secret.xsd"', "which is not beside it"),
        ('name="report"', 'name="rapport"', "declares no element 'report'"),
        ("</xs:schema>", "", "cannot be read"),
    ],
)
def test_a_schema_that_reaches_elsewhere_is_refused(
    whole: Extract, unit: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    schema = unit / "schema.xsd"
    schema.write_text(schema.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(Problem, match=re.escape(said)):
        goaml.write(whole, tmp_path / "a.xml")


def test_with_no_payment_the_people_are_an_activity(whole: Extract, unit: Path, tmp_path: Path) -> None:
    case = whole.case
    ann = extract(case, graphs.read(case), [entities.resolve(case, "person:Ann Example")])
    report, written = _report(ann, tmp_path / "a.xml")
    assert report.findtext("activity/report_parties/report_party/person/last_name") == "Example"
    assert written.counts == {"transactions": 0, "parties": 1}


def test_amounts_are_exact_and_another_currency_needs_a_rate(case: Case, unit: Path, tmp_path: Path) -> None:
    two = [thing(1, "wallet", "0x" + "a" * 40), thing(2, "account", "EX-1")]
    roles = {"payer": 1, "payee": 2}
    paid = [happening("payment", roles, {"amount": "10.000000000000000001 ETH"})]
    report, _ = _report(Told(case, two, (), paid), tmp_path / "a.xml")
    side = report.find("transaction/t_from")
    assert report.findtext("transaction/amount_local") == "18000.00"
    assert side.findtext("from_foreign_currency/foreign_amount") == "10.000000000000000001"
    assert (
        side.findtext("from_funds_code") == "CRPTC" and side.findtext("from_account/account") == two[0].value
    )
    wei = [happening("payment", roles, {"amount": "10000000000000000000 WEI"})]
    with pytest.raises(
        Problem, match=r"payments are in WEI \(1\): enter what one of it is worth under \[rates\]"
    ):
        goaml.write(Told(case, two, (), wei), tmp_path / "b.xml")


def test_odd_values_never_break_the_report(case: Case, unit: Path, tmp_path: Path) -> None:
    two = [thing(1, "account", ODD, valid=False), thing(2, "organisation", ODD), thing(3, "person", "")]
    paid = [
        happening("payment", {"payer": 1, "payee": 2}, {"amount": "-5 EUR", "note": ODD}, at="1954-02-26")
    ]
    report, _ = _report(Told(case, two, (), paid), tmp_path / "a.xml")
    assert report.findtext("transaction/date_transaction") == "1954-02-26T00:00:00"
    assert report.findtext("transaction/amount_local") == "5"
    assert "\u202e" in report.findtext("transaction/t_from/from_account/account")
    _told(unit, "[rates]", '[rates]\nWEI = "0.0000000000000018"')
    with pytest.raises(Problem, match="not what the schema"):  # ODD is no name of a person, and that is said
        goaml.write(odd_extract.odd(case), tmp_path / "b.xml")
