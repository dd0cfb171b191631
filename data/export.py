"""Tables as CSV that a spreadsheet opens without harm: formulas made harmless, marks of the reader's country.

A cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP ASVS 1.2.10); so do headers. Numbers
stay numbers: a negative amount is not text. The `data` dialect changes nothing, for programs that read the file again.
"""

from dataclasses import dataclass

import pandas as pd

from data.quoting import literal
from data.store.engine import connect

# What a spreadsheet may take for the start of a formula, plain and full-width, after blanks it skips.
TRIGGERS = "=+-@＝＋－＠\t\r\n\x00"
BLANKS = " \u00a0\u3000\u200b\ufeff"


@dataclass(frozen=True)
class Dialect:
    """How a spreadsheet of a country reads a CSV."""

    name: str
    separator: str
    decimal: str
    escapes: bool
    mark: bool  # byte order mark: without it Excel reads UTF-8 as the local code page


DIALECTS = {
    "excel_en": Dialect("excel_en", ",", ".", True, True),
    "excel_it": Dialect("excel_it", ";", ",", True, True),
    "excel_zh": Dialect("excel_zh", ",", ".", True, True),
    "data": Dialect("data", ",", ".", False, False),
}


def csv(frame: pd.DataFrame, dialect: str = "excel_en") -> bytes:
    """The whole table as CSV (quoted as in RFC 4180), every row.

    Args:
        frame: columns of any type; times without a zone are written as they stand, days without a clock.
        dialect: one of DIALECTS.

    Raises:
        ValueError: the dialect is not known.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"dialect is {dialect!r}; give one of {', '.join(DIALECTS)}")
    way = DIALECTS[dialect]
    headers = [harmless(str(name)) if way.escapes else str(name) for name in frame.columns]
    body = _written(_plain(frame), way)
    head = _row(headers, way.separator)
    return (b"\xef\xbb\xbf" if way.mark else b"") + head.encode() + body


def harmless(text: str) -> str:
    """A text that no spreadsheet runs."""
    return "'" + text if text.lstrip(BLANKS)[:1] in set(TRIGGERS) and text.strip(BLANKS) else text


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns named by place (names may repeat), categories and mixed objects as text."""
    plain = frame.reset_index(drop=True)
    plain.columns = pd.Index([f"c{i}" for i in range(plain.shape[1])])
    for name in plain.columns:
        column = plain[name]
        if isinstance(column.dtype, pd.CategoricalDtype) or column.dtype == object:
            plain[name] = column.astype("string") if not _is_decimal(column) else column.astype(float)
        elif isinstance(column.dtype, pd.PeriodDtype | pd.IntervalDtype):
            plain[name] = column.astype(str)
    return plain


def _is_decimal(column: pd.Series) -> bool:
    known = column.dropna()
    return len(known) > 0 and type(known.iloc[0]).__name__ == "Decimal"


def _written(plain: pd.DataFrame, way: Dialect) -> bytes:
    """The rows as lines, made in memory: a table of customers is never written to the machine's temporary folder."""
    if plain.empty:
        return b""
    cells = ", ".join(f"coalesce({_cell(str(name), plain[name], way)}, '')" for name in plain.columns)
    with connect(":memory:", read_only=False) as engine:
        engine.register("shown", plain)
        lines = engine.execute(f"select concat_ws({literal(way.separator)}, {cells}) from shown").fetchall()
    return "".join(f"{line}\n" for (line,) in lines).encode()


def _cell(name: str, column: pd.Series, way: Dialect) -> str:
    """The text of one cell as an SQL expression, in quotes where a reader of CSV needs them."""
    if pd.api.types.is_datetime64_any_dtype(column):
        clock = column.dropna()
        whole_days = bool((clock == clock.dt.normalize()).all())
        return f"strftime({name}, '{'%Y-%m-%d' if whole_days else '%Y-%m-%d %H:%M:%S'}')"
    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_integer_dtype(column):
        return f"cast({name} as varchar)"
    if pd.api.types.is_float_dtype(column):
        number = f"cast(case when isfinite({name}) then {name} end as varchar)"
        return _in_quotes(f"replace({number}, '.', {literal(way.decimal)})", way)
    if not way.escapes:
        return _in_quotes(f"cast({name} as varchar)", way)
    first = f"left(ltrim({name}, {_spelled(BLANKS)}), 1)"
    risky = f"{first} <> '' and contains({_spelled(TRIGGERS)}, {first})"
    return _in_quotes(f"case when {risky} then '''' || {name} else {name} end", way)


def _in_quotes(text: str, way: Dialect) -> str:
    risky = literal(f"[{way.separator}\\x22\\x0a\\x0d]")
    needed = f"{text} = '' or regexp_matches({text}, {risky})"
    return f"""case when {needed} then '"' || replace({text}, '"', '""') || '"' else {text} end"""


def _spelled(text: str) -> str:
    """A text as an SQL expression, what cannot be typed as code points."""
    return " || ".join(f"chr({ord(sign)})" for sign in text)


def _row(cells: list[str], separator: str) -> str:
    risky = {separator, '"', "\n", "\r"}
    return separator.join('"' + cell.replace('"', '""') + '"' if risky & set(cell) else cell for cell in cells) + "\n"
