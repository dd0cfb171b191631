"""The chart of accounts that a journal is written in: our own, or the shop's, role by role."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.errors import BadRequest

CHART = Path(__file__).with_name("accounts.csv")
HEADER = ("role", "account", "name")
LARGEST = 1 << 20


@dataclass(frozen=True)
class Account:
    """One account.

    Attributes:
        number: as the shop's books have it.
        name: the same.
    """

    number: str
    name: str


@cache
def default() -> Mapping[str, Account]:
    """Our own chart, by role."""
    return _read(CHART.read_text(encoding="utf-8"), CHART.name)


def chart(file: Path | None = None) -> Mapping[str, Account]:
    """The accounts by role; roles that the shop's file leaves out keep ours.

    Raises:
        BadRequest: the file cannot be read, has another header, a role that is none, a role twice, or one without an account.
    """
    if file is None:
        return default()
    try:
        if file.stat().st_size > LARGEST:
            raise BadRequest(f"{file.name} is too large for a list of accounts; give role,account,name")
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"{file.name} cannot be read as text; give a csv with role,account,name") from error
    return {**default(), **_read(text, file.name, frozenset(default()))}


def _read(text: str, name: str, known: frozenset[str] | None = None) -> dict[str, Account]:
    delimiter = ";" if text.split("\n", 1)[0].count(";") >= 2 else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    if not rows or tuple(cell.strip() for cell in rows[0]) != HEADER:
        raise BadRequest(f"{name} begins with another header; its first line is role,account,name")
    accounts: dict[str, Account] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        role, number, title = [cell.strip() for cell in (*row, "", "", "")[:3]]
        if known is not None and role not in known:
            raise BadRequest(f"{name} line {line}: {role[:60]!r} is no role; there is {', '.join(sorted(known))}")
        if role in accounts:
            raise BadRequest(f"{name} line {line}: {role} stands twice; keep one")
        if not number:
            raise BadRequest(f"{name} line {line}: {role} has no account")
        accounts[role] = Account(number, title)
    return accounts
