"""Three definitions of sales and the way between any two of them; what every figure means."""

from itertools import permutations

import pytest

from analytics.definition import DEFINITIONS
from analytics.kpis import kpis
from analytics.period import Period
from data.store import EVERYTHING, Choice, Money
from sheets import definitions
from sheets.choice import Chosen
from sheets.reading import Reading
from tests.laws import stores
from words.messages import speaking

YEAR = Period.year(2024)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return Reading.of(stores.sample(tmp_path_factory.mktemp("shop")))


@pytest.mark.parametrize("choice", [EVERYTHING, Choice(market=("CN",), money=Money("CNY"))], ids=["shop", "china"])
@pytest.mark.parametrize(("start", "end"), list(permutations(DEFINITIONS, 2)))
def test_any_two_are_reconciled_to_the_cent(reading: Reading, start: str, end: str, choice: Choice) -> None:
    card = kpis(reading.store, choice, period=YEAR).loc["current"]
    steps = definitions.between(reading, Chosen(choice, YEAR), start, end).table
    assert steps["step"].iloc[[0, -1]].tolist() == [start, end]
    assert not steps["is_total"].iloc[1:-1].any()
    first, last = steps["amount_eur"].iloc[[0, -1]]
    assert (first, last) == pytest.approx((card[DEFINITIONS[start].sales], card[DEFINITIONS[end].sales]))
    assert steps["amount_eur"].iloc[:-1].sum() == pytest.approx(last, abs=0.005)


def test_one_to_itself_is_one_figure(reading: Reading) -> None:
    steps = definitions.between(reading, Chosen(EVERYTHING, YEAR), "retail", "retail").table
    assert steps["step"].tolist() == ["retail"]


def test_the_catalogue_has_every_metric_in_the_reader_s_language() -> None:
    english = definitions.catalogue().drawn.set_index("metric")
    with speaking("zh"):
        chinese = definitions.catalogue().drawn.set_index("metric")
    assert english.loc["net_eur", "name"] == "Net sales" and chinese.loc["net_eur", "name"] == "净销售额"
    assert english["formula"].equals(chinese["formula"]) and len(english) > 40
