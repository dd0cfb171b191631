"""What every mart and question has in common."""

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from data.store import marts
from data.store.scope import tables_of

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "data/marts").glob("*.sql")) + sorted((ROOT / "analytics/sql").glob("*.sql"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_first_line_says_the_grain(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("-- grain: ")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_has_a_dialect_of_a_cluster_too(file: Path) -> None:
    sql = file.read_text(encoding="utf-8")
    assert sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_one_select_in_lower_case(file: Path) -> None:
    sql = re.sub(r"--.*|'[^']*'", "", file.read_text(encoding="utf-8"))
    assert not re.search(r"\b[A-Z]{2,}\b", sql)
    assert ";" not in sql


def test_a_mart_comes_after_those_it_reads() -> None:
    seen: set[str] = set()
    selects = marts.selects()
    for name, sql in selects.items():
        assert (tables_of(sql) & selects.keys()) <= seen, name
        seen.add(name)
