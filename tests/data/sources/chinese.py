"""Made-up files of Chinese systems, loaded one after the other into one store."""

from pathlib import Path

from data.load import load
from data.store import Store
from tests.data.sources.golden.pairs import FOLDER


def stored(home: Path, *names: str) -> Store:
    """The store after these golden files, each whole."""
    for name in names:
        (report,) = load([FOLDER / name], home)
        assert report.ok and report.rows_loaded + report.rows_duplicate + report.rows_rejected == report.rows_seen
    return Store.open(home)


def money(store: Store) -> dict[str, tuple[int, float, float]]:
    """Count, gross and fee of each kind of wallet event."""
    rows = store.query(
        "select txn_type, count(*)::integer as n, sum(gross)::double as gross, sum(fee)::double as fee from wallet_transactions group by 1"
    )
    return {row.txn_type: (row.n, round(row.gross, 2), round(row.fee, 2)) for row in rows.itertuples()}
