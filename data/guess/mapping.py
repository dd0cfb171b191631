"""The guess itself, as the text of a mapping file with comments."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import BadRequest
from data.guess import meanings
from data.guess.cells import Column, clock_formats
from data.guess.names import WANTED, grain, placed
from data.guess.table import Table, tables
from data.mapping_cell import FILL

NEEDED = {
    "line": {"order_ref": "the number of the order or receipt", "ordered_at": "its date", "qty": "pieces", "unit_price": "the price of one"},
    "order": {"order_ref": "the number of the order or receipt", "ordered_at": "its date", "total": "what it came to"},
    "refund": {"order_ref": "the number of the order that it is for", "refunded_at": "its date", "amount": "what was given back"},
    "payment": {"natural_key": "the provider's number of the payment", "occurred_at": "its date", "gross": "its amount"},
    "customer": {},
    "product": {"product_id": "the product's code"},
    "stock": {"day": "the day of the count", "store_key": "the place", "sku": "the article", "units": "the pieces on hand"},
    "receipt": {"day": "the day of arrival", "store_key": "the place", "sku": "the article", "units": "the pieces received"},
}  # fmt: skip
SYSTEM = {
    "refund": "write the system of the orders' mapping: refunds find the orders of the same system",
    "customer": "write the system of the orders' mapping: numbers and cards are those of the same system",
}
PIECES = {"units_on_hand", "units_received"}  # what `units` is called, by the kind of rows
CHANNELS = "boutique, ecommerce, wallet, marketplace, phygital_lab or other"


@dataclass(frozen=True)
class Guess:
    """A guessed mapping.

    Attributes:
        text: the YAML.
        open: the canonical columns that are left to be filled.
    """

    text: str
    open: tuple[str, ...]


def guess(files: Sequence[Path]) -> Guess:
    """The mapping of files of one layout, as their cells suggest it.

    Raises:
        BadRequest: no file has a header and rows, or they are of several layouts.
        CannotLoad: a file is damaged or no text.
    """
    found = tables(files)
    if not found:
        raise BadRequest(
            "no row of the first 30 looks like a header; give a csv or a workbook with names above its columns"
        )
    if len(found) > 1:
        names = "; ".join(f"{table.name}: {', '.join(table.headers[:4])}" for table in found[:3])
        raise BadRequest(f"these are {len(found)} layouts ({names}); a mapping describes one, so give the files of one")
    return _Guessing(found[0]).whole()


class _Guessing:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.grain = grain(table.columns)
        self.placed = placed(table.columns, self.grain)
        for name in PIECES & self.placed.keys():
            self.placed["units"] = self.placed.pop(name)
        self.needs: list[str] = []
        self.constants: dict[str, tuple[str, str]] = {}
        self.notes: dict[str, str] = {}

    def whole(self) -> Guess:
        written = dict(self._columns())
        if self.grain != "customer":
            self._currency()
        name = _slug(self.table.name)
        head = [
            f"# Guessed from the cells of {len(self.table.columns)} columns: check every line, then load with `vetrina load --mapping THIS_FILE FILES`;",
            "# `--dry-run` shows the first rows as they would load. docs/mapping.md says what may stand here.",
            f"name: {name}",
            _noted(
                f"system: {name}", SYSTEM.get(self.grain, "who wrote the file; files of one system share its numbers")
            ),
            _noted(
                f"grain: {self.grain}",
                "what a row is: line, order, refund, payment, entry, product, customer, stock ...",
            ),
            f"match: [{', '.join(_plain(header) for header in self._match())}]",
        ]
        if self.needs:
            head.append(_noted(f"needs: [{', '.join(self.needs)}]", f"say when loading: {_options(self.needs)}"))
        body = [_noted(f"  {name}: {text}", self.notes.get(name, ""), 58) for name, text in written.items()]
        unused = [column.header for column in self.table.columns if column not in self._used()]
        tail = [f"# not used: {', '.join(_plain(header) for header in unused)}"] if unused else []
        tail += ["constants:"] if self.constants else []
        tail += [_noted(f"  {name}: {value}", note) for name, (value, note) in self.constants.items()]
        lines = [line.rstrip() for line in [*head, "columns:", *body, *tail]]
        return Guess("\n".join(lines) + "\n", tuple(name for name, text in written.items() if FILL in text))

    def _columns(self) -> Iterator[tuple[str, str]]:
        for name, what in NEEDED[self.grain].items():
            if name == "order_ref" and name in self.placed:
                yield name, self._order_ref()
            elif name == "day" and name in self.placed:
                yield name, self._moment(name)
                self.needs = []  # a day is of no zone
            elif name in {"ordered_at", "occurred_at", "refunded_at"} and name in self.placed:
                yield name, self._moment(name)
            elif name == "unit_price" and name not in self.placed and "line_amount" in self.placed:
                self.notes[name] = "the file states the amount of the line, not the price of one"
                yield name, self._number("line_amount", per="qty")
            elif name == "amount" and name in self.placed:
                self.notes[name] = "what is given back is below nought"
                yield name, self._number(name, sign="-" if _mostly_positive(self.placed[name]) else "")
            elif name == "gross" and (computed := self._signed()):
                yield name, computed
            elif name in self.placed:
                yield name, self._number(name) if name in meanings.AMOUNTS else _plain(self.placed[name].header)
            else:
                self.notes[name] = f"to be filled: the column with {what}"
                yield name, json.dumps(FILL)
        yield from {
            "refund": self._refund,
            "payment": self._payment,
            "product": self._product,
            "customer": self._customer,
            "stock": self._goods,
            "receipt": self._goods,
        }.get(self.grain, self._order)()
        done = {
            "told_at",
            *NEEDED[self.grain],
            "clock",
            "line_amount",
            "txn_type",
            "status",
            "valid_from",
            "gross",
            "fee",
        }
        for name in WANTED[self.grain]:
            if name in self.placed and name not in done:
                yield name, self._number(name) if name in meanings.AMOUNTS else _plain(self.placed[name].header)

    def _order_ref(self) -> str:
        """The order's number; with the boutique and the day where the file bears one number twice, as tills that begin anew do."""
        number, day, store = self.placed["order_ref"], self.placed.get("ordered_at"), self.placed.get("store_key")
        others = [column for column in (store, day) if column and _repeats(number, column)]
        if not others:
            return _plain(number.header)
        self.notes["order_ref"] = "the number alone stands for several receipts"
        return f'{{from: [{", ".join(_plain(each.header) for each in (*others, number))}], join: "|"}}'

    def _moment(self, name: str) -> str:
        column, clock = self.placed[name], self.placed.get("clock")
        formats: tuple[str, ...] = column.formats
        if clock and not any(":" in cell for cell in column.filled):
            tails = clock_formats(clock.filled)
            days = formats or ("%Y-%m-%d", "%Y/%m/%d")
            formats = tuple(f"{day} {tail}" for day in days for tail in tails) + days
            source = f"[{_plain(column.header)}, {_plain(clock.header)}]"
        else:
            source = _plain(column.header)
        if column.order == "??":
            self.notes[name] = (
                "no date tells whether the day or the month stands first: say it with --day-first, or keep the formats that are right"
            )
        elif column.order != "iso":
            self.notes[name] = "the day stands first" if column.order == "dm" else "the month stands first"
        if not column.says_offset and "tz" not in self.placed:
            self.needs.append("tz")
        if not formats:
            return source
        return f"{{from: {source}, format: [{', '.join(json.dumps(shape) for shape in formats)}]}}"

    def _number(self, name: str, per: str = "", sign: str = "") -> str:
        column = self.placed[name]
        parts = [f"from: {_plain(column.header)}"]
        parts += ['decimal: ","'] if column.decimal == "," else []
        parts += [f"per: {_plain(self.placed[per].header)}"] if per else []
        parts += [f"sign: {json.dumps(sign)}"] if sign else []
        if column.is_either_way:
            self.notes[name] = "1.234 may be a thousand or one: check the decimal mark"
        return _plain(column.header) if len(parts) == 1 else f"{{{', '.join(parts)}}}"

    def _order(self) -> Iterator[tuple[str, str]]:
        self.constants["channel"] = ("boutique", CHANNELS)
        self.constants["tax_included"] = ("true", "whether prices hold VAT")
        if values := self._values("status", meanings.ORDER_STATUS, "unknown"):
            yield "status", values
        else:
            self.constants["status"] = ("paid", "paid, unpaid, cancelled, refunded ...")

    def _customer(self) -> Iterator[tuple[str, str]]:
        if "told_at" in self.placed:
            self.notes["told_at"] = "the latest word counts; without it say --as-of DAY when loading"
            yield "told_at", self._moment("told_at")

    def _goods(self) -> Iterator[tuple[str, str]]:
        self.notes["units"] = "whole pieces"
        yield from ()

    def _refund(self) -> Iterator[tuple[str, str]]:
        if "refund_id" in self.placed and _repeats(self.placed["refund_id"], self.placed["amount"]):
            self.notes["refund_id"] = "it stands on several rows: map what tells these apart as source_line_id"
        yield from ()

    def _payment(self) -> Iterator[tuple[str, str]]:
        gross, kind = self.placed.get("gross"), self.placed.get("txn_type")
        if kind and (values := self._values("txn_type", meanings.TXN_TYPE, FILL)):
            yield "txn_type", values
        elif gross and any((gross.value(cell) or 0) < 0 for cell in gross.filled):
            mark = ', decimal: ","' if gross.decimal == "," else ""
            formula = json.dumps(f"if([{gross.header}] < 0, 'refund', 'payment')", ensure_ascii=False)
            yield "txn_type", f"{{compute: {formula}{mark}}}"
        else:
            self.constants["txn_type"] = ("payment", "no column says what a row is")
        if "fee" in self.placed:
            yield "fee", self._number("fee", sign="-" if _mostly_positive(self.placed["fee"]) else "")
            self.notes.setdefault("fee", "a cost is negative")
        self.constants["status"] = ("succeeded", "pending, succeeded, settled or failed")
        self.constants["wallet"] = ("other", "alipay, wechat, paypal, card ...")

    def _signed(self) -> str:
        """The amount of a payment, less where it is given back and the file writes that without a sign; empty where it does not."""
        gross, kind = self.placed.get("gross"), self.placed.get("txn_type")
        refunds = [word for word in kind.distinct if meanings.of(word, meanings.TXN_TYPE) == "refund"] if kind else []
        if not (gross and kind and refunds and _positive_where(gross, kind, refunds)) or any(
            "'" in word for word in refunds
        ):
            return ""
        self.notes["gross"] = "a refund is negative, and the file writes it without a sign"
        test = " or ".join(f"[{kind.header}] = '{word}'" for word in refunds)
        mark = ', decimal: ","' if gross.decimal == "," else ""
        return (
            f"{{compute: {json.dumps(f'if({test}, -[{gross.header}], [{gross.header}])', ensure_ascii=False)}{mark}}}"
        )

    def _product(self) -> Iterator[tuple[str, str]]:
        if "valid_from" in self.placed:
            yield "valid_from", self._moment("valid_from")
            self.needs = []
        else:
            self.constants["valid_from"] = ("1900-01-01", "the day from which this holds; this one is always")

    def _values(self, name: str, known: Mapping[str, Sequence[str]], other: str) -> str:
        """What each word of a column means; empty where the column has too many to be a list."""
        column = self.placed.get(name)
        if column is None or len(column.distinct) > meanings.MOST:
            return ""
        told = {word: meanings.of(word, known) or other for word in column.distinct}
        if other in told.values():
            self.notes[name] = "check what each word means"
        return f"{{from: {_plain(column.header)}, values: {{{', '.join(f'{_plain(word)}: {_plain(to)}' for word, to in told.items())}}}}}"

    def _currency(self) -> None:
        if "currency" in self.placed or (self.grain in {"stock", "receipt"} and "unit_cost" not in self.placed):
            return
        named = {column.currency for column in self.table.columns if column.kind == "number"} - {None}
        if len(named) == 1:
            self.constants["currency"] = (str(named.pop()), "as the file's own signs say")
        else:
            self.needs.append("currency")

    def _match(self) -> list[str]:
        needed = [self.placed[name].header for name in NEEDED[self.grain] if name in self.placed]
        others = [column.header for column in self.table.columns if column.header not in needed]
        return [*needed, *others[: max(0, 4 - len(needed))]]

    def _used(self) -> list[Column]:
        return list(self.placed.values())


