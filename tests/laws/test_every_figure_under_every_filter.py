"""Law: every figure of sales that the catalogue states is answered under every filter and by every dimension, or refused by name.

Broken once: a ratio whose part a question did not sum was left out without a word, so that a figure added in five of eight places
passed every test and was missing on half of the screens.
"""

from copy import deepcopy

import numpy as np
import pandas as pd
import pytest

from analytics.measures import (
    COLUMNS,
    GRAINS,
    BrokenCatalogue,
    Cut,
    NotAnswered,
    answered,
    figures,
    is_additive,
    sums_of,
)
from analytics.measures.catalogue import catalogue, read
from analytics.metrics import metrics, stated
from analytics.period import Period
from analytics.reach import UNCUT, Compared
from data.store import Choice
from tests.laws.test_every_question_under_every_filter import same
from tests.laws.twins import sales
from tests.laws.twins.detail import AS_OF, MATURED, SINCE, UNTIL, Detail

YEAR = Period(SINCE, UNTIL)
SPANS = {
    "current": Compared(YEAR, AS_OF, MATURED),
    "last_year": Compared(YEAR.last_year, UNCUT, YEAR.last_year.until),
    "nothing": Compared(Period.year(2001), UNCUT, SINCE),
}
CUTS = [
    Cut(),
    *(Cut((column,)) for column in COLUMNS),
    *(Cut(grain=grain) for grain in GRAINS[1:]),
    *(Cut(pair) for pair in (("market", "channel"), ("channel", "tier"), ("brand", "category"))),
    Cut(("market",), "quarter"),
]
SALES = [
    name for name, entry in metrics().items() if entry.group in ("sales", "basket", "price", "returns", "customers")
]
ELSEWHERE = {"spenders"}  # a question of its own
EVERY_CUT = pytest.mark.parametrize("cut", CUTS, ids=lambda cut: "-".join([*cut.by, cut.grain]) or "whole")


@pytest.fixture(scope="module")
def wholes(detail: Detail, choices: list[Choice]) -> dict[Choice, pd.DataFrame]:
    """Under no filter, each filter alone and three pairs: the figures of each period as a whole."""
    few = [*choices[:7], *choices[-9::4]]
    return {each: figures(detail.store, each, answered(each), SPANS).set_index("period") for each in few}


def test_every_figure_of_sales_has_its_sum_or_ratio() -> None:
    assert set(SALES) - ELSEWHERE <= set(catalogue().names)
    assert set(answered(Choice())) >= set(SALES) - ELSEWHERE | {"wallet_share"}


@EVERY_CUT
def test_every_figure_is_answered_and_adds_up_or_is_refused_by_name(
    cut: Cut, detail: Detail, wholes: dict[Choice, pd.DataFrame]
) -> None:
    for choice, whole in wholes.items():
        told = answered(choice, cut.by)
        table = figures(detail.store, choice, told, SPANS, cut)
        assert set(told) <= set(table.columns)
        for name in set(stated()) - set(told):
            if stated()[name].get("as") != "factors":
                with pytest.raises(NotAnswered, match=rf"^{name} "):
                    figures(detail.store, choice, ["net_eur", name], SPANS, cut)
        adding = [name for name in told if all(is_additive(name, by, choice) for by in [*cut.by, "market"])]
        sums = table.groupby("period")[adding].sum().reindex(list(SPANS)).fillna(0)
        assert np.allclose(sums, whole.loc[list(SPANS), adding].fillna(0), rtol=1e-9, atol=1e-4), f"{cut} {choice}"


def test_figures_are_those_of_pandas(detail: Detail, choices: list[Choice]) -> None:
    for choice in choices:
        on_lines = not set(choice.chosen()) <= {"market", "channel", "store_id"}
        cuts = {
            Cut(): sales.whole(on_lines),
            Cut(("tier",)): sales.sliced("tier", True),
            Cut(grain="month"): sales.by_month(on_lines),
        }
        if not on_lines:
            cuts |= {Cut(("channel",)): sales.sliced("channel", False)}
        for cut, twin in cuts.items():
            spans = {"current": SPANS["current"]}
            table = figures(detail.store, choice, answered(choice, cut.by), spans, cut).drop(columns="period")
            same(
                table.rename(columns=dict.fromkeys(cut.by, "slice")),
                twin(detail, choice),
                f"{cut} under {choice.chosen()}",
            )


