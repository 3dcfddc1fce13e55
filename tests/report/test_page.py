"""The web page of a chart refers to nothing outside itself and takes evidence for text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from workbench.case import exporting
from workbench.drawing.chart import Headings, Look, chart
from workbench.model.guides import Axis, Block, Guides
from workbench.model.problems import Problem
from workbench.report import page

EVIL = '</script><img src=x onerror=alert(1)><a href="http://example.invalid">x</a>'


class Tags(HTMLParser):
    """Every tag with its attributes, and the text outside scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] not in ("script", "style"):
            self.words.append(data)


@pytest.fixture(scope="module")
def written(qapp, tmp_path_factory):
    looks = [Look("phone", "rounded", 0xFF3F6FB5, "ph.phone", "Phone")]
    made = chart(
        looks,
        [10, 11],
        [(0, 0), (2, 1)],
        [(0, 1)],
        [500],
        captions=[EVIL, "Ωmega 中文"],
        label=["47 calls " + EVIL],
    )
    path = tmp_path_factory.mktemp("page") / "chart.html"
    said = page.compose(made, "Vendor " + EVIL, {"Case": EVIL}, claims={500: ["row 12: " + EVIL]})
    exporting.write_whole(path, said.encode())
    text = path.read_bytes().decode("utf-8")
    tags = Tags()
    tags.feed(text)
    return text, tags


def test_nothing_is_fetched(written):
    text, tags = written
    for tag, attributes in tags.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form", "a"), tag
        for name in ("src", "href", "action", "srcset", "poster"):
            assert name not in attributes
        assert not any((value or "").startswith(("http:", "https:", "//")) for value in attributes.values())
    assert "@import" not in text
    assert (
        re.findall(r"url\(\s*(?![\"']?data:)", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL))
        == []
    )


def test_the_browser_is_forbidden_to_fetch(written):
    policy = next(
        a["content"] for t, a in written[1].tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'") and "http" not in policy


def test_evidence_is_text_everywhere(written):
    text, tags = written
    assert "<img" not in text.lower()
    assert "Vendor " + EVIL in tags.words
    assert EVIL in "".join(tags.words)


def test_positions_captions_and_claims_are_inside(written):
    text, _ = written
    (nodes,) = re.findall(r"nodes = new vis\.DataSet\((\[.*?\])\);", text)
    (edges,) = re.findall(r"edges = new vis\.DataSet\((\[.*?\])\);", text)
    entities, links = json.loads(nodes), json.loads(edges)
    assert [e["label"] for e in entities] == [EVIL, "Ωmega 中文"]
    assert entities[0]["x"] == entities[0]["y"] == 0.0
    assert entities[1]["x"] == 2 * entities[1]["y"] > 100.0
    assert links[0]["said"][-1] == "row 12: " + EVIL
    assert '"physics": {"enabled": false}' in text


def test_the_network_library_is_inside(written):
    assert "vis-network" in written[0] and len(written[0]) > 400_000


def test_where_nothing_can_be_written_a_problem_says_so(qapp, tmp_path):
    with pytest.raises(Problem, match="cannot be written"):
        made = page.compose(chart([], [], []), "Empty", {}).encode()
        exporting.write_whole(tmp_path / "absent" / "page.html", made)


def test_a_page_that_would_fetch_something_is_not_given_away(qapp, monkeypatch):
    monkeypatch.setattr(page, "OUTSIDE", re.compile("(?!)"))
    with pytest.raises(Problem, match="outside itself"):
        page.compose(chart([], [], []), "Empty", {})


def items(text: str, what: str) -> list[dict]:
    (found,) = re.findall(rf"{what} = new vis\.DataSet\((\[.*?\])\);", text)
    return json.loads(found)


def test_links_between_the_same_two_run_beside_one_another(qapp):
    looks = [Look("phone", "rounded", 0xFF3F6FB5, "ph.phone", "Phone")]
    ends = [(0, 1)] * 4 + [(1, 0)] * 3 + [(0, 2)] + [(2, 2)] * 2
    made = chart(looks, [10, 11, 12], [(0, 0), (4, 0), (4, 3)], ends, captions=["a", "b", "c"])
    links = items(page.compose(made, "Lines", {}), "edges")
    aside = [
        (1 if link["smooth"]["type"] == "curvedCCW" else -1) * link["smooth"]["roundness"]
        if "smooth" in link
        else 0.0
        for link in links
    ]
    # seen from the first of the two, whichever way a link runs
    sides = sorted([*aside[:4], *(-a for a in aside[4:7])])
    apart = [b - a for a, b in pairwise(sides)]
    assert min(apart) > 0.8 * max(apart) > 0.05 and sides[3] == 0.0
    assert aside[7] == 0.0 and links[8]["selfReference"]["size"] < links[9]["selfReference"]["size"]


def test_what_places_mean_is_on_the_page(qapp):
    box = (-1.0, -1.0, 3.0, 2.0)
    said = Headings(
        Guides(Axis(box, ((0.0, 1_780_272_000_000_000), (2.0, 1_790_272_000_000_000))), (Block(EVIL, box),))
    )
    looks = [Look("phone", "rounded", 0xFF3F6FB5, "ph.phone", "Phone")]
    text = page.compose(
        chart(looks, [1, 2], [(0, 0), (2, 1)], captions=["a", "b"], headings=said), "In time", {}
    )
    (found,) = re.findall(r"var headings = (\{.*?\}), colours", text)
    drawn = json.loads(found)
    assert EVIL[:4] in drawn["words"][0][2] and "</script><img" not in text
    assert "When each first appears, UTC" in [words[2] for words in drawn["words"]]
    assert len(drawn["boxes"]) == 1 and len(drawn["lines"]) == len(drawn["words"]) - 2
