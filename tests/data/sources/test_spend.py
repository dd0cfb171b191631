"""Google Ads, Meta and Klaviyo files: languages, encodings, decimal marks, totals, restated days."""

import codecs
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.load import load
from data.staging import LoadOptions
from data.store import Store
from tests.data.sources.landing import Read, read

GOOGLE = ["Campaign report", '"September 1, 2026 - September 30, 2026"']


def written(folder: Path, lines: list[str], encoding: str = "utf-8", name: str = "report.csv") -> Path:
    file = folder / name
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else b""
    file.write_bytes(mark + "\r\n".join([*lines, ""]).encode(encoding))
    return file


def report(folder: Path, *lines: str, encoding: str = "utf-8", options: LoadOptions | None = None) -> Read:
    return read(written(folder, list(lines), encoding), options)


def sums(made: Read) -> tuple[float, int, int]:
    rows = made.good
    return float(rows.spend.sum()), int(rows.impressions.sum()), int(rows.clicks.sum())


def test_a_report_without_days_is_the_total_of_its_titles_period(tmp_path: Path) -> None:
    made = report(
        tmp_path, *GOOGLE, "Campaign,Account,Impr.,Clicks,Cost,Conversions,Currency code",
        'Brand,Shop,"12,034",842,"1,234.56",40.50,EUR', "Outlet,Shop,100,10,--,--,EUR", 'Total: Account,--,"12,134",852,"1,234.56",40.50,EUR',
    )  # fmt: skip
    assert (made.seen, sums(made), set(made.good.currency)) == (2, (1234.56, 12134, 852), {"EUR"})
    assert [(one.day.date(), one.day_to.date()) for one in made.good.itertuples()] == [
        (date(2026, 9, 1), date(2026, 9, 30))
    ] * 2
    assert made.declared == {"Cost": (1234.56, 1234.56)}


@pytest.mark.parametrize(
    "lines",
    [
        ["Rapporto campagna", "1 settembre 2026 - 2 settembre 2026", "Giorno\tCampagna\tCodice valuta\tClic\tImpr.\tCosto\tConversioni",
         "2026-09-01\tSaldi\tEUR\t842\t12.034\t1.234,56\t40,50", "2026-09-02\tSaldi\tEUR\t10\t100\t0,44\t0,00",
         "Totale: account\t--\t--\t852\t12.134\t1.235,00\t40,50"],
        ["Kampagnenbericht", "1. September 2026 – 2. September 2026", "Tag\tKampagne\tWährungscode\tKlicks\tImpr.\tKosten\tConversions",
         "2026-09-01\tSaldi\tEUR\t842\t12.034\t1.234,56\t40,50", "2026-09-02\tSaldi\tEUR\t10\t100\t0,44\t0,00",
         "Gesamt: Konto\t--\t--\t852\t12.134\t1.235,00\t40,50"],
        ["Rapport sur les campagnes", "1 septembre 2026 – 2 septembre 2026", "Jour\tCampagne\tCode de devise\tClics\tImpr.\tCoût\tConversions",
         "2026-09-01\tSaldi\tEUR\t842\t12 034\t1 234,56\t40,50", "2026-09-02\tSaldi\tEUR\t10\t100\t0,44\t0,00"],
        ["广告系列报告", "2026年9月1日 - 2026年9月2日", "日期\t广告系列\t货币代码\t点击次数\t展示次数\t费用\t转化次数",
         "2026-09-01\tSaldi\tEUR\t842\t12,034\t1,234.56\t40.50", "2026-09-02\tSaldi\tEUR\t10\t100\t0.44\t0.00"],
    ],
)  # fmt: skip
def test_google_reports_in_utf16_tabs_and_any_language_say_the_same(tmp_path: Path, lines: list[str]) -> None:
    made = report(tmp_path, *lines, encoding="utf-16-le")
    assert (made.system, made.seen, sums(made)) == ("google_ads", 2, (1235.0, 12134, 852))
    assert [one.day.date() for one in made.good.itertuples()] == [date(2026, 9, 1), date(2026, 9, 2)]
    assert float(made.good.platform_conversions.sum()) == 40.5


