"""What the server says with every answer."""

import asyncio
from typing import Any

from ui.headers import Headers, policy


def answered(*messages: dict[str, Any]) -> list[dict[str, Any]]:
    """What leaves the server when an application sends these messages."""
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    async def receive() -> dict[str, Any]:
        return {}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Headers(application)({"type": "http"}, receive, send))
    return sent


def headers(*own: tuple[bytes, bytes]) -> dict[str, str]:
    (start,) = answered({"type": "http.response.start", "status": 200, "headers": list(own)})
    return {name.decode(): value.decode() for name, value in start["headers"]}


def test_an_answer_keeps_its_own_headers_and_gets_ours():
    assert headers((b"content-type", b"text/html")).keys() == {
        "content-type",
        "content-security-policy",
        "referrer-policy",
        "x-content-type-options",
        "cross-origin-opener-policy",
        "permissions-policy",
    }


def test_an_answer_without_headers_gets_them_too():
    (start,) = answered({"type": "http.response.start", "status": 404})
    assert len(start["headers"]) == 5


def test_nothing_is_loaded_from_elsewhere_and_no_written_in_script_runs():
    rules = dict(rule.split(" ", 1) for rule in headers()["content-security-policy"].split("; "))
    assert rules["default-src"] == "'self'" and rules["object-src"] == "'none'"
    scripts = rules["script-src"].split()
    assert scripts[0] == "'self'" and all(script.startswith("'sha256-") for script in scripts[1:])
    assert "http" not in headers()["content-security-policy"]


def test_what_follows_the_head_passes_unchanged():
    body = {"type": "http.response.body", "body": b"x"}
    assert answered(body) == [body]


def test_the_policy_is_made_of_this_middleware():
    assert policy().cls is Headers
