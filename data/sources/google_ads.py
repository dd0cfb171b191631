"""Google Ads' campaign reports: two title lines, a header in the language of the user's screen, totals at the end.

A report with a Day column is daily; one without is the total of the period in its title. The same campaign and day
repeated by device or network adds up.
"""

from dataclasses import replace
from pathlib import Path

from data.sources import report
from data.sources.layout import About, Frame, Layout

SQL = Path(__file__).with_name("sql")

# Each column as the screens in Italian, German, French, Spanish, Portuguese and Chinese call it.
SPELLINGS = {
    "Campaign": ("Campagna", "Kampagne", "Campagne", "Campaña", "Campanha", "广告系列"),
    "Cost": (
        r"(Cost|Costo|Kosten|Coût|Coste|Custo|费用|花费)( \((?P<currency>[A-Z]{3})\))?",
    ),
    "Currency code": (
        "Currency", "Codice (della )?valuta", "Währungscode", "Code (de )?(la )?devise", "Código de (la )?moneda",
        "Código da moeda", "货币代码", "币种代码",
    ),
    "Day": ("Date", "Giorno", "Data", "Tag", "Datum", "Jour", "Día", "Dia", "日期", "天"),
    "Clicks": ("Clic", "Klicks", "Clics", "Cliques", "点击次数", "点击"),
    "Impr.": (
        "Impr", "Impressions?", "Impressioni", "Impressionen", "Impresiones", "Impressões", "展示次数", "展示",
    ),
    "Conversions": (r"Conv\.", "Conversioni", "Conversiones", "Conversões", "转化次数", "转化"),
    "Conv. value": (
        r"Conv\. ?value", "Conversion value", r"Valore (di )?conv(ersione|\.)", r"Conv\.-Wert", "Conversion-Wert",
        r"Valeur (de )?conv(ersion|\.)", r"Valor (de )?conv\.", "转化价值",
    ),
    "Account": (
        "Account name", "Nome account", "Konto", "Kontoname", "Compte", "Nom du compte", "Cuenta", "账号", "帐号",
    ),
    "Customer ID": (
        "Account ID", "ID cliente", "Kundennummer", "Kunden-ID", "Numéro client", "ID de cliente", "客户 ?ID",
    ),
    "Campaign ID": (
        "ID (della )?campagna", "Kampagnen-ID", "ID (de )?(la )?campagne", "ID de (la )?campaña", "广告系列 ?ID",
    ),
}  # fmt: skip


def _about(frame: Frame) -> About:
    return replace(report.period(frame), declared=report.spent(frame, "Cost"))


_CAMPAIGNS = Layout(
    system="google_ads",
    name="google_ads_campaigns",
    landing="spend",
    required=frozenset({"Campaign", "Cost", "Currency code"}),
    optional=frozenset(set(SPELLINGS) - {"Campaign", "Cost", "Currency code"}),
    aliases=report.aliases(SPELLINGS),
    select=(SQL / "google_ads_campaigns.sql").read_text(encoding="utf-8"),
    footer=report.is_total,
    about=_about,
)

LAYOUTS = (
    _CAMPAIGNS,
    # Without a currency column the user says the account's currency.
    replace(
        _CAMPAIGNS,
        name="google_ads_campaigns_plain",
        required=frozenset({"Campaign", "Cost"}),
        optional=_CAMPAIGNS.optional | {"Currency code"},
        needs=frozenset({"currency"}),
    ),
)
