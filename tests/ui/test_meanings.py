"""What stands behind a figure's question mark."""

from analytics.metrics import metrics
from ui import meanings
from words.messages import speaking


def test_a_figure_s_meaning_and_its_formula_as_code():
    entry = metrics()["net_eur"]
    meaning, formula = meanings.explained("net_eur").split("\n\n")
    assert formula == f"Formula: `{entry.formula}`"
    assert entry.note["en"].split()[0] in meaning


def test_every_figure_has_one_in_each_language():
    for language in ("en", "it", "zh"):
        with speaking(language):
            texts = {name: meanings.explained(name) for name in metrics()}
        assert all("`" in text for text in texts.values()), language
    with speaking("it"):
        assert meanings.explained("net_eur").split("\n\n")[1].startswith("Formula")


def test_what_is_no_figure_has_no_question_mark():
    assert meanings.explained("nothing of the kind") == ""
