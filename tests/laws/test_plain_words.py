"""Law: one address, one term a thing, and each language's own marks, in every word a reader meets.

Broken once: a page said "Scegli" beside "confrontatele"; a customer was 顾客, 客户 or 游客 (a tourist); the dearest tier was called
高级定制, made-to-measure; "20% 折扣" reads as 80% off.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.terms import Term, terms
from words import wordlist

ANALYTICS = Path(__file__).parents[2] / "analytics"
CJK = "[\u4e00-\u9fff]"
CHECKED = ("en", "it", "zh")


def words(spoken: str) -> Iterator[str]:
    """Every text of a language: screens, figures, checks."""
    for message in wordlist.known(spoken):
        if message.id:
            yield from wordlist._forms(message)
    for file in ("metrics.toml", "checks.toml"):
        for entry in tomllib.loads((ANALYTICS / file).read_text(encoding="utf-8")).values():
            yield from (text[spoken] for text in entry.values() if isinstance(text, dict) and spoken in text)


def breaking(spoken: str, pattern: str) -> list[str]:
    """The texts of a language that a pattern finds."""
    return [text for text in words(spoken) if re.search(pattern, text)]


def test_italian_addresses_nobody_as_tu_or_voi() -> None:
    pronouns = r"(?i)\b(tu|tuo|tua|tuoi|tue|voi|vostr[oaie]|avete|abbiate|confrontatel[aeio]|scegliete)\b"
    verbs = "Aggiorna|Carica|Ricarica|Scegli|Allarga|Imposta|Invia|Indica|Togli|Esporta|Dividi"
    orders = rf"(^|\. |: )({verbs})(l[aoei])?\b|[,:] (poi )?(caricate|ricarica|aggiorna)\b"
    assert breaking("it", pronouns) + breaking("it", orders) == []


@pytest.mark.parametrize("spoken", CHECKED)
@pytest.mark.parametrize("term", terms().values(), ids=lambda term: term.key)
def test_a_thing_is_called_by_its_one_term(spoken: str, term: Term) -> None:
    avoided = {word: breaking(spoken, whole(word)) for word in term.avoid.get(spoken, [])}
    assert {word: texts for word, texts in avoided.items() if texts} == {}


def whole(word: str) -> str:
    """A pattern for a word: in Chinese wherever it stands, else not within another word."""
    if not word[0].isascii():
        return re.escape(word)
    return rf"\b{re.escape(word)}\b" if word.isupper() else rf"(?i)\b{re.escape(word)}"


@pytest.mark.parametrize("spoken", CHECKED)
def test_a_term_that_a_screen_shows_is_translated_as_the_catalogue_says(spoken: str) -> None:
    shown = {wordlist._first(message): wordlist._forms(message)[0] for message in wordlist.known(spoken) if message.id}
    said = {term.name["en"]: term.name[spoken] for term in terms().values()}
    assert {english: shown[english] for english in said if english in shown} == {
        english: word for english, word in said.items() if english in shown
    }


@pytest.mark.parametrize("spoken", CHECKED)
def test_no_space_stands_before_a_percent_sign(spoken: str) -> None:
    assert breaking(spoken, r"\d\s%") == []


def test_italian_quotes_with_angle_marks() -> None:
    assert breaking("it", '[“”"]') == []


def test_chinese_is_punctuated_in_full_width() -> None:
    assert breaking("zh", rf"{CJK}[,.:;?!()]|[,:;?!(]{CJK}|{CJK}\.\.\.") == []


def test_what_counts_promotions_has_a_form_for_one() -> None:
    """Broken once: "These figures are of 1 promotions as a whole"."""
    counting = [message for message in wordlist.known("en") if re.search(r"\{(n|shown)\} promotions", str(message.id))]
    assert counting
    assert [message.id for message in counting if not message.pluralizable] == []
