"""Banca d'Italia: reference rates of a day, English or Italian; how a rate is meant is said in a column, and read from it."""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="bancaditalia",
        name="bancaditalia_rates",
        landing="fx",
        required=frozenset({"ISO Code", "Rate", "Rate convention", "Reference date (CET)"}),
        aliases={
            r"Codice ISO( valuta)?|Currency ISO Code": "ISO Code",
            r"Quotazione|Tasso di cambio": "Rate",
            r"Convenzione( di cambio)?|Exchange convention": "Rate convention",
            r"Data di riferimento( \(CET\))?|Reference date": "Reference date (CET)",
        },
        select=(SQL / "bancaditalia_rates.sql").read_text(encoding="utf-8"),
        tz="Europe/Rome",
    ),
)
