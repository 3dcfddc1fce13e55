"""Page: a chart as one web page that needs nothing but itself.

The page is pyvis's, with positions given and its network library inside; every reference to something outside
is taken out, and a policy forbids the browser to fetch anything.
"""

from __future__ import annotations

import base64
import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from workbench.drawing.chart import ChartData, Floats
from workbench.drawing.picture import icon_png
from workbench.drawing.scene import ROOMY, link_width, prepare
from workbench.drawing.theme import LIGHT, Theme, text
from workbench.drawing.view import View, fitting
from workbench.model.problems import Problem

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
SCREEN = (1650.0, 860.0)  # a little more than a page usually has: its captions do not give way to one another
PILLS = 15  # entities up to which links show their pills; beyond, they say so when touched
FACE = "Inter, system-ui, sans-serif"
OUTSIDE = re.compile(
    r"<link\b[^>]*>|<script\b[^>]*\bsrc\s*=[^>]*>\s*</script>|<!--.*?-->|<center>\s*<h1>.*?</h1>\s*</center>",
    re.DOTALL | re.IGNORECASE,
)
REFERENCE = re.compile(r"""<[^>]*\b(?:src|href|action)\s*=\s*["']?\s*(?!data:)\S""", re.IGNORECASE)


def compose(
    chart: ChartData,
    title: str,
    facts: Mapping[str, str],
    *,
    claims: Mapping[int, Sequence[str]] | None = None,
    theme: Theme = LIGHT,
) -> str:
    """The text of the page.

    `facts` (name -> value) stand below the title; `claims` are sentences by link id, shown when the link is touched.
    """
    # here, not above: pyvis takes a second to import, and only pages need it
    network: Any = import_module("pyvis.network").Network(
        height="100%", width="100%", directed=True, bgcolor=theme.chart, cdn_resources="in_line"
    )
    per_unit, half = _sizes(chart)
    for number in range(len(chart)):
        network.add_node(number, **_entity(chart, number, per_unit, float(half[number]), theme))
    pairs = Counter(frozenset(pair) for pair in chart.ends.tolist())
    for number, (start, end) in enumerate(chart.ends.tolist()):
        link = _link(chart, number, claims or {})
        if pairs[frozenset((start, end))] > 1:
            # bent, or links between the same two would hide one another
            link["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": 0.12 + 0.06 * (number % 5)}
        network.add_edge(start, end, **link)
    network.options = _options(chart, theme)
    made = OUTSIDE.sub("", network.generate_html())
    head = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{html.escape(title)}</title>\n"
        f"<style>{_style(theme)}</style>\n"
    )
    # functions, because a replacement text would have its backslashes read
    made = re.sub(r"<html>\s*<head>\s*(<meta[^>]*>)?", lambda _: head, made, count=1)
    made = re.sub(r"<body>", lambda _: "<body>\n" + _heading(title, facts), made, count=1)
    made = re.sub(r"</body>", lambda _: f"<script>{SCRIPT}</script>\n</body>", made, count=1)
    _check(made)
    return made


def _sizes(chart: ChartData) -> tuple[float, Floats]:
    """Pixels a chart unit takes, and half the width of each icon: a small chart fills a screen and its icons the room
    between them, as in the window; a large one is as large as it is."""
    scene = prepare(chart)
    view = fitting(chart.xy, *SCREEN) if len(chart) <= ROOMY else View()
    return view.per_unit, scene.radius(view)


def _entity(chart: ChartData, number: int, per_unit: float, half: float, theme: Theme) -> dict[str, Any]:
    x, y = chart.xy[number].tolist()
    sub = chart.sub_captions[number] if chart.sub_captions else ""
    look = int(chart.look[number])
    faded = bool(chart.faded[number])
    return {
        "label": f"{chart.captions[number]}\n{sub}" if sub else chart.captions[number] or " ",
        "shape": "image",
        "group": f"look{look}",
        "x": x * per_unit,
        "y": y * per_unit,
        "physics": False,
        "size": half,
        "opacity": 0.45 if faded else 1.0,
        "font": {"color": theme.muted if faded else theme.ink},
        "said": [chart.captions[number], sub, chart.looks[look].name],
    }


