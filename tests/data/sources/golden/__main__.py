"""`python -m tests.data.sources.golden [SOURCE ...]` writes each answer anew beside its file; `git diff` then shows what changed."""

import sys

from tests.data.sources.golden.pairs import FOLDER, answer, files, rows, sources

for name in sys.argv[1:] or sources():
    for file in files(name):
        answer(file).write_text(rows(file), encoding="utf-8")
        print(f"tests/data/sources/golden/{answer(file).relative_to(FOLDER)}")
