"""Who is let in without sign-in: this machine, speaking to this machine, through nobody."""

import asyncio
from typing import Any

import pytest
from streamlit import config

from ui import local, senders
from ui.door import SETTING, Door, is_let_in, refusal
from ui.local import FORWARDED, came_directly

OWN = (b"host", b"localhost:8501")


def scope(*headers: tuple[bytes, bytes], kind: str = "http", peer: str = "127.0.0.1") -> dict[str, Any]:
    return {"type": kind, "headers": list(headers), "client": (peer, 50_000) if peer else None}


def answered(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What leaves the door; an application behind it would say `inside`."""
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "inside"})

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Door(application)(asked, receive, send))
    return sent


@pytest.mark.parametrize("host", [b"127.0.0.1:8501", b"localhost", b"LOCALHOST:80", b"[::1]:8501", b"127.9.9.9"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1", ""])
def test_this_machine_is_let_in(host: bytes, peer: str) -> None:
    assert answered(scope((b"host", host), peer=peer)) == [{"type": "inside"}]


@pytest.mark.parametrize("name", sorted({*FORWARDED, "x-forwarded-for", "X-Forwarded-User", "x-forwarded"}))
def test_what_a_proxy_forwarded_is_not_of_this_machine(name: str) -> None:
    assert not is_let_in(scope(OWN, (name.encode(), b"127.0.0.1")))


@pytest.mark.parametrize(
    "host", [b"shop.example.com", b"127.0.0.1.example.com", b"10.0.0.5:8501", b"", b"0.0.0.0", b"[::]"]
)
def test_another_host_is_not_this_machine(host: bytes) -> None:
    assert not is_let_in(scope((b"host", host)))


def test_no_host_two_hosts_and_another_peer_are_not_this_machine() -> None:
    assert not is_let_in(scope())
    assert not is_let_in(scope(OWN, (b"host", b"evil.example.com")))
    assert not is_let_in(scope(OWN, peer="192.0.2.7"))


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("setting", ["", "proxy", "network"])
def test_a_page_of_elsewhere_is_refused_though_the_browser_sits_here(
    kind: str, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also with `server.enableCORS = false`, where Streamlit takes a page of anywhere for its own."""
    monkeypatch.setenv(SETTING, setting)
    for origin in (b"https://evil.example.com", b"null", b"http://localhost:3000", b"http://localhost:8501.evil.com"):
        assert not is_let_in(scope(OWN, (b"origin", origin), kind=kind)), origin
    assert is_let_in(scope(OWN, (b"origin", b"http://LocalHost:8501"), kind=kind))
    config.set_option("server.corsAllowedOrigins", ["https://shop.example.com"])
    try:
        assert is_let_in(scope(OWN, (b"origin", b"https://shop.example.com"), kind=kind))
    finally:
        config.set_option("server.corsAllowedOrigins", [])


@pytest.mark.parametrize("is_signed", [False, True])
def test_files_are_taken_only_from_a_page_that_offers_to_load_them(
    is_signed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.sign_in.is_on", lambda: is_signed)
    sending = scope(OWN) | {"method": "PUT", "path": "/_stcore/upload_file/mine/1"}
    assert not is_let_in(sending) and not is_let_in(sending | {"path": "/under/_stcore/upload_file/mine/1"})
    assert is_let_in(sending | {"method": "OPTIONS"})
    monkeypatch.setattr(senders, "_senders", lambda: {"mine": None})
    assert is_let_in(sending)
    assert not is_let_in(sending | {"path": "/_stcore/upload_file/yours/1"})


def test_a_refused_page_is_a_sentence_in_the_readers_language() -> None:
    start, body = answered(scope((b"host", b"shop.example.com"), (b"accept-language", b"it-IT,it;q=0.9")))
    assert start["status"] == 403
    assert "Vetrina risponde solo" in body["body"].decode()


def test_a_refused_websocket_is_closed_before_it_opens() -> None:
    (closed,) = answered(scope((b"host", b"shop.example.com"), kind="websocket"))
    assert closed == {"type": "websocket.close", "code": 1008}


def test_a_proxy_is_believed_only_where_that_is_said_and_only_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    forwarded = scope((b"host", b"shop.example.com"), (b"x-forwarded-for", b"192.0.2.7"))
    monkeypatch.setenv(SETTING, "proxy")
    monkeypatch.setattr(local, "address", lambda: "127.0.0.1")
    assert is_let_in(forwarded)
    assert not is_let_in(scope(OWN, peer="192.0.2.7")), "it did not come by the proxy"
    monkeypatch.setattr(local, "address", lambda: "0.0.0.0")
    assert not is_let_in(forwarded), "anybody could have written that header"
    monkeypatch.setattr(
        local, "address", lambda: "127.0.0.1"
    )  # as the settings have it, while `uvicorn --host` says more
    assert is_let_in(forwarded | {"server": ("127.0.0.1", 8501)})
    assert is_let_in(forwarded | {"server": ("/run/vetrina.sock", None)})
    assert not is_let_in(forwarded | {"server": ("192.168.1.5", 8501)})
    monkeypatch.setenv(SETTING, "network")
    assert is_let_in(forwarded | {"client": ("192.0.2.7", 50_000)})


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost", "unix:///run/vetrina.sock"])
def test_an_address_of_this_machine_alone_needs_no_sign_in(address: str) -> None:
    assert refusal(address) == ""


@pytest.mark.parametrize("address", ["", "0.0.0.0", "::", "192.168.1.2", "shop.example.com"])
def test_an_address_that_others_reach_is_refused_and_the_sentence_names_the_setting(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"{SETTING}=network" in refusal(address)
    monkeypatch.setenv(SETTING, "proxy")
    assert "no sign-in" in refusal(address), "a proxy on this machine needs no address that others reach"
    monkeypatch.setenv(SETTING, "network")
    assert refusal(address) == ""


def test_a_setting_that_means_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "yes")
    assert "give proxy or network" in refusal("127.0.0.1")


def test_headers_are_read_whatever_the_case_of_their_host() -> None:
    assert came_directly([("host", "LocalHost:8501")])