def _link(chart: ChartData, number: int, claims: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    start, end = chart.ends[number].tolist()
    arrow = "→" if chart.directed[number] else "–"
    said = [f"{chart.captions[start]} {arrow} {chart.captions[end]}", chart.label[number]]
    return {
        "label": (chart.label[number] or None) if len(chart) <= PILLS else None,
        "color": text(int(chart.link_colour[number])),
        "width": float(link_width(chart.weight[number])),
        "dashes": ([], [10, 7], [2, 5])[chart.standing[number]] or False,
        "arrows": "to" if chart.directed[number] else "",
        "said": [*said, *claims.get(int(chart.link_ids[number]), ())],
    }


def _options(chart: ChartData, theme: Theme) -> dict[str, Any]:
    groups = {}
    for k, look in enumerate(chart.looks):
        png = base64.b64encode(icon_png(look, 68, theme)).decode("ascii")
        groups[f"look{k}"] = {"shape": "image", "image": f"data:image/png;base64,{png}"}
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "groups": groups,
        "nodes": {"font": {"face": FACE, "size": 13, "strokeWidth": 3, "strokeColor": theme.chart}},
        "edges": {
            "smooth": False,
            "arrows": {"to": {"scaleFactor": 0.6}},
            "font": {
                "face": FACE,
                "size": 11,
                "color": theme.ink,
                "background": theme.panel,
                "strokeWidth": 0,
            },
        },
        "interaction": {"hover": True, "multiselect": True, "hideEdgesOnDrag": len(chart.link_ids) > 3000},
    }


def _heading(title: str, facts: Mapping[str, str]) -> str:
    said = "".join(
        f"<span><b>{html.escape(name)}</b> {html.escape(value)}</span>" for name, value in facts.items()
    )
    return (
        f"<header><h1>{html.escape(title)}</h1><p>{said}</p></header>\n"
        '<aside id="said" aria-live="polite" hidden></aside>\n'
    )


def _style(theme: Theme) -> str:
    return f"""
html, body {{ height: 100%; margin: 0; background: {theme.chart}; color: {theme.ink};
  font: 13px/1.45 {FACE}; }}
body {{ display: flex; flex-direction: column; }}
header {{ padding: 14px 20px 10px; border-bottom: 1px solid {theme.line}; background: {theme.panel}; }}
header h1 {{ font-size: 16px; margin: 0; font-weight: 600; }}
header p {{ margin: 4px 0 0; color: {theme.muted}; }}
header span {{ margin-inline-end: 18px; }}
header b {{ font-weight: 500; color: {theme.ink}; }}
body .card {{ flex: 1; min-height: 0; position: relative; }}
body #mynetwork {{ border: 0 !important; float: none !important; height: 100% !important; }}
aside {{ position: fixed; right: 20px; bottom: 20px; max-width: 420px; padding: 12px 16px; z-index: 2;
  background: {theme.panel}; border: 1px solid {theme.line}; border-radius: 8px;
  box-shadow: 0 2px 12px rgba(0, 0, 0, .08); overflow-wrap: anywhere; }}
aside div:first-child {{ font-weight: 600; }}
"""


# what was said goes in as text, never as markup
SCRIPT = """
(function () {
  var panel = document.getElementById("said");
  function show(item) {
    panel.replaceChildren();
    (item.said || []).filter(Boolean).forEach(function (words) {
      var line = document.createElement("div");
      line.textContent = words;
      panel.appendChild(line);
    });
    panel.hidden = false;
  }
  // once the icons are there, for only then is known how much room the chart takes
  network.once("afterDrawing", function () { setTimeout(function () { network.fit({animation: false}); }, 150); });
  network.on("hoverNode", function (event) { show(nodes.get(event.node)); });
  network.on("hoverEdge", function (event) { show(edges.get(event.edge)); });
  network.on("click", function (event) {
    if (event.nodes.length) { show(nodes.get(event.nodes[0])); }
    else if (event.edges.length) { show(edges.get(event.edges[0])); }
    else { panel.hidden = true; }
  });
})();
"""


def _check(made: str) -> None:
    """Raises Problem when the page would still fetch something, as that of another pyvis might."""
    markup = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", made, flags=re.DOTALL | re.IGNORECASE)
    found = REFERENCE.search(markup) or re.search(r"url\(\s*[\"']?https?:|@import", made)
    if found or re.search(r"<script[^>]*\bsrc\b", made):
        raise Problem(
            "the web page would refer to something outside itself",
            "install the version of pyvis that this program was made with",
        )
