"""Zones as systems write them: by an abbreviation, by hours, by the words of a screen or by their IANA name."""

from pathlib import Path

import pytest

from data.staging import prepare
from data.store import Writer
from data.store.engine import connect

ZONES = [
    ("PDT", "America/Los_Angeles"),
    ("cest", "Europe/Amsterdam"),
    ("Rome", "Europe/Rome"),
    ("Eastern Time (US & Canada)", "America/New_York"),
    ("Atlantic Time (Canada)", "America/Halifax"),
    ("Europe/Rome", "Europe/Rome"),
    ("GMT+08:00", "Etc/GMT-8"),
    ("GMT-8", "Etc/GMT+8"),
    ("IST", None),
]


@pytest.mark.parametrize(("said", "zone"), ZONES)
def test_a_zone_is_known_by_what_systems_call_it(said: str, zone: str | None) -> None:
    with connect(":memory:", read_only=False) as connection:
        writer = Writer(connection, 1, Path())
        prepare(writer)
        ((found, known),) = writer.execute(
            "select zone_of($said), zone_of($said) in (select name from pg_timezone_names())", {"said": said}
        )
    assert found == zone and (zone is None or known)
