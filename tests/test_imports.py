"""The shape of the project: imports run one way, and each name of a foreign library stays where it belongs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# A folder may import itself and what stands after it.
ORDER = ["dashboard", "pages", "ui", "commands", "sheets", "words", "analytics", "data"]
# Command lines and screens stand side by side above the words: neither may import the other.
APART = {"commands": {"dashboard", "pages", "ui"}, "ui": {"commands"}, "pages": {"commands"}, "dashboard": {"commands"}}
FILES = [
    file
    for name in ORDER
    for file in ([ROOT / "dashboard.py"] if name == "dashboard" else sorted((ROOT / name).rglob("*.py")))
]


def imported(file: Path) -> Iterator[str]:
    """The modules that a file names in imports anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def started(file: Path) -> list[str]:
    """The modules of the floor above that a file names in text, as who starts a module by its name does."""
    texts = (
        node.value for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    )
    return [text for text in texts if isinstance(text, str) and text.startswith("commands.")]


def layer(file: Path) -> str:
    return file.relative_to(ROOT).parts[0].removesuffix(".py")


def test_there_is_something_to_check() -> None:
    assert {layer(file) for file in FILES} == set(ORDER)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_run_one_way(file: Path) -> None:
    mine = ORDER.index(layer(file))
    above = set(ORDER[:mine]) | APART.get(layer(file), set())
    # A page started by its own address goes through the entry point by running it, never by importing it.
    assert [name for name in imported(file) if name.split(".")[0] in above] == []


def test_only_the_two_doors_start_what_stands_above_them() -> None:
    doors = {file.relative_to(ROOT).as_posix() for file in FILES if layer(file) != "commands" and started(file)}
    assert doors == {"data/__main__.py", "analytics/__main__.py"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_foreign_names_stay_where_they_belong(file: Path) -> None:
    names = {name.split(".")[0] for name in imported(file)}
    path = file.relative_to(ROOT).as_posix()
    if layer(file) in {"commands", "sheets", "words", "analytics", "data"}:
        assert "streamlit" not in names
    if not path.startswith("data/store/"):
        assert "duckdb" not in names
    if not path.startswith("ui/charts"):
        assert "plotly" not in names


MODULES = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in FILES}


def needed(file: Path) -> set[str]:
    """The modules of ours that a file imports: of `from pages.rebound import markets` the file `markets`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & MODULES.keys() or {node.module}
    return found & MODULES.keys()


def test_imports_run_in_no_circle() -> None:
    waiting = {name: needed(file) for name, file in MODULES.items()}
    while free := {name for name, needs in waiting.items() if not needs & waiting.keys()}:
        waiting = {name: needs for name, needs in waiting.items() if name not in free}
    assert not waiting, "these need each other, or what does"


def test_no_file_is_named_utils() -> None:
    assert not [file for file in FILES if file.stem in {"utils", "helpers", "common"}]


# Rooms of one folder: each may import itself and those before it.
ROOMS = {
    "analytics/rebound": ["series", "fit", "check", "answer", "shop"],
    "analytics/promotions": ["elasticity", "effect", "cross", "depth", "audience"],
}


@pytest.mark.parametrize("folder", ROOMS)
def test_the_rooms_of_a_folder_import_one_way(folder: str) -> None:
    order = ROOMS[folder]
    assert set(order) == {room.name for room in (ROOT / folder).iterdir() if any(room.glob("*.py"))}
    for place, room in enumerate(order):
        for file in (ROOT / folder / room).rglob("*.py"):
            above = {f"{folder.replace('/', '.')}.{later}" for later in order[place + 1 :]}
            breaches = [name for name in needed(file) if ".".join(name.split(".")[:3]) in above]
            assert breaches == [], file


def test_the_dashboard_starts_without_the_libraries_of_models() -> None:
    """They are imported by the page that asks something of them (`data/late.py`)."""
    libraries = "{'scipy', 'sklearn', 'statsmodels'}"
    told = f"import sys, dashboard; print(*sorted({libraries} & {{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split() == []
