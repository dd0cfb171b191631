"""Law: marts and questions answer in codes; what a reader reads is written on screen, in the reader's language.

Broken once: the screen found the reason of an open item by the English sentence that a mart's SQL spelled, so that a word
changed there would have left it in English; and *Data health* said "wallet transactions" in every language.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from words import labels, messages
from words.languages import LANGUAGES, REGIONS

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "data" / "marts").glob("*.sql")), *sorted((ROOT / "analytics" / "sql").glob("*.sql"))]


def answers(file: Path, column: str = "") -> Iterator[str]:
    """The texts that a select may answer with: of all columns, or of one."""
    tree = sqlglot.parse_one(file.read_text(encoding="utf-8"), dialect="duckdb")
    for case in tree.find_all(exp.Case):
        if not column or case.parent.alias_or_name == column:
            ends = [branch.args["true"] for branch in case.args["ifs"]] + [case.args.get("default")]
            yield from (end.name for end in ends if isinstance(end, exp.Literal) and end.is_string)
    for item in (item for select in tree.find_all(exp.Select) for item in select.expressions):
        text = item.unalias()
        if isinstance(text, exp.Literal) and text.is_string and column in ("", item.alias_or_name):
            yield text.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_select_answers_with_a_sentence(file: Path) -> None:
    assert [text for text in answers(file) if " " in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_an_open_item_has_words_in_each_language(language: str) -> None:
    codes = set(answers(ROOT / "data" / "marts" / "wallet_matches.sql", "reason"))
    assert len(codes) >= 12
    with messages.speaking(language, REGIONS[language]):
        read = {code: labels.named("reason", code) for code in codes}
    assert [code for code, text in read.items() if text == code] == []
    assert len(set(read.values())) == len(codes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_file_tells_of_has_words_in_each_language(language: str) -> None:
    codes = {"orders", *(text for text in answers(ROOT / "analytics" / "sql" / "freshness.sql") if text)}
    assert len(codes) == 5
    with messages.speaking(language, REGIONS[language]):
        assert [code for code in codes if labels.named("content", code) == code] == []
