"""Who reads, what is open to them and what of the shop they see: looked up in the table of users at every action."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from data.access import record, users
from data.errors import BadUsers, NotLetIn, Refused
from data.store import WHOLE, Home, Rights
from ui import door, local, sign_in
from ui.screen import st
from ui.sign_in import Account
from words.messages import _

SHOP = frozenset(
    {
        *("overview", "trading", "assortment", "market", "calendar", "rebound", "cohorts", "customers"),
        *("promotions", "sensitivity", "wallet", "definitions"),
    }
)
# By role, the pages it opens.
OPENS = {
    "executive": SHOP,
    "manager": SHOP,
    "adviser": frozenset({"overview", "trading", "assortment", "calendar", "customers", "definitions"}),
    "analyst": SHOP | {"health"},
    "operator": SHOP | {"health", "upload"},
}
PERSONS = (SHOP | {"health"}) - {"definitions"}  # pages whose figures may be of a single person, and rejected rows
NOTE = frozenset({"executive", "manager", "analyst", "operator"})  # roles that pin notes to days, which all readers see


@dataclass(frozen=True)
class Reader:
    """Somebody before a page.

    Attributes:
        name: by which the table of users names them; empty where nobody signs in.
        role: one of `OPENS`.
        account: that signed in.
    """

    name: str = ""
    role: str = "operator"
    rights: Rights = WHOLE
    account: Account | None = None

    def opens(self, page: str) -> bool:
        """Whether a page is open to them."""
        return page in OPENS[self.role]


BY_PROXY = "x-forwarded-user"  # whose password a proxy on this machine was given, where it is believed
ENTRY, PERSONS_ARE_RECORDED, LONGEST = "entry_is_recorded", "persons_are_recorded", 200
log = logging.getLogger(__name__)
OWNER = Reader()
_ACTING: ContextVar[Reader | None] = ContextVar("acting", default=None)


def reader() -> Reader:
    """Who reads; the shop's owner where nobody signs in.

    Raises:
        NotLetIn: nobody has signed in, or the table of users does not name whoever did (any more).
        BadUsers: the table cannot be read.
    """
    acting = _ACTING.get()
    if acting is not None:
        return acting
    if not sign_in.is_on():
        return Reader(local.headers().get(BY_PROXY, "")[:LONGEST]) if door.believes_a_proxy() else OWNER
    return _named(sign_in.account())


@contextmanager
def acting(who: Reader) -> Iterator[None]:
    """What a reader asked for and is made later, elsewhere: is theirs inside, if they are still who they were.

    Raises:
        NotLetIn: their role or rights are others now, or gone.
        BadUsers: the table cannot be read.
    """
    if who.account is not None and _named(who.account) != who:
        raise NotLetIn("role or rights changed since this was offered", who.name)
    token = _ACTING.set(who)
    try:
        yield
    finally:
        _ACTING.reset(token)


def expected() -> list[Reader]:
    """Who may come, one for each role and rights, the most first; where nobody signs in the owner alone.

    Raises:
        BadUsers: the table cannot be read.
    """
    return [Reader(role=role, rights=rights) for role, rights in users().kinds()] if sign_in.is_on() else [OWNER]


def _named(account: Account) -> Reader:
    if account.is_over:  # signed in since this was offered, and too long ago now
        raise NotLetIn("whoever signed in did so too long ago")
    user = users().of(account.email, account.subject)
    if user is None:
        raise NotLetIn("the table of users does not name the account", account.email or account.subject)
    return Reader(user.name, user.role, user.rights, account)


def note_down(who: Reader, did: str, what: str = "", persons: int | None = 0) -> None:
    """Adds to the record of what was done.

    Raises:
        OSError: it cannot be written; where readers sign in, what is not recorded is not done.
    """
    try:
        record.note_down(Home().folder, who.name, who.role, did, what, persons)
    except OSError:
        if sign_in.is_on():
            raise
        log.exception("the record of what was done cannot be written")


def note_entry(who: Reader | None, account: str = "") -> None:
    """Adds to the record that somebody came in, or was not let in; once a session."""
    if ENTRY not in st.session_state:
        st.session_state[ENTRY] = True
        if who is not None and who.account is not None:
            note_down(who, "signed_in")
        elif account:
            note_down(Reader(role=""), "not_let_in", account[:LONGEST])


def note_persons(who: Reader, page: str) -> None:
    """Adds to the record that who signed in opened a page on which they see figures of single persons; once a session and page."""
    if who.account is None or who.rights.smallest or page not in PERSONS:
        return
    seen = st.session_state.setdefault(PERSONS_ARE_RECORDED, set())
    if page not in seen:
        note_down(who, "saw_persons", page)
        seen.add(page)


def is_whole() -> bool:
    """Whether the reader sees the whole shop and every page of it."""
    who = reader()
    return who.rights.is_whole and OPENS[who.role] >= SHOP | {"health"}


def refusal_to_load() -> str:
    """Why this reader may not load files, as a sentence; empty where they may."""
    if not sign_in.is_on():
        return local.refusal()
    return "" if is_let_in() and reader().opens("upload") else _("This is not open to your role.")


def refusal_to_note(where: Mapping[str, str]) -> str:
    """Why this reader may not add or remove a note of a market and channel, as a sentence; empty where they may."""
    if not may_note():
        return _("This is not open to your role.")
    return "" if reader().rights.hold(where) else _("A note must be of a market and channel that you may see.")


def may_note() -> bool:
    """Whether the reader's role pins notes to days."""
    return is_let_in() and reader().role in NOTE


def is_still(who: Reader) -> bool:
    """Whether the reader is let in with the role and the rights that they had when something was read for them."""
    try:
        return reader() == who
    except (Refused, BadUsers):
        return False


def is_let_in() -> bool:
    """Whether the reader may see anything, now."""
    try:
        reader()
    except (Refused, BadUsers):
        return False
    return True
