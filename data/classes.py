"""What each text column may hold, as classes.toml says, and the SQL that makes a cell of it fit to be kept."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import closed, shapes
from data.quoting import literal

FILE = Path(__file__).with_name("classes.toml")


@dataclass(frozen=True)
class Kept:
    """How a text column is kept.

    Attributes:
        name: `closed`, `key`, `place`, `label`, `free`, `hash`, `person`, `pair`, `evidence`, `text` or `own`.
        list: the closed list's name.
        otherwise: what a word outside of the closed list becomes: `reject`, `other`, `unknown`, `none`, or `keep` where its landing decides.
    """

    name: str
    list: str = ""
    otherwise: str = ""

    def sql(self, cell: str) -> str | None:
        """The cell as it may be kept; None where it stays as it is."""
        if self.name == "closed":
            return self._listed(cell) if self.otherwise != "keep" else None
        return {
            "key": f"key_kept({cell})",
            "place": f"place_kept({cell})",
            "label": f"case when not shows_person({cell}) then {cell} end",
            "text": f"scrubbed({cell})",
            "free": "null::varchar",
            "pair": f"case when regexp_full_match({cell}, '[A-Z]{{3}}/[A-Z]{{3}}') then {cell} end",
        }.get(self.name)

    def doubt(self, cell: str) -> str:
        """A cheap look at a cell that finds every one that `sql` would change, and some more."""
        if self.name == "closed":
            return f"{cell} not in ({closed.listed(closed.known(self.list))})"
        return {
            "key": f"regexp_matches({cell}, {literal(shapes.MAY_BE_KEY)})",
            "place": f"regexp_matches({cell}, {literal(shapes.MAY_BE_KEY)})",
            "label": f"regexp_matches({cell}, {literal(shapes.MAY_SHOW)})",
            "text": f"regexp_matches({cell}, {literal(shapes.MAY_SHOW)})",
        }.get(self.name, f"{cell} is not null")

    def _listed(self, cell: str) -> str:
        made = {
            "currency": closed.currency_sql,
            "market": closed.market_sql,
            "payment_method": closed.payment_method_sql,
        }
        if self.list in made:
            return made[self.list](cell)
        words = closed.listed(closed.words()[self.list])
        if self.list == "source_type":
            known = f"list_has_all([{words}], string_split({cell}, ' '))"
            return f"case when {cell} in ({words}) then {cell} when {known} then {cell} when {cell} is not null then 'other' end"
        rest = f" when {cell} is not null then '{self.otherwise}'" if self.otherwise in {"other", "unknown"} else ""
        return f"case when {cell} in ({words}) then {cell}{rest} end"

    @property
    def words(self) -> frozenset[str]:
        """The words of the closed list."""
        return frozenset(closed.known(self.list))

    @property
    def may_stand(self) -> str:
        """What a reason says may stand in the column."""
        if self.list == "currency":
            return "a currency code such as EUR may stand"
        return f"{', '.join(closed.words()[self.list])} may stand"


def kept(table: str, column: str) -> Kept:
    """The class of a column.

    Raises:
        KeyError: classes.toml says nothing of it.
    """
    known = _classes()
    if (named := known.get(f"{table}.{column}") or known.get(column)) is None:
        raise KeyError(f"{table}.{column} has no class; say in {FILE.name} what it may hold")
    return named


@lru_cache(maxsize=1)
def _classes() -> dict[str, Kept]:
    lists: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    by_list = {name: Kept("closed", words, otherwise) for name, (words, otherwise) in lists["closed"].items()}
    return {name: Kept(kind) for kind, names in lists["classes"].items() for name in names} | by_list
