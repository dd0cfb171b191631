"""Satispay: only the export of a consumer's own wallet is known, which is refused; a shop's is described by a mapping."""

from data.sources.layout import Layout

REFUSAL = (
    "this is a consumer's own Satispay wallet, not a shop's; sign in to the Satispay Business dashboard and export its transactions, and "
    "describe that file in a mapping"
)

LAYOUTS = (
    Layout(
        system="satispay",
        name="satispay_personal",
        landing="wallet",
        required=frozenset({"id", "name", "state", "kind", "date", "amount", "currency", "extra info"}),
        select="",
        refuse=REFUSAL,
    ),
    Layout(
        system="satispay",
        name="satispay_personal_workbook",
        landing="wallet",
        required=frozenset({"Data", "Nome", "Descrizione", "Importo", "Tipo", "Stato", "Disponibilità", "Buoni Pasto"}),
        select="",
        refuse=REFUSAL,
    ),
)
