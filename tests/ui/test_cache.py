"""The only cache: an answer is computed once for a version, a choice and its parameters, and belongs to whoever asked."""

import pandas as pd
import pytest

from data.store import Choice, NoStore, OldStore, Store, writing
from tests.analytics.shop import order
from ui import cache

asked: list[tuple] = []


def orders(store: Store, choice: Choice, *, least: int = 0) -> pd.DataFrame:
    """A question that counts how often it is put."""
    asked.append((choice, least))
    return store.query("select order_id from orders order by order_id")


def files(store: Store) -> int:
    """A fact of the store that takes no filters."""
    asked.append(())
    return len(store.query("select 1 from orders"))


@pytest.fixture(autouse=True)
def fresh(shop):
    cache.st.cache_data.clear()
    cache.st.cache_resource.clear()
    asked.clear()


def test_the_same_question_is_answered_once():
    assert len(cache.ask(orders)) == len(cache.ask(orders)) == 4
    assert len(asked) == 1


def test_another_choice_or_parameter_is_another_question():
    cache.ask(orders)
    cache.ask(orders, Choice(market=("CN",)))
    cache.ask(orders, Choice(market=("CN",)), least=2)
    cache.ask(orders, Choice(market=("CN",)), least=2)
    assert asked == [(Choice(), 0), (Choice(market=("CN",)), 0), (Choice(market=("CN",)), 2)]


def test_what_a_page_does_to_its_answer_no_other_page_sees():
    answer = cache.ask(orders)
    answer["order_id"] = "changed"
    assert cache.ask(orders)["order_id"].tolist() == ["o0", "o1", "o2", "o3"]


def test_a_new_version_is_asked_anew_and_an_old_answer_never_shown(shop):
    assert cache.of_store(files) == cache.of_store(files) == 4
    with writing(shop) as writer:
        columns = order("o9", "2026-03-14", currency="EUR")
        writer.execute(
            f"insert into orders ({', '.join(columns)}) values ({', '.join('?' * len(columns))})",
            list(columns.values()),
        )
        writer.touched.add("orders")
    assert cache.of_store(files) == 5
    assert len(asked) == 2


def test_one_connection_serves_all_readers_of_a_version():
    assert cache.store() is cache.store()
    assert cache.reading().store is cache.store()


def test_without_a_store_there_is_no_answer(tmp_path, monkeypatch):
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path / "nothing"))
    with pytest.raises(NoStore):
        cache.ask(orders)


def test_what_breaks_is_not_remembered():
    def broken(store: Store, choice: Choice) -> int:
        asked.append(())
        if len(asked) == 1:
            raise OSError("passing")
        return 1

    with pytest.raises(OSError, match="passing"):
        cache.ask(broken)
    assert cache.ask(broken) == 1


def test_a_store_of_an_earlier_version_is_refused_with_the_command_that_renews_it(shop, monkeypatch):
    monkeypatch.setattr(Store, "is_old", True)
    with pytest.raises(OldStore) as error:
        cache.store()
    assert error.value.command == f"vetrina renew --store {shop}"


def test_a_page_is_drawn_from_one_version_whatever_is_published_meanwhile(shop):
    with cache.one_draw():
        before, held = cache.store(), len(cache.store().query("select 1 from orders"))
        with writing(shop) as writer:
            writer.execute("delete from orders where order_id = (select min(order_id) from orders)")
            writer.touched.add("orders")
        assert cache.store() is before and cache.of_store(files) == held
    assert cache.store() is not before and cache.of_store(files) == held - 1


def test_what_one_part_of_a_page_does_to_a_fact_no_other_part_sees():
    with cache.one_draw():
        read = cache.of_store(rows)
        read["order_id"] = "changed"
        assert "changed" not in cache.of_store(rows)["order_id"].tolist()


def rows(store: Store) -> pd.DataFrame:
    """A fact that is a table."""
    return store.query("select order_id from orders order by order_id")
