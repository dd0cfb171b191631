"""Evidence of money that moved to or from an account; never sales."""

from data.landing import conflicts
from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("natural_key", "entry_type", "amount", "currency")
KEPT = (
    "account_id", "settlement_batch", "entry_type", "source_type", "merchant_ref", "provider_txn_id", "occurred_at", "occurred_on",
    "items", "gross", "fee", "amount", "balance", "currency", "remark",
)  # fmt: skip


def land(batch: Batch) -> Landed:
    """Inserts new entries; an entry restated with other content replaces the old one."""
    payload = ", ".join(f"coalesce({name}::varchar, '')" for name in KEPT)
    batch.make(
        "coming",
        f"""with typed as (
            select *, md5($system || '|' || natural_key) as settlement_id, $system as system, $file_id as file_id,
                day_in(occurred_at, coalesce(tz, 'UTC')) as occurred_on
            from landing_settlement
        ),
        best as (
            select *, md5(concat_ws('|', {payload})) as row_hash from typed
            qualify row_number() over (partition by settlement_id order by row_no) = 1
        )
        select best.*, case when old.settlement_id is null then 'new' when old.row_hash = best.row_hash then 'same' else 'updated' end as fate
        from best left join settlements old on old.settlement_id = best.settlement_id""",
    )
    kept = ", ".join(KEPT)
    batch.execute(
        f"""insert or replace into settlements (settlement_id, system, {kept}, file_id, row_no, row_hash)
        select settlement_id, system, {kept}, file_id, row_no, row_hash from coming where fate <> 'same'"""
    )
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded:
        batch.touch("settlements")
    return counts


LANDER = Lander(required=REQUIRED, land=land, refuse=conflicts.entries)
