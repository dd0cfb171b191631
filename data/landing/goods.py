"""Pieces of goods by day, place and article: what was counted, and what was received. The newest telling of a key counts."""

from collections.abc import Callable
from dataclasses import dataclass

from data.landing import conflicts, newest
from data.landing.account import Landed
from data.landing.batch import Batch, Lander
from data.landing.newest import Telling

REQUIRED = ("day", "store_key", "sku", "units")
MOST = 1_000_000  # pieces of one article in one place: more is a barcode, or a price, in the wrong column
COST = ("unit_cost", "currency")


@dataclass(frozen=True)
class Goods:
    """One kind of such rows.

    Attributes:
        table: where they are kept.
        key: the columns by which one row is told from another.
        what: the rows in sentences.
        more: what else they may say, besides what a piece cost.
        is_count: whether no number below nought can be true.
        hint: what tells two rows of one key apart.
    """

    table: str
    key: tuple[str, ...]
    what: str
    more: tuple[str, ...] = ()
    is_count: bool = False
    hint: str = ""

    @property
    def telling(self) -> Telling:
        """By what a newer word on them is known."""
        return Telling(self.table, self.key, ("units",), (*self.more, *COST), self.what, "this day, place and article")


def lander(goods: Goods) -> Lander:
    """How rows of this kind become rows of the store."""
    return Lander(required=REQUIRED, land=_land(goods), refuse=_refuse(goods))


def _refuse(goods: Goods) -> Callable[[Batch], None]:
    def refuse(batch: Batch) -> None:
        """Marks rows that no stock can have, and those that another row of the file or of one before contradicts."""
        faults = [
            ("day > cast(now() as date) + 1", "'day: a day that is still to come'"),
            ("units <> round(units)", "'units: no whole number of pieces'"),
            (f"abs(units) > {MOST}", f"'units: more than {MOST:,} pieces of one article in one place'"),
            ("unit_cost < 0", "'unit_cost: a number below 0'"),
            (
                "unit_cost is not null and currency is null",
                "'currency: a cost is of a currency; fill the column or say it with --currency EUR'",
            ),
        ]
        if goods.is_count:
            below = "'units: a number below 0 on hand: more went out than was booked in; mend it where it is kept'"
            faults.append(("units < 0", below))
        if "receipt_ref" in goods.key:
            batch.execute(f"update {batch.table} set receipt_ref = coalesce(receipt_ref, '')")
        batch.execute(
            f"update {batch.table} set currency = coalesce({batch.table}.currency, file.currency) from file where problem is null"
        )
        batch.execute(f"update {batch.table} set currency = null where unit_cost is null")
        for test, problem in faults:
            batch.execute(f"update {batch.table} set problem = {problem} where problem is null and ({test})")
        conflicts.goods(batch, goods.key, ("units", *goods.more, *COST), goods.hint)
        newest.refuse(batch, goods.telling)

    return refuse


def _land(goods: Goods) -> Callable[[Batch], Landed]:
    def land(batch: Batch) -> Landed:
        """Keeps what is new or newer, and says what the file's rows add up to."""
        counts = newest.land(batch, goods.telling)
        batch.notes.extend([*_told(batch), *newest.older(batch)])
        return counts

    return land


def _told(batch: Batch) -> list[str]:
    rows = batch.execute(
        "select sum(units), count(distinct store_key), min(day), max(day) from coming having count(*) > 0"
    )
    return [
        f"{units:,.0f} {'piece' if units == 1 else 'pieces'} in {places} {'place' if places == 1 else 'places'}, {first:%Y-%m-%d} to {last:%Y-%m-%d}"
        for units, places, first, last in rows
    ]
