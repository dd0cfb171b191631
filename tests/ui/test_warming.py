"""What was worked out when a version was published is not asked of the store again by the first reader."""

import pytest

from data.store import Rights, Store
from sheets.choice import usual
from sheets.papers import PAPERS
from tests.pages.conftest import opening, sample  # noqa: F401
from ui import access, cache, sign_in, warming
from words import currency


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question that reached the engine since."""
    said: list[str] = []
    answer = Store.answer

    def heard(self, question, *args, **more):
        said.append(question)
        return answer(self, question, *args, **more)

    monkeypatch.setattr(Store, "answer", heard)
    return said


@pytest.mark.parametrize("page", ["overview", "trading", "assortment", "cohorts"])
def test_the_first_reader_asks_next_to_nothing(page, sample, opening, asked, monkeypatch):  # noqa: F811
    monkeypatch.setenv("VETRINA_STORE", str(sample))
    cold = opening(page, sample)  # clears the cache first
    assert not cold.exception
    needed = len(asked)
    cache.st.cache_data.clear()
    warming.ask_first(page)
    asked.clear()
    monkeypatch.setattr(cache.st.cache_data, "clear", lambda: None)
    warmed = opening(page, sample)
    assert not warmed.exception
    assert needed > 8
    assert len(asked) <= 1, asked  # the closures on the days of a chart, which no sheet has


TABLE = """
[[user]]
email = "ceo@example.com"
role = "executive"

[[user]]
email = "it@example.com"
role = "manager"
market = ["IT"]
"""


@pytest.fixture
def signed_in(tmp_path, monkeypatch, sample):  # noqa: F811
    file = tmp_path / "users.toml"
    file.write_text(TABLE)
    file.chmod(0o600)
    monkeypatch.setenv("VETRINA_USERS", str(file))
    monkeypatch.setenv("VETRINA_STORE", str(sample))
    monkeypatch.setattr(sign_in, "is_on", lambda: True)
    cache.st.cache_data.clear()


def test_what_readers_with_rights_see_is_worked_out_for_them(signed_in, asked):
    ceo, italy = access.expected()
    assert (ceo.rights, italy.rights) == (Rights(smallest=10), Rights(market=("IT",), smallest=10))
    for who in (ceo, italy):
        warming.ask_first("overview", who=who)
        assert asked
        asked.clear()
        with access.acting(who), cache.one_draw(), currency.stated_in(cache.store().currency):
            reading = cache.reading()
            PAPERS["overview"].sheet(reading, usual(reading, PAPERS["overview"].heeds))
        assert asked == []


def test_each_reader_is_worked_for_on_the_pages_open_to_them(signed_in, monkeypatch):
    met = set()
    monkeypatch.setattr(warming, "ask_first", lambda page, _code, who: met.add((who.role, page)))
    warming.warm()
    assert {("executive", "overview"), ("manager", "trading")} <= met
    assert not {("executive", "health"), ("manager", "health")} & met


def test_without_a_table_that_can_be_read_nothing_is_worked_out(signed_in, monkeypatch, tmp_path):
    monkeypatch.setenv("VETRINA_USERS", str(tmp_path / "none"))
    monkeypatch.setattr(warming, "ask_first", lambda *_asked: pytest.fail("nobody may read"))
    warming.warm()


def test_a_store_that_is_not_there_is_nothing_to_work_out(tmp_path, monkeypatch):
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path / "none"))
    warming.warm()
