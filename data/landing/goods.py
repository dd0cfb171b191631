"""Pieces of goods by day, place and article: what was counted, and what was received. The newest telling of a key counts.

How new a telling is: the day of `--as-of`, else the last day that its file tells of. Of two files that reach equally far and differ in a key neither
is newer, and the later one's row is rejected.
"""

from collections.abc import Callable
from dataclasses import dataclass

from data.landing import conflicts
from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("day", "store_key", "sku", "units")
MOST = 1_000_000  # pieces of one article in one place: more is a barcode, or a price, in the wrong column


@dataclass(frozen=True)
class Goods:
    """One kind of such rows.

    Attributes:
        table: where they are kept.
        key: the columns by which one row is told from another.
        stated: what it says of them, besides what a piece cost.
        what: the rows in sentences.
        is_count: whether no number below nought can be true.
        hint: what tells two rows of one key apart.
    """

    table: str
    key: tuple[str, ...]
    stated: tuple[str, ...]
    what: str
    is_count: bool = False
    hint: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """What is kept of a row, before where it came from."""
        return (*self.key, *self.stated, "unit_cost", "currency")


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
        conflicts.goods(batch, goods.key, goods.stated, goods.hint)
        _date(batch)
        _refuse_undated(batch, goods)

    return refuse


def _date(batch: Batch) -> None:
    """`told`: the day to which the file's word reaches."""
    batch.make(
        "told",
        f"""select coalesce(max(file.as_of), max(landing.day)) as told_on
        from file left join (select day from {batch.table} where problem is null) landing on true""",
    )


def _refuse_undated(batch: Batch, goods: Goods) -> None:
    batch.execute(
        f"""update {batch.table} set problem = 'a file loaded before (' || conflict.file_name || ', row ' || conflict.stored_no
            || ') has another {goods.what} for this day, place and article, and neither file is newer; load it with --as-of DAY, '
            || 'the day on which it was exported'
        from (
            select coming.row_no, coalesce(source_files.file_name, 'an earlier file') as file_name, stored.row_no as stored_no
            from {batch.table} coming join {goods.table} stored on {_same("coming", "stored", goods)}
            left join source_files on source_files.file_id = stored.file_id, told
            where coming.problem is null and stored.file_id <> $file_id and stored.told_on = told.told_on and ({_differs("coming", "stored", goods)})
        ) conflict
        where conflict.row_no = {batch.table}.row_no"""
    )


def _land(goods: Goods) -> Callable[[Batch], Landed]:
    kept = ", ".join(goods.columns)

    def land(batch: Batch) -> Landed:
        """Keeps what is new or newer; what an older file says beside a newer one changes nothing, and is said."""
        batch.make(
            "coming",
            f"""select new.* replace (
                    coalesce(new.unit_cost, old.unit_cost) as unit_cost,
                    case when new.unit_cost is null then old.currency else new.currency end as currency
                ),
                $file_id as file_id, told.told_on, case when old.sku is null then 'new'
                    when old.told_on > told.told_on and old.file_id <> $file_id and ({_differs("new", "old", goods)}) then 'older'
                    when {_differs("new", "old", goods)} then 'updated' else 'same' end as found,
                case when found in ('new', 'updated') then found else 'same' end as fate
            from {batch.table} new cross join told left join {goods.table} old on {_same("new", "old", goods)}
            qualify row_number() over (partition by {", ".join(f"new.{name}" for name in goods.key)} order by new.row_no) = 1""",
        )
        batch.execute(
            f"""insert or replace into {goods.table} ({kept}, told_on, file_id, row_no)
            select {kept}, told_on, file_id, row_no from coming where fate <> 'same'"""
        )
        batch.execute(
            f"""update {goods.table} as stored set told_on = coming.told_on from coming
            where coming.found = 'same' and {_same("coming", "stored", goods)} and stored.told_on < coming.told_on"""
        )
        counts = landed_once(batch.writer, batch.table)
        if counts.loaded:
            batch.touch(goods.table)
        batch.notes.extend(_told(batch))
        return counts

    return land


def _told(batch: Batch) -> list[str]:
    """What the file's rows add up to, and how many of them a newer file had told otherwise."""
    rows = batch.execute(
        "select sum(units), count(distinct store_key), min(day), max(day) from coming having count(*) > 0"
    )
    told = [
        f"{units:,.0f} {'piece' if units == 1 else 'pieces'} in {places} {'place' if places == 1 else 'places'}, {first:%Y-%m-%d} to {last:%Y-%m-%d}"
        for units, places, first, last in rows
    ]
    ((older,),) = batch.execute("select count(*) from coming where found = 'older'")
    if older:
        told.append(
            f"{older} {'row tells' if older == 1 else 'rows tell'} an older state than what is loaded, and {'changes' if older == 1 else 'change'} nothing"
        )
    return told


def _same(one: str, other: str, goods: Goods) -> str:
    return " and ".join(f"{one}.{name} = {other}.{name}" for name in goods.key)


def _differs(new: str, old: str, goods: Goods) -> str:
    """Whether a row says otherwise: a cost or season that it leaves out is no other one."""
    units, *rest = goods.stated
    said = [f"{new}.{units} <> {old}.{units}"]
    said += [
        f"({new}.{name} is not null and {new}.{name} is distinct from {old}.{name})"
        for name in (*rest, "unit_cost", "currency")
    ]
    return " or ".join(said)
