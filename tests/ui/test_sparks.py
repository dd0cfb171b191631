"""The line through the period on a card."""

import re
from urllib.parse import unquote

import pytest

from ui import sparks


def places(values: list[float]) -> list[list[tuple[float, float]]]:
    """The unbroken stretches of the line, as places from the left and from the top."""
    (path,) = re.findall(r'd="([^"]*)"', unquote(sparks.line(values)))
    return [
        [(float(across), float(down)) for across, down in re.findall(r"([\d.]+) ([\d.]+)", stretch)]
        for stretch in path.split("M")[1:]
    ]


def test_it_goes_from_the_left_to_the_right_and_the_most_is_highest():
    (line,) = places([1.0, 3.0, 2.0])
    assert [across for across, _down in line] == [0, sparks.WIDE / 2, sparks.WIDE]
    downs = [down for _across, down in line]
    assert downs[1] < downs[2] < downs[0] and downs[2] == pytest.approx((downs[0] + downs[1]) / 2, abs=0.1)


def test_what_does_not_change_is_a_straight_line():
    (line,) = places([7.0, 7.0, 7.0, 7.0])
    assert len({down for _across, down in line}) == 1 and len(line) == 4


def test_what_is_not_known_parts_the_line():
    assert [len(stretch) for stretch in places([1.0, 2.0, float("nan"), 4.0, 5.0])] == [2, 2]


def test_every_place_lies_in_the_drawing():
    for across, down in [place for line in places([-5.0, 1e9, 0.0, 12.5]) for place in line]:
        assert 0 <= across <= sparks.WIDE and 0 < down < sparks.HIGH


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0], [1.0, float("nan"), 2.0]])
def test_fewer_than_three_values_make_no_line(values):
    assert sparks.line(values) == "" and sparks.sheet({"card_orders": values}) == ""


def test_each_card_has_its_own_and_none_closes_the_style_sheet():
    sheet = sparks.sheet({"card_orders": [1, 2, 3], "card_buyers": [3, 2, 1]})
    assert sheet.count(".st-key-card_") == 2 and "<" not in sheet
