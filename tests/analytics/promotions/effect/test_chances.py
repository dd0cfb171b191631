"""Probabilities of a campaign: they add to one, follow what was planted, and do not rank by luck."""

import numpy as np
import pandas as pd

from analytics.promotions.effect.chances import DROP, LADDER, REPEAT, chances, shares
from analytics.promotions.effect.experiment import by_experiment
from tests.analytics.promotions.drawn import exposed, listed


def answers(*extra: float, size: int = 3_000, borrowed: float = 0.0) -> pd.DataFrame:
    scores = [by_experiment(f"p{n}", exposed(n, size, more, borrowed, f"p{n}")) for n, more in enumerate(extra)]
    return chances(scores, pd.concat([listed(f"p{n}") for n in range(len(extra))])).set_index("promotion_id")


def test_they_add_to_one_and_every_campaign_has_a_word() -> None:
    found = answers(0.0, 0.05, 0.1, 0.15)
    assert np.allclose(found[["p_lost", "p_within", "p_earned"]].sum(axis=1), 1)
    assert found["ladder"].isin(LADDER).all() and found["act"].isin((REPEAT, DROP)).all()


def test_many_extra_orders_earn_margin_and_none_lose_it() -> None:
    good, bad = (answers(*[extra] * 4, size=6_000) for extra in (0.2, 0.0))
    assert (good["ladder"] == "earned margin").all() and (good["act"] == REPEAT).all()
    assert (bad["ladder"] == "lost margin").all() and (bad["act"] == DROP).all()
    assert (good["like_low"] > 0).all() and (bad["like_high"] < 0).all()


def test_the_expected_gain_of_an_act_is_at_least_its_expected_loss() -> None:
    found = answers(0.03, 0.06, 0.04)
    assert (found["act_gain"] >= found["act_loss"]).all() and (found["act_loss"] >= 0).all()


def test_what_is_not_settled_says_what_would_settle_it() -> None:
    found = answers(0.04, 0.05, 0.04, size=300)
    open_ones = found[found["standing"] != ""]
    assert len(open_ones) and (open_ones["excluded_eur"] > open_ones["smallest_eur"]).all()
    needed = open_ones["settle_customers"].dropna()
    assert (needed > 150).all()


def test_campaigns_like_each_other_are_surer_together_than_by_themselves() -> None:
    found = answers(*[0.08] * 6, size=800)
    alone = by_experiment("p0", exposed(0, 800, 0.08, 0.0, "p0")).margin
    assert found.loc["p0", "pooled_high"] - found.loc["p0", "pooled_low"] < alone.high - alone.low


def test_no_statement_is_ever_certain() -> None:
    assert min(shares(np.full(1_000, 5.0), 1.0)) > 0 and max(shares(np.full(1_000, 5.0), 1.0)) < 1


def test_nothing_known_is_no_row() -> None:
    assert chances([], listed()).empty
