"""A screen on paper: a page of HTML that stands alone, to be printed or sent, made of its figures and parts."""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from analytics.metrics import metrics as known
from sheets import files, notes
from sheets.choice import Chosen, bounds, described
from sheets.columns import TEXTS, Columns, written
from sheets.figure import Figure
from sheets.part import Part
from sheets.reading import Reading
from words import currency, formats, messages
from words.messages import _

STATIC = Path(__file__).parents[1] / "static"
FONTS = (("Cormorant Garamond", 600, "cormorant-garamond"), ("Inter", 400, "inter"), ("Inter", 600, "inter"))
ROWS = 40  # of a table, that a reader of paper may go through
WIDE = 9  # columns from which on their letters are small
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
table { border-collapse: collapse; width: 100%; } td { padding: 3px 0; border-bottom: 1px solid #efe9df; } td + td { text-align: right; }
.rows th { font-weight: 600; text-align: right; vertical-align: bottom; padding: 3px 0 3px 6px; border-bottom: 1px solid #d9cdb8; }
.rows td { text-align: right; padding: 3px 0 3px 6px; } .rows tr { break-inside: avoid; }
.rows .text { text-align: left; padding: 3px 6px 3px 12px; } .rows td.text { overflow-wrap: anywhere; } .rows.wide { font-size: 8px; }
section > table:first-child { margin-top: 10px; } .rows th:first-child, .rows td:first-child { text-align: left; padding-left: 0; }
.meanings { columns: 2; column-gap: 18px; font-size: 8.5px; } .meanings p { margin: 0 0 4px; break-inside: avoid; }
svg { width: 100%; height: auto; } footer { margin-top: 14px; border-top: 1px solid #d9cdb8; padding-top: 6px; font-size: 8.5px; }
"""


def printed(
    reading: Reading,
    chosen: Chosen,
    title: str,
    parts: Sequence[Part],
    *,
    figures: Sequence[Figure] = (),
    lines: Sequence[str] = (),
) -> bytes:
    """The sheet of a screen.

    Args:
        reading: of the store that is told of.
        chosen: period and filters.
        title: of the screen.
        parts: in their order; each is a table of its `columns`.
        figures: of its cards.
        lines: what else is said under the title.
    """
    body = [cards(figures), *map(section, parts), meanings([figure.metric for figure in figures])]
    return page(reading, chosen, title, [*lines, *notes.missing(reading)], [*body, foot(reading)])


def page(reading: Reading, chosen: Chosen, title: str, lines: Sequence[str], body: Sequence[str]) -> bytes:
    """A title, lines under it and a body of HTML, as a page that stands alone."""
    name = escape(f"Vetrina · {described(reading, chosen)}")
    head = f'<meta charset="utf-8"><title>{name}</title><style>{_faces()}{STYLE}</style>'
    shown = "".join([_head(reading, title, [described(reading, chosen), *lines]), *body])
    return f'<!doctype html><html lang="{messages.language()}"><head>{head}</head><body>{shown}</body></html>'.encode()


def _head(reading: Reading, title: str, lines: Sequence[str]) -> str:
    mark = base64.b64encode((STATIC / "wordmark.png").read_bytes()).decode()
    sample = [_("Sample shop: invented data")] if reading.store.is_sample else []
    told = "".join(f'<div class="quiet">{escape(line)}</div>' for line in filter(None, [*sample, *lines]))
    return (
        f"<header><div><h1>{escape(title)}</h1>{told}</div>"
        f'<img alt="Vetrina" src="data:image/png;base64,{mark}"></header>'
    )


def cards(figures: Sequence[Figure]) -> str:
    """Figures side by side, six in a row or four."""
    if not figures:
        return ""
    row = "cards" if len(figures) % 6 == 0 else "cards four"
    return f'<div class="grid {row}">{"".join(map(_card, figures))}</div>'


def _card(figure: Figure) -> str:
    told = f'<span class="quiet">{escape(figure.told)}&nbsp;</span>'
    return f'<div class="card">{escape(figure.name)}<b>{escape(figure.value)}</b>{told}</div>'


def section(part: Part) -> str:
    """A part: its title, its table or why there is none, and what is to be said of it."""
    empty = part.empty or _("Nothing in this selection.")
    body = _table(part) if len(part.drawn) else f"<p>{escape(empty)}</p>"
    note = "" if any(part.note in caption for caption in part.captions) else part.note
    told = dict.fromkeys(filter(None, [*part.captions, _cut(part), note]))
    quiet = "".join(f'<div class="quiet">{escape(line)}</div>' for line in told)
    title = f"<h2>{escape(part.title)}</h2>" if part.title else ""
    return f"<section>{title}{body}{quiet}</section>"


def _table(part: Part) -> str:
    columns: Columns = {name: part.columns[name] for name in part.columns if name in part.drawn}
    heads = "".join(f"<th{_side(kind)}>{escape(name)}</th>" for name, kind in columns.values())
    rows = part.drawn[list(columns)].head(ROWS).astype(object).itertuples(index=False, name=None)
    kinds = [kind for _name, kind in columns.values()]
    cells = (
        "".join(f"<td{_side(kind)}>{escape(written(value, kind))}</td>" for value, kind in zip(row, kinds, strict=True))
        for row in rows
    )
    lines = "".join(f"<tr>{line}</tr>" for line in cells)
    look = "rows wide" if len(columns) > WIDE else "rows"
    return f'<table class="{look}"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'


def _side(kind: str) -> str:
    return ' class="text"' if kind in TEXTS else ""


def _cut(part: Part) -> str:
    if len(part.drawn) <= ROWS:
        return ""
    shown, everything = formats.number(ROWS), formats.number(len(part.drawn))
    return _("The first {shown} of {all} rows; the export has all of them.", shown=shown, all=everything)


def meanings(metrics: Sequence[str]) -> str:
    """What figures mean, those that have an entry in the catalogue."""
    entries = [known()[metric] for metric in dict.fromkeys(metrics) if metric in known()]
    if not entries:
        return ""
    told = "".join(
        f"<p><b>{escape(entry.named(messages.language()))}</b> {escape(entry.explained(messages.language()))}"
        f' <span class="quiet">{escape(entry.formula)}</span></p>'
        for entry in entries
    )
    title = _("What every metric means")
    return f'<h2>{escape(title)}</h2><div class="meanings">{told}</div>'


def foot(reading: Reading) -> str:
    """How far the data go, when this was made, in which currency."""
    made = _(
        "Data to {day}, version {n}; made on {now} (UTC).",
        day=formats.day(bounds(reading)[1]),
        n=reading.store.version,
        now=formats.moment(datetime.now(UTC).replace(tzinfo=None)),
    )
    return f'<footer class="quiet">{escape(f"{made} {_amounts()}")}</footer>'


def _amounts() -> str:
    if currency.code() == "EUR":
        return _("Amounts in euro at ECB rates.")
    return _("Amounts in {currency}, as the orders state them.", currency=currency.name())


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/woff2;base64,"
        f"{base64.b64encode((STATIC / 'fonts' / f'{file}-latin-{weight}-normal.woff2').read_bytes()).decode()})}}"
        for family, weight, file in FONTS
    )


def file_name(reading: Reading, screen: str, chosen: Chosen) -> str:
    """A name that says what is in it."""
    return f"{files.stem(reading, screen, chosen)}.html"
