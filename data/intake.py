"""One table of cells on its way in: its text, its layout, its rows, its totals."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from data import beside, privacy, shapes, staging, stop
from data.beside import Beside
from data.files import decode, header, headings, rows, unpack
from data.files.bounds import Bound
from data.landing import account, ages, either_way, guard, limits, money
from data.landing.batch import Batch
from data.landing.landers import LANDERS
from data.landing.money import Money
from data.sources.layout import About, Frame
from data.staging import LoadOptions
from data.stated import stated
from data.store import Writer
from data.store.engine import EngineError, cause

# Rows that the store refuses for a reason nobody foresaw are looked for one by one, up to this many in a file.
MOST_CULPRITS = 50


@dataclass(frozen=True)
class Report:
    """What became of one table of cells (a file, a zip member, a sheet).

    `money` is what the rows of a file that was read add up to; none of a file that was loaded already.
    `ok` is False where nothing of it could be loaded: refused, unreadable, or of no known layout; `bound` says which bound it went beyond.
    """

    file: str
    member: str | None = None
    system: str | None = None
    layout: str | None = None
    encoding: str | None = None
    rows_seen: int = 0
    rows_loaded: int = 0
    rows_duplicate: int = 0
    rows_rejected: int = 0
    rows_updated: int = 0
    declared: dict[str, Any] | None = None
    declared_matches: bool | None = None
    message: str = ""
    ok: bool = True
    reasons: tuple[tuple[str, int], ...] = field(default=())
    bound: Bound | None = None
    money: tuple[Money, ...] = ()


class Intake:
    """What is known of the table before its rows are read.

    Raises:
        CannotLoad: its bytes are no text, or no layout claims it.
    """

    def __init__(
        self, writer: Writer, piece: unpack.Piece, others: Beside, options: LoadOptions, scratch: Path
    ) -> None:
        self.writer, self.piece, self.others, self.options, self.scratch = writer, piece, others, options, scratch
        self.known = known = others.known
        if piece.is_parquet:
            self.text, self.encoding, self.doubt = piece.path, "parquet", None
            names = [header.normalised(name) for name in staging.parquet_names(writer, piece.path)]
            self.claim = header.best([(0, "", names)], known)
        else:
            text = decode.decoded(piece.path, scratch, self._name)
            self.text, self.encoding, self.doubt = text.path, text.encoding, text.note()
            self.claim = header.find(self.text, known)
        self.layout = self.claim.layout
        self.lander = LANDERS[self.layout.landing]

    @property
    def _name(self) -> str:
        return self.piece.member or self.piece.file.name

    def report(self, report: Report) -> Report:
        report = replace(report, system=self.layout.system, layout=self.layout.name, encoding=self.encoding)
        if self.layout.refuse:
            return replace(report, message=self.layout.refuse, ok=False)
        if before := self._loaded_before():
            seen, rejected, batch = before
            message = f"already loaded in batch {batch}; nothing changed"
            return replace(
                report, rows_seen=seen, rows_duplicate=seen - rejected, rows_rejected=rejected, message=message
            )
        return self._met(report) if self.layout.part_of else self._land(report)

    def _assumed(self) -> list[str]:
        """What the file leaves open, and how it was read; loading it again with the option corrects it."""
        notes = [self.doubt] if self.doubt else []
        if self.claim.instead_of:
            notes.append(
                f"read as {self.layout.name}, which knows more of its columns than the mapping {self.claim.instead_of}; "
                "give the mapping a `system` of its own to have it read instead"
            )
        if "tz" in self.layout.needs and not self.options.tz:
            notes.append(f"times have no zone and were read as {self.options.home_tz}; --tz says another")
        counts_later = self.layout.landing != "wallet"  # a payment without one is rejected, with this reason
        if counts_later and "currency" in self.layout.needs and not (self.claim.currency or self.options.currency):
            notes.append(
                "no currency is stated, so amounts count in no total yet: load it again with --currency EUR, say"
            )
        return notes

    def _waiting(self) -> list[str]:
        """Lines and refunds that are in no total, as no file has brought their orders."""
        waits = {"order": ("order_lines", "line"), "refund": ("refunds", "refund")}
        if self.layout.landing not in waits:
            return []
        table, what = waits[self.layout.landing]
        ((count,),) = self.writer.execute(
            f"select count(*) from {table} where file_id = ? and order_id not in (select order_id from orders)",
            [self.piece.file_id],
        )
        if count == 1:
            return [f"1 {what} counts in no total until a file brings its order, with its date"]
        return [f"{count} {what}s count in no total until a file brings their orders, with dates"] if count else []

    def _settings(self) -> str:
        layout = self.layout
        return (
            f"{layout.name}/{layout.tz or self.options.tz or ''}/{self.claim.currency or self.options.currency or ''}/{self.options.minor_units}"
            + self._shop()
            + self.others.mark(self.layout, self.piece.file_id)
        )

    def _shop(self) -> str:
        shop, as_of = self.options.shop, self.options.as_of
        told: dict[str, tuple[object, ...]] = {
            "order": (shop,),
            "refund": (shop,),
            "customer": (as_of, shop),
            "stock": (as_of,),
            "receipt": (as_of,),
            "gift_card": (as_of,),
        }
        return "".join(f"/{said}" for said in told.get(self.layout.landing, ()) if said)

    def _loaded_before(self) -> tuple[int, int, int] | None:
        if self.layout.landing in {
            "budget",
            "bank",
        }:  # the file loaded last counts; a statement may name payouts known since
            return None
        # A file with rejected rows is read again: their cause may be gone (a mapping mended, a zone told).
        return next((before for before in self._read_before() if not before[1]), None)

    def _read_before(self) -> list[tuple[int, int, int]]:
        """What is recorded of the same table, read by the same layout with the same options: rows seen, rejected, and the batch."""
        rows = self.writer.execute(
            """select rows_seen, rows_rejected, batch_id from source_files
            where file_id = ? and layout = ? and tz is not distinct from ?""",
            [self.piece.file_id, self.layout.name, self._settings()],
        )
        return [(int(seen), int(rejected), int(batch)) for seen, rejected, batch in rows]

    def _land(self, report: Report) -> Report:
        split = self._stage()
        if self.layout.joins:
            beside.join(self.others, self.layout, self.piece.file_id)
        about = stated(self.layout, split)
        staging.describe_file(self.writer, self.claim, self._name, about, self.options)
        try:
            return self._landed(report, split, about)
        except EngineError as error:
            if cause(error) or not self.writer.is_usable():
                raise
            split.unheld = self._unheld()
            if not split.unheld:
                raise
            return self._landed(report, split, about)

    def _met(self, report: Report) -> Report:
        """Accounts for the rows of a file that another one is read with: those that belong to one of its rows stand there."""
        split = self._stage()
        with self.writer.transaction():
            join, alone = beside.met(self.others, self.layout, self.piece.file_id)
            self.writer.execute("delete from rejected_rows where file_id = ?", [self.piece.file_id])
            rejected = account.reject_broken(self.writer, self.piece.file_id, split.broken)
            lonely = int(self.writer.execute(f"select count(*) from ({alone})")[0][0])
            if join.is_many:
                reason = f"belongs to no row of {self.layout.part_of}"
                self.writer.execute(
                    f"insert or replace into rejected_rows select ?, row_no, ?, null from ({alone})",
                    [self.piece.file_id, reason],
                )
            read, beside_none = split.seen - rejected - lonely, 0 if join.is_many else lonely
            is_known = bool(self._read_before())
            counts = account.Landed(0 if is_known else read, beside_none + (read if is_known else 0), 0)
            notes = [f"read together with {self.layout.part_of}"]
            notes += [f"{beside_none} rows belong to none of its rows"] if beside_none else []
            rejected += lonely - beside_none
            return self._recorded(report, split, (None, None, None), (None, None), rejected, (counts, notes, 0))

    def _unheld(self) -> list[int]:
        """The rows without which the others land: those with a value that a statement broke on."""
        numbers = [row[0] for row in self.writer.execute("select row_no from staged order by row_no")]
        return culprits(numbers, self._lands, MOST_CULPRITS)

    def _lands(self, numbers: Sequence[int]) -> bool:
        """Whether these rows alone would land; nothing of it is kept."""
        try:
            with self.writer.trial():
                self.writer.execute("delete from staged where row_no not between ? and ?", [numbers[0], numbers[-1]])
                batch = self._read(())
                self._reject(batch, rows.Rows(self.text, Frame("", [], []), len(numbers)))
                self.lander.land(batch)
                batch.clear()
        except EngineError as error:
            if cause(error):
                raise
            return False
        return True

    def _landed(self, report: Report, split: rows.Rows, about: About) -> Report:
        with self.writer.transaction():
            if split.unheld:
                self.writer.execute("delete from staged where list_contains($rows, row_no)", {"rows": split.unheld})
            batch = self._read(split.headings)
            declared, matches = _declared(batch, about)
            rejected = self._reject(batch, split)
            counts = self.lander.land(batch)
            covered = ages.covered(batch)
            report = replace(report, money=money.told(self.writer))
            batch.clear()
            return self._recorded(
                report,
                split,
                (about.account_id, *covered),
                (declared, matches),
                rejected,
                (counts, [*_set_aside(batch.aside), *batch.notes], sum(batch.aside.values())),
            )

    def _read(self, later_headers: Sequence[int]) -> Batch:
        """The file's canonical rows, their cells fit to be kept."""
        layout, table = self.layout, f"landing_{self.layout.landing}"
        columns = staging.land(self.writer, self.claim)
        staging.refuse_twins(self.writer, layout)
        if not self.piece.is_parquet:  # whose numbers are numbers
            either_way.refuse(self.writer, layout, self.claim)
        if self.piece.has_formulas:
            staging.refuse_formulas(self.writer, self.claim)
        if layout.joins:
            conflicts = "(select row_no, min(reason) as reason from join_conflicts group by row_no) conflict"
            self.writer.execute(
                f"update {table} set problem = reason from {conflicts} where conflict.row_no = {table}.row_no"
            )
        guard.guard(self.writer, table)
        money.keep(self.writer, layout.landing, columns)
        aside = account.set_aside(self.writer, table)
        return Batch(
            self.writer,
            table,
            layout.system,
            self.piece.file_id,
            tuple(columns),
            layout.whole_orders,
            tuple(later_headers),
            fuller=tuple(sorted(layout.yields_to)),
            lesser=tuple(other.name for other in self.known if layout.name in other.yields_to),
            pieces=tuple(
                other.name
                for other in self.known
                if (other.system, other.landing, other.whole_orders) == (layout.system, "order", False)
            ),
            aside=aside,
            shop=self.options.shop,
        )

    def _recorded(
        self,
        report: Report,
        split: rows.Rows,
        stated: tuple[str | None, date | None, date | None],
        totals: tuple[dict[str, Any] | None, bool | None],
        rejected: int,
        landed: tuple[account.Landed, Sequence[str], int],
    ) -> Report:
        (declared, matches), (counts, notes, aside) = totals, landed
        report = replace(
            report, rows_seen=split.seen, rows_loaded=counts.loaded, rows_duplicate=counts.duplicate + aside,
            rows_rejected=rejected, rows_updated=counts.updated, declared=declared, declared_matches=matches, reasons=self._reasons(),
        )  # fmt: skip
        report = replace(report, message=_message(report, [*self._assumed(), *self._waiting(), *notes]))
        self._record(report, *stated)
        return report

    def _stage(self) -> rows.Rows:
        frame = Frame(self._name, [], [])
        if self.encoding == "parquet":
            staging.stage_parquet(self.writer, self.text, self.claim)
        elif self._is_plain() and self._staged_straight():
            frame.before.extend(self._before())
        else:
            split, self.claim = rows.read(self.text, self.claim, self.known, frame.file_name, self.scratch)
            staging.stage_rows(self.writer, split, self.claim)
            return split
        seen = int(self.writer.execute("select count(*) from staged")[0][0])
        return rows.Rows(self.text, frame, seen)

    def _is_plain(self) -> bool:
        plain = self.layout.footer is None and self.layout.total is None and not self.layout.surplus
        return plain and self.text.stat().st_size > staging.LARGE

    def _staged_straight(self) -> bool:
        """Whether the engine reads the file as it stands; a ragged one, or several joined, is split row by row instead."""
        try:
            staging.stage_csv(self.writer, self.text, self.claim)
        except EngineError:
            stop.obey()  # the engine ends a statement in an error of its own
            return False
        return not staging.has_header(self.writer, self.claim, headings.words(self.known))

    def _before(self) -> list[str]:
        with self.text.open(encoding="utf-8") as handle:
            return [line.rstrip("\r\n") for line in islice(handle, self.claim.line)]

    def _reject(self, batch: Batch, split: rows.Rows) -> int:
        self.writer.execute("delete from rejected_rows where file_id = ?", [self.piece.file_id])
        account.require(self.writer, batch.table, self.lander.required)
        limits.refuse(self.writer, self.layout.landing)
        self.lander.refuse(batch)
        whole = split.seen - len(split.broken) - len(split.unheld)
        kept = privacy.impersonal(self.layout, self.claim.names)
        shown = {header: column for header in kept if (column := self.layout.staged(header))}
        broken = [*split.broken, *((row, "the store cannot hold a value of this row", []) for row in split.unheld)]
        return account.reject(self.writer, batch.table, self.piece.file_id, whole, shown) + account.reject_broken(
            self.writer, self.piece.file_id, broken
        )

    def _reasons(self) -> tuple[tuple[str, int], ...]:
        # The same fault with other words in it is one reason: amounts and dates are cut out before counting.
        counts = self.writer.execute(
            """select min(reason), count(*) from rejected_rows where file_id = ?
            group by regexp_replace(reason, '"[^"]*"', '', 'g') order by count(*) desc limit 5""",
            [self.piece.file_id],
        )
        return tuple((str(reason), int(count)) for reason, count in counts)

    def _record(self, report: Report, account_id: str | None, first_on: date | None, last_on: date | None) -> None:
        member = shapes.scrubbed(self.piece.member) if self.piece.member else None
        if account_id is not None:
            ((account_id,),) = self.writer.execute("select key_kept(?::varchar)", [account_id])
        self.writer.execute(
            """insert or replace into source_files
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now(), ?)""",
            [
                self.piece.file_id, self.writer.batch_id, shapes.scrubbed(self.piece.file.name), member, self.layout.system, self.layout.name,
                self.encoding, self.claim.delimiter or None, self.claim.line + 1, self._settings(), account_id, first_on, last_on,
                report.rows_seen,
                report.rows_loaded, report.rows_duplicate, report.rows_rejected, report.rows_updated,
                json.dumps(report.declared) if report.declared else None, report.declared_matches, shapes.scrubbed(report.message),
                self.layout.channel or "",
            ],
        )  # fmt: skip
        self.writer.touched |= {"source_files", "rejected_rows"}


