"""The select of any sums over any dimensions, written from the catalogue's own expressions.

Every piece of its text is ours: expressions of analytics/metrics.toml, names of columns from a closed list; values are
bound. The store filters the tables it reads as it does those of any question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analytics.measures.catalogue import Sum
from analytics.measures.cut import Cut
from data.quoting import literal, name

SPAN = ("since", "until", "as_of", "matured_until")


@dataclass(frozen=True)
class Fact:
    """A table of sums: its name and the day that places its rows."""

    table: str
    day: str


FACTS = {
    "rollup": Fact("daily", "day"),
    "orders_ordered": Fact("orders_mart", "ordered_on"),
    "orders_paid": Fact("orders_mart", "paid_on"),
    "lines_ordered": Fact("sales", "ordered_on"),
    "lines_paid": Fact("sales", "paid_on"),
    "persons": Fact("buyers_daily", "day"),
    "late": Fact("late_returns", "ordered_on"),
}
KEYLESS = ("persons", "late")  # a slice without a sale has neither


@dataclass(frozen=True)
class Shape:
    """What a select is of.

    Attributes:
        cut: what it is by.
        on_lines: counted on order lines.
        is_whole_shop: no filter is set, so that persons are counted from `buyers_daily`.
        is_cut_off: a period is seen as it stood on a day, so that later returns are taken off.
        periods: how many.
        blocks: into how many parts of persons every sum is split, a power of two up to 256; 0 for none. No roll-up knows
            persons, so that all is counted on lines and orders then.
        is_restated: amounts are stated as the roll-up does not hold them, so that all is counted on lines and orders too.
    """

    cut: Cut
    on_lines: bool
    is_whole_shop: bool
    is_cut_off: bool
    periods: int
    blocks: int = 0
    is_restated: bool = False

    @property
    def is_detailed(self) -> bool:
        """Whether all is counted on lines and orders, and nothing taken from what was summed up before."""
        return bool(self.blocks) or self.is_restated


@lru_cache(maxsize=256)
def select(wanted: tuple[Sum, ...], shape: Shape) -> str:
    """One row per period, by number, with its bucket and the values of the columns, and each sum as it stood on the period's `as_of`.

    Placeholders: `since_0`, `until_0`, `as_of_0`, `matured_until_0` of the first period, and so on; `from_day` and
    `to_day` around all of them.
    """
    columns = {measure.name: _facts(measure, shape) for measure in wanted}
    facts = [fact for fact in FACTS if any(fact in places for places in columns.values())]
    ctes = [_spans(shape.periods), *(_fact(fact, columns, shape) for fact in facts), _keys(facts, shape)]
    joins = [f"left join {fact} on {_same(fact, shape)}" for fact in facts]
    picked = [f"keys.{key}" for key in _keys_of(shape)]
    picked += [_picked(measure, columns[measure.name]) for measure in wanted]
    return "with " + ",\n".join(ctes) + "\nselect " + ",\n    ".join(picked) + "\nfrom keys\n" + "\n".join(joins)


def _facts(measure: Sum, shape: Shape) -> dict[str, str]:
    """Where a sum is taken from: fact -> expression; the first holds it, `late` what is taken off."""
    late = {"late": measure.late} if measure.late and shape.is_cut_off else {}
    if shape.on_lines or (shape.is_detailed and measure.lines):
        return {f"lines_{measure.on}": measure.lines, **late}
    if shape.is_detailed and measure.orders:
        return {f"orders_{measure.on}": measure.orders, **late}
    if measure.days and shape.is_whole_shop and not shape.cut.by:
        return {"persons": _persons(measure.days, shape)}
    return {"rollup": measure.rollup, **late} if measure.rollup else {f"orders_{measure.on}": measure.orders, **late}


def _persons(kind: str, shape: Shape) -> str:
    """Persons add up over days once each is counted on the first day of the span only."""
    start = f"greatest({_bucket('day', shape.cut.grain)}, since)" if shape.cut.grain else "since"
    return f"sum(case when kind = {literal(kind)} and (previous_on is null or previous_on < {start}) then buyers end)"


def _spans(periods: int) -> str:
    rows = [
        f"({number}, " + ", ".join(f"cast(${column}_{number} as date)" for column in SPAN) + ")"
        for number in range(periods)
    ]
    return f"spans(period, {', '.join(SPAN)}) as (values {', '.join(rows)})"


def _fact(fact: str, columns: dict[str, dict[str, str]], shape: Shape) -> str:
    table, day = FACTS[fact].table, FACTS[fact].day
    sums = [f"{places[fact]} as {name(measure)}" for measure, places in columns.items() if fact in places]
    late = " and refunded_on > as_of" if fact == "late" else ""
    return (
        f"{fact} as (select {', '.join([*_dimensions(day, shape), *sums])}\n"
        f"from spans join {table} on {day} >= since and {day} < until{late}\n"
        f"where {day} >= cast($from_day as date) and {day} < cast($to_day as date) group by {_ordinals(shape)})"
    )


def _dimensions(day: str, shape: Shape) -> Sequence[str]:
    bucket = [f"{_bucket(day, shape.cut.grain)} as bucket"] if shape.cut.grain else []
    block = [f"block % {shape.blocks} as block"] if shape.blocks else []
    return ["period", *bucket, *(name(column) for column in shape.cut.by), *block]


def _bucket(day: str, grain: str) -> str:
    return day if grain == "day" else f"cast(date_trunc({literal(grain)}, {day}) as date)"


def _ordinals(shape: Shape) -> str:
    return ", ".join(str(number + 1) for number in range(len(_keys_of(shape))))


def _keys_of(shape: Shape) -> tuple[str, ...]:
    time, block = ("bucket",) if shape.cut.grain else (), ("block",) if shape.blocks else ()
    return ("period", *time, *(name(column) for column in shape.cut.by), *block)


def _keys(facts: Sequence[str], shape: Shape) -> str:
    """Every period where it is asked as a whole, else every slice with anything in it."""
    if shape.cut.is_whole and not shape.blocks:
        return "keys as (select period from spans)"
    keys = ", ".join(_keys_of(shape))
    holders = [fact for fact in facts if fact not in KEYLESS] or facts
    return "keys as (" + " union ".join(f"select {keys} from {fact}" for fact in holders) + ")"


def _same(fact: str, shape: Shape) -> str:
    return " and ".join(f"{fact}.{key} is not distinct from keys.{key}" for key in _keys_of(shape))


def _picked(measure: Sum, places: dict[str, str]) -> str:
    held, column = next(iter(places)), name(measure.name)
    taken_off = f" - coalesce(late.{column}, 0)" if "late" in places else ""
    return f"{held}.{column}{taken_off} as {column}"
