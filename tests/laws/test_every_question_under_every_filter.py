"""Law: for every question and every filter, and any two, the answer is that of pandas over the whole shop's detail, or the question refuses by name.

What looks at history (new, returning, first channel, previous order) is worked out over all rows first; rows are filtered after. Broken once: members were
read from a table without filter columns, so that a market's customers stood over everybody's cards (12.5 % of 11,748; true 1,473 of 4,793).
"""

import numpy as np
import pandas as pd
import pytest

from data.store import Choice
from data.store.reader import QUESTIONS
from tests.laws.questions import Entry, entries
from tests.laws.twins.detail import Detail

NAMES = sorted(file.stem for file in QUESTIONS.glob("*.sql"))
ABSENT = {"first_on", "last_on"}


@pytest.fixture(scope="module")
def registry(detail: Detail) -> dict[str, Entry]:
    drawn = "select promotion_id from exposures_mart where assignment = 'randomised' group by 1 order by count(*) desc, 1 limit 1"
    return entries(detail.store.query(drawn)["promotion_id"].iloc[0])


def test_every_question_has_its_entry(registry: dict[str, Entry]) -> None:
    assert sorted(registry) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_that_of_pandas_or_a_refusal(
    name: str, detail: Detail, registry: dict[str, Entry], choices: list[Choice]
) -> None:
    entry = registry[name]
    for choice in choices:
        if set(choice.chosen()) <= set(entry.heeds):
            if entry.twin is not None:
                answer = entry.folded(detail.store.ask(name, choice, **entry.asked))
                same(answer, entry.twin(detail, choice), f"{name} under {choice.chosen()}")
        else:
            with pytest.raises(ValueError, match=rf"the question {name} reads .*; clear the .*filter"):
                detail.store.ask(name, choice, **entry.asked)


def same(answer: pd.DataFrame, twin: pd.DataFrame, what: str) -> None:
    """Whether two frames hold the same rows in the twin's columns; rows in which nothing was sold may be there or not."""
    assert not (lacking := set(twin.columns) - set(answer.columns)), f"{what}: no {lacking}"
    ours, theirs = (_sorted(frame[twin.columns]) for frame in (answer, twin))
    assert len(ours) == len(theirs), f"{what}: {len(ours)} rows, pandas has {len(theirs)}"
    for name in twin.columns:
        a, b = ours[name], theirs[name]
        if pd.api.types.is_numeric_dtype(b) and not pd.api.types.is_bool_dtype(b):
            a, b = (values.astype(float).fillna(0).to_numpy() for values in (a, b))
            assert np.allclose(a, b, rtol=1e-6, atol=0.01), f"{what}: {name} is off by up to {np.abs(a - b).max():,.2f}"
        else:
            assert a.astype(str).tolist() == b.astype(str).tolist(), f"{what}: {name} differs"


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows in one order, numbers rounded so that floats and decimals fall alike; rows of nothing but noughts left out."""
    numbers = frame.select_dtypes("number").columns
    keys = [name for name in frame.columns if name not in numbers] + list(numbers)
    plain = frame.assign(**{name: frame[name].astype(float).fillna(0).round(4) for name in numbers})
    plain = plain.assign(**{name: _text(frame[name]) for name in frame.columns.difference(numbers)})
    amounts = [name for name in numbers if name.endswith(("_eur", "orders", "customers", "units", "buyers"))]
    something = plain[amounts].abs().sum(axis=1) > 0.005 if amounts else np.ones(len(plain), dtype=bool)
    return plain[something].sort_values(keys, ignore_index=True)


def _text(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.strftime("%Y-%m-%d").fillna("")
    return column.astype(object).where(column.notna(), "").astype(str)
