import numpy as np
import pytest
import statsmodels.api as sm

from analytics.promotions.elasticity.regression import linear, poisson
from tests.analytics.promotions.elasticity.drawn import Market


def with_dummies(panel, regressors) -> np.ndarray:
    codes = [(code[:, None] == np.unique(code)) * 1.0 for code in (panel.unit, panel.time)]
    return np.column_stack([regressors, codes[0], codes[1][:, 1:]])


def regressors(panel) -> np.ndarray:
    return np.column_stack([panel.log_price, panel.controls])


def test_slopes_and_clustered_errors_are_those_of_a_regression_on_all_dummies():
    panel = Market(shops=60, products=2, weeks=8).panel()
    fit = linear(np.log(panel.quantity), regressors(panel), panel.unit, panel.time, panel.cluster)
    twin = sm.OLS(np.log(panel.quantity), with_dummies(panel, regressors(panel)))
    bare = twin.fit(cov_type="cluster", cov_kwds={"groups": panel.cluster, "use_correction": False})
    assert fit.coefficient == pytest.approx(bare.params[:3], rel=1e-8)
    assert fit.error() == pytest.approx(bare.bse[0] * np.sqrt(60 / 59 * 959 / 957), rel=1e-6)


def test_errors_with_few_clusters_are_the_jackknifes():
    panel = Market(shops=20, products=2, weeks=8).panel(1)
    fit = linear(np.log(panel.quantity), regressors(panel), panel.unit, panel.time, panel.cluster)
    left = []
    for shop in range(20):
        part = panel.rows(np.flatnonzero(panel.cluster != shop))
        without = linear(np.log(part.quantity), regressors(part), part.unit, part.time, part.cluster)
        left.append(without.coefficient[0] - fit.coefficient[0])
    assert fit.error() == pytest.approx(np.sqrt(19 / 20 * np.sum(np.square(left))), rel=0.05)


def test_poisson_slopes_are_those_of_a_generalised_linear_model_on_all_dummies():
    panel = Market(shops=6, products=2, weeks=12, level=0.3).panel(2)
    sold = np.random.default_rng(0).poisson(panel.quantity).astype(float)
    fit = poisson(sold, regressors(panel), panel.unit, panel.time, panel.unit)
    twin = sm.GLM(sold, with_dummies(panel, regressors(panel)), family=sm.families.Poisson()).fit()
    assert fit.coefficient == pytest.approx(twin.params[:3], abs=1e-5)


def test_a_unit_that_never_sells_says_nothing():
    panel = Market(shops=6, products=2, weeks=12).panel(3)
    sold = np.where(panel.unit == 0, 0.0, panel.quantity)
    there = np.flatnonzero(panel.unit != 0)
    part = panel.rows(there)
    with_it = poisson(sold, regressors(panel)[:, :2], panel.unit, panel.time, panel.unit)
    without = poisson(part.quantity, regressors(panel)[there, :2], part.unit, part.time, part.unit)
    assert with_it.coefficient == pytest.approx(without.coefficient, abs=1e-7)
    assert with_it.rows == without.rows == len(there)


def test_a_regressor_that_the_levels_explain_has_no_slope_and_does_not_disturb_the_others():
    panel = Market().panel(4)
    common = np.column_stack([panel.log_price, panel.time * 1.0])
    fit = linear(np.log(panel.quantity), common, panel.unit, panel.time, panel.cluster)
    alone = linear(np.log(panel.quantity), common[:, :1], panel.unit, panel.time, panel.cluster)
    assert np.isnan(fit.coefficient[1])
    assert fit.coefficient[0] == pytest.approx(alone.coefficient[0])
