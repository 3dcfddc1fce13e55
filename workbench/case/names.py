"""What entities are called in contact lists and by messengers: names for captions, which join nobody to anybody."""

from __future__ import annotations

import polars as pl

from workbench.case import included, segments
from workbench.case.cases import Case
from workbench.case.keeping import kept

LONGEST = 24


def known(case: Case) -> dict[int, str]:
    """The name that most of the included records give an entity, by its id; of equally many the first in order."""
    return _known(case, tuple(included.readings(case.db)))


@kept(4)
def _known(case: Case, readings: tuple[int, ...]) -> dict[int, str]:
    """As `known`; segments never change, so it holds as long as the same readings are included."""
    given = []
    for kind in case.kinds.records.values():
        for role, text in kind.names.items():
            for segment in segments.listed(case.db, readings, kind.id):
                frame = segments.read(case.db, segment, (role, text))
                if {role, text} <= set(frame.columns):
                    given.append(frame.select(entity=pl.col(role).cast(pl.Int64), name=pl.col(text)))
    if not given:
        return {}
    counted = (
        pl.concat(given)
        .filter((pl.col("entity") != 0) & pl.col("name").is_not_null())
        .group_by("entity", "name")
        .len()
        .sort("entity", "len", "name", descending=[False, True, False])
        .unique("entity", keep="first", maintain_order=True)
    )
    return dict(zip(counted["entity"].to_list(), counted["name"].to_list(), strict=True))


def captioned(name: str, caption: str) -> str:
    """A caption with the name before it, unless it says the name already."""
    bare = " ".join(name.split())
    if not bare or bare.casefold() in caption.casefold():
        return caption
    return f"{bare if len(bare) <= LONGEST else bare[: LONGEST - 1] + '…'} · {caption}"
