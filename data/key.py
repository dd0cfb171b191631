"""The installation's key, with which persons become pseudonyms: where it lies, and whether it is the one a store was built with.

It is looked for in VETRINA_KEY (the key itself), in the file that VETRINA_KEY_FILE names, in the file `key` of the store's
folder (where versions before 0.2 put it), and in the user's data folder under the store's own id. A new key never lies
inside the store's folder: whoever has a copy of store and key together finds a phone number from its pseudonym by trying
all of them. The store keeps the key's fingerprint, so that another key is refused and does not rename every customer.

A rotation (data/rotation.py) adds a part to the key's file: `KEY`, a new line, `rotated` and the new part. A pseudonym is hashed by
all parts in turn, so that every row can be re-keyed where it stands, and the older part alone finds nobody any more.
"""

import hashlib
import hmac
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from data import privacy
from data.store import UnusableKey, Writer, durable

SHORTEST = 32  # bytes of a new key
SHORTEST_BEFORE = 16  # bytes that were enough for VETRINA_KEY before
LENGTH = 32  # hex digits of the fingerprint


@dataclass(frozen=True)
class _KeyFile:
    """A key and where it came from; `file` is None for VETRINA_KEY, `key` where the file is not there."""

    place: str
    file: Path | None
    key: bytes | None


def key_of(writer: Writer) -> bytes:
    """The key of the store being written: checked, and made at the first load that needs one. Call it under the store's lock.

    Raises:
        UnusableKey: it is missing, too short, or not the one this store was built with.
    """
    key_file = _key_file(writer)
    kept = _kept(writer)
    has_persons = kept is not None or _has_persons(writer)
    if key_file.key is None and has_persons:
        raise UnusableKey(
            f"the key of this store is not at {key_file.place}, and with a new one every customer would become another; "
            "put the key back from its backup, or name its file in VETRINA_KEY_FILE"
        )
    key = key_file.key if key_file.key is not None else _new(key_file, writer)
    key = _of_the_store(key, kept)
    _refuse_short(key, key_file, SHORTEST_BEFORE if has_persons else SHORTEST)
    if kept is not None and kept != fingerprint(key):
        raise UnusableKey(
            f"the key at {key_file.place} is not the one this store was built with (its fingerprint is {fingerprint(key)[:8]}, "
            f"the store's is {kept[:8]}), and every customer would become another; put the store's own key back"
        )
    writer.execute("insert or ignore into meta values ('key', ?)", [fingerprint(key)])
    _warn(key_file, key, writer.home)
    return key


def _of_the_store(key: bytes, kept: str | None) -> bytes:
    """Of a key with several parts those that the store was built with: a rotation adds its part to the file before it publishes."""
    parts = privacy.parts(key)
    wholes = [privacy.NEXT.join(parts[:count]) for count in range(len(parts), 0, -1)]
    return next((whole for whole in wholes if fingerprint(whole) == kept), key)


def rotated(writer: Writer) -> tuple[bytes, bytes]:
    """The store's key and the one with a new part, which is in the key's file when this returns; the store is not changed yet.

    Raises:
        UnusableKey: the key stands in no file, or is not this store's.
    """
    before = key_of(writer)
    key_file = _key_file(writer)
    if key_file.file is None:
        raise UnusableKey(
            "the key stands in VETRINA_KEY, where nothing can be added to it; write it into a file and name that in VETRINA_KEY_FILE"
        )
    whole = key_file.key or before
    waiting = privacy.parts(whole)[len(privacy.parts(before)) :]  # of a rotation that was cut off
    new = waiting[0] if waiting else secrets.token_hex(32).encode()
    after = privacy.NEXT.join([before, new])
    if not waiting:
        try:
            durable.write(key_file.file, after.decode())
        except (OSError, UnicodeDecodeError) as error:
            raise UnusableKey(f"the key at {key_file.file} cannot be written; let this user write it") from error
    writer.execute("insert or replace into meta values ('key', ?)", [fingerprint(after)])
    return before, after