def culprits(numbers: Sequence[int], holds: Callable[[Sequence[int]], bool], most: int) -> list[int]:
    """The rows that do not hold by themselves, found by halving; none where there are more than `most`."""
    waiting, rows = [numbers], []
    while waiting:
        part = waiting.pop()
        if not part or holds(part):
            continue
        if len(part) > 1:
            waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
        else:
            rows.append(part[0])
        if len(rows) > most:
            return []
    return rows


def _declared(batch: Batch, about: About) -> tuple[dict[str, Any] | None, bool | None]:
    """The totals a file states beside those read from it."""
    if not about.declared:
        return None, None
    totals: dict[str, Any] = {}
    matches = True
    for total in about.declared:
        value = batch.execute(f"select {total.sql} from {batch.table}")[0][0] or 0
        totals[total.name] = {"declared": str(total.value), "found": str(value)}
        matches = matches and total.value == value
    return totals, matches


def _set_aside(reasons: Mapping[str, int]) -> list[str]:
    """Which rows count as duplicates though none is like them: they add no money to the other rows."""
    return [
        f"{count} {'row adds' if count == 1 else 'rows add'} no money: {reason}" for reason, count in reasons.items()
    ]


def _message(report: Report, notes: Sequence[str]) -> str:
    parts = [*notes]
    parts += [f"{report.rows_updated} of the loaded rows replaced an older state"] if report.rows_updated else []
    parts += [f"{count} rejected: {reason}" for reason, count in report.reasons]
    if report.declared_matches is False and report.declared:
        parts += [
            f"the file says {name} {total['declared']}, its rows make {total['found']}"
            for name, total in report.declared.items()
            if Decimal(total["declared"]) != Decimal(total["found"])
        ]
    if not report.rows_seen and not report.member:
        parts.append("a header and no rows")
    return "; ".join(parts) or "loaded"
