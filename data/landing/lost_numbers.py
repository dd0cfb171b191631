"""Events whose number a spreadsheet has lost in one of two files: 2.02E+27, or the first fifteen figures and noughts.

Such an event goes by its merchant's number. It is the one that another file tells under the provider's number where the merchant's number, kind,
minute and amount are the same (a spreadsheet drops seconds too) and no other event is like it. Whichever file comes first, it stands once, under
the number that is whole.
"""

from data.landing.batch import Batch

_IS_WHOLE = """coalesce({0}.provider_txn_id is not null and not is_damaged({0}.provider_txn_id)
    and not regexp_full_match({0}.provider_txn_id, '\\d{{15}}0{{3,}}'), false)"""


def find(batch: Batch) -> None:
    """Gives both tellings of such an event the whole number's key; `told.is_lesser` marks those that come without it."""
    new, old = _IS_WHOLE.format("told"), _IS_WHOLE.format("stored")
    batch.make(
        "found_again",
        f"""select told.txn_id as told_id, stored.txn_id as stored_id, {new} as is_whole
        from told join wallet_transactions stored on stored.system = $system and stored.merchant_ref = told.merchant_ref
            and stored.txn_type = told.txn_type and abs(epoch(stored.occurred_at) - epoch(told.occurred_at)) < 60 and stored.gross = told.gross
            and stored.currency = told.currency and stored.account_id is not distinct from told.account_id
            and (stored.merchant_refund_ref = told.merchant_refund_ref or stored.merchant_refund_ref is null or told.merchant_refund_ref is null)
        where stored.file_id <> $file_id and stored.txn_id <> told.txn_id and {new} <> {old}
            and told.txn_id not in (select txn_id from wallet_transactions)
        qualify count(*) over (partition by told.txn_id) = 1 and count(*) over (partition by stored.txn_id) = 1""",
    )
    batch.execute(
        "update told set is_lesser = true, txn_id = stored_id from found_again where txn_id = told_id and not is_whole"
    )
    batch.execute(
        "update wallet_transactions set txn_id = told_id from found_again where txn_id = stored_id and is_whole"
    )
