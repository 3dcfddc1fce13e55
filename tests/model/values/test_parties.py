"""A column of names holds people and companies: the name's own words tell, and doubt is a person."""

from __future__ import annotations

import pytest

from workbench.model.values import Context
from workbench.model.values.base import Cleaned
from workbench.model.values.parties import is_company, party


@pytest.mark.parametrize(
    "name",
    [
        "Empty Shell Ltd",
        "ООО Ромашка",
        "Nothing S.A.R.L.",
        "Bank of Nowhere",
        "某某有限公司",
        "شركة المثال",
        "Foo GmbH & Co. KG",
    ],
)
def test_companies(name: str) -> None:
    assert is_company(name)
    found = party.clean(name, Context())
    assert found and found.kind == "organisation"


@pytest.mark.parametrize("name", ["Ann Example", "Иванов Иван", "Li Wei", "Bank", "Mobilé Ann"])
def test_people_and_doubt(name: str) -> None:
    assert not is_company(name)
    assert party.clean(name, Context()) == Cleaned(name.upper())
