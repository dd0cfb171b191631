"""CDNOW: what the literature and two other programs found, and the weeks after that nobody had seen."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.lifetime import Lifetime, Purchases, lifetime, record

LAST = int(np.datetime64("1997-09-30", "D").astype(int))
SAMPLE, FULL = "CDNOW_sample.txt", "CDNOW_master.txt"


def purchases(shared: Path, file: str) -> Purchases:
    names = ["master", "customer", "on", "discs", "value"] if file == SAMPLE else ["customer", "on", "discs", "value"]
    rows = pd.read_csv(
        shared / "data/cdnow" / file, sep=r"\s+", skiprows=0 if file == SAMPLE else 1, names=names, dtype={"on": str}
    )
    return Purchases.of(rows["customer"], pd.to_datetime(rows["on"], format="%Y%m%d"), rows["value"])


@pytest.fixture(scope="module")
def sample(shared: Path) -> Lifetime:
    return lifetime(record(purchases(shared, SAMPLE), 39.0, LAST))


@pytest.fixture(scope="module")
def full(shared: Path) -> Lifetime:
    return lifetime(record(purchases(shared, FULL), 39.0, LAST))


@pytest.mark.parametrize(
    ("which", "family", "parameters", "log_likelihood", "mae", "rmse", "predicted"),
    [
        ("sample", "bg_nbd", (0.242595, 4.413603, 0.792922, 2.425906), -9582.4292, 0.78545, 1.60798, 1653.4),
        ("sample", "mbg_nbd", (0.524843, 6.183082, 0.891360, 1.614003), -9582.1357, 0.76478, 1.60718, 1576.7),
        ("sample", "pareto_nbd", (0.553260, 10.57726, 0.606218, 11.66796), -9594.9762, 0.75452, 1.60285, 1665.5),
        ("full", "bg_nbd", (0.251624, 4.788945, 0.723433, 2.161087), -95368.4439, 0.81874, 1.73291, 16873.7),
        ("full", "mbg_nbd", (0.637140, 7.310290, 0.807474, 1.228394), -95336.9583, 0.79454, 1.73962, 15933.6),
        ("full", "pareto_nbd", (0.597383, 11.584632, 0.522165, 8.827815), -95415.1186, 0.79377, 1.72615, 17153.6),
    ],
)
def test_models_are_those_of_other_programs(
    which, family, parameters, log_likelihood, mae, rmse, predicted, request
):  # fmt: skip
    found: Lifetime = request.getfixturevalue(which)
    estimates = [interval.estimate for interval in found.parameters(family).values()]
    assert estimates == pytest.approx(parameters, rel=1e-4)
    assert found.models[family].log_likelihood == pytest.approx(log_likelihood, abs=2e-4)
    held = found.holdout[family]
    assert (held.mae, held.rmse) == pytest.approx((mae, rmse), abs=2e-5)
    assert held.predicted == pytest.approx(predicted, abs=0.6)


def test_bg_nbd_is_the_published_one(sample):
    """Fader, Hardie & Lee (2005), table 2."""
    published = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    found = sample.parameters("bg_nbd")
    assert {name: round(interval.estimate, 3) for name, interval in found.items()} == published


def test_gamma_gamma_is_the_published_one(sample, full):
    """Fader & Hardie (2013): 6.25, 3.74, 15.44 on the sample."""
    money = sample.gamma_gamma
    assert (money.p, money.q, money.v) == pytest.approx((6.249572, 3.744225, 15.443521), abs=2e-6)
    assert money.log_likelihood == pytest.approx(-4055.91769, abs=1e-4)
    assert money.mean == pytest.approx(35.1704, abs=1e-4)
    assert (full.gamma_gamma.p, full.gamma_gamma.q, full.gamma_gamma.v) == pytest.approx(
        (6.275359, 3.624450, 14.983689), abs=1e-5
    )
    assert full.gamma_gamma.customers == 9450


def test_counts_are_the_known_ones(sample, full):
    assert (sample.customers, sample.repeat_customers, sample.holdout["bg_nbd"].actual) == (2357, 946, 1882)
    assert (full.customers, full.repeat_customers, full.holdout["bg_nbd"].actual) == (23570, 9451, 19684)


@pytest.mark.parametrize(("which", "seen", "expected"), [("sample", 4339, 4270.08), ("full", 44021, 42118.23)])
def test_tracking_reaches_the_known_totals_in_week_78(which, seen, expected, request):
    last = request.getfixturevalue(which).tracking.set_index("week").loc[78]
    assert last["cumulative_actual"] == seen
    assert last["cumulative_expected"] == pytest.approx(expected, rel=1e-4)


def test_tracking_is_off_by_the_known_share(sample):
    track = sample.tracking
    later = track[track["holdout"]]
    off = (later["cumulative_expected"] / later["cumulative_actual"] - 1).abs().mean()
    assert off == pytest.approx(0.0131, abs=0.0005)


@pytest.mark.parametrize("which", ["sample", "full"])
def test_the_chosen_model_is_the_best_in_the_holdout_that_it_was_not_chosen_by(which, request):
    found: Lifetime = request.getfixturevalue(which)
    assert found.chosen == "pareto_nbd"
    assert found.holdout["pareto_nbd"].mae == min(errors.mae for errors in found.holdout.values())
    assert found.holdout["pareto_nbd"].rmse == min(errors.rmse for errors in found.holdout.values())


@pytest.mark.parametrize("which", ["sample", "full"])
def test_calibration_halves_the_known_under_prediction_and_the_interval_holds_what_came(which, request):
    found: Lifetime = request.getfixturevalue(which)
    raw, calibrated = found.holdout["pareto_nbd"], found.forecast.purchases
    assert raw.predicted / raw.actual < 0.89
    assert abs(calibrated.estimate / raw.actual - 1) < 0.10
    assert calibrated.holds(raw.actual)
    assert found.misfit == ()


def test_value_of_the_holdout_is_held(sample, shared):
    log = purchases(shared, SAMPLE)
    came = float(log.value[log.day > LAST].sum())
    assert came == pytest.approx(70_976, abs=1)
    assert sample.forecast.value.holds(came)


@pytest.mark.parametrize("until", ["1997-08-31", "1997-12-31", "1998-03-31"])
def test_other_splits_are_held_too(until, shared):
    last = int(np.datetime64(until, "D").astype(int))
    log = purchases(shared, SAMPLE)
    weeks = (log.span[1] - last) / 7
    ahead = lifetime(record(log, weeks, last)).forecast.purchases
    assert ahead.holds(log.observed(last, log.span[1]).purchases)
