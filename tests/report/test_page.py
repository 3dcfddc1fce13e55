"""The web page of a chart refers to nothing outside itself and takes evidence for text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from workbench.case import exporting
from workbench.drawing.chart import Look, chart
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
