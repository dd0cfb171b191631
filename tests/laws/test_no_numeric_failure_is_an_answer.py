"""Law: a degenerate series is answered with numbers, or refused with a reason; no fault of the arithmetic is either.

Broken several times: a series that had never changed made matrices that are not positive definite, and a traceback; one with
nothing observed since the shock had "effect nan %" and "0 (0 to 0) lost"; a control of which each value is missing warned.
"""

import json

import numpy as np
import pandas as pd
import pytest

from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.result import Answer
from analytics.rebound.fit.paths import _root
from analytics.rebound.series.panel import panel
from analytics.rebound.series.windows import Shock, Windows
from analytics.results import CannotTell, Reason
from commands.rebound import as_object
from words.reasons import sentence
from words.written import Speech

BEFORE, SINCE, REOPEN = 60, 24, 68
RNG = np.random.default_rng(3)
AT = np.arange(BEFORE + SINCE)
SALES = 100 * np.exp(0.05 * RNG.normal(size=len(AT)) + 0.2 * np.sin(AT / 8))
OTHER = 70 * np.exp(0.05 * RNG.normal(size=len(AT)) + 0.2 * np.sin(AT / 8))


def asked(
    sales: np.ndarray, controls: dict[str, np.ndarray] | None = None, reopen: int | None = REOPEN, varied: bool = False
) -> Answer:
    """The first series' answer; sales (periods,) or (periods, series), by the week."""
    weeks = pd.date_range("2019-01-07", periods=len(sales), freq="7D")
    series = pd.DataFrame(sales, index=weeks).add_prefix("y")
    others = None if controls is None else pd.DataFrame(controls, index=weeks)
    windows = Windows((Shock(weeks[BEFORE], None if reopen is None else weeks[reopen]),))
    return answers(panel(series, others), windows, draws=60, sensitivity=varied)[0]


def without(sales: np.ndarray, places: slice) -> np.ndarray:
    left = sales.copy()
    left[places] = np.nan
    return left


def refusal(sales: np.ndarray, controls: dict[str, np.ndarray] | None = None) -> Reason:
    with pytest.raises(CannotTell) as refused:
        asked(sales, controls)
    return refused.value.reason


@pytest.mark.parametrize("size", [5.0, 100.0, 1000.0, 1e9])
@pytest.mark.parametrize("controls", [None, {"x": OTHER}, {"x": np.full(len(AT), 5.0)}])
def test_a_series_that_never_changed_before_the_shock_is_refused(
    size: float, controls: dict[str, np.ndarray] | None
) -> None:
    assert refusal(np.where(AT < BEFORE, size, SALES), controls).code == "constant_before_shock"
    assert refusal(np.full(len(AT), size), controls).code == "constant_before_shock"


def test_a_series_unseen_since_the_shock_is_refused_by_its_name() -> None:
    reason = refusal(np.column_stack([SALES, without(SALES, slice(BEFORE, None))]))
    assert (reason.code, reason.values["name"]) == ("unseen_after_shock", "y1")


def test_one_value_or_none_is_refused() -> None:
    one = np.where(AT == 30, 5.0, np.where(AT < BEFORE, np.nan, SALES))
    assert refusal(one).code == "empty_before_shock"
    assert refusal(np.full(len(AT), np.nan)).code == "no_value"


def test_what_was_not_seen_while_closed_is_no_loss_of_nought() -> None:
    found = asked(without(SALES, slice(BEFORE, REOPEN)))
    assert found.suppressed is found.released is found.beyond is found.ratio is found.windows[0].suppressed is None
    assert found.excess is not None
    assert found.rebound == "cannot be told"


def test_what_was_not_seen_since_reopening_is_no_recovery_of_nought() -> None:
    found = asked(without(SALES, slice(REOPEN, None)))
    assert found.excess is found.released is found.pulled_forward is found.lasting is found.recovery is None
    assert found.suppressed is not None
    assert found.rebound == "cannot be told"


@pytest.mark.parametrize("size", [0.0, 5.0, 1000.0])
def test_a_control_that_never_moved_changes_nothing_and_is_named(size: float) -> None:
    plain, found = asked(SALES), asked(SALES, {"x": np.full(len(AT), size)})
    assert found.effect == plain.effect
    assert [note.code for note in found.notes][-1] == ("controls_never_move" if size else "controls_hardly_known")


