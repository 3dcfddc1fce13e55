"""How much processor time vis.js takes to draw the same graph: a pyvis page in headless Chromium, physics off.

Chromium comes from Debian's packages (`apt-get install chromium`); where it is absent, `vis_js` answers None.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pyvis.network

NAMES = ("chromium", "chromium-browser", "google-chrome")
FEW, MANY = 2, 8
WAIT = 300  # seconds for a page
MEASURE = """
<script>
network.setOptions({physics: false});
network.fit({animation: false});
const paper = document.querySelector("canvas").getContext("2d");
const taken = [];
for (let k = 0; k < %d; k++) {
  const began = performance.now();
  network.moveTo({offset: {x: 7, y: 0}, animation: false});
  network.redraw();
  paper.getImageData(0, 0, 1, 1);
  taken.push(performance.now() - began);
}
document.title = "drawn " + taken.map(t => t.toFixed(1)).join(" ");
</script></body>"""


def browser() -> str | None:
    """Where Chromium is, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def vis_js(xy: np.ndarray, ends: np.ndarray, size: tuple[int, int]) -> float | None:
    """Milliseconds of the processor for one redraw of the whole graph, pages and start-up left out."""
    if browser() is None:
        return None
    page = _page(xy, ends, size)
    few, many = (_processor_seconds(page, size, redraws) for redraws in (FEW, MANY))
    return 1000 * (many - few) / (MANY - FEW)


def _page(xy: np.ndarray, ends: np.ndarray, size: tuple[int, int]) -> str:
    net = pyvis.network.Network(f"{size[1]}px", f"{size[0]}px", directed=True, cdn_resources="in_line")
    net.toggle_physics(False)
    for i, (x, y) in enumerate((xy * 80).tolist()):
        net.add_node(i, label=f"Entity {i:05}", x=x, y=y, shape="dot", size=8, physics=False)
    net.edges = [{"from": int(a), "to": int(b), "arrows": "to"} for a, b in ends.tolist()]
    net.options.edges.smooth.enabled = False
    html = net.generate_html(notebook=False)
    html = re.sub(r'<(script|link)[^>]*(src|href)="https?:[^>]*>(</script>)?', "", html)
    return html


def _processor_seconds(page: str, size: tuple[int, int], redraws: int) -> float:
    """Seconds of the processor that the browser and all its processes take to draw a page so many times."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "page.html"
        file.write_text(page.replace("</body>", MEASURE % redraws), "utf-8")
        command = [
            browser() or "", "--headless", "--disable-gpu", "--no-sandbox", "--dump-dom", "--hide-scrollbars",
            f"--user-data-dir={folder}/profile", f"--window-size={size[0]},{size[1]}",
            "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND", file.as_uri(),
        ]  # fmt: skip
        out = Path(folder) / "dom.html"
        with out.open("wb") as sink:
            running = subprocess.Popen(
                command, stdout=sink, stderr=subprocess.DEVNULL, start_new_session=True
            )
            seen: dict[int, float] = {}
            deadline = time.monotonic() + WAIT
            while running.poll() is None:
                if time.monotonic() > deadline:
                    running.kill()
                    raise RuntimeError(f"the page was not drawn within {WAIT} seconds")
                seen |= _processes(running.pid)
                time.sleep(0.02)
        if "<title>drawn" not in out.read_text("utf-8", "replace"):
            raise RuntimeError("the page was not drawn")
        return sum(seen.values())


def _processes(session: int) -> dict[int, float]:
    """Seconds of the processor so far of every process of a session."""
    tick, found = os.sysconf("SC_CLK_TCK"), {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            said = (place / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it ended meanwhile
        if int(said[3]) == session:
            found[int(place.name)] = (int(said[11]) + int(said[12])) / tick
    return found
