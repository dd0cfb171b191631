"""The other tables of a load, where a layout reads a file together with them."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from data import staging
from data.errors import CannotLoad, Unclaimed
from data.files import decode, header, rows, unpack
from data.files.header import Claim
from data.quoting import literal
from data.sources.layout import Join, Layout
from data.store import Writer


@dataclass(frozen=True)
class Table:
    """A table of cells of the load, and the claim on it of the layout that was looked for."""

    piece: unpack.Piece
    text: Path
    claim: Claim


@dataclass
class Beside:
    """The files of one load; they are unpacked once more when a layout first asks for others, and only then.

    Attributes:
        folder: takes their copies; whoever made it empties it.
    """

    writer: Writer
    files: Sequence[Path]
    known: Sequence[Layout]
    folder: Path
    _texts: list[tuple[unpack.Piece, Path]] | None = field(default=None)

    def tables(self, layout: Layout) -> list[Table]:
        """The tables that a layout claims, each once however often its file is given."""
        found: dict[str, Table] = {}
        for piece, text in self._unpacked():
            if claim := self._claim(piece, text, layout):
                found.setdefault(piece.file_id, Table(piece, text, claim))
        return list(found.values())

    def stage(self, layout: Layout, name: str, except_id: str = "") -> list[str]:
        """Puts the rows of all tables of a layout into the table `name`; returns whose they are."""
        tables = [table for table in self.tables(layout) if table.piece.file_id != except_id]
        for number, table in enumerate(tables):
            self._stage(table)
            verb = f"insert into {name} by name" if number else f"create or replace temp table {name} as"
            self.writer.execute(f"{verb} select * from staged")
        return [table.piece.file_id for table in tables]

    def mark(self, layout: Layout, file_id: str) -> str:
        """What tells the files apart that a table is read with; empty for a layout of one file."""
        others = [join.part for join in layout.joins]
        others += [other for other in self.known if layout.part_of == other.name]
        ids = sorted({table.piece.file_id for other in others for table in self.tables(other)} - {file_id})
        return f"/{hashlib.sha256('|'.join(ids).encode()).hexdigest()[:12]}" if others else ""

    def _stage(self, table: Table) -> None:
        if table.piece.is_parquet:
            staging.stage_parquet(self.writer, table.text, table.claim)
        else:
            split, claim = rows.read(table.text, table.claim, self.known, table.piece.file.name, self.folder)
            staging.stage_rows(self.writer, split, claim)
        if twice := self.writer.execute("select reason from told_twice order by row_no limit 1"):
            raise CannotLoad(f"{table.piece.member or table.piece.file.name}: {twice[0][0]}")

    def _claim(self, piece: unpack.Piece, text: Path, layout: Layout) -> Claim | None:
        try:
            if piece.is_parquet:
                names = [header.normalised(name) for name in staging.parquet_names(self.writer, text)]
                return header.best([(0, "", names)], [layout])
            return header.find(text, [layout])
        except Unclaimed:
            return None

    def _unpacked(self) -> list[tuple[unpack.Piece, Path]]:
        if self._texts is None:
            self._texts = []
            wanted = [join.part for layout in self.known for join in layout.joins]
            wanted += [layout for layout in self.known if layout.joins]
            for number, file in enumerate(self.files):
                self._texts += self._pieces(file, number, wanted)
        return self._texts

    def _pieces(self, file: Path, number: int, wanted: Sequence[Layout]) -> list[tuple[unpack.Piece, Path]]:
        """The tables of one file that some layout of several files claims; what cannot be read says so in a report of its own."""
        kept: list[tuple[unpack.Piece, Path]] = []
        scratch = self.folder / str(number)
        scratch.mkdir()
        with suppress(CannotLoad):
            for at, piece in enumerate(unpack.pieces(file, scratch)):
                if isinstance(piece, unpack.Damaged):
                    continue
                text = self._text(piece, scratch)
                if text and any(self._claim(piece, text, layout) for layout in wanted):
                    target = self.folder / f"{number}-{at}"
                    text.replace(target)
                    kept.append((unpack.Piece(file, piece.member, target, piece.file_id, piece.has_formulas), target))
        return kept

    def _text(self, piece: unpack.Piece, scratch: Path) -> Path | None:
        """A table's text or columns; None where it is no text."""
        if piece.is_parquet:
            return piece.path
        with suppress(CannotLoad):
            return decode.decoded(piece.path, scratch, piece.file.name).path
        return None


