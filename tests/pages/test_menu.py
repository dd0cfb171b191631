"""Every screen stands on the menu, and nothing else does."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import SCREENS
from data.errors import NotLetIn
from tests.conftest import ROOT
from ui import access, frame
from ui.access import OPENS, OWNER, Reader


def test_a_screens_folder_is_a_page_of_the_menu():
    folders = {file.parent.name for file in (ROOT / "pages").glob("*/screen.py")}
    assert {screen.__name__.removeprefix("pages.") for screen in SCREENS.values()} == folders


def test_every_page_is_open_to_the_operator_and_none_that_is_not_there_to_anybody():
    pages = {name for name in SCREENS if name}
    assert OPENS["operator"] == pages
    assert all(opened <= pages for opened in OPENS.values())


def test_who_is_taken_out_while_a_page_is_drawn_stands_before_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once an error of the application: the table of users was written between the menu and a part of the page."""
    out: list[NotLetIn] = []

    def reader() -> Reader:
        if out:
            raise out[0]
        return OWNER

    def around(_page: object, _heeds: object) -> None:
        out.append(NotLetIn("the table of users does not name the account", "anna@example.com"))
        raise out[0]

    monkeypatch.setattr(access, "reader", reader)
    monkeypatch.setattr(frame, "around", around)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception and len(out) == 1
    assert any("has no access" in info.value for info in app.info)
