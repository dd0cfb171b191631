"""SumUp: the transactions report, English or German.

A card payment stands on two rows, the sale and the payout that states its fee: one event. The report names no zone and no currency.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="sumup",
        name="sumup_transactions",
        landing="wallet",
        required=frozenset({"Date", "Transaction ID", "Transaction type", "Status", "Total", "Fee", "Payout"}),
        optional=frozenset({"Card type", "Payment method", "Payout date", "Payout ID", "Currency", "Reference"}),
        aliases={
            "Datum": "Date",
            "Transaktions-ID|Transaktionsnummer": "Transaction ID",
            "Zahlungsart|Transaktionsart": "Transaction type",
            r"Betrag inkl\. MwSt\.|Gesamtbetrag|Betrag": "Total",
            "Gebühr": "Fee",
            "Auszahlung": "Payout",
            "Auszahlungsdatum": "Payout date",
            "Auszahlungs-ID": "Payout ID",
            "Kartentyp": "Card type",
            "Zahlungsmethode": "Payment method",
            "Währung": "Currency",
        },
        select=(SQL / "sumup_transactions.sql").read_text(encoding="utf-8"),
        needs=frozenset({"tz", "currency"}),
        personal=frozenset({"Email", "E-Mail"}),
    ),
)
