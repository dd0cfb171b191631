"""Models on a page: an answer, a reason, or a fault, and never one taken for another."""

import pytest

from analytics.results import CannotTell, Reason
from data.store import Choice, NoStore, Store
from tests.ui.page import page
from ui import cache, models
from ui.faults import Fault


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
