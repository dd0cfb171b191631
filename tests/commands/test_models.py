"""What all commands share: refusals in the language asked for, answers in code beside the sentence."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import main


@pytest.fixture
def weekly(tmp_path: Path) -> list[str]:
    weeks = pd.date_range("2017-01-02", periods=200, freq="7D")
    values = [100.0 + (place * 37) % 11 for place in range(200)]
    pd.DataFrame({"week": weeks, "sold": values}).to_csv(tmp_path / "weekly.csv", index=False)
    return ["rebound", str(tmp_path / "weekly.csv"), "--date", "week", "--value", "sold"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The data begin on 2 Jan 2017, 2 weeks before the shock on 16 Jan 2017; at least 8 weeks are needed."),
        ("it", "I dati iniziano il 2 gen 2017, 2 settimane prima dello shock del 16 gen 2017"),
        ("zh", "数据从 2017年1月2日 开始，距 2017年1月16日 的事件仅 2 周，至少需要 8 周。"),
    ],
)
def test_a_refusal_is_said_in_the_language_asked_for(
    weekly: list[str], language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*weekly, "--shock", "2017-01-16", "--lang", language]) == 2
    assert f"rebound: weekly.csv: {said}" in capsys.readouterr().err


def test_notes_and_checks_stand_as_sentences_with_their_codes_beside_them(
    weekly: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*weekly, "--shock", "2018-06-04", "--json", "--lang", "zh"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["series"]
    place = [note["code"] for note in found["note_reasons"]].index("short_history")
    assert found["note_reasons"][place] == {"code": "short_history", "values": {"years": 1.4}}
    assert found["notes"][place] == "事件前仅 1.4 年：季节与趋势难以区分。"
    changes = {change["reason"]["code"]: change["changed"] for change in found["sensitivity"]}
    assert changes["shock_earlier"] == "闭店提前 2 周"
