import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.kept import fingerprint, kept, known
from analytics.results import Reason
from data.store import Store
from tests.analytics.shop import opened, order


@dataclass(frozen=True)
class Told:
    table: pd.DataFrame
    effect: Interval
    by: dict[str, Interval]
    rows: int
    verdict: str


def answer() -> Told:
    table = pd.DataFrame(
        {
            "name": ["春日", None],
            "day": pd.to_datetime(["2024-03-01", None]),
            "eur": [1.5, np.nan],
            "count": [1, 2],
            "sure": [True, False],
        }
    )
    unknown = Interval(float("nan"), float("nan"), float("nan"))
    return Told(table, Interval(1.0, -0.5, 2.5), {"30": unknown}, 7, "signal")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return opened(tmp_path, orders=[order("o1", "2024-01-01")])


def test_an_answer_comes_back_as_it_was_given(store: Store) -> None:
    first, again = (kept(store, Told, ("IT",), answer) for _ in range(2))
    for found in (first, again):
        pd.testing.assert_frame_equal(found.table, answer().table)
        assert (found.effect, found.rows, found.verdict) == (answer().effect, 7, "signal")
        assert np.isnan(found.by["30"].estimate)


def test_what_was_never_computed_is_not_known(store: Store) -> None:
    assert known(store, Told, ("IT",)) is None
    kept(store, Told, ("IT",), answer)
    assert known(store, Told, ("IT",)) is not None
    assert known(store, Told, ("CN",)) is None


def test_an_answer_is_computed_once_for_each_key(store: Store) -> None:
    asked: list[str] = []

    def make() -> Told:
        asked.append("once")
        return answer()

    for key in ("IT", "IT", "CN", "CN"):
        kept(store, Told, (key,), make)
    assert len(asked) == 2


@dataclass(frozen=True)
class Judged:
    refused: Reason | None
    notes: tuple[Reason, ...]
    table: pd.DataFrame


def judged() -> Judged:
    reasons = [Reason("ran_too_long", days=130), None]
    notes = (Reason("shock_earlier", by=(2, "week")), Reason("no_purchase", last_on="2020-03-09"))
    return Judged(Reason("parts_left_out", parts=[("haute", "boutique")]), notes, pd.DataFrame({"reason": reasons}))


def test_reasons_come_back_as_codes_with_values(store: Store) -> None:
    first, again = (kept(store, Judged, ("IT",), judged) for _ in range(2))
    for found in (first, again):
        assert (found.refused, found.notes) == (judged().refused, judged().notes)
        assert found.table["reason"].tolist() == [Reason("ran_too_long", days=130), None]


def test_an_answer_of_an_older_form_is_computed_again_and_never_misread(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept(store, Judged, ("IT",), judged)
    (file,) = store.results.folder.glob("judged-*.json")
    file.write_text(
        json.dumps({"refused": "too little is sold", "notes": [], "table": {"table": []}}), encoding="utf-8"
    )
    assert known(store, Judged, ("IT",)) is None
    assert "cannot be read" in caplog.text
    assert kept(store, Judged, ("IT",), judged).refused == judged().refused
    monkeypatch.setattr("analytics.kept.FORMAT", 1)
    assert known(store, Judged, ("IT",)) is None, "another format is another key"


def test_code_that_was_moved_is_other_code(tmp_path: Path) -> None:
    for name in ("before/model.py", "after/fit/model.py", "again/fit/model.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("YEAR = 52\n", encoding="utf-8")
    before, after, again = (fingerprint(tmp_path / name) for name in ("before", "after", "again"))
    assert before != after
    assert after == again


def test_an_answer_of_other_code_is_not_read(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(store, Judged, ("IT",), judged)
    assert known(store, Judged, ("IT",)) is not None
    monkeypatch.setattr("analytics.kept.HERE", tmp_path)
    assert known(store, Judged, ("IT",)) is None
