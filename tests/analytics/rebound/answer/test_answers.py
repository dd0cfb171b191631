import numpy as np
import pandas as pd
import pytest

from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.result import Answer
from analytics.rebound.series.panel import panel
from analytics.rebound.series.windows import Shock, Windows
from analytics.results import CannotTell, Reason
from commands.rebound_text import summary
from tests.analytics.rebound.shops import REOPEN, SHOCK, weekly

LOCKDOWN = Windows((Shock(SHOCK, REOPEN),))


def answered(shop: pd.DataFrame, *series: str, controls: bool = False, windows: Windows = LOCKDOWN) -> list[Answer]:
    others = shop[["donor"]] if controls else None
    return answers(panel(shop[list(series or ("actual",))], others), windows, draws=400, sensitivity=False)


@pytest.mark.parametrize(("lasting", "word"), [(0.4, "lasting gain"), (-0.35, "lasting loss"), (0.0, "back to level")])
def test_what_was_planted_is_named(lasting: float, word: str) -> None:
    shop = weekly(11, lasting=lasting)
    (found,) = answered(shop, controls=True)
    assert found.level == word
    assert found.lasting is not None and found.lasting.holds(lasting)
    lost = (shop["without"] - shop["actual"])[SHOCK : REOPEN - pd.Timedelta(days=1)].sum()
    assert found.suppressed is not None and found.suppressed.holds(lost)
    assert found.donors["donor"] > 0.5


def test_a_rebound_larger_than_the_loss_is_beyond_pent_up() -> None:
    (found,) = answered(weekly(3, lasting=0.3, height=0.6, drop=0.25))
    assert found.rebound == "beyond pent-up"
    assert found.ratio is not None and found.ratio.low > 1


def test_where_nothing_happened_nothing_is_found() -> None:
    found = [answered(weekly(seed, height=0.0, drop=0.0))[0] for seed in range(20, 32)]
    assert sum(not one.effect.relative.holds(0) for one in found) <= 2
    assert sum(one.level == "back to level" for one in found) >= 9
    assert not any(one.level in ("lasting gain", "lasting loss") for one in found[:6])
    assert sum(one.rebound == "none" for one in found) >= 10
    assert sum(one.ratio is not None or one.half_life is not None for one in found) <= 2


def test_released_and_beyond_add_up_to_the_excess() -> None:
    (found,) = answered(weekly(5, lasting=0.2))
    assert found.released is not None and found.beyond is not None and found.excess is not None
    assert found.released.estimate + found.beyond.estimate == pytest.approx(found.excess.estimate)
    assert found.effect.cumulative.estimate == pytest.approx(
        found.excess.estimate - found.suppressed.estimate  # type: ignore[union-attr]
    )
    assert sum(w.excess.estimate for w in found.windows if w.excess) == pytest.approx(found.excess.estimate)


def test_without_a_reopening_only_the_effect_is_told() -> None:
    (found,) = answered(weekly(6, lasting=0.2), windows=Windows((Shock(SHOCK),)))
    assert found.suppressed is found.excess is found.ratio is found.half_life is None
    assert found.rebound == "cannot be told"
    assert "since the event" in summary(found)


def test_rows_in_any_order_give_the_same_answer() -> None:
    shop = weekly(7)
    (one,), (other,) = answered(shop), answered(shop.sample(frac=1, random_state=1))
    assert one.excess == other.excess
    assert one.lasting == other.lasting


def test_doubled_sales_double_the_amounts_and_change_no_share() -> None:
    shop = weekly(8)
    (one,), (two,) = answered(shop), answered(2 * shop)
    assert one.excess is not None and two.excess is not None and one.lasting is not None and two.lasting is not None
    assert two.excess.estimate == pytest.approx(2 * one.excess.estimate)
    assert two.lasting.high == pytest.approx(one.lasting.high)


def test_a_donor_hit_too_is_left_out_and_said_so() -> None:
    shop = weekly(9)
    shop.loc[SHOCK : REOPEN - pd.Timedelta(days=1), "donor"] *= 0.6
    (found,) = answered(shop, controls=True)
    assert found.donors == {"donor": 0.0}
    assert Reason("controls_moved_too", names=["donor"]) in found.notes


def test_under_two_years_the_reader_is_told_what_cannot_be_known() -> None:
    (found,) = answered(weekly(10).iloc[60:])
    assert "short_history" in [note.code for note in found.notes]


def test_days_are_answered_for_day_by_day() -> None:
    shop = weekly(12, lasting=0.4)[["actual", "without"]]
    rng = np.random.default_rng(1)
    shape = np.array([0.1, 0.1, 0.12, 0.13, 0.15, 0.25, 0.15])
    days = pd.date_range(shop.index[0], periods=7 * len(shop), freq="D")
    daily = np.repeat(shop["actual"].to_numpy(), 7) * np.tile(shape, len(shop)) * np.exp(rng.normal(0, 0.1, len(days)))
    frame = pd.DataFrame({"actual": daily}, index=days)
    (found,) = answered(frame, windows=Windows((Shock(SHOCK + pd.Timedelta(days=2), REOPEN + pd.Timedelta(days=3)),)))
    assert found.level == "lasting gain"
    lost = (shop["without"] - shop["actual"])[SHOCK : REOPEN - pd.Timedelta(days=1)].sum()
    assert found.suppressed is not None and found.suppressed.low * 0.9 < lost < found.suppressed.high * 1.1
    seen = (daily[days >= SHOCK + pd.Timedelta(days=2)]).sum()
    assert found.curves.actual.sum() == pytest.approx(seen)


def test_zeros_and_returns_do_not_break_the_answer() -> None:
    shop = weekly(13)
    shop.iloc[20, 0], shop.iloc[50, 0] = 0.0, -40.0
    shop.iloc[132:138, 0] = 0.0
    (found,) = answered(shop)
    assert found.suppressed is not None and found.suppressed.low > 0


def test_nothing_in_the_history_is_refused() -> None:
    shop = weekly(14)
    with pytest.raises(CannotTell, match="no_value"):
        panel(shop[["actual"]] * np.nan)