def test_one_number_that_tells_the_mark_tells_it_for_all(tmp_path: Path) -> None:
    header = "Day,Campaign,Impr.,Clicks,Cost,Currency code"
    told = report(tmp_path, *GOOGLE, header, "2026-09-01,A,10,1,1.234,EUR", '2026-09-01,B,10,1,"5,50",EUR')
    assert sums(told)[0] == 1239.5
    silent = report(tmp_path, *GOOGLE, header, "2026-09-01,A,10,1,1.234,EUR").rows.iloc[0]
    assert silent.problem == "Cost: a number, and no other number of the file tells thousands from decimals"
    mixed = report(tmp_path, *GOOGLE, header, '2026-09-01,A,10,1,"1,50",EUR', "2026-09-01,B,10,1,1.50,EUR").rows
    assert mixed.problem.str.contains("both with a comma and with a point").all()


def test_without_a_currency_column_the_user_says_it(tmp_path: Path) -> None:
    made = report(tmp_path, *GOOGLE, "Campaign,Clicks,Cost", "Brand,10,5.00", options=LoadOptions(currency="CHF"))
    assert (made.layout, made.good.iloc[0].currency) == ("google_ads_campaigns_plain", "CHF")


@pytest.mark.parametrize(
    ("header", "row", "spent"),
    [
        ("Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions,Link clicks", "Saldi,\"1,234.56\",\"45,012\",7", 1234.56),
        ("Inizio dei resoconti,Fine dei resoconti,Nome della campagna,Importo speso (EUR),Impression,Clic sul link",
         "Saldi,\"1.234,56\",\"45.012\",7", 1234.56),
        ("Berichtsstart,Berichtsende,Kampagnenname,Ausgegebener Betrag (EUR),Impressionen,Link-Klicks", "Saldi,\"1234,56\",45012,7", 1234.56),
        ("Début des rapports,Fin des rapports,Nom de la campagne,Montant dépensé (EUR),Impressions,Clics sur un lien", "Saldi,\"1234,56\",45012,7", 1234.56),
        ("报告开始日期,报告结束日期,广告系列名称,已花费金额 (EUR),展示次数,链接点击量", "Saldi,1234.56,45012,7", 1234.56),
    ],
)  # fmt: skip
def test_metas_currency_stands_in_the_header_in_every_language(
    tmp_path: Path, header: str, row: str, spent: float
) -> None:
    made = report(tmp_path, header, f"2026-08-01,2026-08-01,{row}")
    one = made.good.iloc[0]
    assert (made.system, float(one.spend), one.currency, one.impressions, one.clicks) == (
        "meta_ads",
        spent,
        "EUR",
        45012,
        7,
    )


def test_metas_total_row_names_no_campaign_and_is_compared(tmp_path: Path) -> None:
    made = report(
        tmp_path, "Reporting starts,Reporting ends,Campaign name,Day,Amount spent (USD),Impressions",
        "2026-08-01,2026-08-02,,,30.50,300", "2026-08-01,2026-08-02,A,2026-08-01,10.50,100", "2026-08-01,2026-08-02,A,2026-08-02,20.00,200",
    )  # fmt: skip
    assert (made.seen, made.declared) == (2, {"Amount spent": (30.5, 30.5)})
    assert [one.day.date() for one in made.good.itertuples()] == [date(2026, 8, 1), date(2026, 8, 2)]


KLAVIYO_OLD = (
    "Campaign Name,Tags,Subject,List,Send Time,Send Weekday,Total Recipients,Unique Placed Order,Placed Order Rate,Revenue,"
    "Unique Opens,Unique Clicks,Successful Deliveries,Campaign ID"
)
KLAVIYO_NEW = (
    "Campaign name,Subject,Message send date time,Send channel,Total recipients,Count of unique conversions,Conversion value,"
    "Unique opens,Unique clicks,Total deliveries,Message ID"
)


