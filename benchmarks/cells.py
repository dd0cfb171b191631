"""How much of the shop a reader who may not see persons is shown: cells by columns and level, and the pages that answer."""

import sys
from collections.abc import Sequence
from itertools import combinations

from benchmarks.measured import rows
from data.errors import BadRequest, OutOfReach
from data.store import Rights, Store
from data.store.cells import Cube
from data.store.cells.cube import COLUMNS
from data.store.cells.grid import LEVELS
from sheets.choice import usual
from sheets.grid import on_grid
from sheets.papers import PAPERS
from sheets.reading import Reading

SMALLEST = 10


def table(pages: Sequence[str] = tuple(PAPERS)) -> str:
    """Of the store that is published now, both tables.

    Args:
        pages: to look at; those of models take minutes each.
    """
    store = Store.open().seen_by(Rights(smallest=SMALLEST))
    found = []
    for page in pages:
        found.append([page, *_parts(store, page)])
        print(" ".join(found[-1]), file=sys.stderr, flush=True)
    return f"{cells(store)}\n\n{rows(['page', 'parts shown', 'rows shown'], found)}"


def cells(store: Store) -> str:
    """Cells shown, by columns and level."""
    told = [[" and ".join(columns), *_shown(store.cube, columns)] for columns in _tables()]
    return rows(["columns", *LEVELS[:-1]], told)


def _tables() -> list[tuple[str, ...]]:
    return [*((column,) for column in COLUMNS), *combinations(COLUMNS, 2)]


def _shown(cube: Cube, columns: tuple[str, ...]) -> list[str]:
    """Cells shown of the last twelve months (of all years at level `all`), by level."""
    every, hidden = len(cube.known_in(columns, 0)), cube.hidden(columns)
    told = {level: sum(year == 0 for year, *_cell in hidden[level]) for level in LEVELS}
    whole = len(cube.known(columns))
    return [
        f"{whole - told[level]} of {whole}" if level == "all" else f"{every - told[level]} of {every}"
        for level in LEVELS[:-1]
    ]


def _parts(store: Store, page: str) -> tuple[str, str]:
    """Parts of a page with anything in them and the rows of these, each of those of who sees persons; 0 where it is refused as a whole."""
    reading, whole = Reading.of(store), Reading.of(Store(store.path))
    shown, everything = _held(reading, page), _held(whole, page)
    return tuple(f"{mine} of {all_of}" for mine, all_of in zip(shown, everything, strict=True))  # type: ignore[return-value]


def _held(reading: Reading, page: str) -> tuple[int, int]:
    """Parts with anything in them, and their rows."""
    paper = PAPERS[page]
    try:
        sheet = paper.sheet(reading, on_grid(reading, usual(reading, paper.heeds)))
    except (OutOfReach, BadRequest):
        return 0, 0
    flat = [part for row in sheet.parts for part in (row if isinstance(row, list | tuple) else [row])]
    held = [len(part.drawn) for part in flat if len(part.drawn)]
    return len(held), sum(held)


if __name__ == "__main__":
    print(table(sys.argv[1:] or tuple(PAPERS)))
