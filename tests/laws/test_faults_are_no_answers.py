"""Law: what breaks is a fault with a number that the log bears too, tried again; it is never what the data say.

Broken once: every `ValueError` was taken for "the data cannot tell". A matrix of the wrong shape was shown as "too few customers
were held out", and a singular matrix (which is a `ValueError` as well) as the reason for no rebound: shown, logged nowhere,
never computed again.
"""

import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from data.guard import FAILED
from data.store import Choice, Store, writing
from ui import background
from ui.background import Job, Jobs

NUMBER = re.compile(r"\b[0-9a-f]{6}\b")


def crooked(store: Store, choice: Choice) -> object:
    """A model given three rows of features and four of outcomes."""
    from analytics.uplift import Experiment

    return Experiment(np.zeros((3, 1)), np.array([True, True, False, False]), np.zeros(4), 0.5)


def singular(job: Job) -> None:
    """A model whose matrix has no inverse."""
    np.linalg.inv(np.zeros((2, 2)))


def part_of_a_page() -> None:
    from pages.sensitivity import needs
    from tests.laws.test_faults_are_no_answers import crooked
    from ui.models import answered

    needs.moved(answered(crooked), None)


def part_computed_in_the_background() -> None:
    from tests.laws.test_faults_are_no_answers import singular
    from ui.background import Jobs, waiting

    job = Jobs().of("singular", singular)
    job.done.wait(10)
    waiting(job, "Computing", 1.0)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(tmp_path / "store"):
        pass
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path / "store"))


@pytest.mark.parametrize(
    ("part", "error"),
    [(part_of_a_page, "have [3, 4] rows"), (part_computed_in_the_background, "Singular matrix")],
)
def test_a_wrong_shape_and_a_singular_matrix_are_faults_with_a_number_in_the_log(
    part: object, error: str, store: None, caplog: pytest.LogCaptureFixture
) -> None:
    app = AppTest.from_function(part, default_timeout=60).run()  # type: ignore[arg-type]
    (shown,) = app.error
    assert not app.info and not app.exception
    number = NUMBER.search(shown.value)
    assert number and error not in shown.value
    assert number.group() in caplog.text
    assert "Traceback" in caplog.text and error in caplog.text


def test_a_singular_matrix_in_the_background_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs, begun = Jobs(), []

    def work(job: Job) -> None:
        begun.append(job)
        singular(job)

    assert jobs.of("a", work).done.wait(10)
    assert jobs.of("a", work).done.wait(10) and len(begun) == 1, "not at once"
    monkeypatch.setattr(background, "AGAIN", 0.0)
    assert jobs.of("a", work).done.wait(10)
    assert len(begun) == 2


def test_a_command_that_breaks_says_a_number_and_no_refusal(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import commands.elasticity
    from analytics.__main__ import main

    def broken(_panel: object) -> object:
        return np.linalg.inv(np.zeros((2, 2)))

    file = tmp_path / "sold.csv"
    file.write_text("shop,week,price,sold\na,1,5,3\na,2,4,6\nb,1,5,2\nb,2,6,1\n")
    monkeypatch.setattr(commands.elasticity, "elasticity", broken)
    asked = ["elasticity", str(file), "--unit", "shop", "--time", "week", "--price", "price", "--quantity", "sold"]
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert main(asked) == FAILED
    said, logged = capsys.readouterr().err, (tmp_path / "state" / "vetrina" / "vetrina.log").read_text()
    number = NUMBER.search(said)
    assert number and number.group() in logged and "Singular matrix" in logged and "Traceback" not in said
