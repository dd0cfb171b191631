"""A file read as the loader reads it, up to the landing rows: decoded, header found, staged, selected."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data import staging
from data.files import decode, header, rows, unpack
from data.landing.limits import SCHEMA
from data.sources import layouts
from data.sources.layout import About
from data.store import Writer
from data.store.engine import connect


@dataclass(frozen=True)
class Read:
    """One table of cells as its layout reads it; `good` leaves out rows with a problem and rows set aside."""

    layout: str
    system: str
    refuse: str | None
    rows: pd.DataFrame
    about: About
    seen: int
    declared: dict[str, tuple[float, float]]

    @property
    def good(self) -> pd.DataFrame:
        aside = self.rows["aside"].notna() if "aside" in self.rows else False
        return self.rows[~(self.rows["problem"].notna() | aside)]


def read_all(file: Path, options: staging.LoadOptions | None = None) -> list[Read]:
    """Every table in a file: the file itself, the members of a zip, the sheets of a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        return [_read(piece, scratch, options or staging.LoadOptions()) for piece in unpack.pieces(file, scratch)]


def read(file: Path, options: staging.LoadOptions | None = None) -> Read:
    """The only table in a file."""
    (only,) = read_all(file, options)
    return only


def _read(piece: unpack.Piece, scratch: Path, options: staging.LoadOptions) -> Read:
    text = decode.decoded(piece.path, scratch, piece.file.name).path
    found = header.find(text, layouts())
    layout = found.layout
    if layout.refuse:
        return Read(layout.name, layout.system, layout.refuse, pd.DataFrame(), About(), 0, {})
    split, found = rows.read(text, found, layouts(), piece.member or piece.file.name, scratch)
    about = layout.about(split.frame)
    with connect(":memory:", read_only=False, scratch=scratch) as connection:
        writer = Writer(connection, 1, scratch)
        writer.execute(SCHEMA.read_text(encoding="utf-8"))  # a list of products asks which currencies have rates
        staging.prepare(writer)
        staging.stage_rows(writer, split, found)
        staging.describe_file(writer, found, piece.member or piece.file.name, about, options)
        staging.land(writer, found)
        frame = writer.frame(f"select * from landing_{layout.landing} order by row_no")
        declared = {
            total.name: (
                float(total.value),
                float(writer.execute(f"select {total.sql} from landing_{layout.landing}")[0][0]),
            )
            for total in about.declared
        }
    return Read(layout.name, layout.system, None, frame, about, split.seen, declared)
