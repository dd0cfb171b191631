"""A table taken along: harmless in a spreadsheet, whole, and with a note of what it is."""

import csv as reader
import io
import json
import zipfile
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from data import export
from sheets.files import bundle

DANGEROUS = [
    "=1+1",
    "+39 02",
    "-2+3",
    "@sum(a1)",
    "\t=x",
    "\r=x",
    "\n=x",
    "\x00=x",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "  =x",
    "\u3000=x",
]
HARMLESS = [
    "Gucci",
    "a=b",
    "x-y",
    "it's",
    "1 + 1 is 2",
    "",
    "'=x",
    "你好",
    "Ünïcode",
    'say "no"',
    "a,b;c",
    "two\nlines",
]


def rows(text: bytes, separator: str = ",") -> list[list[str]]:
    return list(reader.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=separator))


@pytest.mark.parametrize("dialect", ["excel_en", "excel_it", "excel_zh"])
@pytest.mark.parametrize("as_type", ["object", "string", "category"])
def test_no_cell_starts_a_formula(dialect, as_type):
    frame = pd.DataFrame({"text": pd.Series(DANGEROUS, dtype=as_type)})
    body = rows(export.csv(frame, dialect), export.DIALECTS[dialect].separator)[1:]
    assert [cell for (cell,) in body] == ["'" + text for text in DANGEROUS]


def test_harmless_text_stays_as_it_is():
    body = rows(export.csv(pd.DataFrame({"text": HARMLESS, "n": range(len(HARMLESS))})))[1:]
    assert [cell for cell, _n in body] == HARMLESS


def test_headers_are_made_harmless_too_and_may_repeat():
    frame = pd.DataFrame([[1, 2, 3]], columns=["=cmd", "＋a", "=cmd"])
    assert rows(export.csv(frame))[0] == ["'=cmd", "'＋a", "'=cmd"]
    assert rows(export.csv(frame, "data"))[0] == ["=cmd", "＋a", "=cmd"]


def test_numbers_stay_numbers_also_negative_ones():
    frame = pd.DataFrame(
        {"a": [-1.5, 2.25, np.nan, np.inf], "b": [-1, 2, 3, 4], "c": [Decimal("-1.10"), None, None, None]}
    )
    assert rows(export.csv(frame))[1:] == [["-1.5", "-1", "-1.1"], ["2.25", "2", ""], ["", "3", ""], ["", "4", ""]]


def test_italian_excel_gets_its_separator_and_its_decimal_comma():
    text = export.csv(pd.DataFrame({"a": [1.5], "b": ["x;y"]}), "excel_it")
    assert text == '\ufeffa;b\n1,5;"x;y"\n'.encode()


def test_a_mark_tells_excel_the_encoding_and_programs_get_none():
    frame = pd.DataFrame({"名": ["北京"]})
    assert export.csv(frame, "excel_zh").startswith(b"\xef\xbb\xbf")
    assert export.csv(frame, "data") == "名\n北京\n".encode()


def test_the_data_dialect_changes_nothing():
    frame = pd.DataFrame({"text": DANGEROUS})
    assert [cell for (cell,) in rows(export.csv(frame, "data"))[1:]] == DANGEROUS


def test_every_row_is_there():
    assert export.csv(pd.DataFrame({"n": range(300_000)})).count(b"\n") == 300_001


def test_an_empty_table_still_has_its_header():
    assert export.csv(pd.DataFrame({"a": [], "b": []}), "data") == b"a,b\n"


def test_days_have_no_clock_and_moments_do():
    frame = pd.DataFrame({"day": pd.to_datetime(["2025-01-31"]), "at": pd.to_datetime(["2025-01-31 13:05"])})
    assert rows(export.csv(frame))[1] == ["2025-01-31", "2025-01-31 13:05:00"]


def test_an_unknown_dialect_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="excel_it"):
        export.csv(pd.DataFrame({"a": [1]}), "excel_fr")


def test_a_bundle_says_what_it_holds():
    packed = bundle(
        pd.DataFrame({"net_eur": [1.5]}), "kpis", "excel_it", {"data_version": 7, "filters": {"market": ("CN",)}}
    )
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert set(opened.namelist()) == {"kpis.csv", "manifest.json"}
        told = json.loads(opened.read("manifest.json"))
        assert opened.read("kpis.csv") == "\ufeffnet_eur\n1,5\n".encode()
    assert told == {
        "data_version": 7,
        "filters": {"market": ["CN"]},
        "file": "kpis.csv",
        "dialect": "excel_it",
        "escaped": True,
    }
