"""PayPal: the activity download and the statement, with English, Italian or German headers.

Both tell the same money under the same numbers, so that of an event told by both there is one row. Columns of the activity are chosen by the
user. A conversion is two rows, one in each currency, beside the payment that was converted: neither is sales.
"""

from collections.abc import Mapping
from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

# English name: how Italian and German files call it, as patterns
WORDS: Mapping[str, tuple[str, str]] = {
    "Date": ("Data", "Datum"),
    "Time": ("Ora|Orario", "Uhrzeit"),
    "TimeZone": ("Fuso orario", "Zeitzone"),
    "Type": ("Tipo", "Typ"),
    "Description": ("Descrizione", "Beschreibung"),
    "Status": ("Stato", "Status"),
    "Currency": ("Valuta", "Währung"),
    "Gross": ("Lordo", "Brutto"),
    "Fee": ("Tariffa|Commissione", "Gebühr|Entgelt"),
    "Net": ("Netto", "Netto"),
    "From Email Address": ("Indirizzo email mittente", "Absender E-Mail-Adresse"),
    "Transaction ID": ("Codice transazione", "Transaktionscode"),
    "Reference Txn ID": ("Codice transazione di riferimento", "Zugehöriger Transaktionscode"),
    "Invoice Number": ("N° ordine commerciante|N[.°] fattura( pro-forma)?", "Rechnungsnummer"),
    "Custom Number": ("Numero personalizzato", "Zollnummer|Individuelle Nummer"),
    "Balance": ("Saldo", "Guthaben"),
    "Balance Impact": ("Impatto sul saldo", "Auswirkung auf (das )?Guthaben"),
}
ENGLISH = {
    "Time ?Zone": "TimeZone",
    "Invoice ID|Invoice Number": "Invoice Number",
    "Custom Number|Custom": "Custom Number",
    "Reference Txn ID|Reference Transaction ID": "Reference Txn ID",
}
MONEY = frozenset({"Date", "Time", "TimeZone", "Currency", "Gross", "Fee", "Net", "Transaction ID"})
ACTIVITY = MONEY | {"Type", "Status"}
STATEMENT = MONEY | {"Description"}
SELECT = (SQL / "paypal.sql").read_text(encoding="utf-8")


def _layout(
    kind: str, language: str, required: frozenset[str], aliases: Mapping[str, str], first: bool | None
) -> Layout:
    return Layout(
        system="paypal",
        name=f"paypal_{kind}_{language}",
        landing="wallet",
        required=required,
        optional=frozenset(WORDS) - required,
        aliases=aliases,
        select=SELECT,
        day_first=first,
        personal=frozenset({"From Email Address"}),
    )


def _translated(at: int) -> dict[str, str]:
    return {words[at]: name for name, words in WORDS.items()}


LAYOUTS = (
    # An account may write 14/03 or 03/14 under English headers: the dates of the file say which. Statements are American.
    _layout("activity", "en", ACTIVITY, ENGLISH, None),
    _layout("statement", "en", STATEMENT, ENGLISH, False),
    _layout("activity", "it", ACTIVITY, _translated(0), True),
    _layout("statement", "it", STATEMENT, _translated(0), True),
    _layout("activity", "de", ACTIVITY, _translated(1), True),
    _layout("statement", "de", STATEMENT, _translated(1), True),
    Layout(
        system="paypal",
        name="paypal_personal",
        landing="wallet",
        required=frozenset({"Date", "Name", "Type", "Status", "Currency", "Amount", "Fees", "Total", "Exchange Rate"}),
        select="",
        refuse="this is the activity of a personal PayPal account, which names no numbers of transactions; sign in with the "
        "business account and download the activity report, or describe the file in a mapping",
    ),
)