@pytest.mark.parametrize(
    "lines",
    [
        [
            KLAVIYO_OLD,
            'Saldi,"vip, saldi",Solo per te: -20%,VIP,2020-06-12 09:00:00,Friday,4200,63,1.53%,18430.50,1911,402,4118,Ab12',
        ],
        [KLAVIYO_NEW, "Saldi,Solo per te: -20%,2020-06-12 09:00:00,Email,4200,63,18430.50,1911,402,4118,Ab12"],
    ],
)
def test_klaviyo_says_reach_and_attributed_revenue_and_no_cost(tmp_path: Path, lines: list[str]) -> None:
    silent, said = (
        report(tmp_path, *lines).good.iloc[0],
        report(tmp_path, *lines, options=LoadOptions(currency="EUR")).good.iloc[0],
    )
    assert (silent.platform_campaign_id, silent.day.date(), silent.impressions, silent.clicks) == (
        "Ab12",
        date(2020, 6, 12),
        4118,
        402,
    )
    assert (float(silent.platform_conversions), pd.isna(silent.spend)) == (63, True)
    assert (pd.isna(silent.platform_revenue), float(said.platform_revenue), said.currency) == (True, 18430.5, "EUR")


DAILY = "Day,Campaign,Campaign ID,Device,Clicks,Impr.,Cost,Currency code"


def spend(home: Path) -> list[tuple[object, ...]]:
    frame = Store.open(home).query(
        "select platform_campaign_id, cast(day as varchar), cast(spend as double), clicks from campaign_spend order by all"
    )
    return list(frame.itertuples(index=False, name=None))


def test_devices_of_a_day_add_up_and_a_restated_day_replaces(tmp_path: Path) -> None:
    home = tmp_path / "store"
    before = [
        DAILY,
        "2026-09-01,Brand,77,phone,1,10,1.10,EUR",
        "2026-09-01,Brand,77,tablet,2,20,2.20,EUR",
        "2026-09-02,Brand,77,phone,4,5,4.00,EUR",
    ]
    after = [
        DAILY,
        "2026-09-01,Brand,77,phone,1,10,1.10,EUR",
        "2026-09-01,Brand,77,tablet,2,20,2.20,EUR",
        "2026-09-02,Brand,77,phone,4,5,5.00,EUR",
    ]
    (first,) = load([written(tmp_path, before)], home)
    (second,) = load([written(tmp_path, after, name="later.csv")], home)
    assert (first.rows_loaded, second.rows_loaded, second.rows_duplicate, second.rows_updated) == (3, 1, 2, 1)
    assert spend(home) == [("77", "2026-09-01", 3.3, 3), ("77", "2026-09-02", 5.0, 4)]


def test_a_campaign_keeps_one_key_whether_or_not_the_export_has_its_id(tmp_path: Path) -> None:
    home = tmp_path / "store"
    plain = ["Day,Campaign,Clicks,Impr.,Cost,Currency code", "2026-09-01,Brand,1,10,1.10,EUR"]
    load([written(tmp_path, plain)], home)
    (second,) = load([written(tmp_path, [DAILY, "2026-09-01,Brand,77,phone,1,10,1.10,EUR"], name="ids.csv")], home)
    (third,) = load([written(tmp_path, [*plain, "2026-09-02,Brand,1,10,2.00,EUR"], name="plain.csv")], home)
    assert (second.rows_duplicate, third.rows_loaded, third.rows_duplicate) == (1, 1, 1)
    assert spend(home) == [("77", "2026-09-01", 1.1, 1), ("77", "2026-09-02", 2.0, 1)]


def test_public_samples_give_the_sums_they_state(shared: Path) -> None:
    folder = shared / "formats/samples"
    google = read(folder / "google_ads/campaign_report_en.csv")
    assert (google.seen, sums(google), google.declared) == (3, (1834.56, 17134, 1152), {"Cost": (1834.56, 1834.56)})
    meta = read(folder / "meta_ads/meta_daily_en.csv").good
    assert (len(meta), float(meta.spend.sum()), set(meta.currency)) == (3, 3126.66, {"USD"})
    klaviyo = read(folder / "klaviyo/campaign_export_legacy.csv").good.iloc[0]
    assert (klaviyo.platform_campaign_id, klaviyo.impressions, klaviyo.clicks) == ("Ab12Cd", 4118, 402)
