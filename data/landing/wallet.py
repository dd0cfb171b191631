"""Money events of wallets and payment providers."""

from data.landing import conflicts, lost_numbers, retold
from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander
from data.landing.order_keys import ACROSS
from data.quoting import literal

REQUIRED = ("natural_key", "txn_type", "occurred_at", "gross", "currency", "tz")
KEPT = (
    "account_id", "wallet", "provider_txn_id", "merchant_ref", "merchant_refund_ref", "original_ref", "txn_type", "source_type", "status",
    "occurred_at", "occurred_on", "settled_at", "tz", "store_key", "terminal_id", "operator_id", "payer_id_type", "payer_hash",
    "list_amount", "list_currency", "buyer_paid", "disc_platform", "disc_merchant", "disc_unknown", "gross", "fee", "net", "currency",
    "buyer_amount", "buyer_currency", "fx_rate", "fx_pair", "coupon_label", "settlement_batch", "remark",
)  # fmt: skip
_ACROSS = ", ".join(map(literal, ACROSS))
RANK = "list_position(['unknown', 'pending', 'failed', 'succeeded', 'settled'], {})"


def land(batch: Batch) -> Landed:
    """Inserts new events and updates known ones that went on (pending, then settled); the rest are duplicates."""
    _coming(batch)
    retold.settle(batch)
    kept = ", ".join(KEPT)
    batch.execute(
        f"""insert into wallet_transactions (txn_id, system, {kept}, file_id, row_no, row_hash)
        select txn_id, system, {kept}, file_id, row_no, row_hash from coming where fate = 'new'"""
    )
    # An older state's words stay where the newer one is silent (a settlement file names no store).
    changes = ", ".join(f"{name} = coalesce(coming.{name}, old.{name})" for name in KEPT)
    batch.execute(
        f"""update wallet_transactions as old set {changes}, file_id = coming.file_id, row_no = coming.row_no, row_hash = coming.row_hash
        from coming where coming.fate = 'updated' and old.txn_id = coming.txn_id"""
    )
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded:
        batch.touch("wallet_transactions")
    return counts


def _coming(batch: Batch) -> None:
    payload = ", ".join(f"coalesce({name}::varchar, '')" for name in KEPT)
    batch.make(
        "told",
        f"""with typed as (
            select * replace (coalesce(status, 'unknown') as status, coalesce(fee, 0) as fee, coalesce(disc_platform, 0) as disc_platform,
                    coalesce(disc_merchant, 0) as disc_merchant, coalesce(disc_unknown, 0) as disc_unknown),
                md5($system || '|' || natural_key) as txn_id, $system as system, $file_id as file_id,
                day_in(occurred_at, tz) as occurred_on, gross + coalesce(fee, 0) as net,
                pseudonym(payer_id_type || '|' || case when payer_id_type not in ({_ACROSS}) then $system || '|' else '' end || payer_key)
                    as payer_hash
            from landing_wallet
        )
        select *, md5(concat_ws('|', {payload})) as row_hash, false as is_lesser from typed
        qualify row_number() over (partition by txn_id order by {RANK.format("status")} desc, row_no) = 1""",
    )
    lost_numbers.find(batch)
    batch.make(
        "coming",
        f"""select best.* exclude (is_lesser), case when old.txn_id is null then 'new'
            when old.row_hash = best.row_hash or best.is_lesser or {RANK.format("best.status")} < {RANK.format("old.status")} then 'same'
            else 'updated' end as fate
        from told best left join wallet_transactions old on old.txn_id = best.txn_id""",
    )


LANDER = Lander(required=REQUIRED, land=land, refuse=conflicts.payments)
