"""Sign-in through OpenID Connect: off unless `[auth]` stands in .streamlit/secrets.toml."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from streamlit import config
from streamlit.auth_util import get_secrets_auth_section

from data.access import users
from data.errors import BadUsers, NotLetIn
from ui.screen import st

LONGEST = 12 * 3600  # seconds from one sign-in to the next; the cookie alone would last thirty days


@dataclass(frozen=True)
class Account:
    """Whom the provider says somebody is.

    Attributes:
        subject: as the provider names the account for good.
        email: empty where the provider does not vouch for it.
        until: when they have to sign in anew, in seconds of the clock; the same account whenever that is.
    """

    subject: str
    email: str
    until: float = field(default=math.inf, compare=False)

    @property
    def is_over(self) -> bool:
        """Whether they signed in too long ago."""
        return not time.time() <= self.until  # a time that is no number is over


@lru_cache(maxsize=1)
def is_on() -> bool:
    """Whether readers sign in here; settled when the server starts, so that a file taken away meanwhile opens nothing."""
    return bool(get_secrets_auth_section())


def refusal() -> str:
    """Why nobody could sign in as things are set, as a sentence for the server's terminal; empty where they can or need not."""
    if not is_on():
        return ""
    if find_spec("authlib") is None:
        return "sign-in needs the library Authlib, which is not installed; run `make run` once, or pip install -r requirements.txt"
    if config.get_option("server.trustedUserHeaders"):
        return "with sign-in no header may say who somebody is; leave out --server.trustedUserHeaders"
    try:
        users()
    except BadUsers as error:
        return f"with [auth] in .streamlit/secrets.toml readers sign in, and {error}"
    return ""


def account() -> Account:
    """Who signed in.

    Raises:
        NotLetIn: nobody has, or too long ago.
    """
    return told_by(st.user.to_dict())


def told_by(claims: Mapping[str, Any]) -> Account:
    """Who signed in, as the provider's ID token says.

    Raises:
        NotLetIn: nobody has, or too long ago.
    """
    if not claims.get("is_logged_in"):
        raise NotLetIn("nobody has signed in")
    at = claims.get("iat")
    found = Account(
        str(claims.get("sub") or ""),
        str(claims.get("email") or "") if _is_vouched(claims) else "",
        at + LONGEST if isinstance(at, (int, float)) else -math.inf,
    )
    if found.is_over:
        raise NotLetIn("whoever signed in did so too long ago")
    return found


def _is_vouched(claims: Mapping[str, Any]) -> bool:
    """Whether the provider does not say that the e-mail is unverified; some say so in words ("false")."""
    return str(claims.get("email_verified", True)).strip().lower() == "true"
