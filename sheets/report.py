"""The overview on one sheet of paper: a page of HTML that stands alone, to be printed or sent."""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pandas as pd

from analytics.metrics import metrics as known
from sheets import files, notes, sketch
from sheets.changes import changed, covered
from sheets.choice import Chosen, bounds, described
from sheets.reading import Reading
from words import currency, figures, formats, messages
from words.formats import signed, worded
from words.messages import _

STATIC = Path(__file__).parents[1] / "static"
FONTS = (("Cormorant Garamond", 600, "cormorant-garamond"), ("Inter", 400, "inter"), ("Inter", 600, "inter"))
STYLE = """
@page { size: A4; margin: 14mm 15mm; }
* { box-sizing: border-box; }
body { font: 10px/1.45 Inter, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; color: #17110f;
  max-width: 180mm; margin: 10mm auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
h1, h2 { font-family: 'Cormorant Garamond', 'Songti SC', 'Noto Serif CJK SC', serif; font-weight: 600; margin: 0; }
h1 { font-size: 30px; } h2 { font-size: 16px; margin: 16px 0 6px; }
header { display: flex; justify-content: space-between; align-items: flex-end; border-bottom: 1px solid #d9cdb8; padding-bottom: 8px; }
header img { height: 22px; } .quiet { color: #665d55; } .grid { display: grid; gap: 6px; }
.cards { grid-template-columns: repeat(6, 1fr); margin-top: 12px; } .two { grid-template-columns: 1fr 1fr; gap: 18px; }
.three { grid-template-columns: repeat(3, 1fr); gap: 18px; }
.card { border: 1px solid #e6dfd3; border-radius: 3px; padding: 6px 8px; } .card b { display: block; font-size: 15px; font-weight: 600; }
table { border-collapse: collapse; width: 100%; } td { padding: 3px 0; border-bottom: 1px solid #efe9df; } td + td { text-align: right; }
.meanings { columns: 2; column-gap: 18px; font-size: 8.5px; } .meanings p { margin: 0 0 4px; break-inside: avoid; }
svg { width: 100%; height: auto; } footer { margin-top: 14px; border-top: 1px solid #d9cdb8; padding-top: 6px; font-size: 8.5px; }
"""


def page(
    reading: Reading,
    chosen: Chosen,
    numbers: pd.DataFrame,
    metrics: Sequence[str],
    drawings: Sequence[tuple[str, str]],
    cuts: Sequence[tuple[str, pd.DataFrame]],
) -> bytes:
    """The sheet.

    Args:
        reading: of the store that is told of.
        chosen: period and filters.
        numbers: one row per period, as `kpis` gives them.
        metrics: which of them, twelve fit.
        drawings: (title, SVG), two fit.
        cuts: (title, rows of `name`, `net_eur`, `last_year` that add up to the whole), three fit.
    """
    shown = covered(numbers)
    body = [
        _head(reading, chosen, "last_year" in shown.index),
        f'<div class="grid cards">{"".join(_card(shown, metric) for metric in metrics)}</div>',
        f'<div class="grid two">{"".join(f"<section><h2>{escape(t)}</h2>{svg}</section>" for t, svg in drawings)}</div>',
        f'<div class="grid three">{"".join(_cut(title, rows) for title, rows in cuts)}</div>',
        _meanings(metrics),
        _foot(reading),
    ]
    title = escape(f"Vetrina · {described(reading, chosen)}")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_faces()}{STYLE}</style>'
    return f'<!doctype html><html lang="{messages.language()}"><head>{head}</head><body>{"".join(body)}</body></html>'.encode()


def trend(rows: pd.DataFrame) -> str:
    """Net sales and last year's, drawn."""
    now, then = rows["net_eur"].tolist(), rows["net_last_year_eur"].tolist()
    ends = [formats.day(rows["bucket"].iloc[i]) for i in (0, len(rows) // 2, -1)]
    return sketch.line(now, then, ends, formats.money_short(max([v for v in [*now, *then] if v == v], default=0.0)))


def bridge(steps: pd.DataFrame, note: str) -> str:
    """A bridge of `step`, `eur`, `kind`, drawn, and what is to be said of it."""
    totals = (steps["kind"] == "total").tolist()
    spelled = [
        worded(value, "money") if total else signed(value, "money")
        for value, total in zip(steps["eur"], totals, strict=True)
    ]
    drawn = sketch.bridge(steps["step"].tolist(), steps["eur"].tolist(), totals, spelled)
    return drawn + (f'<div class="quiet">{escape(note)}</div>' if note else "")


def _head(reading: Reading, chosen: Chosen, has_last_year: bool) -> str:
    mark = base64.b64encode((STATIC / "wordmark.png").read_bytes()).decode()
    lines = [described(reading, chosen), _against(chosen, has_last_year), *notes.missing(reading)]
    lines += filter(None, [notes.newness(reading, chosen.period)])
    if reading.store.is_sample:
        lines.insert(0, _("Sample shop: invented data"))
    texts = "".join(f'<div class="quiet">{escape(line)}</div>' for line in lines)
    head = f"<div><h1>{escape(_('Overview'))}</h1>{texts}</div>"
    return f'<header>{head}<img alt="Vetrina" src="data:image/png;base64,{mark}"></header>'


def _against(chosen: Chosen, has_last_year: bool) -> str:
    if not has_last_year:
        return _("Last year (LY): not fully in the data")
    before = chosen.period.last_year
    return _("Last year (LY): {period}", period=formats.period(before.since, before.until))


def _card(numbers: pd.DataFrame, metric: str) -> str:
    values = numbers[metric] if metric in numbers else pd.Series(dtype=float)
    unit, now = figures.unit(metric), values.get("current")
    change = changed(now, values.get("last_year"), unit)
    text = "" if change is None else f"{escape(str(change or '±0'))} {escape(_('vs last year'))}"
    name = escape(figures.name(metric))
    return f'<div class="card">{name}<b>{escape(worded(now, unit))}</b><span class="quiet">{text}&nbsp;</span></div>'


def _cut(title: str, rows: pd.DataFrame) -> str:
    lines = []
    for name, net, before in zip(rows["name"], rows["net_eur"].tolist(), rows["last_year"].tolist(), strict=True):
        change = changed(net, before, "money")
        text = escape("" if change is None else str(change or "±0"))
        lines.append(f"<tr><td>{escape(str(name))}</td><td>{escape(formats.money_short(net))}</td><td>{text}</td></tr>")
    return f"<section><h2>{escape(title)}</h2><table>{''.join(lines)}</table></section>"


def _meanings(metrics: Sequence[str]) -> str:
    texts = "".join(
        f"<p><b>{escape(entry.named(messages.language()))}</b> {escape(entry.explained(messages.language()))}"
        f' <span class="quiet">{escape(entry.formula)}</span></p>'
        for entry in (known()[metric] for metric in metrics if metric in known())
    )
    return f'<h2>{escape(_("What every metric means"))}</h2><div class="meanings">{texts}</div>'


def _foot(reading: Reading) -> str:
    text = _(
        "Data to {day}, version {n}; made on {now} (UTC). Last year: the same days a year earlier. {amounts}",
        day=formats.day(bounds(reading)[1]),
        n=reading.store.version,
        now=formats.moment(datetime.now(UTC).replace(tzinfo=None)),
        amounts=_amounts(),
    )
    return f'<footer class="quiet">{escape(text)}</footer>'


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


def file_name(reading: Reading, chosen: Chosen) -> str:
    """A name that says what is in it."""
    return f"{files.stem(reading, 'overview', chosen)}.html"
