"""Every screen stands on the menu, and nothing else does."""

from dashboard import SCREENS
from tests.conftest import ROOT


def test_a_screens_folder_is_a_page_of_the_menu():
    folders = {file.parent.name for file in (ROOT / "pages").glob("*/screen.py")}
    assert {screen.__name__.removeprefix("pages.") for screen in SCREENS.values()} == folders
