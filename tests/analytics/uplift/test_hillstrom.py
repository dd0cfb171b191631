"""Kevin Hillstrom's e-mail experiment: figures others have published or measured on it."""

import numpy as np
import pandas as pd
import pytest

from analytics.uplift import Experiment, average_effect, encoding, interaction_logit, qini, uplift, uplift_at

BEFORE = ["recency", "history", "mens", "womens", "newbie", "zip_code", "channel"]
EFFECTS = {
    ("Mens E-Mail", "visit"): (0.076590, 0.069953, 0.083226),
    ("Mens E-Mail", "conversion"): (0.006805, 0.005000, 0.008610),
    ("Mens E-Mail", "spend"): (0.769827, 0.485144, 1.054510),
    ("Womens E-Mail", "visit"): (0.045233, 0.038894, 0.051573),
    ("Womens E-Mail", "conversion"): (0.003111, 0.001499, 0.004724),
    ("Womens E-Mail", "spend"): (0.424412, 0.168960, 0.679865),
}


@pytest.fixture(scope="module")
def mailed(shared) -> pd.DataFrame:
    return pd.read_csv(shared / "data/hillstrom/hillstrom.csv")


def contrast(mailed: pd.DataFrame, mail: str, outcome: str) -> Experiment:
    chosen = mailed[mailed["segment"].isin([mail, "No E-Mail"])]
    treated = (chosen["segment"] == mail).to_numpy()
    features = encoding(chosen, BEFORE).matrix(chosen)
    return Experiment(features, treated, chosen[outcome].to_numpy(dtype=float), float(treated.mean()))


@pytest.mark.parametrize(("mail", "outcome"), EFFECTS)
def test_average_effects_to_the_digit(mailed, mail, outcome):
    effect = average_effect(contrast(mailed, mail, outcome))
    assert np.round([effect.estimate, effect.low, effect.high], 6).tolist() == list(EFFECTS[mail, outcome])


def test_a_logit_per_arm_ranks_a_known_test_set_as_measured_elsewhere(mailed):
    trial = contrast(mailed, "Womens E-Mail", "visit")
    row = mailed.index[mailed["segment"] != "Mens E-Mail"].to_numpy()
    held = (row * 2654435761) % 2**32 % 1000 < 300
    untreated, treated = interaction_logit(trial.rows(~held))(trial.features[held])
    test, score = trial.rows(held), treated - untreated
    assert len(test) == 12_723
    assert qini(score, test)[0] == pytest.approx(7.682720e-3, abs=5e-10)
    assert uplift_at(30, score, test) == pytest.approx((0.0758889, 0.0110748), abs=5e-8)


def test_visits_after_the_womens_mail_can_be_ranked_and_spending_cannot(mailed):
    visits = uplift(contrast(mailed, "Womens E-Mail", "visit"))
    assert visits.signal
    assert visits.qini.holds(7.38e-3)
    assert visits.at[30].holds(0.0709)
    assert uplift(contrast(mailed, "Womens E-Mail", "spend")).verdict == "no signal"