def fingerprint(key: bytes) -> str:
    """What a store may know of its key: enough to tell it from another, nothing that gives it away."""
    return hmac.new(key, b"fingerprint of a Vetrina key", hashlib.sha256).hexdigest()[:LENGTH]


def place(store_id: str) -> Path:
    """Where a new key of a store lies: outside of its folder, in the user's own data folder."""
    named = os.environ.get("VETRINA_KEY_FILE")
    if named:
        return Path(named).expanduser()
    try:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    except RuntimeError as error:
        raise UnusableKey(
            "this user has no home folder for a key to lie in; name a file for it in VETRINA_KEY_FILE"
        ) from error
    return Path(base) / "vetrina" / "keys" / f"{store_id}.key"


def _key_file(writer: Writer) -> _KeyFile:
    if spoken := os.environ.get("VETRINA_KEY"):
        return _KeyFile("VETRINA_KEY", None, spoken.encode())
    old = writer.home / "key"
    file = old if old.exists() and not os.environ.get("VETRINA_KEY_FILE") else place(_store_id(writer))
    try:
        return _KeyFile(str(file), file, file.read_bytes().strip())
    except FileNotFoundError:
        return _KeyFile(str(file), file, None)
    except OSError as error:
        raise UnusableKey(f"the key at {file} cannot be read ({error.strerror}); let this user read it") from error


def _new(key_file: _KeyFile, writer: Writer) -> bytes:
    """A new key; one that nobody keeps where what it names is not kept either."""
    return secrets.token_hex(32).encode() if writer.is_rehearsal else _made(key_file, writer.home)


def _made(key_file: _KeyFile, home: Path) -> bytes:
    """A new key, in its place whole or not at all; whoever was first, its key is everybody's."""
    file = key_file.file
    if file is None or file.resolve().is_relative_to(home.resolve()):
        raise UnusableKey(
            f"a new key at {file} would lie inside the store's folder, and a copy of both gives phone numbers away; "
            "name a file outside of it in VETRINA_KEY_FILE"
        )
    try:
        if not file.parent.exists():
            durable.folder(file.parent)
        durable.write_new(file, secrets.token_hex(32))
        return file.read_bytes().strip()
    except OSError as error:
        raise UnusableKey(
            f"no key could be made at {file} ({error.strerror}); name a file that can be written in VETRINA_KEY_FILE"
        ) from error


def _refuse_short(key: bytes, key_file: _KeyFile, shortest: int) -> None:
    if len(key) < shortest:
        raise UnusableKey(
            f"the key at {key_file.place} has {len(key)} characters; give at least {shortest} that nobody can guess, "
            "and keep them: another key makes every customer another"
        )


def _warn(key_file: _KeyFile, key: bytes, home: Path) -> None:
    if key_file.file == home / "key":
        _say(
            f"the key lies beside the data in {key_file.file}; a copy of the folder gives phone numbers away. Move the file to "
            f"a place of its own and name it in VETRINA_KEY_FILE"
        )
    elif len(key) < SHORTEST:
        _say(f"the key in {key_file.place} has {len(key)} characters; a new store needs {SHORTEST}")


def _say(sentence: str) -> None:
    print(f"Warning: {sentence}.", file=sys.stderr)


def _kept(writer: Writer) -> str | None:
    rows = writer.execute("select value from meta where key = 'key'")
    return str(rows[0][0]) if rows else None


def _store_id(writer: Writer) -> str:
    return str(writer.execute("select value from meta where key = 'store'")[0][0])


def _has_persons(writer: Writer) -> bool:
    """Whether a load made pseudonyms before fingerprints were kept; those of a sample shop were made with no key."""
    sql = """select exists (select * from batches where kind = 'load') and (exists (select * from identities)
        or exists (select * from identity_links) or exists (select * from wallet_transactions where payer_hash is not null))"""
    return bool(writer.execute(sql)[0][0])
