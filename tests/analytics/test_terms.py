"""The catalogue of terms: whole in every language, no name twice, the document written from it current."""

from pathlib import Path

import pytest

from analytics.metrics import LANGUAGES
from analytics.terms import Term, page, terms

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("term", terms().values(), ids=lambda term: term.key)
def test_a_term_has_a_name_in_every_language_and_avoids_none_of_them(term: Term) -> None:
    assert set(term.name) == set(LANGUAGES) and all(term.name.values())
    assert set(term.avoid) <= set(LANGUAGES)
    for language, words in term.avoid.items():
        assert not any(word in other.name[language] for word in words for other in terms().values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_things_share_a_name(language: str) -> None:
    names = [term.name[language] for term in terms().values()]
    assert len(set(names)) == len(names)


def test_the_document_is_what_the_catalogue_says_now() -> None:
    assert (ROOT / "docs" / "glossary_terms.md").read_text(encoding="utf-8") == page(), "run `make docs`"
