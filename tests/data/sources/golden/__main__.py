"""`python -m tests.data.sources.golden [SOURCE ...]` writes out.csv anew beside each in.csv; `git diff` then shows what changed."""

import sys

from tests.data.sources.golden.pairs import FOLDER, rows, sources

for name in sys.argv[1:] or sources():
    (FOLDER / name / "out.csv").write_text(rows(FOLDER / name / "in.csv"), encoding="utf-8")
    print(f"tests/data/sources/golden/{name}/out.csv")
