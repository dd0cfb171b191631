"""Klaviyo: campaign exports, old column names and new, that say what a mailing reached; and profiles, that say who may be written to.

Its revenue is attributed by its own rule and never added to orders.
"""

from pathlib import Path

from data.sources import report
from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")
SPELLINGS = {
    "Campaign Name": ("Campaign name",),
    "Send Time": ("Message send date time", r"Send (date|time)( time)?( \(.+\))?", "Sent at"),
    "Total Recipients": ("Total recipients", "Recipients"),
    "Successful Deliveries": ("(Total |Successful )?deliver(ies|ed)",),
    "Unique Opens": ("(Count of )?unique opens",),
    "Unique Clicks": ("(Count of )?unique clicks",),
    # The metric that counts as a conversion is the shop's choice and stands in the header: Unique Placed Order.
    "Unique Conversions": (
        "Count of unique conversions",
        "Unique (?!opens|clicks|unsubscribes|recipients|conversions).+",
    ),
    "Revenue": (r"(Revenue|Conversion value|Total conversion value)( \((?P<currency>[A-Z]{3})\))?",),
    "Campaign ID": ("Campaign ID", "Campaign message ID", "Message ID"),
}

# Columns are the user's choice. Lifetime values are Klaviyo's forecasts and its totals repeat what orders say: not read.
PROFILE = frozenset(
    {
        "Klaviyo ID",
        "Email",
        "Phone Number",
        "Country",
        "Email Marketing Consent",
        "Email Marketing Consent Timestamp",
        "Historic Customer Lifetime Value",
    }
)

LAYOUTS = (
    Layout(
        system="klaviyo",
        name="klaviyo_campaigns",
        landing="spend",
        required=frozenset({"Campaign Name", "Send Time", "Total Recipients"}),
        optional=frozenset(set(SPELLINGS) - {"Campaign Name", "Send Time", "Total Recipients"}),
        aliases=report.aliases(SPELLINGS),
        select=(SQL / "klaviyo_campaigns.sql").read_text(encoding="utf-8"),
        footer=report.is_total,
    ),
    *(
        Layout(
            system="klaviyo",
            name=f"klaviyo_profiles_by_{key}",
            landing="customer",
            required=frozenset({name, other}),
            optional=PROFILE - {name, other},
            select=(SQL / "klaviyo_profiles.sql").read_text(encoding="utf-8"),
            needs=frozenset({"tz"}),
            personal=frozenset(
                {
                    "Email",
                    "Phone Number",
                    "First Name",
                    "Last Name",
                    "Address",
                    "Address 2",
                    "City",
                    "Zip Code",
                    "IP Address",
                }
            ),
        )
        for key, name, other in (
            ("id", "Klaviyo ID", "Email"),
            ("consent", "Email", "Email Marketing Consent"),
            ("value", "Klaviyo ID", "Historic Customer Lifetime Value"),
        )
    ),
)
