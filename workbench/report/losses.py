"""What a format could not hold of an extract, in sentences with how often."""

from __future__ import annotations

from workbench.report.extract import Extract


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 record", "5 records"."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def of_graph(extract: Extract) -> tuple[str, ...]:
    """What formats of nodes and edges lose: the records themselves, where things lie on a map, places nobody chose."""
    lost = []
    happenings = extract.amounts.happenings
    if happenings:
        lost.append(
            f"{counted(happenings, 'record')} not written one by one: links add them up and name their rows."
        )
    if extract.spots:
        lost.append(f"{counted(len(extract.spots), 'place')} on the map, with how exactly each is known.")
    without = extract.unplaced
    if without:
        lost.append(
            f"{counted(without, 'entity', 'entities')} without a place on the chart: the tool lays them out."
        )
    return tuple(lost)
