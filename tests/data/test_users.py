"""The table of users: who is in it, as what; and what is wrong with it lets nobody in."""

import os
from pathlib import Path

import pytest

from data.access import User, users
from data.errors import BadUsers
from data.store import WHOLE, Rights

GOOD = """
[[user]]
email = "Anna@Example.com"
role = "manager"
market = ["IT", "FR", "IT"]

[[user]]
subject = "auth0|42"
role = "adviser"
boutique = ["milano"]

[[user]]
email = "op@example.com"
role = "operator"
"""


def table(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "users.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return file


def test_an_account_is_known_by_its_email_in_any_case_or_by_its_subject(tmp_path: Path) -> None:
    held = users(table(tmp_path, GOOD))
    assert held.of(email="ANNA@example.com ") == User(
        "Anna@Example.com", "manager", Rights(market=("FR", "IT"), smallest=10)
    )
    assert held.of(subject="auth0|42") == User("auth0|42", "adviser", Rights(store_id=("milano",)))
    assert held.of(email="op@example.com", subject="other") == User("op@example.com", "operator", WHOLE)
    assert held.of(email="auth0|42") is None and held.of(subject="Anna@Example.com") is None
    assert held.of() is None and held.of(email="eve@example.com", subject="") is None


def test_roles_that_see_no_persons_see_figures_of_enough_customers(tmp_path: Path) -> None:
    roles = "".join(f'[[user]]\nsubject = "{role}"\nrole = "{role}"\n' for role in ("executive", "analyst", "operator"))
    held = users(table(tmp_path, f"smallest_cell = 20\n{roles}"))
    assert [held.of(subject=name).rights.smallest for name in ("executive", "analyst", "operator")] == [20, 20, 0]


def test_roles_with_their_rights_are_told_once_those_of_most_first(tmp_path: Path) -> None:
    more = "".join(f'[[user]]\nemail = "{name}@example.com"\nrole = "executive"\n\n' for name in "abc")
    kinds = users(table(tmp_path, GOOD + "\n" + more)).kinds()
    assert kinds[0] == ("executive", Rights(smallest=10)) and len(kinds) == 4


@pytest.mark.parametrize("given", ["4", "true", '"10"', "1001"])
def test_a_smallest_cell_that_protects_nobody_is_refused(given: str, tmp_path: Path) -> None:
    with pytest.raises(BadUsers, match="smallest_cell"):
        users(table(tmp_path, f"smallest_cell = {given}\n{GOOD}"))


def test_a_letter_that_only_looks_like_another_is_another_account(tmp_path: Path) -> None:
    held = users(table(tmp_path, '[[user]]\nemail = "Mark@example.com"\nrole = "operator"'))
    assert held.of(email="MARK@example.com")
    assert held.of(email="mar\u212a@example.com") is None, "the sign of kelvin"


def test_a_change_counts_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = table(tmp_path, GOOD)
    monkeypatch.setenv("VETRINA_USERS", str(file))
    assert users().of(email="anna@example.com")
    stamp = file.stat()
    file.write_text(GOOD.replace("Anna@", "Enna@"), encoding="utf-8")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # of one size, and written in the same instant
    assert users().of(email="anna@example.com") is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[user]", "not TOML"),
        ("", "nothing else"),
        ("[user]\nemail = 'a@b.c'", "nothing else"),
        ("[[user]]\nrole = 'manager'", "email or a subject"),
        ("[[user]]\nemail = 'a@b.c'\nsubject = 'x'\nrole = 'manager'", "email or a subject"),
        ("[[user]]\nemail = 'anna'\nrole = 'manager'", "no e-mail"),
        ("[[user]]\nemail = 'a@b.c'", "role is 'None'"),
        ("[[user]]\nemail = 'a@b.c'\nrole = 'boss'", "role is 'boss'"),
        ("[[user]]\nemail = 'a@b.c'\nrole = 'manager'\nmarkets = ['IT']", "'markets'"),
        ("[[user]]\nemail = 'a@b.c'\nrole = 'manager'\nmarket = []", "left out it means all"),
        ("[[user]]\nemail = 'a@b.c'\nrole = 'manager'\nmarket = 'IT'", "left out it means all"),
        ("[[user]]\nemail = 'a@b.c'\nrole = 'manager'\nmarket = ['Italy']", "such as IT"),
        ("[[user]]\nemail = 'a@b.c'\nrole = 'manager'\nchannel = ['shop']", "channel is 'shop'"),
        ("[[user]]\nemail = 'a@b.c'\nrole = 'adviser'", "own boutique"),
        ("[[user]]\nemail = 'a@b.c'\nrole = 'operator'\nmarket = ['IT']", "whole shop"),
        ("[[user]]\nemail = 'a@b.c'\nrole = 'analyst'\n[[user]]\nemail = 'A@b.c'\nrole = 'operator'", "again"),
    ],
)
def test_a_wrong_table_lets_nobody_in_and_says_why(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(BadUsers, match=word):
        users(table(tmp_path, text))


def test_a_table_that_is_not_there_or_that_others_may_write_lets_nobody_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VETRINA_USERS", raising=False)
    with pytest.raises(BadUsers, match="VETRINA_USERS"):
        users()
    with pytest.raises(BadUsers, match="cannot be read"):
        users(tmp_path / "none.toml")
    file = table(tmp_path, GOOD)
    file.chmod(0o666)
    with pytest.raises(BadUsers, match="chmod go-w"):
        users(file)
