"""Meta's ads reports: the currency stands only in the header (`Amount spent (EUR)`), a total row names no campaign."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from data.sources import report
from data.sources.layout import About, Frame, Layout

SQL = Path(__file__).with_name("sql")
_REPORT_IT = "(dei |del |della |di )?(report|resoconti|resoconto|rapporti|rapporto|rendicontazione|segnalazioni?)"
_REPORT_FR = "(des |du |de la )?(rapports?|période|reporting)"

# Each column as the screens in Italian, German, French, Spanish, Portuguese and Chinese call it.
SPELLINGS = {
    "Amount spent": (
        r"(Amount spent|Importo speso|Spesa|Ausgegebener Betrag|Montant dépensé|Importe gastado|Valor gasto|"
        r"已?花费金额)"
        r"( ?\((?P<currency>[A-Z]{3})\))?",
    ),
    "Reporting starts": (
        f"Inizio {_REPORT_IT}", "Berichtsstart", "Berichtsbeginn", "Auswertungsbeginn", "Beginn des Berichts",
        f"Début {_REPORT_FR}", "Inicio del informe", "报告开始(日期)?",
    ),
    "Reporting ends": (
        f"Fine {_REPORT_IT}", "Berichtsende", "Auswertungsende", "Ende des Berichts", f"Fin {_REPORT_FR}",
        "Fin del informe", "报告结束(日期)?",
    ),
    "Day": ("Date", "Giorno", "Data", "Tag", "Jour", "Día", "Dia", "单日", "日期", "天"),
    "Campaign name": (
        "Campaign name", "Nome (della )?campagna", "Kampagnenname", "Name der Kampagne", "Nom de la campagne",
        "Nombre de la campaña", "Nome da campanha", "广告系列名称",
    ),
    "Campaign ID": (
        "Campaign ID", "ID (della )?campagna", "Kampagnen-ID", "ID (de )?(la )?campagne",
        "Identificador de la campaña", "广告系列编号",
    ),
    "Account name": (
        "Nome (dell.)?account( pubblicitario)?", "Kontoname", "Werbekontoname", "Nom du compte", "Nombre de la cuenta",
        "(广告)?账户名称",
    ),
    "Account ID": ("ID (dell.)?account( pubblicitario)?", "Konto-ID", "ID du compte", "(广告)?账户编号"),
    "Impressions": ("Impression", "Impressioni", "Impressionen", "Impresiones", "Impressões", "展示次数"),
    "Clicks (all)": (
        r"Clicks \(all\)", r"Clic \(tutti\)", r"Klicks \(alle\)", r"Clics \((tous|todos)\)", r"点击量\(全部\)",
    ),
    "Link clicks": ("Clic sul link", "Link-Klicks", "Clics sur (un |le )?lien", "Clics en el enlace", "链接点击量"),
    "Purchases": (
        "(Website )?purchases", "Acquisti( sul sito web)?", "(Website-)?Käufe", "Achats( sur le site web)?",
        "Compras( en el sitio web)?", "(网站)?购物次数",
    ),
    "Purchases conversion value": (
        "(Website )?purchases? conversion value",
        "Valore di conversione (degli acquisti|dell.acquisto)( sul sito web)?",
        "(Conversion-Wert|Kaufwert).*", "Valeur de conversion (des achats|de l.achat).*",
        "Valor de conversión de (las )?compras?.*", "(网站)?购物转化价值",
    ),
}  # fmt: skip


def _is_total(row: Mapping[str, str]) -> bool:
    return not row.get("Campaign name", "").strip() and any(cell.strip() for cell in row.values())


def _about(frame: Frame) -> About:
    return About(declared=report.spent(frame, "Amount spent"))


_CAMPAIGNS = Layout(
    system="meta_ads",
    name="meta_ads_campaigns",
    landing="spend",
    required=frozenset({"Campaign name", "Amount spent"}),
    optional=frozenset(set(SPELLINGS) - {"Campaign name", "Amount spent"}) | {"Currency"},
    aliases=report.aliases(SPELLINGS),
    select=(SQL / "meta_ads_campaigns.sql").read_text(encoding="utf-8"),
    footer=report.is_total,
    total=_is_total,
    about=_about,
    needs=frozenset({"currency"}),
)

LAYOUTS = (
    _CAMPAIGNS,
    # Some exports name the currency in a column of its own.
    replace(
        _CAMPAIGNS,
        name="meta_ads_campaigns_currency",
        required=_CAMPAIGNS.required | {"Currency"},
        aliases=report.aliases({**SPELLINGS, "Currency": ("Valuta", "Währung", "Devise", "Moneda", "币种", "货币")}),
        needs=frozenset(),
    ),
)
