"""Numbers as people write them, told by all of a column: 1234.56, 1,234.56, 1.234,56 or 1 234,56."""

import pandas as pd

from commands.spoken import say
from data.errors import BadTable

_COMMA = r"[-+]?(?:\d+|\d{1,3}(?:[. '’\u00a0\u202f]\d{3})+)(?:,\d+)?"
_POINT = r"[-+]?(?:\d+|\d{1,3}(?:[, '’\u00a0\u202f]\d{3})+)(?:\.\d+)?"
_GROUPS = r"[ '’\u00a0\u202f]"
_THOUSANDS_LIKE = r"[-+]?[1-9]\d{0,2}\.\d{3}"


def parsed(text: pd.Series, column: str) -> pd.Series:
    """The column as floats; missing where the cell is, or where it is written like no number.

    Plain numbers are read as they are. Elsewhere the whole column tells whether the comma or the point begins the
    decimals, never one cell: 10,50 among 1.050,00 makes the latter a thousand and fifty.

    Args:
        text: cells without blanks around them, missing where empty.

    Raises:
        BadTable: every cell reads either way, as 1,050 does.
    """
    plain = pd.to_numeric(text, errors="coerce").astype(float)
    if not (plain.isna() & text.notna()).any():
        _doubt(text, column)
        return plain
    comma, point = _all(text, _COMMA), _all(text, _POINT)
    if comma and point and (either := text[_has_comma(text)]).size:
        raise BadTable(
            f"column {column}: {either.iloc[0]!r} may have thousands or decimals behind its comma, and no other value "
            "tells; write 1050 or 1.05"
        )
    if comma:
        return _plain(text, thousands=".", decimal=",")
    return _plain(text, thousands=",", decimal=".") if point else plain


def has_decimal_commas(text: pd.Series) -> bool:
    """Whether all of a column are numbers, and some of them can only be read with a comma before the decimals."""
    return _all(text, _COMMA) and not _all(text, _POINT) and bool(_has_comma(text).any())


def _all(text: pd.Series, form: str) -> bool:
    return bool(text.dropna().str.fullmatch(form).all())


def _has_comma(text: pd.Series) -> pd.Series:
    return text.str.contains(",", regex=False).fillna(False).astype(bool)


def _plain(text: pd.Series, thousands: str, decimal: str) -> pd.Series:
    bare = text.str.replace(_GROUPS, "", regex=True).str.replace(thousands, "", regex=False)
    return pd.to_numeric(bare.str.replace(decimal, ".", regex=False)).astype(float)


def _doubt(text: pd.Series, column: str) -> None:
    """Says how 1.050 was read where every point of the column may as well mark thousands."""
    pointed = text[text.str.contains(".", regex=False).fillna(False)]
    if len(pointed) and pointed.str.fullmatch(_THOUSANDS_LIKE).all():
        first = pointed.iloc[0]
        say(f"column {column}: {first} is read as {float(first):g}; if its point marks thousands, leave it out")
