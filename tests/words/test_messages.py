"""Every word on screen exists in every language, and no translation loses what it must name."""

import ast
from collections.abc import Iterator

import pytest

from words import messages, wordlist
from words.languages import LANGUAGES, catalogue


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_word_is_missing_and_every_placeholder_is_kept(spoken):
    assert wordlist.faults(spoken) == {}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_language_has_no_word_that_no_screen_shows(spoken):
    used = {wordlist._first(message) for message in wordlist.used() if message.id}
    kept = {wordlist._first(message) for message in wordlist.known(spoken) if message.id}
    assert kept <= used


def in_braces(text: str) -> Iterator[str]:
    """The words asked for inside an f-string, which the list of words cannot read there."""
    strings = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr))
    calls = (node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call))
    return (
        ast.unparse(call) for call in calls if isinstance(call.func, ast.Name) and call.func.id in wordlist.KEYWORDS
    )


def test_no_word_is_asked_for_inside_an_f_string():
    assert list(in_braces("f'{pays} {_(\"Confirmed.\")}'")) == ["_('Confirmed.')"]
    for place in wordlist.SPOKEN_IN:
        path = wordlist.ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            assert list(in_braces(file.read_text(encoding="utf-8"))) == [], file


def test_chinese_says_what_retailers_say():
    said = catalogue("zh").gettext
    assert said("Units per transaction") == "连带率"
    assert said("Average unit price") == "件单价"


def test_plural_forms_follow_the_language():
    italian, chinese = catalogue("it").ngettext, catalogue("zh").ngettext
    assert italian("{n} day", "{n} days", 1) == "{n} giorno"
    assert italian("{n} day", "{n} days", 2) == "{n} giorni"
    assert chinese("{n} day", "{n} days", 1) == chinese("{n} day", "{n} days", 2) == "{n} 天"


def test_a_lost_placeholder_is_a_fault():
    from babel.messages.catalog import Message

    asked = Message("Data to {day}")
    assert wordlist._fault(asked, Message("Data to {day}", "Dati fino al {giorno}")) is not None
    assert wordlist._fault(asked, Message("Data to {day}", "Dati")) is not None
    assert wordlist._fault(asked, Message("Data to {day}", "Dati al {day}")) is None
    assert wordlist._fault(asked, None) == "missing"


def test_outside_a_page_words_are_english():
    assert messages.language() == "en"
    assert messages._("Overview") == "Overview"
    assert messages.plural("{n} day", "{n} days", 3) == "3 days"
