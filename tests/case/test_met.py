from __future__ import annotations

from tests.case.blocks import take_in
from workbench.case import entities, included
from workbench.case.met import Acquaintances

A, B, C = "+447700900001", "+447700900002", "+447700900003"


def test_who_is_known_from_which_other_source(case, tmp_path) -> None:
    take_in(case, tmp_path, "one.csv", [(2, A, B, 1_000)])
    take_in(case, tmp_path, "two.csv", [(2, A, C, 2_000)])
    asked = [("phone", A), ("phone", B), ("phone", "+447700900099"), ("email", A)]
    met = Acquaintances(case).met(asked)
    assert met.known == {("phone", A): ("one.csv", "two.csv"), ("phone", B): ("one.csv",)}
    assert met.asked == 4 and met.by_source == [("one.csv", 2), ("two.csv", 1)]
    assert Acquaintances(case).met(asked, source=1).known == {("phone", A): ("two.csv",)}


def test_hidden_sources_know_nobody_and_the_analyst_does(case, tmp_path) -> None:
    take_in(case, tmp_path, "one.csv", [(2, A, B, 1_000)])
    included.switch(case, "Hide", off=[1])
    assert Acquaintances(case).met([("phone", A)]).known == {}
    with case.edit("Draw") as db:
        at = entities.register(case, db, "phone", C)
        db.conn.execute("INSERT INTO drawn_entity VALUES(?, '', 'seen', 'A. Nalyst', 0)", (at,))
    assert Acquaintances(case).met([("phone", C)]).known == {("phone", C): ()}
