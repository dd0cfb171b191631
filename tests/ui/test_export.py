"""A table taken along: harmless in a spreadsheet, whole, and with a note of what it is."""

import csv as reader
import io
import json
import zipfile
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from analytics.reach import reach
from data import export
from data.store import Store, writing
from sheets.files import bundle, parquet
from tests.analytics.shop import order
from tests.ui.page import page
from ui import cache
from ui import export as buttons

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


def test_a_long_table_is_parquet_with_its_manifest_inside():
    days = pd.to_datetime(["2025-01-31", None])
    frame = pd.DataFrame({"net_eur": [1.5, 2.0], "name": ["=1", "北京"], "day": days, "cost": [Decimal("1.10"), None]})
    table = pq.read_table(io.BytesIO(parquet(frame, {"data_version": 7})))
    assert table.column_names == ["net_eur", "name", "day", "cost"] and table.column("name").to_pylist() == [
        "=1",
        "北京",
    ]
    assert json.loads(table.schema.metadata[b"vetrina"]) == {"data_version": 7}


@pytest.mark.parametrize(("rows", "offered"), [(2, ["kpis.parquet"]), (1, ["kpis.zip", "kpis.csv"])])
def test_above_a_million_rows_parquet_is_offered_instead_of_csv(shop, monkeypatch, rows, offered):
    keys = []
    monkeypatch.setattr(buttons, "MOST_ROWS", 1)
    monkeypatch.setattr(buttons, "_button", lambda label, make, file, mime, key: keys.append(key))
    made = f"from ui import export\nst.session_state.setdefault('export_kpis', True)\nexport.offer(pd.DataFrame({{'net_eur': [1.0] * {rows}}}), 'kpis')"
    page(made)
    assert keys == offered


def test_a_menu_of_files_is_empty_until_it_is_opened(shop, monkeypatch):
    keys = []
    monkeypatch.setattr(buttons, "_button", lambda label, make, file, mime, key: keys.append(key))
    page("from ui import export\nexport.offer(pd.DataFrame({'net_eur': [1.0]}), 'kpis')")
    assert keys == []


def test_what_is_handed_out_is_of_the_version_on_screen_whatever_was_published_since(shop, monkeypatch):
    """A report that names one version is not of another, nor a table's note of other days than the table."""
    made = []
    monkeypatch.setattr(
        buttons.st, "download_button", lambda label, make, *more, **most: made.append(make), raising=False
    )
    opened = Store.open(shop)
    day = f"{cache.of_store(reach).data_to}"
    buttons._button(
        "CSV", lambda: (f"{cache.store().version} {cache.of_store(reach).data_to}".encode(), 0), "a", "b", "c"
    )
    with writing(shop) as writer:
        columns = order("o9", "2026-05-01")
        writer.execute(
            f"insert into orders ({', '.join(columns)}) values ({', '.join('?' * len(columns))})",
            list(columns.values()),
        )
        writer.touched.add("orders")
    assert cache.store().version == opened.version + 1
    assert made[0]() == f"{opened.version} {day}".encode()
