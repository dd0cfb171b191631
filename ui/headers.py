"""What the server says with every answer: a browser may load from here, and from nowhere else."""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Streamlit's frontend writes its styles into the page; charts save pictures as data: and blob: addresses.
RULES = (
    "default-src 'self'",
    "script-src 'self' {scripts}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)


def policy() -> Middleware:
    """The middleware that adds the headers."""
    return Middleware(Headers)


class Headers:
    """Adds the headers to every answer of the server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_headers()]
            await send(message)

        await self.app(scope, receive, answered)


@lru_cache
def _headers() -> list[tuple[bytes, bytes]]:
    headers: dict[str, Any] = {
        "content-security-policy": "; ".join(RULES).format(scripts=" ".join(_own_scripts())),
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    return [(name.encode(), text.encode()) for name, text in headers.items()]


def _own_scripts() -> list[str]:
    """The scripts that Streamlit's own page holds, by their hashes: no other written into a page may run."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    texts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]
