"""What a promotion covers: as stated, as its lines show it, or not known."""

import pandas as pd
import pytest

from analytics.promotions.cross.cover import SHOWN, STATED, Cover, cover
from analytics.results import CannotTell

NOT_STATED = {"category": None, "brand": float("nan"), "tier": None}


def lines(**met: tuple[int, int]) -> pd.DataFrame:
    """Lines with the promotion and usual lines, by category."""
    rows = [(name, "Alba", "core", own, usual) for name, (own, usual) in met.items()]
    return pd.DataFrame(rows, columns=["category", "brand", "tier", "lines", "usual_lines"])


def test_what_a_file_states_comes_first() -> None:
    told = cover({"category": "Bags; Shoes", "brand": None, "tier": "core"}, lines(dresses=(500, 10)))
    assert told == Cover(STATED, ("bags", "shoes"), (), ("core",))
    assert told.asked() == {"categories": "bags;shoes", "brands": "", "tiers": "core"}


def test_lines_of_one_category_where_shops_sell_three_show_it() -> None:
    assert cover(NOT_STATED, lines(Bags=(40, 300), Shoes=(0, 400), Dresses=(0, 300))) == Cover(SHOWN, ("bags",))


def test_a_stray_line_in_a_hundred_is_a_mistake() -> None:
    assert cover(NOT_STATED, lines(Bags=(99, 300), Shoes=(1, 400), Dresses=(0, 300))).categories == ("bags",)


@pytest.mark.parametrize(
    ("met", "code"),
    [
        ({"bags": (12, 300), "shoes": (0, 700)}, "cover_unknown"),
        ({"bags": (12, 300), "shoes": (30, 700)}, "covers_all"),
        ({"bags": (24, 950), "shoes": (0, 50)}, "cover_unclear"),  # shoes are so few that none among 24 says nothing
        ({"bags": (30, 300), "shoes": (3, 700)}, "cover_unclear"),
    ],
)
def test_what_lines_do_not_show_clearly_is_not_known(met: dict[str, tuple[int, int]], code: str) -> None:
    with pytest.raises(CannotTell) as untold:
        cover(NOT_STATED, lines(**met))
    assert untold.value.reason.code == code
