"""A sheet as a page of HTML that stands alone, to be opened anywhere, printed or sent."""

import base64
from collections.abc import Sequence
from html import escape
from pathlib import Path

from sheets import paper, sketch
from sheets.columns import TEXTS, Columns, written
from sheets.figure import Figure
from sheets.paper import ROWS, WIDE, Sheet
from sheets.part import Part
from words import messages
from words.messages import _

STATIC = Path(__file__).parents[1] / "static"
FONTS = (("Cormorant Garamond", 600, "cormorant-garamond"), ("Inter", 400, "inter"), ("Inter", 600, "inter"))
STYLE = """
@page { size: A4; margin: 14mm 15mm; }
* { box-sizing: border-box; }
body { font: 10px/1.45 Inter, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; color: #17110f;
  max-width: 180mm; margin: 10mm auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
h1, h2 { font-family: 'Cormorant Garamond', 'Songti SC', 'Noto Serif CJK SC', serif; font-weight: 600; margin: 0; }
h1 { font-size: 30px; } h2 { font-size: 16px; margin: 16px 0 6px; break-after: avoid; }
header { display: flex; justify-content: space-between; align-items: flex-end; border-bottom: 1px solid #d9cdb8; padding-bottom: 8px; }
header img { height: 22px; } .quiet { color: #665d55; } .grid { display: grid; gap: 6px; }
.cards { grid-template-columns: repeat(6, 1fr); margin-top: 12px; } .cards.four { grid-template-columns: repeat(4, 1fr); }
.two { grid-template-columns: 1fr 1fr; gap: 18px; } .three { grid-template-columns: repeat(3, 1fr); gap: 18px; }
.card { border: 1px solid #e6dfd3; border-radius: 3px; padding: 6px 8px; } .card b { display: block; font-size: 15px; font-weight: 600; }
.also { font-size: 8px; margin-top: 3px; }
table { border-collapse: collapse; width: 100%; } td { padding: 3px 0; border-bottom: 1px solid #efe9df; } td + td { text-align: right; }
.rows th { font-weight: 600; text-align: right; vertical-align: bottom; padding: 3px 0 3px 6px; border-bottom: 1px solid #d9cdb8; }
.rows td { text-align: right; padding: 3px 0 3px 6px; } .rows tr { break-inside: avoid; }
.rows .text { text-align: left; padding: 3px 6px 3px 12px; } .rows td.text { overflow-wrap: anywhere; } .rows.wide { font-size: 8px; }
section > table:first-child { margin-top: 10px; } .rows th:first-child, .rows td:first-child { text-align: left; padding-left: 0; }
.meanings { columns: 2; column-gap: 18px; font-size: 8.5px; } .meanings p { margin: 0 0 4px; break-inside: avoid; }
svg { width: 100%; height: auto; } .quiet, td { overflow-wrap: anywhere; }
footer { margin-top: 14px; border-top: 1px solid #d9cdb8; padding-top: 6px; font-size: 8.5px; }
"""


def page(sheet: Sheet) -> bytes:
    """The whole page."""
    name = escape(f"Vetrina · {sheet.choice}")
    head = f'<meta charset="utf-8"><title>{name}</title><style>{_faces()}{STYLE}</style>'
    body = [_head(sheet), _cards(sheet.figures), *map(_row, sheet.rows), _meanings(sheet.figures), _foot(sheet)]
    shown = "".join(body)
    return f'<!doctype html><html lang="{messages.language()}"><head>{head}</head><body>{shown}</body></html>'.encode()


def _head(sheet: Sheet) -> str:
    mark = base64.b64encode((STATIC / "wordmark.png").read_bytes()).decode()
    lines = filter(None, [sheet.sample, sheet.choice, *sheet.findings, *sheet.lines])
    told = "".join(f'<div class="quiet">{escape(line)}</div>' for line in lines)
    return (
        f"<header><div><h1>{escape(sheet.title)}</h1>{told}</div>"
        f'<img alt="Vetrina" src="data:image/png;base64,{mark}"></header>'
    )


def _cards(figures: Sequence[Figure]) -> str:
    """Figures side by side, six in a row or four."""
    if not figures:
        return ""
    row = "cards" if len(figures) % 6 == 0 else "cards four"
    return f'<div class="grid {row}">{"".join(map(_card, figures))}</div>'


def _card(figure: Figure) -> str:
    told = f'<span class="quiet">{escape(figure.told)}&nbsp;</span>'
    also = "".join(f'<div class="quiet also">{escape(line)}</div>' for line in figure.also)
    return f'<div class="card">{escape(figure.name)}<b>{escape(figure.value)}</b>{told}{also}</div>'


def _row(parts: Sequence[Part]) -> str:
    sections = "".join(map(_section, parts))
    return f'<div class="grid {"two" if len(parts) == 2 else "three"}">{sections}</div>' if len(parts) > 1 else sections


def _section(part: Part) -> str:
    """A part: its title, its drawing, its table or why there is none, and what is to be said of it."""
    body = part.drawing.replace(sketch.SPACE, "") or (
        part.picture.replace(sketch.SPACE, "") + _table(part)
        if len(part.drawn)
        else f"<p>{escape(paper.nothing(part))}</p>"
    )
    quiet = "".join(f'<div class="quiet">{escape(line)}</div>' for line in paper.told(part))
    title = f"<h2>{escape(part.title)}</h2>" if part.title else ""
    return f"<section>{title}{body}{quiet}</section>"


def _table(part: Part) -> str:
    columns: Columns = {name: part.columns[name] for name in part.columns if name in part.drawn}
    heads = "".join(f"<th{_side(kind)}>{escape(name)}</th>" for name, kind in columns.values())
    rows = part.drawn[list(columns)].head(ROWS).astype(object).itertuples(index=False, name=None)
    kinds = [kind for _name, kind in columns.values()]
    pale = zip(*(paper.is_quiet(part, column) for column in columns), strict=True)
    cells = (
        "".join(
            f"<td{_side(kind, is_quiet=quiet)}>{escape(written(value, kind))}</td>"
            for value, kind, quiet in zip(row, kinds, grey, strict=True)
        )
        for row, grey in zip(rows, pale, strict=True)
    )
    lines = "".join(f"<tr>{line}</tr>" for line in cells)
    look = "rows wide" if len(columns) > WIDE else "rows"
    return f'<table class="{look}"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'


def _side(kind: str, *, is_quiet: bool = False) -> str:
    return ' class="text"' if kind in TEXTS else ' class="quiet"' if is_quiet else ""


def _meanings(figures: Sequence[Figure]) -> str:
    """What figures mean, those that have an entry in the catalogue."""
    spoken = messages.language()
    told = "".join(
        f"<p><b>{escape(entry.named(spoken))}</b> {escape(entry.explained(spoken))}"
        f' <span class="quiet">{escape(entry.formula)}</span></p>'
        for entry in paper.meanings(figures)
    )
    title = _("What every metric means")
    return f'<h2>{escape(title)}</h2><div class="meanings">{told}</div>' if told else ""


def _foot(sheet: Sheet) -> str:
    """How far the data go, when this was made, in which currency."""
    return f'<footer class="quiet">{escape(f"{sheet.source} {paper.made()}")}</footer>'


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/woff2;base64,"
        f"{base64.b64encode((STATIC / 'fonts' / f'{file}-latin-{weight}-normal.woff2').read_bytes()).decode()})}}"
        for family, weight, file in FONTS
    )
