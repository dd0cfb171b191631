"""Codes by their names: one table, in the reader's language."""

import pytest

from words import labels
from words.languages import LANGUAGES, catalogue
from words.messages import speaking

NAMES_OF_THEIR_OWN = {"wallet", "model"}  # brands and authors, the same in every language


def test_a_code_is_named_in_the_readers_language() -> None:
    assert labels.named("tier", "luxury") == "Luxury"
    with speaking("zh"):
        assert labels.named("tier", "luxury") == catalogue("zh").gettext("Luxury") != "Luxury"
        assert labels.named("market", "IT") == "意大利"


def test_a_code_without_a_name_keeps_its_own_word_and_none_is_unknown() -> None:
    assert labels.named("brand", "Bottega") == labels.named("tier", "Bottega") == "Bottega"
    assert labels.named("wallet", None) == labels.named("brand", "") == labels.market("??") == "Unknown"


def test_where_somebody_bought_later_is_a_channel_or_nowhere_yet() -> None:
    assert [labels.named("later", code) for code in ("none", "boutique")] == ["Not back yet", "Boutique"]


@pytest.mark.parametrize("kind", labels.NAMES)
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_two_codes_of_a_kind_share_a_name(kind: str, spoken: str) -> None:
    with speaking(spoken):
        names = list(map(labels.naming(kind), labels.NAMES[kind]))
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", sorted(set(labels.NAMES) - NAMES_OF_THEIR_OWN))
def test_every_name_is_translated(kind: str) -> None:
    known = catalogue("zh").gettext
    assert [text for text in labels.NAMES[kind].values() if known(text) == text] == []
