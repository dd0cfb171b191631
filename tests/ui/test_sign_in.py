"""Who somebody is, by what their provider says of them: an address it does not vouch for is none, and a sign-in ends."""

import math
import time
from typing import Any

import pytest
from streamlit import config

from data.errors import NotLetIn
from ui import access, sign_in
from ui.access import Reader
from ui.sign_in import LONGEST, Account, told_by


def claims(**more: Any) -> dict[str, Any]:
    return {"is_logged_in": True, "iat": time.time(), "sub": "7", "email": "anna@example.com", **more}


@pytest.mark.parametrize("said", [False, "false", "False", " FALSE ", "0", 0, None, "no"])
def test_an_email_that_a_provider_does_not_vouch_for_is_none_however_it_says_so(said: object) -> None:
    assert told_by(claims(email_verified=said)) == Account("7", "")


@pytest.mark.parametrize("more", [{}, {"email_verified": True}, {"email_verified": "true"}])
def test_an_email_that_is_vouched_for_or_not_spoken_of_is_one(more: dict[str, Any]) -> None:
    assert told_by(claims(**more)) == Account("7", "anna@example.com")


@pytest.mark.parametrize(
    "more",
    [{"is_logged_in": False}, {"iat": time.time() - LONGEST - 60}, {"iat": None}, {"iat": "today"}, {"iat": math.nan}],
)
def test_who_did_not_sign_in_or_too_long_ago_is_nobody(more: dict[str, Any]) -> None:
    with pytest.raises(NotLetIn):
        told_by(claims(**more))


def test_what_was_offered_is_void_once_the_sign_in_is_over() -> None:
    who = Reader("anna", "manager", account=Account("7", "anna@example.com", time.time() - 1))
    with pytest.raises(NotLetIn, match="too long ago"), access.acting(who):
        pass


def test_no_header_says_who_somebody_is_where_readers_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "is_on", lambda: True)
    before = config.get_option("server.trustedUserHeaders")
    config.set_option("server.trustedUserHeaders", {"X-User": "email"})
    try:
        assert "trustedUserHeaders" in sign_in.refusal()
    finally:
        config.set_option("server.trustedUserHeaders", before)
    assert "trustedUserHeaders" not in sign_in.refusal()
