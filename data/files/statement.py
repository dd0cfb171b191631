"""Bank statements as rows of cells: CAMT.053 and MT940. Their text lasts until the rows are loaded, and is kept nowhere."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal
from xml.etree.ElementTree import Element, ParseError

import mt940
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from data.errors import Unreadable

Kind = Literal["camt", "mt940"]
HEADER = ("statement_account", "booked_on", "value_on", "amount", "currency", "details")
MOVEMENT = "statement_movement"  # a line before the header: what the balances say that the rows must add up to
_HEAD = 1 << 14
_OTHERS = {b"BkToCstmrAcctRpt": "camt.052, a report of the day", b"BkToCstmrDbtCdtNtfctn": "camt.054, a notice"}
_MT940 = re.compile(rb"^\s*(?:\{1:[^\n]*)?(?:[^\n]*\n)?:20:.*?^:25:.*?^:60[FM]:", re.DOTALL | re.MULTILINE)
_DEBITS = ("D", "RC")  # money that leaves: a debit, and a credit taken back


@dataclass
class Statement:
    """One account over some days.

    Attributes:
        rows: account, day booked, day of value, amount seen from the account's owner, currency and the bank's words of each entry.
        movement: closing less opening balance by currency, where the statement states both.
    """

    rows: list[tuple[str, str, str, Decimal, str, str]] = field(default_factory=list)
    movement: dict[str, Decimal] = field(default_factory=dict)

    def moved(self, currency: str, amount: Decimal) -> None:
        """Adds what the balances of one account's days say."""
        self.movement[currency] = self.movement.get(currency, Decimal(0)) + amount


def kind(path: Path) -> Kind | None:
    """Which kind of statement a file is, by its first bytes; None where it is none.

    Raises:
        Unreadable: another message of a bank, which tells the same entries before they are final.
    """
    with path.open("rb") as handle:
        head = handle.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
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
        for currency, movement in sorted(statement.movement.items()):
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
    opening, closing = balances.get("OPBD") or balances.get("PRCD"), balances.get("CLBD")
    if opening and closing:
        read.moved(opening[0], closing[1] - opening[1])
    for entry in _all(statement, "Ntry"):
        if (_text(entry, "Sts") or _text(entry, "Sts", "Cd") or "BOOK") != "BOOK":
            continue
        booked = _day(entry, "BookgDt") or _day(entry, "ValDt")
        for currency, amount, part in _parts(entry):
            details = " ".join(_words(entry, part))
            read.rows.append((account, booked, _day(entry, "ValDt") or booked, amount, currency, details))


def _parts(entry: Element) -> Iterator[tuple[str, Decimal, Element]]:
    """An entry, or the payments booked in one sum where each says its amount."""
    currency, amount = _signed(entry)
    payments = [part for details in _all(entry, "NtryDtls") for part in _all(details, "TxDtls")]
    amounts = [_part_amount(part) for part in payments]
    if (
        len(payments) > 1
        and all(said == currency for said, _ in amounts)
        and sum(each for _, each in amounts) == abs(amount)
    ):
        for part, (_, each) in zip(payments, amounts, strict=True):
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


def _part_amount(part: Element) -> tuple[str, Decimal]:
    found = _first(part, "Amt")
    if found is None:
        found = _first(part, "AmtDtls", "TxAmt", "Amt")
    return ("", Decimal(0)) if found is None else (found.get("Ccy", ""), _decimal(found.text))


def _signed(element: Element) -> tuple[str, Decimal]:
    """Currency and amount; the side is that of the entry itself, also where it takes another one back (RvslInd)."""
    amount = _first(element, "Amt")
    if amount is None:
        raise Unreadable("an entry of the statement has no amount; export it again")
    sign = -1 if _text(element, "CdtDbtInd") == "DBIT" else 1
    return amount.get("Ccy", ""), sign * _decimal(amount.text)


def _decimal(text: str | None) -> Decimal:
    try:
        value = Decimal((text or "").strip())
    except InvalidOperation as error:
        raise Unreadable("an amount of the statement is no number; export it again") from error
    if not value.is_finite():
        raise Unreadable("an amount of the statement is no number; export it again")
    return value


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
    for part in re.split(r"(?m)^(?=:20:)", text)[1:]:
        try:
            entries: Any = mt940.parse(part)
        except Exception as error:  # the library raises what the damaged line made it raise
            raise Unreadable("the statement is damaged or cut short; export it again") from error
        _add_mt940(read, entries)
    return read


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _add_mt940(read: Statement, entries: Any) -> None:
    account = str(entries.data.get("account_identification") or "")
    opening = entries.data.get("final_opening_balance") or entries.data.get("intermediate_opening_balance")
    closing = entries.data.get("final_closing_balance") or entries.data.get("intermediate_closing_balance")
    if opening and closing:
        read.moved(opening.amount.currency, closing.amount.amount - opening.amount.amount)
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
            (account, day.isoformat(), valued.isoformat(), sign * amount, currency, " ".join(details.split()))
        )
