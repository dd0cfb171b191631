"""`vetrina note`: a note is added, listed and removed; what it cannot do it says in a sentence."""

from pathlib import Path

import pytest

from commands.vetrina import main
from tests.analytics.shop import line, opened, order, product


@pytest.fixture
def home(tmp_path: Path) -> str:
    opened(tmp_path / "store", products=[product()], orders=[order("o", "2020-05-30")], order_lines=[line("o")]).close()
    return str(tmp_path / "store")


def test_a_note_is_added_listed_and_removed(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    added = ["note", "--on", "2020-06-01", "Window display changed", "--market", "CN", "--channel", "boutique"]
    assert main([*added, "--store", home]) == 0
    number = capsys.readouterr().out.split()[1]
    assert main(["note", "--list", "--store", home]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "number,day,market,channel,note",
        f"{number},2020-06-01,CN,boutique,Window display changed",
    ]
    assert main(["note", "--remove", number, "--store", home]) == 0
    assert main(["note", "--list", "--store", home]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "number,day,market,channel,note"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "give a note with its day"),
        (["Water leak"], "has no day"),
        (["Water leak", "--on", "1 June"], "give a day such as 2020-06-01"),
        (["ask ann@example.com", "--on", "2020-06-01"], "a detail of a person"),
        (["--list", "--remove", "x"], "give a note with its day"),
        (["--remove", "x"], "there is no note 'x'"),
    ],
)
def test_what_it_cannot_do_is_said(home: str, given: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", *given, "--store", home]) != 0
    error = capsys.readouterr().err
    assert said in error and "ann@example.com" not in error and "Traceback" not in error
