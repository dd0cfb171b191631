"""Loads files into the next version of a store: every row is loaded, a duplicate, or rejected with a reason."""

import importlib
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from data import link, privacy, scrub, shapes, staging
from data.files import decode, header, rows, unpack
from data.landing import account, guard, order
from data.mapping import BadMapping, mapped
from data.sources import layouts
from data.sources.layout import About, Frame, Layout
from data.staging import Asked
from data.store import Home, Writer, writing
from data.store.engine import EngineError


@dataclass(frozen=True)
class Report:
    """What became of one table of cells (a file, a zip member, a sheet).

    `ok` is False where nothing of it could be loaded: refused, unreadable, or of no known layout.
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


def load(
    paths: Sequence[str | Path],
    home: str | Path | None = None,
    asked: Asked | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> list[Report]:
    """Loads files, folders and zips in one batch and publishes a new version, unless nothing changed.

    Args:
        asked: what the user says because no file does (zone, currency, mappings).
        progress: told each file's name before it is read.

    Returns:
        One report for each table found in the files, in order.

    Raises:
        Unreadable: a path does not exist. A file that cannot be read is a report, not an error.
        BadMapping: a mapping file is wrong.
        Busy: another load is running.
    """
    asked = asked or Asked()
    known = (*mapped(asked.mappings), *layouts())
    found = list(unpack.files(paths))
    key = privacy.key_of(Home(home).folder)
    with writing(home, note=shapes.scrubbed(", ".join(map(str, paths)))[:500], progress=progress) as writer:
        staging.prepare(writer)
        writer.execute(privacy.macros(key))
        writer.execute(privacy.key_macros())
        scrub.scrub(writer)
        reports = [_shown(report) for file in found for report in _file(writer, file, known, asked, progress)]
        with writer.transaction():
            link.link(writer)
    return reports


def _file(
    writer: Writer, file: Path, known: Sequence[Layout], asked: Asked, progress: Callable[[str], None]
) -> Iterable[Report]:
    progress(shapes.scrubbed(file.name))
    with tempfile.TemporaryDirectory(prefix="vetrina-") as folder:
        reports = []
        try:
            for piece in unpack.pieces(file, Path(folder)):
                with writer.transaction():
                    reports.append(_piece(writer, piece, known, asked, Path(folder)))
        except (unpack.Unreadable, header.Unclaimed) as error:
            reports.append(Report(str(file), message=str(error), ok=False))
        return reports or [
            Report(str(file), message="the archive holds no table; give csv, xlsx or parquet inside it", ok=False)
        ]


def _shown(report: Report) -> Report:
    """The report as it may be printed and logged: files are sometimes named after a person."""
    member = shapes.scrubbed(report.member) if report.member else None
    return replace(report, file=shapes.scrubbed(report.file), member=member, message=shapes.scrubbed(report.message))


def _piece(writer: Writer, piece: unpack.Piece, known: Sequence[Layout], asked: Asked, scratch: Path) -> Report:
    report = Report(str(piece.file), piece.member)
    try:
        return _Loading(writer, piece, known, asked, scratch).report(report)
    except (unpack.Unreadable, header.Unclaimed) as error:
        return replace(report, message=str(error), ok=False)


class _Loading:
    """One table on its way in: its text, its layout, its rows, its totals."""

    def __init__(
        self, writer: Writer, piece: unpack.Piece, known: Sequence[Layout], asked: Asked, scratch: Path
    ) -> None:
        self.writer, self.piece, self.asked, self.scratch = writer, piece, asked, scratch
        if piece.is_parquet:
            self.text, self.encoding = piece.path, "parquet"
            names = [header.normalised(name) for name in staging.parquet_names(writer, piece.path)]
            self.found = header.best([(0, "", names)], known)
        else:
            self.text, self.encoding = decode.decoded(piece.path, scratch)
            self.found = header.find(self.text, known)
        self.layout = self.found.layout

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
        return self._land(report)

    def _assumed(self) -> list[str]:
        """What the file leaves open, and how it was read; loading it again with the option corrects it."""
        notes = []
        if "tz" in self.layout.needs and not self.asked.tz:
            notes.append(f"times have no zone and were read as {self.asked.home_tz}; --tz says another")
        if "currency" in self.layout.needs and not (self.found.currency or self.asked.currency):
            notes.append(
                "no currency is stated, so amounts count in no total yet: load it again with --currency EUR, say"
            )
        return notes

    def _settings(self) -> str:
        layout = self.layout
        return f"{layout.name}/{layout.tz or self.asked.tz or ''}/{self.found.currency or self.asked.currency or ''}/{self.asked.minor_units}"

    def _loaded_before(self) -> tuple[int, int, int] | None:
        rows_before = self.writer.execute(
            # A file with rejected rows is read again: their cause may be gone (a mapping mended, a zone told).
            """select rows_seen, rows_rejected, batch_id from source_files
            where file_id = ? and layout = ? and tz is not distinct from ? and rows_rejected = 0""",
            [self.piece.file_id, self.layout.name, self._settings()],
        )
        return rows_before[0] if rows_before else None

    def _land(self, report: Report) -> Report:
        split = self._stage()
        about = self.layout.about(split.frame)
        staging.describe_file(self.writer, self.found, self.piece.member or self.piece.file.name, about, self.asked)
        columns = staging.land(self.writer, self.found)
        guard.guard(self.writer, f"landing_{self.layout.landing}")
        declared, matches = _declared(self.writer, about, self.layout)
        rejected = self._reject(columns, split)
        if self.layout.landing == "order":
            counts = order.land(self.writer, self.layout.system, self.piece.file_id, columns, self.layout.whole_orders)
        else:
            counts = _lander(self.layout).land(self.writer, self.layout.system, self.piece.file_id)
        report = replace(
            report, rows_seen=split.seen, rows_loaded=counts.loaded, rows_duplicate=counts.duplicate, rows_rejected=rejected,
            rows_updated=counts.updated, declared=declared, declared_matches=matches, reasons=self._reasons(),
        )  # fmt: skip
        report = replace(report, message=_message(report, self._assumed()))
        self._record(report, about)
        return report

    def _stage(self) -> rows.Rows:
        frame = Frame(self.piece.member or self.piece.file.name, [], [])
        if self.encoding == "parquet":
            staging.stage_parquet(self.writer, self.text, self.found)
        elif self._is_plain() and self._staged_straight():
            frame.before.extend(self._before())
        else:
            split = rows.read(self.text, self.found, frame.file_name, self.scratch)
            staging.stage_rows(self.writer, split, self.found)
            return split
        seen = int(self.writer.execute("select count(*) from staged")[0][0])
        return rows.Rows(self.text, frame, seen)

    def _is_plain(self) -> bool:
        plain = self.layout.footer is None and self.layout.total is None and not self.layout.surplus
        return plain and self.text.stat().st_size > staging.LARGE

    def _staged_straight(self) -> bool:
        """Whether the engine reads the file as it stands; a ragged one is split row by row instead, so that each bad row is told."""
        try:
            staging.stage_csv(self.writer, self.text, self.found)
            self.writer.execute("select count(*) from staged")
        except EngineError:
            return False
        return True

    def _before(self) -> list[str]:
        with self.text.open(encoding="utf-8") as handle:
            return [next(handle).rstrip("\r\n") for _ in range(self.found.line)]

    def _reject(self, columns: Sequence[str], split: rows.Rows) -> int:
        table = f"landing_{self.layout.landing}"
        self.writer.execute("delete from rejected_rows where file_id = ?", [self.piece.file_id])
        lander = _lander(self.layout)
        account.require(self.writer, table, lander.REQUIRED)
        if hasattr(lander, "refuse"):
            lander.refuse(self.writer, columns)
        whole = split.seen - len(split.broken)
        shown = privacy.impersonal(self.layout, self.found.names)
        return account.reject(self.writer, table, self.piece.file_id, whole, shown) + account.reject_broken(
            self.writer, self.piece.file_id, split.broken
        )

    def _reasons(self) -> tuple[tuple[str, int], ...]:
        # The same fault with other words in it is one reason: amounts and dates are cut out before counting.
        found = self.writer.execute(
            """select min(reason), count(*) from rejected_rows where file_id = ?
            group by regexp_replace(reason, '"[^"]*"', '', 'g') order by count(*) desc limit 5""",
            [self.piece.file_id],
        )
        return tuple((str(reason), int(count)) for reason, count in found)

    def _record(self, report: Report, about: About) -> None:
        self.writer.execute(
            """insert or replace into source_files
            values (?, ?, scrubbed(?), scrubbed(?::varchar), ?, ?, ?, ?, ?, ?, key_kept(?::varchar), null, null, ?, ?, ?, ?, ?, ?, ?,
                scrubbed(?), now())""",
            [
                self.piece.file_id, self.writer.batch_id, self.piece.file.name, self.piece.member, self.layout.system, self.layout.name,
                self.encoding, self.found.delimiter or None, self.found.line + 1, self._settings(), about.account_id, report.rows_seen,
                report.rows_loaded, report.rows_duplicate, report.rows_rejected, report.rows_updated,
                json.dumps(report.declared) if report.declared else None, report.declared_matches, report.message,
            ],
        )  # fmt: skip
        self.writer.touched |= {"source_files", "rejected_rows"}


def _lander(layout: Layout) -> Any:
    """The module of this kind of row: what it requires, how it lands, and, where a row may be wrong as a whole, what it refuses."""
    return importlib.import_module(f"data.landing.{layout.landing}")


def _declared(writer: Writer, about: About, layout: Layout) -> tuple[dict[str, Any] | None, bool | None]:
    """The totals a file states beside those read from it."""
    if not about.declared:
        return None, None
    told: dict[str, Any] = {}
    matches = True
    for total in about.declared:
        found = writer.execute(f"select {total.sql} from landing_{layout.landing}")[0][0] or 0
        told[total.name] = {"declared": str(total.value), "found": str(found)}
        matches = matches and total.value == found
    return told, matches


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


__all__ = ["Asked", "BadMapping", "Report", "load"]
