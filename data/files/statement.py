"""Bank statements as rows of cells: CAMT.053 and MT940. Their text lasts until the rows are loaded, and is kept nowhere."""

import csv
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from xml.etree.ElementTree import Element, ParseError

import mt940
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from data.errors import Unreadable

Kind = Literal["camt", "mt940"]
HEADER = ("statement_account", "booked_on", "value_on", "amount", "currency", "details", "state")
PENDING, UNREAD = "pending", "unread"  # what the state of an entry says; empty where it is booked
MOVEMENT = "statement_movement"  # a line before the header: what the balances say that the rows must add up to
_HEAD = 1 << 14
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# The library writes lines that it cannot read to the log, with what a bank says of persons.
logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)
_OTHERS = {b"BkToCstmrAcctRpt": "camt.052, a report of the day", b"BkToCstmrDbtCdtNtfctn": "camt.054, a notice"}
_MT940 = re.compile(rb"^\s*(?:\{1:[^\n]*)?(?:[^\n]*\n)?:20:.*?^:25:.*?^:60[FM]:", re.DOTALL | re.MULTILINE)
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,6})?", re.ASCII)
_POINTED = re.compile(r"(?m)^:61:\d{6}(?:\d{4})?\s*R?[CD][A-Z]?[\d,]*\.\d")
_DEBITS = ("D", "RC")  # money that leaves: a debit, and a credit taken back


@dataclass
class Statement:
    """One account over some days.

    Attributes:
        rows: account, day booked, day of value, amount seen from the account's owner, currency, the bank's words and the state of each entry;
            an amount that is no number as it is written.
        movement: closing less opening balance by currency, where every part of the file states both.
        unstated: currencies of parts that do not.
    """

    rows: list[tuple[str, str, str, Decimal | str, str, str, str]] = field(default_factory=list)
    movement: dict[str, Decimal] = field(default_factory=dict)
    unstated: set[str] = field(default_factory=set)

    def moved(self, opening: tuple[str, Decimal] | None, closing: tuple[str, Decimal] | None, currency: str) -> None:
        """Adds what the balances of one account's days say; where one is missing, nothing can be checked in its currency."""
        if opening and closing and opening[0] == closing[0]:
            self.movement[opening[0]] = self.movement.get(opening[0], Decimal(0)) + closing[1] - opening[1]
        else:
            self.unstated.add((opening or closing or (currency, None))[0])

    def stated(self) -> list[tuple[str, Decimal]]:
        """The movements that all of the file's entries of a currency must add up to."""
        return sorted((name, moved) for name, moved in self.movement.items() if not self.unstated & {name, ""})


def kind(path: Path) -> Kind | None:
    """Which kind of statement a file is, by its first bytes; None where it is none.

    Raises:
        Unreadable: another message of a bank, which tells the same entries before they are final.
    """
    with path.open("rb") as handle:
        head = handle.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
    if wide := _WIDE.get(head[:2]):
        head = head[2:].decode(wide, errors="ignore").encode()
    if head.lstrip().startswith(b"<"):
        for tag, name in _OTHERS.items():
            if tag in head:
                raise Unreadable(f"this is {name} of a bank; load its statement (camt.053), which has every entry once")
        return "camt" if b"BkToCstmrStmt" in head else None
    return "mt940" if _MT940.search(head.replace(b"\r\n", b"\n")) else None


def write(path: Path, target: Path, what: Kind) -> None:
    """Writes a statement's entries as csv, after a line for each currency whose balances say what they must add up to.

    Raises:
        Unreadable: the file is damaged, or holds what a statement never does.
    """
    statement = _camt(path) if what == "camt" else _mt940(path)
    with target.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        for currency, movement in statement.stated():
            writer.writerow([MOVEMENT, currency, movement])
        writer.writerow(HEADER)
        writer.writerows(statement.rows)


def _camt(path: Path) -> Statement:
    read = Statement()
    try:
        for _, element in iterparse(path, events=("end",), forbid_dtd=True):
            if _name(element) == "Stmt":
                _add_camt(read, element)
                element.clear()
    except DefusedXmlException as error:
        raise Unreadable("the statement declares entities, which no bank's does; export it again") from error
    except ParseError as error:
        raise Unreadable("the statement is damaged or cut short; export it again") from error
    return read


def _add_camt(read: Statement, statement: Element) -> None:
    account = _text(statement, "Acct", "Id", "IBAN") or _text(statement, "Acct", "Id", "Othr", "Id")
    balances = {_text(balance, "Tp", "CdOrPrtry", "Cd"): _signed(balance) for balance in _all(statement, "Bal")}
    entries = _all(statement, "Ntry")
    spoken = _text(statement, "Acct", "Ccy") or next((_signed(entry)[0] for entry in entries), "")
    opening = _stated(balances.get("OPBD")) or _stated(balances.get("PRCD"))
    read.moved(opening, _stated(balances.get("CLBD")), spoken)
    for entry in entries:
        state = "" if (_text(entry, "Sts") or _text(entry, "Sts", "Cd") or "BOOK") == "BOOK" else PENDING
        booked = _day(entry, "BookgDt") or _day(entry, "ValDt")
        for currency, amount, part in _parts(entry):
            details = " ".join(_words(entry, part))
            read.rows.append((account, booked, _day(entry, "ValDt") or booked, amount, currency, details, state))


def _stated(balance: tuple[str, Decimal | str] | None) -> tuple[str, Decimal] | None:
    return (balance[0], balance[1]) if balance and isinstance(balance[1], Decimal) else None


