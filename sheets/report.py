"""The overview on one sheet of paper: cards, two drawings, three breakdowns."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from sheets import notes, paper, sketch
from sheets.changes import changed, covered
from sheets.choice import Chosen
from sheets.figure import against
from sheets.past import Past, sentences
from sheets.reading import Reading
from words import formats
from words.formats import signed, worded
from words.messages import _


def page(
    reading: Reading,
    chosen: Chosen,
    past: Past,
    findings: Sequence[str],
    numbers: tuple[pd.DataFrame, pd.DataFrame],
    metrics: Sequence[str],
    drawings: Sequence[tuple[str, str]],
    cuts: Sequence[tuple[str, pd.DataFrame]],
) -> bytes:
    """The sheet.

    Args:
        reading: of the store that is told of.
        chosen: period and filters.
        past: what it is held against.
        findings: what happened, in sentences under the title; empty ones are left out.
        numbers: one row per period, as `kpis` gives them, and the doubts of their changes.
        metrics: which of them, twelve fit.
        drawings: (title, SVG), two fit.
        cuts: (title, rows of `name`, `net_eur`, `before` that add up to the whole), three fit.
    """
    shown, doubts = covered(numbers[0]), numbers[1]
    lines = [
        *findings,
        *sentences(reading, chosen, past),
        *notes.missing(reading),
        notes.newness(reading, chosen.period),
    ]
    body = [
        paper.cards([against(shown, metric, past.named_on_paper, doubts) for metric in metrics]),
        f'<div class="grid two">{"".join(f"<section><h2>{escape(t)}</h2>{svg}</section>" for t, svg in drawings)}</div>',
        f'<div class="grid three">{"".join(_cut(title, rows) for title, rows in cuts)}</div>',
        paper.meanings(metrics),
        paper.foot(reading),
    ]
    return paper.page(reading, chosen, _("Overview"), lines, body)


def trend(rows: pd.DataFrame) -> str:
    """Net sales and those of the earlier days, drawn."""
    now, then = rows["net_eur"].tolist(), rows["net_before_eur"].tolist()
    ends = [formats.day(rows["bucket"].iloc[i]) for i in (0, len(rows) // 2, -1)]
    return sketch.line(now, then, ends, formats.money_short(max([v for v in [*now, *then] if v == v], default=0.0)))


def bridge(steps: pd.DataFrame, note: str) -> str:
    """A bridge of `step`, `eur`, `kind`, drawn, and what is to be said of it."""
    totals = (steps["kind"] == "total").tolist()
    spelled = [
        worded(value, "money") if total else signed(value, "money")
        for value, total in zip(steps["eur"], totals, strict=True)
    ]
    drawn = sketch.bridge(steps["step"].tolist(), steps["eur"].tolist(), totals, spelled, steps["is_clear"].tolist())
    return drawn + (f'<div class="quiet">{escape(note)}</div>' if note else "")


def _cut(title: str, rows: pd.DataFrame) -> str:
    lines = []
    for name, net, before in zip(rows["name"], rows["net_eur"].tolist(), rows["before"].tolist(), strict=True):
        change = changed(net, before, "money")
        text = escape((change or "").replace("-", "−"))
        lines.append(f"<tr><td>{escape(str(name))}</td><td>{escape(formats.money_short(net))}</td><td>{text}</td></tr>")
    return f"<section><h2>{escape(title)}</h2><table>{''.join(lines)}</table></section>"