def test_one_move_of_a_series_is_what_chance_does_to_it_and_no_accident() -> None:
    found = asked(np.where(AT == 40, 110.0, 100.0), varied=True).effect.relative
    assert found.holds(0)
    assert found.high - found.low > 0.005


def test_two_controls_alike_and_the_series_itself_as_control_are_answered() -> None:
    alike = asked(SALES, {"x": OTHER, "again": OTHER}).effect.relative
    itself = asked(SALES, {"x": SALES}).effect.relative
    assert alike.holds(0)
    assert itself.holds(0)
    assert max(abs(itself.low), abs(itself.high)) < 0.05


def test_amounts_below_nought_have_an_effect_and_no_percentage() -> None:
    said = as_object(asked(-SALES), Speech())
    assert said["effect"]["relative"]["estimate"] is None  # type: ignore[index]
    assert said["effect"]["cumulative"]["estimate"] is not None  # type: ignore[index]
    assert "nan" not in str(said["detail"])


def test_a_direction_without_variance_is_drawn_without_variance() -> None:
    covariance = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1e18]]) - 1e-9 * np.diag([1.0, 0.0, 0.0])
    root = _root(covariance)
    assert root @ root.T == pytest.approx(covariance, rel=1e-6, abs=1e-6)


# What may be wrong with a series of which the first periods lie before the shock.
WRONGS = {
    "sold seldom": lambda line, rng: line * (rng.uniform(size=len(line)) < rng.uniform(0.02, 0.6)),
    "seen seldom": lambda line, rng: np.where(rng.uniform(size=len(line)) < rng.uniform(0.1, 0.9), np.nan, line),
    "never changed": lambda line, _rng: np.where(AT < BEFORE, line[0], line),
    "still since": lambda line, _rng: np.where(AT < BEFORE, line, line[0]),
    "below nought": lambda line, _rng: -line,
    "around nought": lambda line, _rng: line - line.mean(),
    "hardly moves": lambda line, rng: line[0] * (1 + 10 ** rng.uniform(-14, -4) * rng.normal(size=len(line))),
    "grows evenly": lambda line, rng: line[0] * np.exp(rng.uniform(-0.05, 0.05) * AT),
    "moves once": lambda line, rng: np.where(rng.integers(BEFORE) == AT, 10 * line[0], line[0]),
    "steps once": lambda line, rng: np.where(rng.integers(BEFORE) <= AT, 2 * line[0], line[0]),
    "leaps": lambda line, rng: np.where(AT < BEFORE, line, line * 10 ** rng.uniform(-12, 12)),
    "begins late": lambda line, rng: np.where(rng.integers(BEFORE) > AT, 0.0, line),
    "few values": lambda line, rng: np.round(line / line.max() * rng.integers(1, 4)),
}


def degenerate(rng: np.random.Generator) -> np.ndarray:
    line = 10 ** rng.uniform(-6, 6) * np.exp(0.05 * rng.normal(size=len(AT)) + 0.2 * np.sin(AT / 8))
    return np.asarray(WRONGS[rng.choice(list(WRONGS))](line, rng), dtype=float)


@pytest.mark.parametrize("seed", range(16))
def test_a_degenerate_panel_is_answered_in_finite_numbers_or_refused_with_a_reason(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sales = np.column_stack([degenerate(rng) for _ in range(rng.integers(1, 4))])
    controls = {f"x{k}": degenerate(rng) for k in range(rng.integers(0, 3))}
    if seed % 4 == 0:
        controls |= {"itself": sales[:, 0], "again": sales[:, 0]}
    try:
        found = asked(sales, controls or None, REOPEN if seed % 3 else None, varied=seed % 5 == 0)
    except CannotTell as refused:
        assert sentence(refused.reason)
        return
    said = json.dumps(as_object(found, Speech()), allow_nan=False)
    assert not any(word in said for word in ("nan ", "inf ", "nan)", "inf)"))
    assert found.effect.cumulative.is_known
    lengths = {len(getattr(found.curves, name)) for name in ("actual", "expected", "low", "high", "gap")}
    assert lengths == {SINCE}
    assert np.isfinite(found.curves.expected).all()
