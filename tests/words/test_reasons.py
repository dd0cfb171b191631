"""Every reason a model can give has one sentence a language, with all its values and in that language."""

import re
import string
from datetime import date

import pytest
from babel.messages.pofile import read_po

from analytics.results import CODES, Reason
from tests.words.examples import example
from words.languages import LANGUAGES, REGIONS, file_of
from words.reasons import SENTENCES, sentence
from words.written import Speech

HAN = re.compile(r"[\u4e00-\u9fff]")


def forms(code: str, language: str) -> list[str]:
    """The texts of a code in a language, as its file has them."""
    text = SENTENCES[code]
    with file_of(language).open("rb") as file:
        message = read_po(file, locale=REGIONS[language]).get(text.singular)
    assert message is not None, f"{code} has no sentence in {language}"
    return list(message.string) if isinstance(message.string, (list, tuple)) else [message.string]


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_codes_and_sentences_are_the_same() -> None:
    assert set(SENTENCES) == set(CODES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_sentence_says_every_value_of_its_code_and_no_other(code: str, language: str) -> None:
    for text in forms(code, language):
        assert text and placeholders(text) == set(CODES[code])


@pytest.mark.parametrize("code", CODES)
def test_each_language_says_it_in_its_own_words(code: str) -> None:
    said = {language: sentence(example(code), Speech.of(language)) for language in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES)
    assert HAN.search(said["zh"]) and not HAN.search(said["en"] + said["it"])
    assert not re.search(r"[{}]", " ".join(said.values()))


def test_numbers_days_and_spans_are_written_as_the_reader_writes_them() -> None:
    late = Reason("begins_too_late", begins_on="2020-03-09", known=(1, "week"), needed=(1200, "week"))
    assert "9 Mar 2020, 1 week before the closure; at least 1,200 weeks" in sentence(late)
    assert "9 mar 2020, 1 settimana prima della chiusura; ne servono almeno 1.200 settimane" in sentence(
        late, Speech.of("it")
    )
    assert "2020年3月9日" in sentence(late, Speech.of("zh"))
    assert "1 周" in sentence(late, Speech.of("zh"))
    assert "p < 0.001)" in sentence(Reason("arms_differ", names=["age"], p=1e-9))


@pytest.mark.parametrize("periods", [1, 2])
def test_a_number_of_one_has_a_form_of_its_own(periods: int) -> None:
    said = sentence(Reason("empty_before_shock", periods=periods, needed=6))
    assert ("1 period before the shock has" in said) is (periods == 1)


def test_codes_are_named_as_the_reader_calls_them() -> None:
    speech = Speech(names={"market": {"IT": "Italy", "CN": "China"}.__getitem__})
    assert "in Italy, China before" in sentence(Reason("hardly_sold_before", markets=["IT", "CN"]), speech)


def test_a_probability_is_never_written_as_certain() -> None:
    said = sentence(Reason("level_chances", down=0.0005, within=0.004, up=0.9955))
    assert said.endswith("down by a tenth or more <1%, within a tenth <1%, up by a tenth or more >99%.")
    assert "within a tenth 1%" in sentence(Reason("level_chances", down=0.01, within=0.011, up=0.979))


def test_a_place_of_a_budget_is_named_by_what_it_names() -> None:
    twice = Reason("budget_twice", month=date(2024, 4, 1), one=("", "", ""), other=("JP", "boutique", "tokyo"))
    names = {"market": {"JP": "Japan"}.__getitem__, "channel": {"boutique": "Boutique"}.__getitem__}
    said = sentence(twice, Speech(names=names))
    assert "for Apr 2024 are of the same sales (all sales; Japan / Boutique / tokyo)" in said
    assert "2024年4月" in sentence(twice, Speech.of("zh")) and "(tutte le vendite; JP" in sentence(
        twice, Speech.of("it")
    )
    assert Reason.of_json(twice.json()) == twice
