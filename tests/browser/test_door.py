"""A real server without sign-in, asked as from elsewhere: refused, by page and by websocket alike; it does not even start at all addresses."""

import asyncio
import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import websockets

from tests.browser.conftest import ROOT, serving

pytestmark = pytest.mark.browser
ELSEWHERE = [
    {"Host": "shop.example.com"},
    {"X-Forwarded-For": "192.0.2.7"},
    {"Forwarded": "for=192.0.2.7"},
    {"Via": "1.1 proxy"},
    {"X-Real-IP": "192.0.2.7"},
]
PATHS = ["/", "/customers", "/_stcore/health", "/_stcore/host-config", "/app/static/look.js"]


@pytest.fixture(scope="module")
def server(one_order: Path) -> Iterator[str]:
    with serving(one_order) as address:
        yield address


def status(address: str, path: str, headers: dict[str, str]) -> int:
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    line.request("GET", path, headers=headers)
    found = line.getresponse()
    body = found.read().decode(errors="replace")
    assert found.status != 403 or "docs/deploy.md" in body
    line.close()
    return found.status


def stream(address: str, headers: dict[str, str]) -> int:
    """The answer to who would open the stream of a page."""

    async def talk() -> int:
        wanted = address.replace("http", "ws", 1) + "/_stcore/stream"
        host, more = headers.get("Host"), {name: value for name, value in headers.items() if name != "Host"}
        at = urlsplit(address)
        uri = wanted.replace(at.netloc, f"{host}:{at.port}") if host else wanted
        opened = websockets.connect(uri, host=at.hostname, subprotocols=["streamlit"], additional_headers=more)  # type: ignore[list-item]
        try:
            async with opened:
                return 101
        except websockets.InvalidStatus as refused:
            return refused.response.status_code

    return asyncio.run(talk())


def test_this_machine_is_let_in(server: str) -> None:
    assert [status(server, path, {}) for path in PATHS] == [200] * len(PATHS)
    assert stream(server, {}) == 101


@pytest.mark.parametrize("headers", ELSEWHERE, ids=lambda headers: next(iter(headers)))
def test_elsewhere_is_refused(server: str, headers: dict[str, str]) -> None:
    assert [status(server, path, headers) for path in PATHS] == [403] * len(PATHS)
    assert stream(server, headers) == 403


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_a_server_for_all_does_not_start_without_sign_in(one_order: Path, address: str) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless", "true"]
    more = ["--server.port", "0", "--server.address", address]
    env = {**os.environ, "VETRINA_STORE": str(one_order)}
    ended = subprocess.run([*command, *more], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 1
    assert "VETRINA_WITHOUT_SIGN_IN=network" in ended.stderr and "Traceback" not in ended.stderr
