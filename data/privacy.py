"""Persons as keyed pseudonyms: the store never holds an e-mail, a phone number or a wallet id.

HMAC-SHA256 with the installation's own key, so that nobody without the key can try out addresses (a plain hash would
let them). The key lives outside the database: in VETRINA_KEY, or in the file `key` of the store's folder.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

LENGTH = 32  # hex digits kept: 128 bits


def key_of(home: Path) -> bytes:
    """The installation's key; made at the first load, readable by its owner only.

    Raises:
        ValueError: VETRINA_KEY is too short to be a secret.
    """
    if spoken := os.environ.get("VETRINA_KEY"):
        if len(spoken) < 16:
            raise ValueError(
                f"VETRINA_KEY has {len(spoken)} characters; give at least 16, and keep it: it cannot be changed"
            )
        return spoken.encode()
    file = home / "key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as sink:
            sink.write(secrets.token_hex(32))
    return file.read_text().strip().encode()


def pseudonym(text: str, key: bytes) -> str:
    """The keyed hash of one text; `macros` computes the same inside the engine."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def macros(key: bytes) -> str:
    """SQL that gives the connection `pseudonym(text)`; temporary, so the key is never written to the database."""
    block = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block).hex() for pad in (0x36, 0x5C))
    return (
        f"create or replace temp macro pseudonym(spoken) as left(sha256(unhex('{outer}') || "
        f"unhex(sha256(unhex('{inner}') || encode(spoken)))), {LENGTH})"
    )
