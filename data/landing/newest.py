"""Rows of which the newest telling counts: what was counted or received on a day, what became of a gift card.

How new a telling is: the day of `--as-of`, else the last day that its file tells of. Of two files that reach equally far and differ in a key neither
is newer, and the later one's row is rejected.
"""

from dataclasses import dataclass

from data.landing.account import Landed, landed_once
from data.landing.batch import Batch


@dataclass(frozen=True)
class Telling:
    """One kind of such rows.

    Attributes:
        table: where they are kept, with `told_on`, `file_id` and `row_no`.
        key: the columns by which one row is told from another.
        stated: what every row says.
        optional: what a row may leave out, which is then no other word than before.
        what: in a sentence what differs, `number`.
        where: in a sentence what it differs for, `this day, place and article`.
    """

    table: str
    key: tuple[str, ...]
    stated: tuple[str, ...]
    optional: tuple[str, ...] = ()
    what: str = "content"
    where: str = "this number"

    @property
    def columns(self) -> tuple[str, ...]:
        """What is kept of a row, before where it came from."""
        return (*self.key, *self.stated, *self.optional)

    def same(self, one: str, other: str) -> str:
        """Whether two rows are of one key, as SQL."""
        return " and ".join(f"{one}.{name} = {other}.{name}" for name in self.key)

    def differs(self, new: str, old: str) -> str:
        """Whether a row says otherwise, as SQL."""
        said = [f"{new}.{name} <> {old}.{name}" for name in self.stated]
        said += [f"({new}.{name} is not null and {new}.{name} is distinct from {old}.{name})" for name in self.optional]
        return " or ".join(said)


def refuse(batch: Batch, telling: Telling) -> None:
    """Keeps the day to which the file's word reaches as `told`; marks rows that a file as new tells otherwise."""
    batch.make(
        "told",
        f"""select coalesce(max(file.as_of), max(landing.day)) as told_on
        from file left join (select day from {batch.table} where problem is null) landing on true""",
    )
    batch.execute(
        f"""update {batch.table} set problem = 'a file loaded before (' || conflict.file_name || ', row ' || conflict.stored_no
            || ') has another {telling.what} for {telling.where}, and neither file is newer; load it with --as-of DAY, '
            || 'the day on which it was exported'
        from (
            select coming.row_no, coalesce(source_files.file_name, 'an earlier file') as file_name, stored.row_no as stored_no
            from {batch.table} coming join {telling.table} stored on {telling.same("coming", "stored")}
            left join source_files on source_files.file_id = stored.file_id, told
            where coming.problem is null and stored.file_id <> $file_id and stored.told_on = told.told_on
                and ({telling.differs("coming", "stored")})
        ) conflict
        where conflict.row_no = {batch.table}.row_no"""
    )


def land(batch: Batch, telling: Telling) -> Landed:
    """Keeps what is new or newer; what an older file says beside a newer one changes nothing, and is said (`older`)."""
    kept = ", ".join(telling.columns)
    replaced = ", ".join(f"coalesce(new.{name}, old.{name}) as {name}" for name in telling.optional)
    differs = telling.differs("new", "old")
    batch.make(
        "coming",
        f"""select new.* {f"replace ({replaced})" if replaced else ""},
            $file_id as file_id, told.told_on, case when old.told_on is null then 'new'
                when old.told_on > told.told_on and old.file_id <> $file_id and ({differs}) then 'older'
                when {differs} then 'updated' else 'same' end as found,
            case when found in ('new', 'updated') then found else 'same' end as fate
        from {batch.table} new cross join told left join {telling.table} old on {telling.same("new", "old")}
        qualify row_number() over (partition by {", ".join(f"new.{name}" for name in telling.key)} order by new.row_no) = 1""",
    )
    batch.execute(
        f"""insert or replace into {telling.table} ({kept}, told_on, file_id, row_no)
        select {kept}, told_on, file_id, row_no from coming where fate <> 'same'"""
    )
    batch.execute(
        f"""update {telling.table} as stored set told_on = coming.told_on from coming
        where coming.found = 'same' and {telling.same("coming", "stored")} and stored.told_on < coming.told_on"""
    )
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded:
        batch.touch(telling.table)
    return counts


def older(batch: Batch) -> list[str]:
    """How many rows a newer file had told otherwise, as a note."""
    ((count,),) = batch.execute("select count(*) from coming where found = 'older'")
    if not count:
        return []
    says = "row tells" if count == 1 else "rows tell"
    changes = "changes" if count == 1 else "change"
    return [f"{count} {says} an older state than what is loaded, and {changes} nothing"]
