"""The nginx that is shipped asks for a password, speaks TLS, compresses, and carries the page's websocket."""

import asyncio
import gzip
import http.client
import ssl
from base64 import b64encode
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import websockets

from tests.browser.conftest import serving
from tests.browser.proxy import nginx
from tests.browser.test_cold_server import heard

pytestmark = pytest.mark.browser
KNOWN = {"Authorization": f"Basic {b64encode(b'anna:secret').decode()}"}
ANY = ssl._create_unverified_context()


@pytest.fixture(scope="module")
def address(one_order: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped nginx before a server that is told that a proxy asks."""
    with (
        serving(one_order, VETRINA_WITHOUT_SIGN_IN="proxy") as server,
        nginx(server, folder=tmp_path_factory.mktemp("nginx")) as found,
    ):
        yield found


def got(address: str, path: str, headers: dict[str, str]) -> tuple[int, Message, bytes]:
    line = http.client.HTTPSConnection(urlsplit(address).netloc, timeout=60, context=ANY)
    line.request("GET", path, headers={"Host": "vetrina.example.com", **headers})
    answer = line.getresponse()
    found = answer.status, answer.headers, answer.read()
    line.close()
    return found


@pytest.mark.parametrize("path", ["/", "/customers", "/_stcore/health", "/app/static/look.js"])
def test_nothing_is_given_without_the_password(address: str, path: str) -> None:
    for wrong in ({}, {"Authorization": f"Basic {b64encode(b'anna:guess').decode()}"}, {"X-Forwarded-User": "anna"}):
        status, headers, _body = got(address, path, wrong)
        assert status == 401
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_every_header_of_safety_is_sent_once(address: str) -> None:
    status, headers, body = got(address, "/", KNOWN)
    assert status == 200 and b"<title>" in body
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy", "strict-transport-security"):
        assert len(headers.get_all(name) or []) == 1, name
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "script-src 'self' 'sha256-" in headers["content-security-policy"]


def test_the_applications_files_are_compressed(address: str) -> None:
    _status, _headers, page = got(address, "/", KNOWN)
    script = next(part for part in page.decode().split('"') if part.endswith(".js") and "/static/js/" in part)
    path = "/" + script.lstrip("./")
    _status, _headers, plain = got(address, path, KNOWN)
    status, headers, packed = got(address, path, KNOWN | {"Accept-Encoding": "gzip"})
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 2


def opened(address: str, headers: dict[str, str]) -> list[str]:
    """What the page's websocket says, by kind, until a page is drawn."""

    async def talk() -> list[str]:
        at = urlsplit(address)
        line = websockets.connect(
            f"wss://vetrina.example.com:{at.port}/_stcore/stream",
            host=at.hostname,
            ssl=ANY,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=f"https://vetrina.example.com:{at.port}",  # type: ignore[arg-type]
            additional_headers=headers,
            max_size=None,
        )
        async with line as open_line:
            return [str(message.WhichOneof("type")) for message in await heard(open_line, "customers")]

    return asyncio.run(talk())


def test_the_websocket_asks_for_the_password_too_and_then_carries_a_page(address: str) -> None:
    with pytest.raises(websockets.InvalidStatus, match="401"):
        opened(address, {})
    kinds = opened(address, KNOWN)
    assert kinds.count("navigation") == 1 and kinds[-1] == "script_finished"


def test_without_the_password_and_without_sign_in_the_application_refuses_what_is_forwarded(
    one_order: Path, tmp_path: Path
) -> None:
    with serving(one_order) as server, nginx(server, folder=tmp_path, asks=False) as open_to_all:
        status, _headers, body = got(open_to_all, "/", {})
        assert status == 403 and "docs/deploy.md" in body.decode()
        with pytest.raises(websockets.InvalidStatus, match="403"):
            opened(open_to_all, {})
