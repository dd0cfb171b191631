"""Notes on the screen: added and removed there, refused in the reader's words, text as text."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from analytics.day_notes import day_notes
from data import day_notes as notes
from data.store import Store
from sheets.calendar.noted import refused
from tests.pages.test_every_page import charts_of
from words.messages import speaking

PAGE, DAY = "calendar", date(2026, 3, 1)


@pytest.fixture
def home(one_order: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(one_order, tmp_path / "store"))


def texts(home: Path) -> list[str]:
    return [note.text for note in day_notes(Store.open(home))]


def adding(app, text: str):
    app.text_input(key="note_text_en").set_value(text)
    app.date_input(key="note_day_en").set_value(DAY)
    return app.button(key="keep_note").click().run()


def test_a_note_is_added_and_removed_on_the_screen(opening, home):
    app = adding(opening(PAGE, home), "New window display")
    assert not app.exception and app.success[0].value == "The note is kept." and texts(home) == ["New window display"]
    assert app.main.dataframe[-1].value["note"].tolist() == ["New window display"]
    app = app.button(key="drop_note").click().run()
    assert not app.exception and texts(home) == [] and app.success[0].value == "The note is removed."


@pytest.mark.parametrize(("lang", "words"), [("it", "un dato personale"), ("zh", "个人信息")])
def test_a_refusal_is_in_the_readers_words(lang, words):
    with speaking(lang):
        assert words in refused("person")


def test_a_detail_of_a_person_is_refused_and_not_repeated(opening, home):
    app = adding(opening(PAGE, home), "ask ann@example.com")
    assert "a detail of a person" in app.error[0].value and texts(home) == []
    assert "ann@example.com" not in app.error[0].value


def test_a_note_is_text_on_the_chart_and_in_the_table(opening, sample, tmp_path):
    home = Path(shutil.copytree(sample, tmp_path / "store"))
    hostile = "![x](http://127.0.0.1:9/x.png)<b>$y$</b> %{x}"
    notes.add(home, date(2026, 6, 1), hostile)
    app = opening("overview", home)
    (trend,) = [spec for spec in charts_of(app) if "yaxis9" in spec["layout"]]
    told = json.dumps(trend["data"], ensure_ascii=False)
    assert "127.0.0.1:9" in told and "<b>" not in told and "%{x}" not in told and "$y$" not in told
    assert opening(PAGE, home).main.dataframe[-1].value["note"].tolist() == [hostile]


def test_an_event_and_its_year_are_in_the_address_and_what_is_none_is_refused_by_name(screen, sample):
    app = screen(PAGE, sample, event="cny", event_year="2024", market="CN")
    assert app.main.selectbox(key="pick_event_en").value == "cny" and not app.warning
    assert any("Chinese New Year 2024" in caption.value for caption in app.caption)
    other = screen(PAGE, sample, event="prom", event_year="1999")
    assert "“prom” is not available here" in other.warning[0].value and "“1999”" in other.warning[0].value
