"""Generates a shop into the canonical tables of an open connection, statement by statement."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from data.calendar import events, fill
from data.sample import planted
from data.sample.columns import Execute, lay_rates, lay_tempo, lay_trade
from data.sample.plan import Plan
from data.sample.rates import rates
from data.sample.shelf import shelf
from data.sample.tables import lay
from data.sample.tempo import tempo
from data.sample.trade import trade

SQL = Path(__file__).with_name("sql")
Progress = Callable[[str], None]
STEPS = {
    "020_people": "people come to know the shop",
    "030_visits": "they buy, and buy again",
    "040_offers": "offers go out, some by lot held back",
    "042_catalogue": "houses fill their shelves",
    "045_baskets": "baskets",
    "050_orders": "orders find their place",
    "052_daigou": "parcels of daigou",
    "060_lines": "price tags",
    "070_vouchers": "vouchers",
    "080_money": "prices and returns",
    "100_people_out": "customers",
    "110_goods_out": "products and stores",
    "120_orders_out": "orders",
    "130_promotions_out": "promotions",
    "140_wallet_out": "wallet and settlements",
    "141_cards_out": "card money",
    "141_marketplaces_out": "money of marketplaces",
    "142_bank_out": "the bank account",
    "143_contracts_out": "contracts of wallets",
    "145_budgets_out": "budgets",
    "147_stock_out": "stock and goods received",
    "150_provenance_out": "provenance",
    "160_valued": "the same shop without shocks",
}
FILLED = (
    "stores", "store_aliases", "market_calendar", "fx_rates", "products", "customers", "identities", "campaigns", "campaign_spend", "promotions",
    "exposures", "orders", "order_lines", "discounts", "refunds", "wallet_transactions", "settlements", "bank_lines", "bank_days", "wallet_contracts",
    "market_series", "budgets", "stock_counts", "goods_receipts", "source_files",
)  # fmt: skip


def generate(execute: Execute, plan: Plan, batch_id: int = 1, progress: Progress = lambda step: None) -> dict[str, Any]:
    """Fills the canonical tables (data/schema.sql) of an empty store.

    Args:
        execute: runs a statement with its parameters on a connection whose clock is UTC and returns its rows.
        progress: told what is done next.

    Returns:
        What was planted, as written to `planted.json`; see data/sample/planted.py.
    """
    progress("prices and demand")
    prices = shelf(plan)
    pace = tempo(plan, prices)
    execute((SQL / "010_chance.sql").read_text(encoding="utf-8"), None)
    lay(execute, plan, batch_id, _closures(plan))
    lay_tempo(execute, pace, prices)
    lay_rates(execute, rates(plan))
    lay_trade(execute, trade(plan))
    fill(execute, plan.since.year, (plan.until - timedelta(days=1)).year)
    for name, step in STEPS.items():
        progress(step)
        execute((SQL / f"{name}.sql").read_text(encoding="utf-8"), None)
    progress("what was planted")
    return planted.answers(execute, plan)


def _closures(plan: Plan) -> list[tuple[Any, ...]]:
    """Days on which shops were shut, or shoppers kept from Italy: they move orders between channels, not their number."""
    return [
        (event.start, event.end, event.market, event.kind)
        for event in events(plan.since.year - 1, plan.until.year)
        if event.kind in {"lockdown", "travel_ban"} and not event.region
    ]
