"""A document as a web page says all of it, loads nothing and runs nothing but the picture's own scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from tests.written import SAID, everything
from workbench.model.document import Document, Paragraph
from workbench.report import web


class Read(HTMLParser):
    """Tags with what they say of themselves, and all text outside scripts and styles."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(said)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] != "style":
            self.words += data


@pytest.fixture(scope="module")
def made() -> Read:
    return Read(web.page(everything()))


def test_everything_is_said(made: Read) -> None:
    for said in (*SAID, "log head"):
        assert said in made.words
    assert made.words.count("Official – sensitive") == 2


def test_nothing_is_loaded_and_evidence_is_text(made: Read) -> None:
    assert [t for t, _ in made.tags if t in ("script", "link", "object", "form", "base")] == []
    assert all((a["href"] or "").startswith("#") for _, a in made.tags if "href" in a)
    sources = [a["src"] for t, a in made.tags if "src" in a]
    assert sources and all((s or "").startswith("data:image/png;base64,") for s in sources)
    assert not any(name.startswith("on") for _, a in made.tags for name in a)


def test_only_the_live_pictures_own_scripts_may_run(made: Read) -> None:
    policy = (
        next(a["content"] for _, a in made.tags if a.get("http-equiv") == "Content-Security-Policy") or ""
    )
    frame = next(a for t, a in made.tags if t == "iframe")
    assert policy.startswith("default-src 'none'") and frame["sandbox"] == "allow-scripts"
    script = re.search("<script>(.*)</script>", frame["srcdoc"] or "")
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy and "unsafe-inline'" not in policy.split("script-src")[1]
    assert "script-src" not in web.page(Document("Plain", (Paragraph("a"),)))


def test_signs_that_do_not_show_are_shown(made: Read) -> None:
    assert "U+0007" in made.words and "U+202E" in made.words
    assert "\u202e" not in made.words and "\x07" not in made.words


def test_an_arabic_document_begins_at_the_right() -> None:
    made = Read(web.page(everything(1, "ar")))
    assert made.tags[0] == ("html", {"lang": "ar", "dir": "rtl"})
    assert all(a.get("dir") == "ltr" for t, a in made.tags if t == "pre")
