"""Page: a chart as one web page that needs nothing but itself.

The page is pyvis's, with positions given and its network library inside; every reference to something outside
is taken out, and a policy forbids the browser to fetch anything.
"""

from __future__ import annotations

import base64
import html
import json
import math
import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from workbench.drawing.badges import BY_HAND
from workbench.drawing.chart import ChartData, Floats
from workbench.drawing.headings import TOP, written
from workbench.drawing.picture import icon_png
from workbench.drawing.scene import ROOMY, Scene, link_width, prepare
from workbench.drawing.theme import LIGHT, Theme, text
from workbench.drawing.view import UNIT, View, fitting
from workbench.kernels.arcs import BOW, bow
from workbench.model.problems import Problem

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
SCREEN = (1650.0, 860.0)  # a little more than a page usually has: its captions do not give way to one another
STANDS = ("stated in the record", "derived by rule", "assessed by an analyst")
PILLS = 15  # entities up to which links show their pills; beyond, they say so when touched
ROUND = TOP + 10  # pixels round what is said of places, beyond which no edge of a screen holds it
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
    scene, per_unit, half = _sizes(chart)
    for number in range(len(chart)):
        network.add_node(number, **_entity(chart, number, per_unit, float(half[number]), theme))
    for number, (start, end) in enumerate(chart.ends.tolist()):
        bent = _bent(scene, number, per_unit, half)
        network.add_edge(start, end, **_link(chart, number, claims or {}), **bent)
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
    colours = json.dumps({"line": theme.line, "ink": theme.ink, "muted": theme.muted, "face": FACE})
    drawn = f"var headings = {_headings(chart, per_unit)}, colours = {colours};"
    made = re.sub(r"</body>", lambda _: f"<script>{drawn}{SCRIPT}</script>\n</body>", made, count=1)
    _check(made)
    return made


def _sizes(chart: ChartData) -> tuple[Scene, float, Floats]:
    """The chart sorted, pixels a chart unit takes, and half the width of each icon: a small chart fills a screen and
    its icons the room between them, as in the window; a large one is as large as it is."""
    scene = prepare(chart)
    view = fitting(chart.reach(), *SCREEN) if len(chart) <= ROOMY else View()
    return scene, view.per_unit, scene.radius(view)


def _bent(scene: Scene, number: int, per_unit: float, half: Floats) -> dict[str, Any]:
    """How far a link bows, as in the window, where several join the same two, or an entity with itself: without it
    they would hide one another. The network library sets the bend of a link of length l and roundness r at
    (1 + r) l / 2 from its start, r quarters of a turn aside."""
    place = int(scene.place_of_link[number])
    lane, lanes = float(scene.lane[place]), int(scene.lanes[place])
    start, end = scene.ends[place].tolist()
    if start == end:
        across, down = scene.loop[place].tolist()
        angle = math.atan2(-down, across)
        return {"selfReference": {"size": float(half[start]) * (0.8 + 0.5 * lane), "angle": angle}}
    if lane == 0:
        return {}
    length = float(np.hypot(*(scene.xy[start] - scene.xy[end]))) * per_unit
    aside = bow(lane, lanes, length, BOW * float(min(half[start], half[end])))
    roundness = min(abs(aside) / max(length, 1.0) * 8 / math.pi, 0.9)
    return {
        "smooth": {"enabled": True, "type": "curvedCW" if aside < 0 else "curvedCCW", "roundness": roundness}
    }


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
        "said": [chart.captions[number], sub, chart.looks[look].name, *_badges(chart, number)],
    }


def _badges(chart: ChartData, number: int) -> list[str]:
    """How somebody is involved, and whether an entity stands in no record."""
    said = (
        [chart.badges[int(chart.badge[number]) - 1].name] if len(chart.badge) and chart.badge[number] else []
    )
    return [*said, BY_HAND.name] if len(chart.by_hand) and chart.by_hand[number] else said


def _link(chart: ChartData, number: int, claims: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    start, end = chart.ends[number].tolist()
    arrow = "→" if chart.directed[number] else "–"
    stands = STANDS[int(chart.standing[number])]
    said = [f"{chart.captions[start]} {arrow} {chart.captions[end]}", chart.label[number], stands]
    return {
        "label": (chart.label[number] or None) if len(chart) <= PILLS else None,
        "color": text(int(chart.link_colour[number])),
        "width": float(link_width(chart.weight[number])),
        "dashes": ([], [10, 7], [2, 5])[chart.standing[number]] or False,
        "arrows": "to" if chart.directed[number] else "",
        "said": [*said, *claims.get(int(chart.link_ids[number]), ())],
    }


def _headings(chart: ChartData, per_unit: float) -> str:
    """What is said of places, for the script to draw: words [x, y, text, strong], boxes and lines in its pixels."""
    if chart.headings is None:
        return "null"
    corners = np.array(chart.headings.guides.corners) * per_unit
    low, high = corners.min(axis=0), corners.max(axis=0)
    ox, oy = (ROUND - low).tolist()
    wide, tall = (high - low + 2 * ROUND).tolist()
    made = written(chart.headings, View(per_unit / UNIT, ox, oy), (wide, tall))
    said = {
        "size": [-ox, -oy, wide, tall],
        "words": [[w.box.left() - ox, w.box.center().y() - oy, w.text, w.strong] for w in made.words],
        "boxes": [[b.left() - ox, b.top() - oy, b.width(), b.height()] for b in made.boxes],
        "lines": [[line.x1() - ox, line.y1() - oy, line.x2() - ox, line.y2() - oy] for line in made.lines],
    }
    return json.dumps(said).replace("<", "\\u003c")


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
  function fit() {
    network.fit({animation: false});
    if (!headings) { return; }
    var room = document.getElementById("mynetwork");
    var scale = Math.min(network.getScale(), room.clientWidth / headings.size[2], room.clientHeight / headings.size[3]);
    network.moveTo({
      position: {x: headings.size[0] + headings.size[2] / 2, y: headings.size[1] + headings.size[3] / 2}, scale: scale
    });
  }
  // once the icons are there, for only then is known how much room the chart takes
  network.once("afterDrawing", function () { setTimeout(fit, 150); });
  network.on("beforeDrawing", function (context) {
    if (!headings) { return; }
    context.strokeStyle = colours.line;
    context.lineWidth = 1.2;
    headings.boxes.forEach(function (box) { context.strokeRect.apply(context, box); });
    headings.lines.forEach(function (line) {
      context.beginPath();
      context.moveTo(line[0], line[1]);
      context.lineTo(line[2], line[3]);
      context.stroke();
    });
    context.textAlign = "left";
    context.textBaseline = "middle";
    headings.words.forEach(function (words) {
      context.font = (words[3] ? "500 " : "") + "12px " + colours.face;
      context.fillStyle = words[3] ? colours.ink : colours.muted;
      context.fillText(words[2], words[0], words[1]);
    });
  });
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
