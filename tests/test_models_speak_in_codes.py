"""Models say codes and values: no text for a reader stands in them, and no answer is an error of another kind."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.results import CODES

ROOT = Path(__file__).parents[1]
# Every folder of Python but the one that writes SQL.
MODELS = sorted({file.parent.name for file in (ROOT / "analytics").glob("*/__init__.py")} - {"measures"})
CATALOGUES = {"metrics.py", "terms.py", "__main__.py"}  # they write the docs
FILES = [
    *(file for name in MODELS for file in sorted((ROOT / "analytics" / name).rglob("*.py"))),
    *sorted(file for file in (ROOT / "analytics").glob("*.py") if file.name not in CATALOGUES),
]
# Names that verdicts, groups and models have borne since they are in the JSON of commands and in exports.
NAMES = {
    "cannot be told", "cannot be told apart", "cannot be judged", "cannot be told from noise", "gave margin away",
    "put off by it", "back to level", "beyond pent-up", "level and decay", "donors around zero",
    "not enough data", "donors around their mean", "donors as they are", "donors by regression", "chinese new year",
    "National Day week",  # as the calendar names it
}  # fmt: skip


def errors(tree: ast.AST) -> set[int]:
    """Texts for whoever writes a wrong call or reads the log: of raised errors, of checks that raise, of log lines."""
    spared: set[int] = set()
    for node in ast.walk(tree):
        is_check = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("_refuse")
        is_log = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"exception", "warning"}
        )
        if isinstance(node, ast.Raise) or is_check or is_log:
            spared |= {id(part) for part in ast.walk(node)}
    return spared


def docstrings(tree: ast.AST) -> set[int]:
    """Texts that stand by themselves."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def sentences(file: Path) -> Iterator[str]:
    """Texts of three words or more that are no documentation and no error of the caller."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    spared = errors(tree) | docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared:
            words = re.findall(r"[A-Za-z]{2,}", node.value)
            if len(words) >= 3 and " " in node.value.strip() and node.value not in NAMES:
                yield node.value


def test_a_sentence_in_a_model_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "model.py").write_text(
        'def note(n):\n    """What a note says."""\n    return f"only {n} years before the shock"\n'
    )
    assert list(sentences(tmp_path / "model.py")) == [" years before the shock"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_model_has_a_sentence_for_the_reader(file: Path) -> None:
    assert list(sentences(file)) == []


def codes_given() -> set[str]:
    """Codes that the models name in `Reason(...)`."""
    given: set[str] = set()
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason":
                first = node.args[0] if node.args else None
                options = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                given |= {str(part.value) for part in options if isinstance(part, ast.Constant)}
    return given


def test_every_code_is_given_by_a_model_and_every_code_given_is_known() -> None:
    given = codes_given()
    assert not set(CODES) - given, "in analytics/results/codes.py, and no model says Reason(code, ...) with it"
    assert not given - set(CODES), "said by a model, and not in analytics/results/codes.py"


@pytest.mark.parametrize("folder", ["analytics", "commands", "pages", "sheets", "ui", "words"])
def test_nothing_takes_a_value_error_of_a_model_for_an_answer(folder: str) -> None:
    """A wrong shape and a singular matrix are `ValueError`s: whoever catches one around a model hides a fault."""
    texts = {
        "commands/table.py", "commands/uplift.py",  # cells of a user's file
            "commands/options.py", "ui/local.py",  # a day and an address as people write them
        "analytics/rebound/series/clock.py", "ui/url.py", "words/wordlist.py",  # dates, addresses and braces as people write them
        "analytics/compare/basis.py",  # what to compare with, as people write it in addresses and commands
        "analytics/kept.py",  # an unreadable stored answer is computed again
    }  # fmt: skip
    for file in sorted((ROOT / folder).rglob("*.py")):
        if file.relative_to(ROOT).as_posix() in texts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and node.type is not None:
                caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
                assert "ValueError" not in caught, f"{file}:{node.lineno}"
