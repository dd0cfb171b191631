"""Models on a page: an answer, a reason, or a fault, and never one taken for another."""

import pytest

from analytics.results import CannotTell, Reason
from data.store import Choice, NoStore, Store
from tests.ui.page import page
from ui import cache, models
from ui.faults import Fault

SIDES = "from ui import filters, models\nchosen = filters.bar('market')\nst.session_state['got'] = (models.sides(chosen), models.side_by_side(chosen))"


def answering(store: Store, choice: Choice, *, weeks: int = 1) -> int:
    return weeks


def refusing(store: Store, choice: Choice) -> int:
    raise CannotTell(Reason("too_little_sold"))


def breaking(store: Store, choice: Choice) -> int:
    raise ZeroDivisionError("a fault of ours")


@pytest.fixture(autouse=True)
def fresh(shop):
    cache.st.cache_data.clear()


def test_an_answer_is_an_answer():
    assert models.answered(answering, weeks=13) == 13


def test_what_the_data_cannot_tell_is_a_reason():
    assert models.answered(refusing) == Reason("too_little_sold")


def test_what_breaks_is_a_fault_that_the_log_explains(caplog):
    failure = models.answered(breaking)
    assert isinstance(failure, Fault)
    assert any(failure.number in record.getMessage() for record in caplog.records)
    assert "ZeroDivisionError" in caplog.text


def test_a_missing_store_is_no_fault_of_the_model(tmp_path, monkeypatch):
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path / "nothing"))
    with pytest.raises(NoStore):
        models.answered(answering)


def test_a_reason_is_said_as_a_sentence_and_a_fault_as_a_fault():
    app = page(
        "from analytics.results import Reason\nfrom ui import models\nfrom ui.faults import Fault\n"
        "models.unanswered(Reason('too_little_sold'))\nmodels.unanswered(Fault('abc123'))"
    )
    assert len(app.info) == 1 and "too_little_sold" not in app.info[0].value
    assert len(app.error) == 1 and "abc123" in app.error[0].value


def sides(**address: str) -> tuple[list[str], str]:
    address = {"market": "", **address}
    script = "from ui import filters\nfilters.draw(('market',))\n" + SIDES
    return page(script, **{name: value for name, value in address.items() if value}).session_state["got"]


def test_without_a_choice_china_and_italy_stand_beside_each_other_and_the_others_are_counted():
    markets, sentence = sides()
    assert markets == ["CN", "IT"]
    assert sentence.startswith("Side by side: China, Italy, of 3 markets.")


def test_the_markets_chosen_are_those_shown_and_nothing_is_left_to_say():
    assert sides(market="FR,IT") == (["FR", "IT"], "")
    assert sides(market="FR") == (["FR"], "")


def test_a_market_that_the_shop_does_not_have_is_not_shown():
    assert sides(market="US")[0] == ["CN", "IT"]
