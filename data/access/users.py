"""The table of users: a TOML file outside the project that names who may use the dashboard, as what, and what of the shop they see.

    [[user]]
    email = "anna@example.com"      # or subject = "...", as the provider calls the account
    role = "manager"                # executive, manager, adviser, analyst, operator
    market = ["IT", "FR"]           # also channel, boutique; left out: all

Above the first entry may stand `smallest_cell = 10`: the fewest customers that a figure is of, for the roles that see no persons.

It is read anew at each action, so whoever is taken out of it is out with their next one. What cannot be read lets nobody in.
"""

import os
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import closed
from data.errors import BadUsers
from data.store.rights import WHOLE, Rights

SETTING = "VETRINA_USERS"
SEE_PERSONS = frozenset({"adviser", "operator"})  # of the boutiques they name; of the whole shop
SMALLEST, LEAST, MOST = 10, 5, 1_000  # customers of a figure that all other roles see
ROLES = ("executive", "manager", "adviser", "analyst", "operator")
NAMES = ("email", "subject")  # by which an account is known
BOUNDS = {"market": "market", "channel": "channel", "boutique": "store_id"}
MARKET = re.compile(r"[A-Z]{2}")
LARGEST = 1 << 20  # bytes; every action reads them


@dataclass(frozen=True)
class User:
    """Somebody the table names.

    Attributes:
        name: the e-mail or subject by which the table names them.
        role: one of `ROLES`.
    """

    name: str
    role: str
    rights: Rights = WHOLE


class Users:
    """What the table says, by e-mail in small letters and by subject as it is."""

    def __init__(self, held: Mapping[tuple[str, str], User]) -> None:
        self._held = dict(held)

    def of(self, email: str = "", subject: str = "") -> User | None:
        """Who an account is; None for somebody the table does not name. The subject is the surer name, so it is looked for first."""
        by_subject = self._held.get(("subject", subject)) if subject else None
        return by_subject or (self._held.get(("email", _small(email.strip()))) if email else None)

    def kinds(self) -> list[tuple[str, Rights]]:
        """The roles with their rights, each once, those of most users first."""
        return [
            kind for kind, _count in Counter((user.role, user.rights) for user in self._held.values()).most_common()
        ]

    def __len__(self) -> int:
        return len(self._held)


def users(file: str | Path | None = None) -> Users:
    """The table as it stands now.

    Args:
        file: else the one that `VETRINA_USERS` names.

    Raises:
        BadUsers: there is none, or it is wrong.
    """
    named = str(file or os.environ.get(SETTING, ""))
    if not named:
        raise BadUsers(f"no table of users is named; {SETTING}=/etc/vetrina/users.toml does (docs/deploy.md)")
    path = Path(named)
    try:
        if path.stat().st_mode & 0o022:
            raise BadUsers(f"{path} can be written by others, who could let themselves in; run `chmod go-w {path}`")
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise BadUsers(f"the table of users {path} cannot be read: {error.strerror}") from error
    if len(content) > LARGEST:
        raise BadUsers(f"the table of users {path} has more than {LARGEST:,} bytes")
    return _read(content, path.name)


@lru_cache(maxsize=4)
def _read(content: bytes, file: str) -> Users:
    try:
        told = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadUsers(f"the table of users {file} is not TOML: {error}") from error
    entries, smallest = told.get("user"), _smallest(told.pop("smallest_cell", SMALLEST), file)
    if set(told) != {"user"} or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadUsers(
            f"the table of users {file} holds entries [[user]], smallest_cell above them, and nothing else; found {', '.join(told) or 'nothing'}"
        )
    held: dict[tuple[str, str], User] = {}
    for place, entry in enumerate(entries, start=1):
        key, user = _user(entry, smallest, f"entry {place} of {file}")
        if key in held:
            raise BadUsers(f"entry {place} of {file} names {key[1]!r} again; give each account one entry")
        held[key] = user
    return Users(held)


def _smallest(given: object, file: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not LEAST <= given <= MOST:
        raise BadUsers(f"smallest_cell of {file} is {str(given)[:40]!r}; give a whole number from {LEAST} to {MOST}")
    return given


def _user(entry: dict[str, Any], smallest: int, where: str) -> tuple[tuple[str, str], User]:
    if unknown := sorted(entry.keys() - {*NAMES, "role", *BOUNDS}):
        raise BadUsers(f"{where} has {unknown[0]!r}; there may stand {', '.join((*NAMES, 'role', *BOUNDS))}")
    named = [name for name in NAMES if name in entry]
    if len(named) != 1 or not isinstance(entry[named[0]], str) or not entry[named[0]].strip():
        raise BadUsers(f"{where} needs either an email or a subject, as a text")
    by, name = named[0], entry[named[0]].strip()
    fewest = 0 if entry.get("role") in SEE_PERSONS else smallest
    if by == "email" and "@" not in name:
        raise BadUsers(f"{where}: {name[:60]!r} is no e-mail address")
    if entry.get("role") not in ROLES:
        raise BadUsers(f"{where}: role is {str(entry.get('role'))[:40]!r}; give one of {', '.join(ROLES)}")
    bounds = {column: _values(entry[bound], bound, where) for bound, column in BOUNDS.items() if bound in entry}
    if entry["role"] == "adviser" and "store_id" not in bounds:
        raise BadUsers(f'{where}: an adviser sees their own boutique; name it: boutique = ["..."]')
    if entry["role"] == "operator" and bounds:
        raise BadUsers(f"{where}: an operator loads files for the whole shop; leave out {', '.join(BOUNDS)}")
    return (by, _small(name) if by == "email" else name), User(name, entry["role"], Rights(**bounds, smallest=fewest))


def _small(email: str) -> str:
    """In small letters, as far as they are of the alphabet: the sign of kelvin in small letters is a k, and another account."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in email)


def _values(given: object, bound: str, where: str) -> tuple[str, ...]:
    """The values of a bound; none at all is never taken for all."""
    if not isinstance(given, list) or not given or not all(isinstance(value, str) and value for value in given):
        raise BadUsers(
            f'{where}: {bound} is a list of texts with one at least, such as {bound} = ["..."]; left out it means all'
        )
    for value in given:
        if bound == "market" and not MARKET.fullmatch(value):
            raise BadUsers(f"{where}: market {value[:40]!r} is no code of a country; give one such as IT")
        if bound == "channel" and value not in closed.words()["channel"]:
            raise BadUsers(f"{where}: channel is {value[:40]!r}; give one of {', '.join(closed.words()['channel'])}")
    return tuple(sorted(set(given)))