def _parts(entry: Element) -> Iterator[tuple[str, Decimal | str, Element]]:
    """An entry, or the payments booked in one sum where each says its amount."""
    currency, amount = _signed(entry)
    payments = [part for details in _all(entry, "NtryDtls") for part in _all(details, "TxDtls")]
    amounts = [value for said, value in map(_part_amount, payments) if said == currency and isinstance(value, Decimal)]
    is_sum = isinstance(amount, Decimal) and len(amounts) == len(payments) > 1 and sum(amounts) == abs(amount)
    if is_sum and isinstance(amount, Decimal):
        for part, each in zip(payments, amounts, strict=True):
            yield currency, each if amount >= 0 else -each, part
    else:
        yield currency, amount, entry


def _words(entry: Element, part: Element) -> Iterator[str]:
    """What is said of a payment beside its amount and days: references, parties, the bank's words."""
    if part is not entry:
        yield from (text.strip() for text in part.itertext() if text.strip())
    for child in entry:
        if _name(child) in {"NtryRef", "AcctSvcrRef", "AddtlNtryInf"} or (part is entry and _name(child) == "NtryDtls"):
            yield from (text.strip() for text in child.itertext() if text.strip())


def _part_amount(part: Element) -> tuple[str, Decimal | str]:
    found = _first(part, "Amt")
    if found is None:
        found = _first(part, "AmtDtls", "TxAmt", "Amt")
    return ("", Decimal(0)) if found is None else (found.get("Ccy", ""), _decimal(found.text))


def _signed(element: Element) -> tuple[str, Decimal | str]:
    """Currency and amount; the side is that of the entry itself, also where it takes another one back (RvslInd)."""
    amount = _first(element, "Amt")
    if amount is None:
        return "", ""
    value = _decimal(amount.text)
    return amount.get("Ccy", ""), -value if isinstance(value, Decimal) and _text(
        element, "CdtDbtInd"
    ) == "DBIT" else value


def _decimal(text: str | None) -> Decimal | str:
    """The number that a bank writes with a point; its text where it is none."""
    said = (text or "").strip()
    return Decimal(said) if _NUMBER.fullmatch(said) else said


def _day(element: Element, name: str) -> str:
    return (_text(element, name, "Dt") or _text(element, name, "DtTm"))[:10]


def _name(element: Element) -> str:
    """A tag without its namespace, which grows with every version of the standard."""
    return str(element.tag).rpartition("}")[2]


def _all(element: Element, name: str) -> list[Element]:
    return [child for child in element if _name(child) == name]


def _first(element: Element, *path: str) -> Element | None:
    found: Element | None = element
    for name in path:
        found = next(iter(_all(found, name)), None) if found is not None else None
    return found


def _text(element: Element, *path: str) -> str:
    found = _first(element, *path)
    return (found.text or "").strip() if found is not None else ""


def _mt940(path: Path) -> Statement:
    read = Statement()
    text = _decoded(path.read_bytes()).replace("\r\n", "\n")
    for part in re.split(r"(?m)(?:^|(?<=[}:]))(?=:20:)", text)[1:]:
        entries = _entries(part)
        if entries is None:
            _add_whole(read, part)
        else:
            _add_mt940(read, entries)
    return read


def _entries(part: str) -> Any:
    """What the library reads of one statement; None where a line of it cannot be read, which it does not tell from the others."""
    if _POINTED.search(part):  # of 1.000,00 the library reads the 1
        return None
    try:
        return mt940.parse(part)
    except Exception:  # the library raises what the damaged line made it raise
        return None


def _add_whole(read: Statement, part: str) -> None:
    """The entries of a statement one by one, as one of them cannot be read.

    Raises:
        Unreadable: what is said before the entries, or after them, cannot be read either.
    """
    head, *blocks = re.split(r"(?m)^(?=:61:)", part)
    last, tail = (
        re.split(r"(?m)^(?=:62[FM]:)", blocks.pop(), maxsplit=1) if blocks and ":62" in blocks[-1] else ("", "")
    )
    frame = _entries(head + tail)
    if frame is None:
        raise Unreadable("the statement is damaged or cut short; export it again")
    _add_mt940(read, frame)
    account = str(frame.data.get("account_identification") or "")
    for block in [*blocks, *([last] if last else [])]:
        entry = _entries(head + block)
        if entry is None:
            read.rows.append((account, "", "", "", "", "", UNREAD))
        else:
            _add_rows(read, entry, account)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _add_mt940(read: Statement, entries: Any) -> None:
    opening, closing = _balance(entries, "opening"), _balance(entries, "closing")
    read.moved(opening, closing, "")
    _add_rows(read, entries, str(entries.data.get("account_identification") or ""))


def _balance(entries: Any, end: str) -> tuple[str, Decimal] | None:
    found = entries.data.get(f"final_{end}_balance") or entries.data.get(f"intermediate_{end}_balance")
    return (str(found.amount.currency), found.amount.amount) if found else None


def _add_rows(read: Statement, entries: Any, account: str) -> None:
    for entry in entries:
        data = entry.data
        if "amount" not in data:
            continue
        amount = abs(data["amount"].amount)
        valued = date(data["date"].year, data["date"].month, data["date"].day)
        booked = data.get("entry_date") or valued
        details = " ".join(
            str(value)
            for name, value in data.items()
            if isinstance(value, str) and name not in {"status", "id", "currency", "transaction_reference"}
        )
        sign = -1 if data["status"] in _DEBITS else 1
        day = date(booked.year, booked.month, booked.day)
        currency = data["amount"].currency
        read.rows.append(
            (account, day.isoformat(), valued.isoformat(), sign * amount, currency, " ".join(details.split()), "")
        )
