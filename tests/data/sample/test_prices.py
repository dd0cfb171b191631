"""Units answer to shelf prices with the planted elasticity, and to nothing when none was planted."""

import numpy as np
import pandas as pd

from data.sample.plan import TIERS
from tests.data.sample.conftest import Shop


def choices(shop: Shop) -> pd.DataFrame:
    """Lines by range against the shelf of their market and week; daigou choose by the depth of cuts, not by this."""
    return shop.frame("""
        with sold as (
            select market_no, tier_no, day_no // 7 as week_no, range_no, count(*) as n from sample_lines
            where is_real and order_no not in (select order_no from sample_parcels) group by all
        )
        select shelf.*, coalesce(n, 0) as n, ln(list_move) + ln(1 - markdown) as log_price
        from sample_shelf as shelf left join sold using (market_no, tier_no, week_no, range_no)
    """)


def share_elasticity(table: pd.DataFrame, shares: pd.Series) -> tuple[float, float]:
    """Conditional logit of a range within its tier, market and week on the log price: Newton steps, estimate and error."""
    cell = table.groupby(["market_no", "tier_no", "week_no"]).ngroup()
    total = table["n"].groupby(cell).transform("sum")
    estimate = 0.0
    for _ in range(25):
        weight = shares * np.exp(estimate * table["log_price"])
        share = weight / weight.groupby(cell).transform("sum")
        mean = (share * table["log_price"]).groupby(cell).transform("sum")
        score = ((table["n"] - total * share) * table["log_price"]).sum()
        information = (total * share * (table["log_price"] - mean) ** 2).sum()
        estimate += score / information
    return float(estimate), float(1 / np.sqrt(information))


def base_shares(shop: Shop, table: pd.DataFrame) -> pd.Series:
    return table["range_no"].map(shop.frame("select range_no, share from sample_range").set_index("range_no")["share"])


def test_the_planted_elasticity_of_each_tier_is_found(shop: Shop) -> None:
    table = choices(shop)
    for number, tier in enumerate(TIERS, start=1):
        mine = table[(table["tier_no"] == number) & (table["market_no"] != 1)]
        estimate, error = share_elasticity(mine, base_shares(shop, mine))
        assert abs(estimate - shop.planted["elasticity"]["elsewhere"][tier]) < 3.5 * error, tier
        china = table[(table["tier_no"] == number) & (table["market_no"] == 1)]
        estimate, error = share_elasticity(china, base_shares(shop, china))
        assert abs(estimate - shop.planted["elasticity"]["CN"][tier]) < 3.5 * error, tier


def test_with_nothing_planted_prices_move_nothing(plain_shop: Shop) -> None:
    table = choices(plain_shop)
    estimate, error = share_elasticity(table, base_shares(plain_shop, table))
    assert abs(estimate) < 3.5 * error


def test_demand_of_a_tier_grows_with_its_ranges_price_pull(shop: Shop) -> None:
    """Not only shares: the tier's own demand carries the sum of its ranges' pulls, so quantities answer as shares do."""
    weekly = shop.frame(
        "select market_no, tier_no, day_no // 7 as week_no, sum(demand) as demand from sample_days where tier_no = 1 and market_no = 0 group by all"
    )
    pull = shop.frame("""
        select week_no, sum(share * exp(-2.2 * (ln(list_move) + ln(1 - markdown)))) as pull
        from sample_shelf join sample_range using (range_no) where market_no = 0 and tier_no = 1 group by week_no
    """)
    both = weekly.merge(pull, on="week_no")
    assert np.corrcoef(np.log(both["demand"]), np.log(both["pull"]))[0, 1] > 0.6


def test_what_a_line_shows_is_the_shelf_price(shop: Shop) -> None:
    lines = shop.frame("""
        select lines.line_discount / lines.gross as cut, shelf.markdown
        from sample_lines as lines join sample_shelf as shelf
            on shelf.range_no = lines.range_no and shelf.market_no = lines.market_no and shelf.week_no = lines.day_no // 7
        where lines.is_real
    """)
    assert (lines["cut"] - lines["markdown"]).abs().max() < 0.01


def test_no_private_sale_runs_in_italy_before_the_saldi(shop: Shop) -> None:
    cut = shop.frame("""
        select max(markdown) as deepest from sample_shelf
        where market_no = 0 and week_no between (date '2024-06-10' - date '2018-01-01') // 7 and (date '2024-06-24' - date '2018-01-01') // 7
    """)["deepest"][0]
    assert cut == 0


def test_haute_is_never_marked_down(shop: Shop) -> None:
    assert shop.one("select max(markdown) from sample_shelf where tier_no = 5") == 0
