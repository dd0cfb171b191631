"""What is written in a layout is read back, in any dialect of csv and in any order of columns."""

import csv
import re
import tempfile
from functools import lru_cache
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.staging import LoadOptions
from tests.data.sources.golden.pairs import FOLDER, files
from tests.data.sources.landing import read
from tests.fuzz.mutations import header_of, table, written

OPTIONS = LoadOptions(tz="Europe/Rome", currency="EUR", home_tz="Europe/Rome")
often = settings(
    max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@lru_cache(maxsize=1)
def readable() -> tuple[Path, ...]:
    """Golden files that are tables of cells and not refused by name; those of fixed widths have one way to be written."""
    return tuple(
        file for file in files() if file.parent.name not in {"unionpay", "satispay"} and table(file.read_bytes())
    )


def canonical(file: Path, content: bytes) -> pd.DataFrame:
    """The rows as they are read, whatever lines of the file they stand on; columns of months are rows, so in one order."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        copy.write_bytes(content)
        rows = read(copy, OPTIONS).rows
    rows = rows.drop(columns="row_no")
    return rows.sort_values(list(rows.columns), key=lambda column: column.map(repr)).reset_index(drop=True)


@lru_cache(maxsize=128)
def golden(file: Path) -> pd.DataFrame:
    return canonical(file, file.read_bytes())


def cells(file: Path) -> tuple[str, list[list[str]]]:
    found = table(file.read_bytes())
    assert found is not None
    return found


@often
@given(st.data())
def test_a_file_says_the_same_in_every_dialect_of_csv(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(readable()), label="file")
    delimiter, lines = cells(file)
    width, first = len(lines[header_of(lines)]), header_of(lines)
    order = data.draw(st.permutations(range(width)), label="columns")
    moved = [
        [line[at] for at in order] + line[width:] if len(line) >= width and at_line >= first else line
        for at_line, line in enumerate(lines)
    ]
    quoting = data.draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), label="quoting")
    ends = data.draw(st.sampled_from(["\n", "\r\n"]), label="line ends")
    text = written(delimiter, moved, ends, quoting).decode()
    chinese = ["gb18030"] if re.search("[\u4e00-\u9fff]{4}", text) else []  # no other file is written in it
    content = text.encode(data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", *chinese]), label="encoding"))
    pd.testing.assert_frame_equal(canonical(file, content), golden(file), obj=str(file.relative_to(FOLDER)))
