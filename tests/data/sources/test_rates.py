"""Exchange rates of the ECB and of Banca d'Italia: which way a rate is meant is read, and a day without one is no rate of nought."""

from pathlib import Path

import pytest

from data.load import load
from data.store import Store

ITALIAN = "Paese,Valuta,Codice ISO,Codice UIC,Quotazione,Convenzione di cambio, Data di riferimento (CET)"
SDMX = "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE"


def rates(folder: Path, header: str, *rows: str) -> tuple[dict[str, float], str]:
    file = folder / f"{abs(hash(rows))}.csv"
    file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    (report,) = load([file], folder / "store")
    assert report.ok, report.message
    table = Store.open(folder / "store").query("select source, quote, rate::double as rate from fx_rates")
    return {f"{row.source} {row.quote}": row.rate for row in table.itertuples()}, report.message


def test_a_rate_of_euro_for_one_unit_is_turned_round(tmp_path: Path) -> None:
    found, message = rates(
        tmp_path,
        ITALIAN,
        "STATI UNITI,Dollaro,USD,001,1.25,Quantità di valuta estera per 1 Euro,2026-04-14",
        "REGNO UNITO,Sterlina,GBP,002,1.25,Quantità di Euro per 1 unità di valuta estera,2026-04-14",
        "ALTROVE,Soldo,CHF,003,1.25,Quantità di Lire per 1 Ecu,2026-04-14",
        "NESSUNO,Nulla,JPY,071,0,Quantità di valuta estera per 1 Euro,2026-04-14",
    )
    assert found == {"bancaditalia USD": 1.25, "bancaditalia GBP": 0.8}
    assert "Rate convention does not say" in message and "no rate was fixed" in message


def test_a_day_without_a_fixing_is_set_aside(tmp_path: Path) -> None:
    found, message = rates(
        tmp_path,
        SDMX,
        "K,D,USD,EUR,SP00,A,2026-03-05,1.2020",
        "K,D,USD,EUR,SP00,A,2026-03-06,",
        "K,D,JPY,EUR,SP00,A,2026-03-06,NaN",
    )
    assert found == {"ecb USD": 1.202} and message == "2 rows add no money: no rate was fixed"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("K,M,USD,EUR,SP00,A,2026-01,1.1", "FREQ is not D"),
        ("K,D,EUR,USD,SP00,A,2026-03-05,0.9", "CURRENCY_DENOM is not EUR"),
    ],
)
def test_other_series_of_the_ecb_are_rejected(tmp_path: Path, row: str, said: str) -> None:
    found, message = rates(tmp_path, SDMX, row)
    assert found == {} and said in message


def test_the_ecbs_rate_counts_where_both_have_one(tmp_path: Path) -> None:
    rates(tmp_path, SDMX, "K,D,USD,EUR,SP00,A,2026-03-05,1.1000")
    rates(
        tmp_path,
        ITALIAN,
        *(f"X,X,{code},0,1.2,Quantità di valuta estera per 1 Euro,2026-03-05" for code in ("USD", "VND")),
    )
    daily = Store.open(tmp_path / "store").query(
        "select currency, per_eur::double as rate from fx_daily where not is_carried"
    )
    assert dict(daily.values.tolist()) == {"USD": 1.1, "VND": 1.2}
