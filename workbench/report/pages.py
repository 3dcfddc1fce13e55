"""The frame of a page of text: one style for screen and paper, light and dark, and nothing from outside."""

from __future__ import annotations

import html

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; --paper: #f6f5f2; --panel: #fffefb; --line: #e4e1da; --ink: #22252b;
  --muted: #666b73; --accent: #3b5bdb; --mark: #ffe8a3; --on-mark: #22252b; --amber: #8a5a00; --code:
  #f1efe9; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181c; --panel: #1f2126; --line: #34373e; --ink:
  #e6e4df;
  --muted: #a0a4ac; --accent: #8ea2ff; --mark: #5c4a12; --on-mark: #fff3cf; --amber: #f0b95a; --code:
  #2a2c32; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 14px/1.5 Inter, system-ui, "Segoe UI", "DejaVu Sans", sans-serif; font-variant-numeric:
  tabular-nums; }
main { max-width: 60rem; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 22px; line-height: 1.3; margin: 4px 0 0; font-weight: 650; }
h2 { font-size: 17px; margin: 32px 0 12px; font-weight: 650; }
h3 { font-size: 14px; margin: 0 0 8px; font-weight: 650; }
p { margin: 0; }
bdi, pre { unicode-bidi: isolate; }
.over, dt { font-size: 11px; letter-spacing: .06em; text-transform: uppercase; color: var(--muted); }
.count { color: var(--muted); margin: 4px 0 16px; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; align-items:
  baseline; }
.facts dd { margin: 0; }
header > .facts, section { background: var(--panel); border: 1px solid var(--line); border-radius: 10px;
  padding: 16px; margin: 0 0 12px; }
header { margin-bottom: 24px; }
.what { display: flex; gap: 12px; align-items: baseline; }
.what h2 { margin: 0; font-size: 15px; flex: 1; }
.number { color: var(--muted); min-width: 1.4em; }
.standing { font-size: 12px; white-space: nowrap; padding: 1px 10px; border-radius: 99px; border: 1px
  solid; }
.standing.stated { color: var(--accent); }
.standing.derived, .standing.assessed { color: var(--amber); border-style: dashed; }
.summary, .basis, .rest { color: var(--muted); margin: 4px 0 0 calc(1.4em + 12px); }
.basis { color: var(--ink); }
figure { margin: 12px 0 0 calc(1.4em + 12px); }
figcaption { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12px; color: var(--muted);
  margin-bottom: 4px; }
figcaption .file, figcaption .place { color: var(--ink); font-weight: 600; }
a { color: inherit; }
pre, code { font-family: "JetBrains Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace;
  font-size: 12.5px; }
pre { margin: 0; padding: 8px 12px; white-space: pre-wrap; background: var(--code); border-radius: 8px;
  tab-size: 4; }
code { background: var(--code); border-radius: 4px; padding: 1px 5px; }
mark { background: var(--mark); color: var(--on-mark); border-radius: 3px; padding: 1px 2px; }
.control { font: 600 10px/1 monospace; border: 1px solid var(--amber); color: var(--amber); border-radius:
  3px;
  padding: 0 3px; margin: 0 1px; }
.tab { border-bottom: 1px dotted var(--muted); }
.checks { padding-left: 1.4em; } .checks li { margin-bottom: 12px; } .hash { display: inline-block;
  margin-top: 4px; }
.wide { overflow-x: auto; margin-bottom: 12px; }
.claims { border-collapse: collapse; width: 100%; font-size: 13px; }
.claims { overflow-wrap: normal; }
.claims th { font-size: 11px; letter-spacing: .04em; text-transform: uppercase; color: var(--muted);
  text-align: start; }
.claims th, .claims td { border-bottom: 1px solid var(--line); padding: 5px 10px 5px 0; vertical-align: top; }
.claims .short { white-space: nowrap; } .claims .figure { text-align: end; white-space: nowrap; }
.curve { width: 100%; max-width: 640px; } .curve text { font-size: 11px; fill: var(--muted); }
.grid { stroke: var(--line); } .line { fill: none; stroke: var(--accent); stroke-width: 2; }
@media (max-width: 640px) { .what { flex-wrap: wrap; } .what h2 { flex-basis: 80%; }
  .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: 8px; } }
@media print { :root { color-scheme: light; --paper: #fff; --panel: #fff; --line: #bbb; --ink: #000;
  --muted: #444;
    --accent: #1c3aa9; --mark: #ffe8a3; --on-mark: #000; --amber: #6b4500; --code: #f4f4f4; }
  body { font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; } mark { outline: 1px solid #b58900; }
  figure, .what, .source { break-inside: avoid; } @page { margin: 18mm 16mm; } }
"""


def page(
    title: str,
    body: str,
    *,
    language: str = "en",
    from_the_right: bool = False,
    policy: str = POLICY,
    style: str = "",
    head: str = "",
    foot: str = "",
) -> str:
    """A whole HTML page around a body that is HTML already; no script of its own runs in it and nothing is loaded.

    `language` is a tag; `head` and `foot` are HTML that stands before and behind the body, on paper on every page.
    """
    side = ' dir="rtl"' if from_the_right else ""
    return (
        f'<!doctype html>\n<html lang="{html.escape(language)}"{side}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{STYLE}{style}</style>\n</head>\n"
        f"<body>\n{head}<main>\n{body}\n</main>\n{foot}</body>\n</html>\n"
    )
