"""One money source an account: an event that a fuller export tells is not counted again from a lesser one.

A provider writes the same money several times: Stripe's payments beside its balance history, Adyen's accounting report beside the settlement
detail. A layout names those it yields to (`yields_to`); whichever file comes first, the fuller telling stays.

Two rows tell one event where the lesser one's number is a number of the fuller one and both are of one kind. What has no number of its own, as
a sum given back that is written beside its payment, goes with its payment.
"""

from data.landing.batch import Batch
from data.quoting import literal

_SAME = """lesser.provider_txn_id in (fuller.provider_txn_id, fuller.original_ref, fuller.merchant_refund_ref)
    and (lesser.txn_type = fuller.txn_type or lesser.provider_txn_id = lesser.original_ref)"""


def settle(batch: Batch) -> None:
    """Marks rows of `coming` that a fuller file has told as `same`; takes those out of the store that a lesser file told before."""
    if batch.fuller:
        batch.execute(
            f"""update coming set fate = 'same' where txn_id in (
                select lesser.txn_id from coming lesser join ({_stored(batch.fuller)}) fuller on {_SAME})"""
        )
    if batch.lesser:
        batch.make(
            "given_way",
            f"""select lesser.txn_id, lesser.currency, lesser.gross from ({_stored(batch.lesser)}) lesser
            where exists (select 1 from coming fuller where {_SAME})""",
        )
        batch.execute("delete from wallet_transactions where txn_id in (select txn_id from given_way)")
        _note(batch)


def _note(batch: Batch) -> None:
    """Says what earlier files told of the same money: it was loaded, and stands no more."""
    sums = batch.execute("select currency, count(*), sum(gross) from given_way group by currency order by currency")
    batch.notes.extend(
        f"{count} {'event' if count == 1 else 'events'} of {currency} {amount:,.2f} in all, loaded before from a shorter file, "
        f"{'stands' if count == 1 else 'stand'} as this file tells {'it' if count == 1 else 'them'}"
        for currency, count, amount in sums
    )


def _stored(layouts: tuple[str, ...]) -> str:
    """The stored events of files of these layouts."""
    names = ", ".join(map(literal, layouts))
    return f"""select wallet_transactions.* from wallet_transactions join source_files using (file_id)
        where source_files.layout in ({names})"""
