"""What stands in an address is what was chosen."""

from urllib.parse import parse_qs

import pytest

from data.store import Choice
from sheets.address import coded, decoded, listed, query

NAMES = ("Dolce, Gabbana", "100%", "%2C", "", "S&#) é", "上海 店", "[a](b)")


@pytest.mark.parametrize("name", NAMES)
def test_a_code_is_read_as_it_was_meant(name: str) -> None:
    assert decoded(coded(name)) == name and "," not in coded(name)


def test_several_are_told_apart() -> None:
    assert coded("Dolce, Gabbana") == "Dolce%2C Gabbana" and coded("100%") == "100%25"
    assert tuple(map(decoded, listed(NAMES).split(","))) == NAMES


def test_an_address_holds_every_filter_and_no_mark_of_a_link() -> None:
    address = query(Choice(store_id=NAMES, market=("CN",)), period="last_week")
    read = parse_qs(address.removeprefix("?"))
    assert read == {"period": ["last_week"], "market": ["CN"], "store_id": [listed(NAMES)]}
    assert not set(address) & set(" ()[]<>#\n")
