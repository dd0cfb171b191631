"""A sheet as a PDF of A4 pages, the same bytes for the same data wherever it is made: with its own fonts, without the clock."""

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from sheets import paper
from sheets.columns import TEXTS, Columns, written
from sheets.figure import Figure
from sheets.paper import ROWS, Sheet
from sheets.part import Part
from words import figures, messages
from words.messages import _

STATIC = Path(__file__).parents[1] / "static"
FONTS = STATIC / "fonts" / "paper"
LACKING = "□"
SHORT = 12  # letters up to which a text is never broken
LONG = re.compile(r"[^\s\u2e80-\uffef]{24,}")  # a word without a blank; hanzi are broken anywhere
REGIONS = {"en": "gb", "it": "it", "zh": "cn"}


def pages(sheet: Sheet) -> bytes:
    """The whole document.

    A text of the sheet goes into it as data, and is shown as it stands. A sign that the fonts lack (an emoji, a rare hanzi)
    is a box, which the last page says.
    """
    said = _lacking_said(_shown(_content(sheet)))
    mark = list((STATIC / "wordmark.png").read_bytes())
    made: bytes = typst.compile(
        Path(__file__).with_name("paper.typ").read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps({**said, "mark": mark}, ensure_ascii=False)},
        timestamp=int(datetime.combine(sheet.data_to, time(), UTC).timestamp()),
    )
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _content(sheet: Sheet) -> dict[str, Any]:
    spoken = messages.language()
    meanings = [
        {"name": entry.named(spoken), "meaning": entry.explained(spoken), "formula": entry.formula}
        for entry in paper.meanings(sheet.figures)
    ]
    return {
        "name": f"Vetrina · {sheet.title} · {sheet.choice}",
        "lang": spoken,
        "region": REGIONS[spoken],
        "title": sheet.title,
        "choice": _breakable(sheet.choice),
        "sample": sheet.sample,
        "findings": list(map(_breakable, sheet.findings)),
        "lines": list(map(_breakable, sheet.lines)),
        "figures": [_card(figure) for figure in sheet.figures],
        "rows": [[_section(part) for part in row] for row in sheet.rows],
        "meanings": meanings,
        "meanings-title": _("What every metric means"),
        "source": _breakable(f"Vetrina · {sheet.title} · {sheet.choice} · {sheet.source}"),
        "remarks": [],
    }


def _card(figure: Figure) -> dict[str, Any]:
    moved = figure.change
    if moved is None or not moved.text:
        return {
            "name": figure.name,
            "value": figure.value,
            "change": "",
            "beside": "",
            "told": figure.told,
            "tone": "quiet",
            "also": list(figure.also),
        }
    told = " ".join(filter(None, [moved.why, moved.interval]))
    change = moved.text.replace("-", "−")
    return {
        "name": figure.name,
        "value": figure.value,
        "change": change,
        "beside": figure.beside,
        "told": told,
        "tone": tone(figure),
        "also": list(figure.also),
    }


def tone(figure: Figure) -> str:
    """How a change is coloured: grey where it is not clear, else good, bad or neither."""
    moved, better = figure.change, figures.better(figure.metric)
    if moved is None or not moved.is_clear:
        return "quiet"
    if better == "none" or moved.text.startswith("±"):
        return "plain"
    return "gain" if moved.text.startswith("-") == (better == "down") else "loss"


def _section(part: Part) -> dict[str, Any]:
    columns: Columns = {} if part.drawing else {name: part.columns[name] for name in part.columns if name in part.drawn}
    rows = part.drawn[list(columns)].head(ROWS).astype(object).itertuples(index=False, name=None) if columns else ()
    kinds = [kind for _name, kind in columns.values()]
    texts = [[written(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in rows]
    return {
        "title": part.title,
        "drawing": part.drawing or part.picture,
        "alt": part.title,
        "heads": [
            {"name": name, "left": kind in TEXTS, **_room(name, kind, [row[i] for row in texts], is_first=i == 0)}
            for i, (name, kind) in enumerate(columns.values())
        ],
        "rows": [[_breakable(text) for text in row] for row in texts],
        "quiet": [list(row) for row in zip(*(paper.is_quiet(part, column) for column in columns), strict=True)],
        "empty": "" if part.drawing or len(part.drawn) else paper.nothing(part),
        "told": paper.told(part),
    }


def _room(name: str, kind: str, texts: Sequence[str], *, is_first: bool) -> dict[str, Any]:
    """Letters that a column needs for its longest text and the longest word of its head, and whether its texts may be broken."""
    wide = max(map(_letters, [*name.split(), *texts]), default=1)
    return {"wide": wide, "broken": kind == "text" and (wide > SHORT or is_first)}


def _breakable(text: str) -> str:
    """A text whose long words (numbers of orders, addresses of files) may be broken."""
    return LONG.sub(lambda word: "\u200b".join(re.findall(".{1,12}", word[0])), text)


def _letters(text: str) -> int:
    """How wide a text is, in Latin letters; a hanzi is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _shown(said: Any) -> Any:
    """The same with signs that the fonts have."""
    if isinstance(said, dict):
        return {name: value if name == "lang" else _shown(value) for name, value in said.items()}
    if isinstance(said, list):
        return [_shown(value) for value in said]
    return "".join(map(_sign, said)) if isinstance(said, str) else said


def _lacking_said(said: dict[str, Any]) -> dict[str, Any]:
    if LACKING not in json.dumps(said, ensure_ascii=False):
        return said
    remark = _(
        "{box}: a sign that the fonts of this report lack; the page of HTML and the exports have it.", box=LACKING
    )
    return {**said, "remarks": [remark]}


@cache
def _sign(sign: str) -> str:
    if sign in covered() or sign in "\n\u200b":
        return sign
    if unicodedata.category(sign) in {"Zs", "Cc"}:
        return "\u00a0" if sign in "\u2009\u202f" else " "
    if unicodedata.category(sign) in {"Cf", "Mn"}:
        return ""  # a joiner, a mark of direction: nothing that is seen
    plain = unicodedata.normalize("NFKC", sign)
    return plain if set(plain) <= covered() else LACKING


@cache
def covered() -> frozenset[str]:
    """Every sign that the fonts have."""
    return frozenset((FONTS / "covered.txt").read_text(encoding="utf-8"))