def _repeats(number: Column, other: Column) -> bool:
    """Whether one number stands beside two values of another column."""
    beside: dict[str, str] = {}
    return any(
        beside.setdefault(key, value) != value
        for key, value in zip(number.cells, other.cells, strict=False)
        if key and value
    )


def _mostly_positive(column: Column) -> bool:
    signs = [value > 0 for cell in column.filled if (value := column.value(cell))]
    return sum(signs) * 2 > len(signs)


def _positive_where(amount: Column, kind: Column, words: Sequence[str]) -> bool:
    values = [amount.value(cell) or 0 for cell, word in zip(amount.cells, kind.cells, strict=False) if word in words]
    return bool(values) and all(value >= 0 for value in values)


def _noted(line: str, note: str, wide: int = 38) -> str:
    return f"{line.ljust(wide)}  # {note}" if note else line


def _plain(text: str) -> str:
    """A text as YAML, in quotes where its signs would mean something."""
    return text if re.fullmatch(r"[^\W\d_](?:[\w ./%°-]*[\w.%°])?", text) else json.dumps(text, ensure_ascii=False)


def _slug(name: str) -> str:
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return "_".join(words)[:40] or "my_file"


def _options(needs: Sequence[str]) -> str:
    return " ".join({"tz": "--tz Europe/Rome", "currency": "--currency EUR"}[need] for need in needs)
