"""The sums and ratios that analytics/metrics.toml states, checked when they are read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from analytics.measures.cut import ROLLED_UP, NotAnswered
from analytics.metrics import stated
from data.store import EVERYTHING, Choice

Entries = Mapping[str, Mapping[str, Any]]
ALLOWED = {"on": ("ordered", "paid"), "empty": ("nought", "unknown"), "rests_on": ("", "newness")}


class BrokenCatalogue(ValueError):
    """An entry of the catalogue contradicts itself or names a part that no entry states."""


@dataclass(frozen=True)
class Sum:
    """One sum, as each table holds it; the fields are those of analytics/metrics.toml.

    Attributes:
        rollup, orders, lines, late: an expression over the table of that name; empty where the table does not hold it.
        on: `ordered` or `paid`, the day that places an order.
        days: the kind of `buyers_daily` that counts the persons of the whole shop; empty for all that are no persons.
        empty: `nought` or `unknown`, what no rows mean.
        rests_on: `newness` where it is blank in the first year of data.
    """

    name: str
    rollup: str = ""
    orders: str = ""
    lines: str = ""
    late: str = ""
    on: str = "ordered"
    days: str = ""
    empty: str = "nought"
    rests_on: str = ""

    def over(self, on_lines: bool) -> str:
        """Its expression over order lines, or over what was summed up before."""
        return self.lines if on_lines else self.rollup or self.orders

    @property
    def is_amount(self) -> bool:
        """Whether it is money, and so unknown where nothing sold has an exchange rate."""
        return self.name.endswith("_eur")


@dataclass(frozen=True)
class Derived:
    """One figure made of two others: `first` less or over `second`."""

    name: str
    first: str
    second: str


@dataclass(frozen=True)
class Catalogue:
    """All figures of sales by name; a difference is of two sums, a ratio of two sums or differences."""

    sums: dict[str, Sum]
    differences: dict[str, Derived]
    ratios: dict[str, Derived]

    @property
    def names(self) -> tuple[str, ...]:
        """Sums, differences and ratios."""
        return (*self.sums, *self.differences, *self.ratios)

    def parts(self, name: str) -> tuple[str, ...]:
        """The sums that a figure is made of; itself where it is one.

        Raises:
            NotAnswered: it is no figure of sales.
        """
        if name in self.sums:
            return (name,)
        made = self.ratios.get(name) or self.differences.get(name)
        if made is None:
            raise NotAnswered(f"{name} is no sum or ratio of sales; there are {', '.join(self.names)}")
        return tuple(dict.fromkeys([*self.parts(made.first), *self.parts(made.second)]))


def read(entries: Entries) -> Catalogue:
    """The figures that entries state.

    Raises:
        BrokenCatalogue: an entry contradicts itself, or a part of a difference or ratio is not stated.
    """
    sums = {name: _sum(name, entry["sum"]) for name, entry in entries.items() if "sum" in entry}
    differences = _derived("difference", ("from", "less"), entries, set(sums))
    ratios = _derived("ratio", ("part", "whole"), entries, {*sums, *differences})
    named = [*sums, *differences, *ratios]
    if twice := {name for name in named if named.count(name) > 1}:
        raise BrokenCatalogue(f"{sorted(twice)[0]} is stated in two ways; give it a sum, a difference or a ratio")
    return Catalogue(sums, differences, ratios)


@cache
def catalogue() -> Catalogue:
    """The figures of analytics/metrics.toml."""
    return read(stated())


def counts_lines(choice: Choice, by: Iterable[str] = ()) -> bool:
    """Whether filters or columns need order lines: the roll-up has no brand, and keeps an order under one tier only."""
    return bool(choice.brand or choice.category or choice.tier) or not set(by) <= set(ROLLED_UP)


def answered(choice: Choice, by: Iterable[str] = ()) -> tuple[str, ...]:
    """The figures that can be told under these filters by these columns, factors of a bridge left out.

    What else is left out `refuse_unanswered` refuses by name.
    """
    on_lines = counts_lines(choice, by)
    names = [name for name in catalogue().names if stated()[name].get("as") != "factors"]
    told = tuple(name for name in names if not _lacking(name, on_lines))
    return told if choice.money is None else tuple(name for name in told if is_of_persons(name, on_lines))


def refuse_unanswered(names: Iterable[str], on_lines: bool) -> None:
    """Refuses figures that cannot be told.

    Raises:
        NotAnswered: no figure of sales, or one that order lines do not hold where they are needed.
    """
    for name in names:
        if lacking := _lacking(name, on_lines):
            raise NotAnswered(
                f"{name} cannot be told: order lines have no {lacking[0]}; clear the filters of tier, brand and "
                f"category and ask by {', '.join(ROLLED_UP)} only"
            )


def is_additive(name: str, by: str, choice: Choice = EVERYTHING) -> bool:
    """Whether a figure's slices by a column add up to the whole under these filters, so that a screen can say where they do not.

    Amounts and units do. Persons may buy in two channels, and an order holds lines of several tiers, brands, categories
    and seasons: what counts them anew in every slice does not. Ratios never do.
    """
    if name == "sold_share":
        return True
    if name not in {*catalogue().sums, *catalogue().differences}:
        return False
    on_lines = counts_lines(choice, (by,))
    return all("distinct" not in catalogue().sums[part].over(on_lines) for part in catalogue().parts(name))


def is_amount(name: str) -> bool:
    """Whether a figure is a sum of money, or a difference of such: what orders without an exchange rate are missing from."""
    held = catalogue()
    return name not in held.ratios and all(held.sums[part].is_amount for part in held.parts(name))


def is_of_persons(name: str, on_lines: bool) -> bool:
    """Whether a figure can be told of a part of the persons: whether order lines, or orders, hold all of its sums."""
    sums = (catalogue().sums[part] for part in catalogue().parts(name))
    return all(each.lines or (each.orders and not on_lines) for each in sums)


@cache
def newness() -> tuple[str, ...]:
    """The figures that rest on who is new."""
    fresh = {name for name, measure in catalogue().sums.items() if measure.rests_on == "newness"}
    return tuple(name for name in catalogue().names if fresh & set(catalogue().parts(name)))


def _lacking(name: str, on_lines: bool) -> list[str]:
    return [part for part in catalogue().parts(name) if not catalogue().sums[part].over(on_lines)]


def _sum(name: str, entry: Mapping[str, str]) -> Sum:
    try:
        made = Sum(name, **entry)
    except TypeError as error:
        raise BrokenCatalogue(f"[{name}.sum] of analytics/metrics.toml: {error}") from error
    for field, values in ALLOWED.items():
        if getattr(made, field) not in values:
            raise BrokenCatalogue(f"{field} of [{name}.sum] is {getattr(made, field)!r}; give one of {values}")
    if not made.rollup and not made.orders:
        raise BrokenCatalogue(f"[{name}.sum] says neither `rollup` nor `orders`; give one")
    return made


def _derived(kind: str, ends: tuple[str, str], entries: Entries, known: set[str]) -> dict[str, Derived]:
    derived = {}
    for name, entry in entries.items():
        if kind in entry:
            derived[name] = Derived(name, *(_part(name, kind, end, entry[kind], known) for end in ends))
    return derived


def _part(name: str, kind: str, end: str, entry: Mapping[str, Any], known: set[str]) -> str:
    part = str(entry.get(end, ""))
    if part not in known:
        raise BrokenCatalogue(f"{kind} of {name} has {end} {part!r}, which no entry of analytics/metrics.toml states")
    return part
