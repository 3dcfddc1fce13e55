"""Edits of the register of requests."""

from __future__ import annotations

from random import Random

from workbench.case import requests
from workbench.case.cases import Case
from workbench.case.requests import Request


def request(case: Case, random: Random) -> None:
    taken = {r.reference for r in requests.listed(case)}
    reference = f"2026-{random.randint(1, 99):03}"
    if reference in taken:
        return
    known = tuple(e for (e,) in case.db.conn.execute("SELECT id FROM entity ORDER BY id LIMIT 5"))
    with case.edit("Request") as db:
        asked = Request(
            reference, random.choice(requests.SORTS), "O'Operator", "operator", "Order 12", entities=known
        )
        requests.enter(case, db, asked)


def answer_request(case: Case, random: Random) -> None:
    with case.edit("Answer") as db:
        for found in requests.listed(case)[:1]:
            requests.answer(db, found, [1], "2026-07-01")


def withdraw_request(case: Case, random: Random) -> None:
    with case.edit("Withdraw a request") as db:
        for found in requests.listed(case)[1:2]:
            requests.withdraw(db, found.id)


REQUESTS = (request, answer_request, withdraw_request)
