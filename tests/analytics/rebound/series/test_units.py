import numpy as np
import pytest

from analytics.rebound.series.units import modelled


def test_positive_series_are_logs_and_others_shares_of_their_size() -> None:
    logs, is_log = modelled(np.array([1.0, np.e, 1, 1, 1, 1, 1, 1, 1, 1, 0.0]), 10)
    assert is_log
    assert logs[1] == pytest.approx(1.0)
    assert logs[-1] == pytest.approx(np.log(0.2))
    shares, is_log = modelled(np.array([-10.0, 30.0, 30, 10, 30, 10, 40.0]), 6)
    assert not is_log
    assert shares.tolist() == [-0.5, 1.5, 1.5, 0.5, 1.5, 0.5, 2.0]