@contextmanager
def beside(writer: Writer, files: Sequence[Path], known: Sequence[Layout]) -> Iterator[Beside]:
    """The files of one load, their copies for as long as it lasts."""
    with tempfile.TemporaryDirectory(dir=writer.scratch) as folder:
        yield Beside(writer, files, known, Path(folder))


def join(others: Beside, layout: Layout, file_id: str) -> None:
    """Writes the cells of the joined files beside the rows in `staged`.

    `join_conflicts` then holds the rows that have two different ones where one may be, and the reason.

    Raises:
        CannotLoad: a file that the rows need is not in this load.
    """
    writer = others.writer
    writer.execute("create or replace temp table join_conflicts (row_no bigint, reason varchar)")
    writer.execute("create or replace temp table whole as select * from staged")
    writer.execute("create or replace temp table whole_twice as select * from told_twice")
    for each in sorted(layout.joins, key=lambda each: each.is_many):  # last what makes several rows of one
        if not others.stage(each.part, "others", file_id):
            raise CannotLoad(_missing(layout.name, each.name, each.part))
        _join(writer, each)
    writer.execute("create or replace temp table staged as select * from whole")
    writer.execute("create or replace temp table told_twice as select * from whole_twice")


def met(others: Beside, part: Layout, file_id: str) -> tuple[Join, str]:
    """The join that a part's rows are read by, and a select of those rows of `staged` that belong to no row of the other file.

    Raises:
        CannotLoad: the file that it completes is not in this load.
    """
    whole = next(layout for layout in others.known if layout.name == part.part_of)
    each = next(each for each in whole.joins if each.part.name == part.name)
    others.writer.execute("create or replace temp table part as select * from staged")
    if twice := others.writer.execute("select reason from told_twice order by row_no limit 1"):
        raise CannotLoad(str(twice[0][0]))
    if not others.stage(whole, "others", file_id):
        raise CannotLoad(_missing(part.name, whole.name, whole))
    others.writer.execute("create or replace temp table staged as select * from part")
    same = " and ".join(f"others.{here} = staged.{there}" for here, there in each.on)
    return each, f"select row_no from staged where not exists (select 1 from others where {same})"


def _missing(name: str, other: str, layout: Layout) -> str:
    wanted = ", ".join(sorted(layout.required))
    return f"{name} is read together with {other}, a file with the columns {wanted}; load them in one command"


def _join(writer: Writer, join: Join) -> None:
    theirs = sorted(join.part.staged(name) or "" for name in join.part.required | join.part.optional)
    keys = [there for _, there in join.on]
    read = [place for place in theirs if place.startswith("m")]
    same = " and ".join(f"whole.{here} = others.{there}" for here, there in join.on)
    if not join.is_many:  # the same row twice is one row
        writer.execute(f"create or replace temp table others as select distinct {', '.join(read)} from others")
        writer.execute(
            f"""insert into join_conflicts
            select whole.row_no, {literal(f"two rows of {join.name} that differ belong to it")}
            from whole join others on {same} group by whole.row_no having count(*) > 1"""
        )
        once = f"select * from others qualify count(*) over (partition by {', '.join(keys)}) = 1"
        writer.execute(f"create or replace temp table others as {once}")
    writer.execute(
        f"""create or replace temp table whole as
        select whole.* exclude ({", ".join(read)}), {", ".join(f"others.{place}" for place in read)}
        from whole left join others on {same}"""
    )
