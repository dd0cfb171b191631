"""How good a claim about promotions is."""

import pytest

from sheets import evidence
from tests.ui.page import page
from ui import levels


@pytest.mark.parametrize("level", levels.LOOKS)
def test_each_level_has_a_badge_and_a_sentence(level):
    app = page(f"from ui import levels\nlevels.badge({level!r})")
    assert app.caption[0].value == evidence.meaning(level)
    assert len({evidence.meaning(other) for other in levels.LOOKS}) == len(levels.LOOKS)
