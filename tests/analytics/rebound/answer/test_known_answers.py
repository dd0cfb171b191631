"""Series whose answers are published: R CausalImpact's printed ones, synthetic control's on Proposition 99."""

from pathlib import Path

import pandas as pd
import pytest

from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.result import Answer
from analytics.rebound.series.panel import panel
from analytics.rebound.series.windows import Shock, Windows


def answered(series: pd.DataFrame, controls: pd.DataFrame | None, windows: Windows) -> Answer:
    (found,) = answers(panel(series, controls), windows, sensitivity=False)
    return found


def since(day: str) -> Windows:
    return Windows((Shock(pd.Timestamp(day)),))


def test_volkswagen_lost_about_a_quarter(shared: Path) -> None:
    prices = pd.read_csv(shared / "data/causal_series/volkswagen.csv", sep=" ", index_col="Date", parse_dates=["Date"])
    found = answered(prices[["VolksWagen"]], prices[["BMW", "Allianz"]], since("2015-09-20"))
    relative = found.effect.relative
    assert relative.low < -0.19 and relative.high > -0.32
    assert relative.high < 0
    assert relative.estimate == pytest.approx(-0.26, abs=0.05)
    assert found.effect.average.holds(-44)
    assert found.effect.cumulative.holds(-3496)


def test_the_basque_country_lost_about_nine_per_cent(shared: Path) -> None:
    product = pd.read_csv(shared / "data/causal_series/basque.csv", index_col="date", parse_dates=["date"])
    found = answered(product[["Basque"]], product[["another"]], since("1975-01-01"))
    relative = found.effect.relative
    assert relative.estimate == pytest.approx(-0.088, abs=0.03)
    assert relative.low < -0.023 and -0.16 < relative.high < 0
    assert found.effect.cumulative.holds(-16.75)


def test_proposition_99_lies_between_the_synthetic_controls(shared: Path) -> None:
    packs = pd.read_csv(shared / "data/causal_series/california_prop99.csv", sep=";")
    table = packs.pivot(index="Year", columns="State", values="PacksPerCapita")
    table.index = pd.to_datetime(table.index.astype(str))
    found = answered(table[["California"]], table.drop(columns="California"), since("1989-01-01"))
    average = found.effect.average
    assert -19.6 - 2 < average.estimate < -15.6 + 2
    assert average.holds(-19.6) and average.holds(-15.6)
    assert average.high < 0


@pytest.fixture(scope="module")
def clothing(shared: Path) -> Answer:
    volumes = pd.read_parquet(shared / "data/retail_series/uk_ons_volume.parquet")
    series = volumes[volumes["name_series"] == "clothing"].assign(date=lambda f: pd.to_datetime(f["date"]))
    recent = series.set_index("date")[["value"]].loc["2010":]
    day = pd.Timestamp
    lockdowns = (Shock(day("2020-03-01"), day("2020-06-01")), Shock(day("2020-11-01"), day("2021-04-01")))
    return answered(recent, None, Windows(lockdowns, until=day("2022-03-01")))


def test_both_lockdowns_of_british_clothing_are_found_and_both_rebounds(clothing: Answer) -> None:
    first, second = clothing.windows
    for window in (first, second):
        assert window.suppressed is not None and window.suppressed.low > 0
        assert window.bounce is not None and window.bounce.low > 0.1


def test_the_parts_of_british_clothing_add_up(clothing: Answer) -> None:
    lost = sum(w.suppressed.estimate for w in clothing.windows if w.suppressed)
    back = sum(w.excess.estimate for w in clothing.windows if w.excess)
    assert clothing.suppressed is not None and clothing.excess is not None
    assert lost == pytest.approx(clothing.suppressed.estimate)
    assert back == pytest.approx(clothing.excess.estimate)
    assert back - lost == pytest.approx(clothing.effect.cumulative.estimate)
    assert clothing.curves.gap[-1] == pytest.approx(clothing.effect.cumulative.estimate)


def test_chinese_retail_with_joint_months_is_answered(shared: Path) -> None:
    sales = pd.read_csv(shared / "data/retail_series/china_retail_levels_2017_2020.csv", index_col="month")
    sales.index = pd.to_datetime(sales.index)
    found = answered(sales, None, since("2020-01-01"))
    assert found.effect.relative.high < 0
    assert "periods_unseen" in [note.code for note in found.notes]
