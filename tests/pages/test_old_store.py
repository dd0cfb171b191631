"""A store that an earlier Vetrina built, opened by this one."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.store import renew
from tests.data.store import kept_shop


def test_the_screen_says_how_to_bring_an_old_store_up_to_date_and_shows_it_then(
    opening: Callable[..., AppTest], tmp_path: Path
) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    before = opening("overview", home)
    assert not before.exception and not before.metric
    assert "earlier version" in before.error[0].value
    assert before.code[0].value == f"vetrina renew --store {home}"
    renew(home)
    after = opening("overview", home)
    assert not after.exception and not after.error and after.metric
