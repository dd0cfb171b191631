"""Probabilities of what a channel did."""

import numpy as np
import pytest

from analytics.launch.verdict import GAIN, SUM, shares, verdict


def test_shares_add_to_one_and_none_is_certain() -> None:
    found = shares(np.full(100, 5.0), (-1.0, 1.0), GAIN)
    assert (
        sum(found.values()) == pytest.approx(1) and found["paid"] == pytest.approx(100.5 / 101.5) and found["lost"] > 0
    )


def test_a_gain_on_nineteen_of_twenty_paths_is_beyond_doubt_and_on_half_of_them_is_open() -> None:
    sure, open_ = (
        np.r_[0.0, np.full(990, 50.0), np.full(10, -50.0)],
        np.r_[0.0, np.full(500, 50.0), np.full(500, -50.0)],
    )
    assert verdict(sure, 100.0, sure, 1.0).word == "paid"
    told = verdict(open_, 100.0, open_, 1.0)
    assert told.word == "open" and told.expected_gain == told.expected_loss == 25


def test_what_is_extra_is_measured_against_the_channels_sales() -> None:
    paths = np.r_[0.0, np.full(50, 5.0), np.full(50, 95.0), np.full(100, 50.0)]
    found = verdict(paths, 100.0, None, 1.0)
    assert (
        [round(found.total[name], 2) for name in SUM] == [0.25, 0.5, 0.25] and found.gain == {} and found.word == "open"
    )
