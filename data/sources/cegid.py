"""Cegid Y2: how tickets were paid, as public integrations write it; their lines are read by data/mappings/cegid_y2.yaml.

A tender is a row of its own and never beside the lines: joined to them it would be counted once a line.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

LAYOUTS = (
    Layout(
        system="cegid",
        name="cegid_payments",
        landing="wallet",
        required=frozenset({"GPE_NATUREPIECEG", "GPE_SOUCHE", "GPE_NUMERO", "GPE_DATEPIECE", "GPE_MONTANTECHE"}),
        optional=frozenset({"GP_ETABLISSEMENT", "GPE_CAISSE", "C5", "GP_TICKETANNULE", "GPE_HEURECREATION_HHMMSS"}),
        aliases={"GPE_MODEPAIE": "C5"},
        select=(SQL / "cegid_payments.sql").read_text(encoding="utf-8"),
        needs=frozenset({"tz", "currency"}),
    ),
)
