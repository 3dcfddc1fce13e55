"""A bank statement says the same whatever language its columns are named in, and whichever way it tells direction."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugins.reading_plugins import read
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds

OWN, OTHER = "GB33BUKB20201555555555", "GB82WEST12345698765432"
LANGUAGES = {
    "English": ("Account", "Date", "Amount", "Currency", "Counterparty Account", "Counterparty", "Description"),
    "Russian": ("Номер счета", "Дата операции", "Сумма", "Валюта",
               "Счет контрагента", "Контрагент", "Назначение платежа"),
    "Spanish": ("Cuenta", "Fecha", "Importe", "Moneda", "Cuenta contraparte", "Contraparte", "Concepto"),
    "Portuguese": ("Conta", "Data", "Valor", "Moeda",
               "Conta da contraparte", "Nome da contraparte", "Descrição"),
    "French": ("Compte", "Date opération", "Montant", "Devise",
               "Compte contrepartie", "Contrepartie", "Libellé"),
    "Arabic": ("رقم الحساب", "التاريخ", "المبلغ", "العملة", "حساب الطرف الآخر", "الطرف الآخر", "البيان"),
    "Chinese": ("账号", "交易日期", "金额", "币种", "对方账号", "对方户名", "摘要"),
    "German": ("Auftragskonto", "Buchungstag", "Betrag", "Währung",
               "Kontonummer/IBAN", "Name Zahlungsbeteiligter", "Verwendungszweck"),
}  # fmt: skip
COLUMNS = {
    "debit": {"English": ("Debit", "Credit"), "Russian": ("Дебет", "Кредит"), "Spanish": ("Cargo", "Abono"),
              "Portuguese": ("Débito", "Crédito"), "French": ("Débit", "Crédit"), "Arabic": ("مدين", "دائن"),
              "Chinese": ("借方发生额", "贷方发生额"), "German": ("Soll", "Haben")},
}  # fmt: skip


def _check(path: Path, recipe: str, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> None:
    best = recognise(path, recipes.values(), by=by).best
    assert best is not None and best.recipe.id == recipe
    found = read(path, best.recipe, kinds, by)
    assert not found.rejects
    out, back = sorted(found.records, key=lambda r: r["row"])
    assert (out["payer"], out["payee"], out["amount"]) == (f"account:{OWN}", f"account:{OTHER}", "123456 EUR")
    assert (back["payer"], back["payee"], back["amount"]) == (f"account:{OTHER}", f"account:{OWN}", "250 EUR")
    assert out["payee_name"] == back["payer_name"] == "person:ANN EXAMPLE"
    assert out["at"].startswith("2026-03-1") and out["note"] == "x"


@pytest.mark.parametrize("language", LANGUAGES)
def test_signed_amounts(
    language: str, tmp_path: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    names = LANGUAGES[language]
    rows = [(OWN, "15.03.2026", "-1.234,56", "EUR", OTHER, "Ann Example", "x"),
            (OWN, "16.03.2026", "2,50", "EUR", OTHER, "Ann Example", "y")]  # fmt: skip
    path = tmp_path / "statement.csv"
    path.write_text("\n".join(";".join(row) for row in (names, *rows)) + "\n", "utf-8")
    _check(path, "payments.bank_signed", recipes, kinds, by)


@pytest.mark.parametrize("language", LANGUAGES)
def test_debit_and_credit(
    language: str, tmp_path: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    own, date, _, currency, account, name, purpose = LANGUAGES[language]
    names = (date, *COLUMNS["debit"][language], account, name, purpose)
    rows = [("2026-03-15", "1,234.56", "0.00", OTHER, "Ann Example", "x"),
            ("2026-03-16", "", "2.50", OTHER, "Ann Example", "y")]  # fmt: skip
    head = f"{own}: {OWN}\n{currency}: EUR\n\n"
    path = tmp_path / "statement.csv"
    path.write_text(head + "\n".join("\t".join(row) for row in (names, *rows)) + "\n", "utf-8")
    _check(path, "payments.bank_debit_credit", recipes, kinds, by)


def test_the_account_may_stand_in_the_files_name(
    tmp_path: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    path = tmp_path / f"statement {OWN} 2026-03.csv"
    path.write_text(
        "Date,Amount,Currency,Counterparty Account,Counterparty,Description\n"
        f"2026-03-15,-1234.56,EUR,{OTHER},Ann Example,x\n2026-03-16,2.50,EUR,{OTHER},Ann Example,y\n"
    )
    _check(path, "payments.bank_signed", recipes, kinds, by)


def test_a_line_that_tells_a_balance_only_is_no_payment(
    tmp_path: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    path = tmp_path / "statement.csv"
    path.write_text(
        f"IBAN: {OWN}\nCurrency: EUR\n\nDate\tDebit\tCredit\tDescription\tBalance\n"
        "2026-03-14\t\t\tBalance brought forward\t100.00\n"
        "2026-03-15\t12.50\t\tCash\t87.50\n2026-03-16\t0.00\t0.00\tBalance carried forward\t87.50\n"
    )
    found = read(path, recipes["payments.bank_debit_credit"], kinds, by)
    assert [record["amount"] for record in found.records] == ["1250 EUR"]
    told = [(row, column, reason) for row, column, reason, _ in found.rejects]
    assert told == [(5, "Credit + Debit", "amount is empty"), (7, "Credit + Debit", "amount is empty")]
    assert found.rows == len(found.records) + len(found.rejects)
