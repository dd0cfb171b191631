"""Shapes of personal details: the engine and Python find the same, details are found, and keys of real exports are left alone."""

import csv
import random
from pathlib import Path

import pytest

from data import shapes
from data.privacy import PERSONAL
from data.store.engine import connect

DETAILS = {
    "scrivere a maria.rossi@x.it": "scrivere a [e-mail]",
    "tel +39 335 999 0001, wa": "tel [phone], wa",
    "手机１３８１２３４５６７８谢谢": "手机[phone]谢谢",
    "3391234567 3391234568": "[phone] [phone]",
    "IT60 X054 2811 1010 0000 0123 456": "[IBAN]",
    "carta 4111 1111 1111 1111": "carta [card]",
    "cf RSSMRA80A01H501U": "cf [codice fiscale]",
    "身份证11010519491231002X": "身份证[identity number]",
    "passport no. AA1234567": "[passport]",
}
HARMLESS = (
    "Borsa 20x30 nera",
    "8012345678901",
    "2088000000000156_20200722.csv.zip",
    "IT61X0542811101000000123456",
    "4111 1111 1111 1112",
)
PARTS = (
    *DETAILS,
    *HARMLESS,
    *"@+.-/ ,()xX0123456789＠＋０１ab\n\t\u3000\u200b",
    "IT60",
    "X0542811101000000123456",
    "333",
    ".it",
    "护照",
)


@pytest.mark.parametrize(("text", "cleaned"), [*DETAILS.items(), *((text, text) for text in HARMLESS)])
def test_a_detail_gives_way_to_its_kind(text: str, cleaned: str) -> None:
    assert shapes.scrubbed(text) == cleaned


def test_the_engine_finds_what_python_finds() -> None:
    draw = random.Random(20260101)
    texts = ["".join(draw.choice(PARTS) for _ in range(draw.randint(1, 8))) for _ in range(3000)]
    with connect(":memory:", read_only=False) as engine:
        engine.execute(shapes.macros())
        found = engine.execute(
            "select shows_person(t), scrubbed(t), is_persons_key(t) from (select unnest($texts) as t)", {"texts": texts}
        ).fetchall()
    assert found == [(shapes.shows_person(t), shapes.scrubbed(t), shapes.is_persons_key(t)) for t in texts]


def test_no_cell_of_a_format_sample_is_a_persons_key_but_those_under_headers_of_persons(shared: Path) -> None:
    files = [file for file in (shared / "formats").rglob("*") if file.suffix in {".csv", ".txt"}]
    named = [row for file in files for row in _cells(file)]
    assert len(named) > 2000
    assert [
        (header, cell) for header, cell in named if shapes.is_persons_key(cell) and not PERSONAL.search(header)
    ] == []


def _cells(file: Path) -> list[tuple[str, str]]:
    """Each cell of a file with what stands above it in the first row of three cells or more, its header."""
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    table = [
        row for row in csv.reader(text.splitlines(), delimiter="\t" if file.suffix == ".txt" else ",") if len(row) > 2
    ]
    head = next(iter(table), [])
    return [(header, cell) for row in table[1:] for header, cell in zip(head, row, strict=False)]
