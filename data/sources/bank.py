"""Bank statements, CAMT.053 and MT940, whose entries data/files/statement.py writes as rows."""

from decimal import Decimal
from pathlib import Path

from data.files.statement import HEADER, MOVEMENT
from data.sources.layout import About, Declared, Frame, Layout

SQL = Path(__file__).with_name("sql")


def about(frame: Frame) -> About:
    """What the balances of the statement say that its entries add up to."""
    said = [line.split(",") for line in frame.before if line.startswith(f"{MOVEMENT},")]
    return About(
        declared=tuple(
            Declared(f"movement {currency}", Decimal(amount), f"sum(amount) filter (currency = '{currency}')")
            for _, currency, amount in said
            if currency.isascii() and currency.isalpha()
        )
    )


LAYOUTS = (
    Layout(
        system="bank",
        name="bank_statement",
        landing="bank",
        required=frozenset(HEADER),
        personal=frozenset({"statement_account", "details"}),
        about=about,
        select=(SQL / "bank_statement.sql").read_text(encoding="utf-8"),
    ),
)
