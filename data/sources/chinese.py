"""What exports of Chinese platforms have in common: the zone of their times, the spellings of their headers, the totals under their rows."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from data.sources.layout import Declared

SQL = Path(__file__).with_name("sql")
ZONE = "Asia/Shanghai"
_BLANK = " \t`'\"\ufeff"
_AMOUNT = r"(-?[\d,]*\.?\d+)元"


def select(name: str) -> str:
    """The select of a layout."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def is_marked(cells: list[str]) -> bool:
    """A line of `#`, of dashes or of a total: no row, however many commas fill it up."""
    filled = [cell.strip(_BLANK) for cell in cells if cell.strip(_BLANK)]
    return bool(filled) and filled[0].startswith(("#", "--", "合计", "总计", "小计"))


def lacks(*headers: str) -> Callable[[Mapping[str, str]], bool]:
    """Whether a row has nothing under any of these headers: a line of formulas or of sums, where every row of data has one."""

    def lacking(row: Mapping[str, str]) -> bool:
        return not any(row.get(header, "").strip(_BLANK) for header in headers)

    return lacking


def without_unit(*names: str) -> dict[str, str]:
    """The same headers without their `(元)`, as some exports write them."""
    return {re.escape(name.removesuffix("(元)")): name for name in names if name.endswith("(元)")}


def added_up(stated: Iterable[Declared]) -> tuple[Declared, ...]:
    """Totals of bills that were joined end to end: each bill states its own, and the rows of all are one file's."""
    totals: dict[str, Declared] = {}
    for each in stated:
        before = totals.get(each.name)
        totals[each.name] = replace(each, value=each.value + before.value) if before else each
    return tuple(totals.values())


def in_and_out(text: str, amount: str) -> tuple[Declared, ...]:
    """What the lines `收入合计：1笔，共4680.00元` and `支出合计` state.

    Args:
        amount: what a row moved, in the columns of the landing table.
    """
    totals: list[Declared] = []
    for word, name, sign, test in (("收入", "income", 1, "> 0"), ("支出", "expense", -1, "< 0")):
        for match in re.finditer(rf"{word}合计[:：](\d+)笔[,，]共{_AMOUNT}", text):
            value = sign * abs(Decimal(match[2].replace(",", ""))) + 0
            totals += [
                Declared(f"{name} entries", Decimal(match[1]), f"count(*) filter ({amount} {test})"),
                Declared(name, value, f"coalesce(sum({amount}) filter ({amount} {test}), 0)"),
            ]
    return added_up(totals)
