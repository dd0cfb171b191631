"""What the address asks for in vain, a sentence each."""

from datetime import date

import pytest

from tests.ui.page import page
from ui import refusals

BOUNDS = (date(2025, 1, 1), date(2025, 12, 31))


def said(script: str) -> list[str]:
    app = page(
        "from datetime import date\nfrom ui import refusals\nrefusals.start()\n"
        + script
        + "\nst.session_state['said'] = refusals.sentences()"
    )
    return [sentence.replace("\xa0", " ") for sentence in app.session_state["said"]]


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (
            "refusals.choice('p', 'Period', 'foo', 'Last 12 months')",
            "Period: “foo” is not available here; Last 12 months is used.",
        ),
        ("refusals.values('m', 'Market', ['XX'])", "Market: “XX” is not available here and is left out."),
        ("refusals.values('m', 'Market', ['XX', 'YY'])", "Market: “XX”, “YY” are not available here and are left out."),
        (
            "refusals.day('d', 'From', '31-12', (date(2025, 1, 1), date(2025, 12, 31)), date(2025, 6, 1))",
            "From: “31-12” is not a date between 1 Jan 2025 and 31 Dec 2025; 1 Jun 2025 is used.",
        ),
        (
            "refusals.number('n', 'Weeks', 'x', (4, 52), 13)",
            "Weeks: “x” is not a whole number from 4 to 52; 13 is used.",
        ),
        (
            "refusals.number('n', 'Share', '7', (0., 1.), .5)",
            "Share: “7” is not a number from 0.00 to 1.00; 0.50 is used.",
        ),
        ("refusals.repeated('m', 'Market', 3)", "Market: given 3 times in the address; the last one counts."),
        ("refusals.turned('From', 'To')", "From is after To: the two dates were swapped."),
    ],
)
def test_a_refusal_names_the_widget_shows_the_value_and_says_what_is_used(script, sentence):
    assert said(script) == [sentence]


def test_of_many_unknown_values_five_are_named():
    (sentence,) = said("refusals.values('m', 'Market', [f'X{i}' for i in range(9)])")
    assert "“X4” …" in sentence and "X5" not in sentence


def test_a_value_without_end_is_cut():
    assert len(refusals.quoted("x" * 10_000)) <= refusals.LONGEST + 2
    assert refusals.quoted("x" * refusals.LONGEST) == "“" + "x" * refusals.LONGEST + "”"


def test_a_parameter_read_anew_forgets_what_was_said_of_it():
    script = "refusals.choice('p', 'Period', 'foo', 'x')\nrefusals.repeated('p', 'Period', 2)\nrefusals.turned('From', 'To')\nrefusals.drop('p')"
    assert said(script) == ["From is after To: the two dates were swapped."]


def test_a_run_begins_without_what_another_page_refused():
    assert said("refusals.choice('p', 'Period', 'foo', 'x')\nrefusals.start()") == []
