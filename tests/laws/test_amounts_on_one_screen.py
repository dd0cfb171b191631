"""Law: amounts on one screen are as exact as each other, and a difference of shares is named in the reader's language.

Broken once: "384.958 €" stood beside "1,28 Mln €", and Chinese readers saw "pp".
"""

import re

import pytest
from babel import Locale

from words import formats, messages

READERS = {"en": "en_GB", "it": "it_IT", "zh": "zh_Hans_CN"}
AMOUNTS = [10_000, 12_345, 99_949, 384_958, 999_499, 999_600, 1_284_000, 9_996_000, 12_840_000, 128_400_000]


def figures(text: str) -> int:
    """How many figures an amount is written with, without the zeros that only hold places."""
    return len(re.sub(r"\D", "", text).lstrip("0").rstrip("0") or "0")


@pytest.mark.parametrize("lang", READERS)
@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_short_amount_has_three_figures_in_every_language(lang, amount, sign):
    with messages.speaking(lang, Locale.parse(READERS[lang])):
        texts = formats.money_short(sign * amount), formats.number_short(sign * amount)
    assert all(figures(text) <= 3 for text in texts), texts
    assert all(text.startswith("−") == (sign < 0) for text in texts)


@pytest.mark.parametrize("lang", READERS)
def test_a_short_amount_is_short(lang):
    with messages.speaking(lang, Locale.parse(READERS[lang])):
        assert all(len(formats.money_short(amount)) <= 11 for amount in AMOUNTS)


def test_italian_says_thousands_as_italians_do():
    with messages.speaking("it", Locale.parse("it_IT")):
        said = [formats.money_short(amount).replace("\xa0", " ") for amount in (384_958, 12_345, 1_284_000, 9_871)]
        assert formats.number_short(384_958).replace("\xa0", " ") == "385 mila"
    assert said == ["385 mila €", "12,3 mila €", "1,28 Mln €", "9.871 €"]


@pytest.mark.parametrize(("lang", "written"), [("en", "+1.2 pp"), ("it", "+1,2 p.p."), ("zh", "+1.2 个百分点")])
def test_points_are_named_in_the_readers_language(lang, written):
    with messages.speaking(lang, Locale.parse(READERS[lang])):
        assert formats.points(0.012) == written
