"""Each source reads its golden file as it always did; `python -m tests.data.sources.golden` writes the answers anew."""

from pathlib import Path

import pytest

import data.sources
from tests.data.sources.golden.pairs import FOLDER, answer, files, rows, sources

# What several sources share, and is none itself.
SHARED = {"__init__", "chinese", "layout", "page", "report"}


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(FOLDER)))
def test_a_golden_file_makes_the_rows_beside_it(file: Path) -> None:
    assert rows(file) == answer(file).read_text(encoding="utf-8")


def test_every_source_has_a_golden_pair() -> None:
    modules = {file.stem for file in Path(data.sources.__path__[0]).glob("*.py")} - SHARED
    assert modules == set(sources())
