"""Law: readers who come and go leave nothing behind on the server: no error, no descriptor, no thread.

Its memory is measured by `python -m benchmarks sessions`: megabytes of a process that was just opened say little.
"""

import asyncio
from pathlib import Path

import pytest

from benchmarks.sessions import server_of, walk
from tests.browser.conftest import serving

pytestmark = pytest.mark.browser
SESSIONS, RERUNS = 3, 6


def test_readers_who_left_hold_nothing_of_the_server(one_order: Path) -> None:
    with serving(one_order) as address:
        met = asyncio.run(walk(address, server_of(address), SESSIONS, RERUNS, quiet=2))
    _before, opened, *_, end, left = met.held
    assert (met.reruns, met.errors) == (SESSIONS * RERUNS, [])
    assert end.descriptors <= opened.descriptors + 1 and left.descriptors <= opened.descriptors - SESSIONS + 1, met.held
    assert left.threads <= opened.threads + 1, met.held