def test_persons_are_counted_once_whatever_part_of_the_shop(detail: Detail, choices: list[Choice]) -> None:
    for choice in (each for each in choices if set(each.chosen()) <= {"market", "channel", "store_id"}):
        table = figures(detail.store, choice, ["buyers", "payers"], {"current": SPANS["current"]})
        same(table, sales.people(detail, choice), f"persons under {choice.chosen()}")


def test_factors_of_a_bridge_are_those_of_pandas(detail: Detail, choices: list[Choice]) -> None:
    names = {
        "rated_buyers": "buyers", "rated_orders": "orders", "rated_units": "units", "net_known_eur": "net_eur",
        "rated_constant_eur": "net_constant_eur", "net_guest_eur": "net_guest_eur",
    }  # fmt: skip
    for choice in choices:
        on_lines = not set(choice.chosen()) <= {"market", "channel", "store_id"}
        sums = sums_of(detail.store, choice, names, {"current": SPANS["current"]}).rename(columns=names)
        same(sums, sales.bridge(on_lines)(detail, choice), f"bridge under {choice.chosen()}")


def test_several_periods_in_one_question_are_each_period_alone(detail: Detail, choices: list[Choice]) -> None:
    for choice, cut in ((choices[0], Cut()), (choices[1], Cut(("channel",))), (choices[4], Cut(grain="quarter"))):
        names = answered(choice, cut.by)
        both = figures(detail.store, choice, names, SPANS, cut)
        alone = [figures(detail.store, choice, names, {name: span}, cut) for name, span in SPANS.items()]
        keys = ["period", *cut.by, *(["bucket"] if cut.grain else [])]
        alone_sorted = pd.concat(alone).sort_values(keys, ignore_index=True)
        pd.testing.assert_frame_equal(both.sort_values(keys, ignore_index=True), alone_sorted, check_dtype=False)


@pytest.mark.parametrize(
    "part", sorted({end for each in catalogue().ratios.values() for end in (each.first, each.second)})
)
def test_a_ratio_whose_part_is_missing_is_an_error(part: str) -> None:
    entries = deepcopy(stated())
    entries[part].pop("sum", None)
    entries[part].pop("difference", None)
    with pytest.raises(BrokenCatalogue, match=part):
        read(entries)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sum": {"lines": "sum(net_eur)"}},
        {"sum": {"rollup": "sum(net_eur)", "on": "shipped"}},
        {"sum": {"rollup": "sum(net_eur)", "linse": "sum(net_eur)"}},
        {"sum": {"rollup": "sum(net_eur)"}, "ratio": {"part": "net_eur", "whole": "orders"}},
        {"ratio": {"part": "net_eur", "hole": "orders"}},
    ],
    ids=["no table", "unknown day", "misspelled", "two ways", "half a ratio"],
)
def test_an_entry_that_contradicts_itself_is_an_error(wrong: dict[str, dict[str, str]]) -> None:
    with pytest.raises(BrokenCatalogue, match="new_figure"):
        read({**stated(), "new_figure": wrong})


def test_a_new_figure_is_one_entry() -> None:
    entries = {**stated(), "net_per_unit_kept": {"ratio": {"part": "net_with_units_eur", "whole": "units"}}}
    assert "net_per_unit_kept" in read(entries).ratios


@pytest.mark.parametrize("by", [("customer_id",), ("market", "market"), ("market", "channel", "tier"), ('market" --',)])
def test_what_sales_cannot_be_cut_by_is_refused_by_name(by: tuple[str, ...]) -> None:
    with pytest.raises(NotAnswered, match=by[0]):
        Cut(by)
