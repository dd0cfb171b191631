"""Loads files into the next version of a store: every row is loaded, a duplicate, or rejected with a reason."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data import faults, forgotten, link, privacy, scrub, shapes, staging, stop
from data.beside import Beside, beside
from data.errors import BadMapping, StoreError
from data.files import unpack
from data.files.bounds import OverBound
from data.files.steady import steady
from data.intake import Intake, Report
from data.key import key_of
from data.mapping import mapped
from data.sources import layouts
from data.sources.layout import Layout
from data.staging import LoadOptions
from data.store import Writer, writing


def load(
    paths: Sequence[str | Path],
    home: str | Path | None = None,
    options: LoadOptions | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> list[Report]:
    """Loads files, folders and zips in one batch and publishes a new version, unless nothing changed.

    Args:
        options: what the user says because no file does (zone, currency, mappings).
        progress: told each file's name before it is read.

    Returns:
        One report for each table found in the files, in order.

    Raises:
        Unreadable: a path does not exist. A file that cannot be read is a report, not an error.
        BadMapping: a mapping file is wrong.
        Busy: another load is running.
    """
    options = options or LoadOptions()
    known = layouts_of(options)
    files = list(unpack.files(paths))
    with writing(home, note=shapes.scrubbed(", ".join(map(str, paths)))[:500], progress=progress) as writer:
        prepare(writer)
        with beside(writer, files, known) as others:
            batch = Batch(writer, known, options, others)
            reports = [shown(report) for file in files for report in batch.reports(file, progress)]
        with writer.transaction():
            link.link(writer)
    return _left_behind(reports, writer)


def layouts_of(options: LoadOptions) -> Sequence[Layout]:
    """What a file may be: those that the user describes before ours.

    Raises:
        BadMapping: a mapping file is wrong.
    """
    return (*mapped(options.mappings), *layouts())


def prepare(writer: Writer) -> None:
    """What must be there before the first file is read."""
    staging.prepare(writer)
    key = key_of(writer)
    privacy.prepare(writer, key)
    forgotten.prepare(writer, key)
    scrub.scrub(writer)


def shown(report: Report) -> Report:
    """The report as it may be printed and logged: files are sometimes named after a person."""
    member = shapes.scrubbed(report.member) if report.member else None
    bound = replace(report.bound, name=shapes.scrubbed(report.bound.name)) if report.bound else None
    message = shapes.scrubbed(report.message)
    return replace(report, file=shapes.scrubbed(report.file), member=member, message=message, bound=bound)


def _left_behind(reports: list[Report], writer: Writer) -> list[Report]:
    """The reports; the first says so where a sample shop gave way to the shop's own files."""
    if writer.left is None or not writer.touched:
        return reports
    sentence = (
        f"the sample shop gave way to your own files: sample and real rows never mix (`vetrina restore "
        f"--version {writer.left}` shows it again)"
    )
    first, *others = reports
    message = sentence if first.message in {"", "loaded"} else f"{sentence}; {first.message}"
    return [replace(first, message=message), *others]


@dataclass(frozen=True)
class Batch:
    """One load: whatever happens to one table of cells, the others go on."""

    writer: Writer
    known: Sequence[Layout]
    options: LoadOptions
    others: Beside

    def reports(self, file: Path, progress: Callable[[str], None]) -> list[Report]:
        """One report for each table in the file."""
        progress(shapes.scrubbed(file.name))
        reports: list[Report] = []
        with tempfile.TemporaryDirectory(dir=self.writer.scratch) as scratch:
            try:
                for piece in steady(file, lambda: unpack.pieces(file, Path(scratch))):
                    reports.append(self.report(file, piece, Path(scratch)))
            except Exception as error:
                reports.append(self._refused(Report(str(file)), error))
        return reports or [
            Report(
                str(file), message="the archive holds no table; give csv, xlsx, xls, ods or parquet inside it", ok=False
            )
        ]

    def report(self, file: Path, piece: unpack.Piece | unpack.Damaged, scratch: Path) -> Report:
        """Loads one table; what went wrong with it is its report."""
        stop.obey()
        report = Report(str(file), piece.member)
        if isinstance(piece, unpack.Damaged):
            return replace(report, message=piece.message, ok=False, bound=piece.bound)
        touched = set(self.writer.touched)
        try:
            return Intake(self.writer, piece, self.others, self.options, scratch).report(report)
        except Exception as error:
            self.writer.touched = touched  # its transaction was undone
            return self._refused(report, error)

    def _refused(self, report: Report, error: Exception) -> Report:
        """A sentence for this file.

        Raises:
            KeyboardInterrupt: the error is only that the program was told to stop.
            StoreError: the engine gave up the store itself, so that no other file can be loaded either.
        """
        stop.obey()
        name = report.member or Path(report.file).name
        message = faults.sentence(error, name, self.writer.home)
        if not self.writer.is_usable():
            advice = "" if faults.is_of_the_machine(error) else ", load the other files without it"
            raise StoreError(f"{message}; nothing of this batch was kept{advice}") from error
        return replace(report, message=message, ok=False, bound=error.bound if isinstance(error, OverBound) else None)


__all__ = ["BadMapping", "LoadOptions", "Report", "load"]
