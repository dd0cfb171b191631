"""Who is let in at all: with sign-in whoever comes, as the menu asks who it is; without it this machine alone, unless the setting says more.

A proxy on this machine makes every visitor come from 127.0.0.1, so an address proves nothing: a request that a proxy forwarded, or
that names another host than this machine (a page of elsewhere whose name was made to lead here), or that a page of elsewhere sent, is not
of this machine. Files are taken from those pages alone that offer to load them.
"""

import os
import re
import sys

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from ui import local, senders, sign_in
from words.languages import LANGUAGES
from words.messages import _, speaking

# Who is let in without sign-in besides this machine: `proxy`, what a proxy on this machine forwards, which asks who it is; `network`, all.
SETTING = "VETRINA_WITHOUT_SIGN_IN"
PROXY, NETWORK = "proxy", "network"
SENT = re.compile(r"/_stcore/upload_file/([^/]*)")  # where a page sends files, by its session


def policy() -> Middleware:
    """The middleware that stands before everything; ends the program with a sentence where the server may not be started so."""
    if sentence := refusal(local.address()):
        sys.exit(f"Vetrina: {sentence}")
    if sign_in.is_on():
        local.export_by_buttons_alone()
    return Middleware(Door)


def refusal(address: str) -> str:
    """Why no server may listen at an address as things are set, as a sentence for its terminal; empty where it may."""
    if sentence := sign_in.refusal():
        return sentence
    if (allowed := os.environ.get(SETTING, "")) not in ("", PROXY, NETWORK):
        return f"{SETTING} is {allowed[:40]!r}; give {PROXY} or {NETWORK}, or leave it out"
    if local.is_own(address) or sign_in.is_on() or allowed == NETWORK:
        return ""
    return (
        f"the server would listen at {address or 'all addresses of this machine'} and let in whoever reaches it, as there is no sign-in; "
        "listen at 127.0.0.1 (--server.address 127.0.0.1), switch on sign-in (docs/deploy.md), "
        f"or, where everybody in reach may see the shop, allow it with {SETTING}={NETWORK}"
    )


class Door:
    """Refuses whoever may not come in, pages and websockets alike."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] not in ("http", "websocket") or is_let_in(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": _sentence(scope).encode()})


def is_let_in(scope: Scope) -> bool:
    """Whether a request may go on to the application."""
    return _is_known(scope) and not _sends_unasked(scope)


def _is_known(scope: Scope) -> bool:
    """Whether whoever asks may come in, or is asked further in who they are."""
    if sign_in.is_on():
        return True
    sent = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
    if not local.is_of_its_own_page(sent):
        return False
    if (allowed := os.environ.get(SETTING, "")) == NETWORK:
        return True
    peer = (scope.get("client") or ("",))[0]
    if allowed == PROXY and local.is_forwarded(sent):
        return local.is_own(local.address()) and _came_to_this_machine(
            scope
        )  # its peer is the visitor, as the proxy says
    return local.came_directly(sent, peer)


def _came_to_this_machine(scope: Scope) -> bool:
    """Whether a connection was made to an address of this machine alone, wherever else the server may have been told to listen."""
    at = (scope.get("server") or ("",))[0]
    return not at or at.startswith("/") or local.is_own(at)


def _sends_unasked(scope: Scope) -> bool:
    """Whether it sends a file that no page of its session asks for: it would lie in memory, whoever sent it."""
    into = SENT.search(scope.get("path", "")) if scope.get("method") in ("PUT", "POST") else None
    return into is not None and not senders.may_send(into[1])


def believes_a_proxy() -> bool:
    """Whether a proxy on this machine asks who it is, and nobody signs in here."""
    return os.environ.get(SETTING, "") == PROXY and not sign_in.is_on()


def _sentence(scope: Scope) -> str:
    wanted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")[:2].lower()
    with speaking(wanted if wanted in LANGUAGES else "en"):
        return _(
            "Vetrina answers only the machine it runs on, as http://127.0.0.1 or http://localhost, because nobody signs in here. "
            "This request came by another address or through a proxy. How to open it to others is in docs/deploy.md."
        )
