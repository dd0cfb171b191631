"""Law: whatever an archive or a workbook asks for, it has a bound, the refusal names what was found, and every other member is read.

Broken once: an archive inside an archive ended the whole of it; a header's word was taken for a member's size; a sheet's million empty rows
were written out and read again.
"""

import io
import os
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data.errors import BadMapping
from data.files import bounds, unpack
from data.files.bounds import Bound, OverBound
from data.files.unpack import Damaged
from data.mapping_text import entries
from tests.data.loading import TILL, loaded
from words.bounds import sentence
from words.messages import speaking

ROW = "MI01;1;31/12/2025;23:30;BAG-1;Borsa;1;100,00;0,00;C1;IT\n"
GOOD = (TILL + ROW).encode()


def packed(*members: tuple[str | zipfile.ZipInfo, bytes], compressed: bool = True) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def special(name: str, kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (kind | 0o644) << 16
    return info


def book(*changes: tuple[str, Callable[[bytes], bytes]]) -> bytes:
    """A workbook of one row, some of its parts changed."""
    sheet = openpyxl.Workbook()
    sheet.active.append(TILL.strip().split(";"))  # type: ignore[union-attr]
    buffer = io.BytesIO()
    sheet.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes:
        parts[name] = change(parts[name])
    return packed(*parts.items())


def read(tmp_path: Path, content: bytes, name: str = "day.zip") -> tuple[list[str], dict[str, Bound | None]]:
    """The members that are read, and those that are not with their bounds."""
    file = tmp_path / name
    file.write_bytes(content)
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    good, bad = [], {}
    for piece in unpack.pieces(file, scratch):
        if isinstance(piece, Damaged):
            bad[str(piece.member)] = piece.bound
            assert piece.message.startswith(str(piece.member))
        else:
            assert piece.path.read_bytes().count(b"MI01") == 1
            good.append(str(piece.member))
    return good, bad


def test_archives_in_archives_are_read_to_a_depth_and_named_beyond(tmp_path: Path) -> None:
    inside = packed(("deep.csv", GOOD))
    for depth in range(3):
        inside = packed((f"{depth}.csv", GOOD), (f"{depth}.zip", inside))
    good, bad = read(tmp_path, packed(("a.csv", GOOD), ("more.zip", inside), ("z.csv", GOOD)))
    assert good == ["a.csv", "more.zip/2.csv", "more.zip/2.zip/1.csv", "z.csv"]
    assert bad == {"more.zip/2.zip/1.zip": Bound("depth", "more.zip/2.zip/1.zip", 4, 3)}


def test_an_archive_that_holds_itself_again_and_again_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MEMBERS", 20)
    inside = packed(*((f"{at}.csv", GOOD) for at in range(12)))
    good, bad = read(tmp_path, packed(("a.csv", GOOD), ("1.zip", inside), ("2.zip", inside)))
    assert good[0] == "a.csv" and [bound.kind for bound in bad.values() if bound] == ["members"]


def test_a_list_of_members_too_long_to_read_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MEMBERS", 20)
    with pytest.raises(OverBound, match=r"day\.zip has more than 20 members"):
        read(tmp_path, packed(*((f"{at}.csv", b"") for at in range(21))))


@pytest.mark.parametrize(
    ("kind", "named"),
    [(stat.S_IFLNK, "link"), (stat.S_IFCHR, "device"), (stat.S_IFBLK, "device"), (stat.S_IFIFO, "device")],
)
def test_links_devices_and_pipes_are_named_and_not_followed(kind: int, named: str, tmp_path: Path) -> None:
    content = packed(("a.csv", GOOD), (special("b.csv", kind), b"/etc/passwd"), ("c.csv", GOOD))
    good, bad = read(tmp_path, content)
    assert good == ["a.csv", "c.csv"] and bad == {"b.csv": Bound(named, "b.csv")}  # type: ignore[arg-type]


def test_a_name_that_leads_elsewhere_is_a_label(tmp_path: Path) -> None:
    before = {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents}
    names = ["../../out.csv", "/etc/vetrina.csv", "..\\..\\out.csv", "a/" * 200 + "b.csv"]
    good, bad = read(tmp_path, packed(*((name, GOOD) for name in names)))
    assert len(good) == 4 and not bad
    assert {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents} == before
    assert not Path("/etc/vetrina.csv").exists() and [path.name for path in (tmp_path / "scratch").iterdir()] == []


def test_a_member_that_swells_is_left_out_by_what_it_comes_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "FREE", 1 << 20)
    good, bad = read(tmp_path, packed(("a.csv", GOOD), ("bomb.csv", bytes(8 << 20)), ("c.csv", GOOD)))
    assert good == ["a.csv", "c.csv"] and bad == {"bomb.csv": Bound("ratio", "bomb.csv", bound=200)}


def test_what_all_members_come_to_has_a_bound_and_the_small_ones_still_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "SIZE", 3 << 20)
    large = os.urandom(2 << 20)
    inside = packed(("large.csv", large))
    good, bad = read(tmp_path, packed(("inside.zip", inside), ("a.csv", GOOD), ("late.csv", large)))
    assert good == ["a.csv"]
    assert {name: bound.kind for name, bound in bad.items() if bound} == {
        "inside.zip/large.csv": "size",
        "late.csv": "size",
    }


def test_unpacking_has_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", -1.0)
    good, bad = read(tmp_path, packed(("a.csv", GOOD)))
    assert not good and [bound.kind for bound in bad.values() if bound] == ["time"]


def test_a_damaged_archive_inside_costs_itself(tmp_path: Path) -> None:
    inside = bytearray(packed(("in.csv", GOOD), compressed=False))
    inside[40] ^= 0xFF
    good, bad = read(tmp_path, packed(("bad.zip", bytes(inside)), ("c.csv", GOOD)))
    assert good == ["c.csv"] and list(bad) == ["bad.zip/in.csv"]


# Workbooks ----------------------------------------------------------------------------------------------------------------
SHEET = "xl/worksheets/sheet1.xml"
VALUES = '<row r="2"><c r="A2" t="inlineStr"><is><t>MI01</t></is></c></row>'


def test_a_million_empty_rows_cost_neither_time_nor_disk(tmp_path: Path) -> None:
    """With borders, as a sheet has them whose columns were formatted to the end."""
    cells = '<c r="A{0}" s="0"/><c r="B{0}" s="0"/>'
    rows = "".join(f'<row r="{at}">{cells.format(at)}</row>' for at in range(3, 1_003)) + '<row r="1048576"></row>'

    def filled(part: bytes) -> bytes:
        return part.replace(b"</sheetData>", f"{VALUES}{rows}</sheetData>".encode())

    file = tmp_path / "wide.xlsx"
    file.write_bytes(book((SHEET, filled)))
    began = time.process_time()
    piece = next(unpack.pieces(file, tmp_path))
    assert not isinstance(piece, Damaged)
    assert [line[:4] for line in piece.path.read_text().splitlines()] == ["Nego", "MI01"]
    assert time.process_time() - began < 20


def test_a_workbook_is_one_whatever_its_name_ends_in(tmp_path: Path) -> None:
    filled = book((SHEET, lambda part: part.replace(b"</sheetData>", VALUES.encode() + b"</sheetData>")))
    good, bad = read(tmp_path, packed(("Maggio.xlsx", filled), ("maggio", filled), ("maggio.csv", filled)))
    assert good == ["Maggio.xlsx", "maggio", "maggio.csv"] and not bad


def test_rows_between_two_that_say_something_stay(tmp_path: Path) -> None:
    def gap(part: bytes) -> bytes:
        return part.replace(
            b"</sheetData>", b'<row r="5"><c r="A5" t="inlineStr"><is><t>MI01</t></is></c></row></sheetData>'
        )

    file = tmp_path / "gap.xlsx"
    file.write_bytes(book((SHEET, gap)))
    piece = next(unpack.pieces(file, tmp_path))
    assert not isinstance(piece, Damaged)
    assert piece.path.read_text().splitlines()[4].startswith("MI01")


def test_a_sheet_has_so_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "CELLS", 1_000)
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    content = book((SHEET, lambda part: part.replace(b"</sheetData>", far)))
    good, bad = read(tmp_path, packed(("far.xlsx", content), ("c.csv", GOOD)))
    assert good == ["c.csv"] and bad["far.xlsx"] == Bound("cells", "far.xlsx", bound=1_000)


LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "lol"}">' for at in range(12))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
def test_a_workbook_that_declares_entities_is_named(part: str, tmp_path: Path) -> None:
    def laughing(text: bytes) -> bytes:
        head, mark, rest = text.partition(b"?>") if text.startswith(b"<?xml") else (b"", b"", text)
        return head + mark + f"<!DOCTYPE x [{LAUGHS}]>".encode() + rest

    good, bad = read(tmp_path, packed(("laughs.xlsx", book((part, laughing))), ("c.csv", GOOD)))
    assert good == ["c.csv"] and bad["laughs.xlsx"] == Bound("entities", "laughs.xlsx")


def test_an_xml_sheet_that_declares_entities_is_named(tmp_path: Path) -> None:
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&l11;</Workbook>'
    good, bad = read(tmp_path, packed(("old.xls", sheet.encode()), ("c.csv", GOOD)))
    assert good == ["c.csv"] and bad["old.xls"] == Bound("entities", "old.xls")


def test_a_workbook_that_swells_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "BOOK", 1 << 20)
    swollen = book((SHEET, lambda part: part.replace(b"<sheetData>", b" " * (2 << 20) + b"<sheetData>")))
    good, bad = read(tmp_path, packed(("swollen.xlsx", swollen), ("c.csv", GOOD)))
    assert good == ["c.csv"] and bad["swollen.xlsx"] and bad["swollen.xlsx"].kind == "size"


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>
 <office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
CELL = '<table:table-cell office:value-type="string"{more}><text:p>MI01</text:p></table:table-cell>'
MANY = ' table:number-columns-repeated="16384"'


@pytest.mark.parametrize(
    ("rows", "is_read"),
    [
        ("<table:table-row>" + CELL.format(more="") + '</table:table-row><table:table-row table:number-rows-repeated="1048575">'
         f"<table:table-cell{MANY}/></table:table-row>", True),
        ('<table:table-row table:number-rows-repeated="1048575">' + CELL.format(more=MANY) + "</table:table-row>", False),
    ],
)  # fmt: skip
def test_a_cell_that_stands_for_a_sheet_full_has_its_bound(rows: str, is_read: bool, tmp_path: Path) -> None:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    content = packed(
        ("mimetype", mimetype), ("content.xml", ODS.format(rows=rows).encode()), ("META-INF/manifest.xml", manifest)
    )
    good, bad = read(tmp_path, packed(("repeated.ods", content), ("c.csv", GOOD)))
    assert good == (["repeated.ods", "c.csv"] if is_read else ["c.csv"])
    assert {name: bound.kind for name, bound in bad.items() if bound} == ({} if is_read else {"repeated.ods": "cells"})


def test_a_mapping_of_references_to_references_is_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 30)]
    (tmp_path / "laughs.yaml").write_text("\n".join(lines))
    began = time.process_time()
    with pytest.raises(BadMapping, match="stands for more than"):
        entries(tmp_path / "laughs.yaml")
    assert time.process_time() - began < 5


@pytest.mark.parametrize("kind", list(bounds.SENTENCES))
def test_each_refusal_is_a_sentence_in_every_language_with_what_was_found(kind: bounds.Kind) -> None:
    bound = Bound(kind, "vendite.zip", 20 << 30 if kind == "size" else 4, 16 << 30 if kind == "size" else 3)
    told = {}
    for language in ("en", "it", "zh"):
        with speaking(language):
            told[language] = sentence(bound)
    assert told["en"] == bound.sentence() and len(set(told.values())) == 3
    assert all("vendite.zip" in text for text in told.values())
    if "{bound}" in bounds.SENTENCES[kind]:
        assert all(("16" if kind == "size" else "3") in text for text in told.values())


def test_a_load_goes_on_past_every_bad_member(tmp_path: Path) -> None:
    file = tmp_path / "day.zip"
    inside = packed(("two.csv", GOOD.replace(b"MI01;1", b"MI01;2")))
    file.write_bytes(
        packed((special("link.csv", stat.S_IFLNK), b"/etc/passwd"), ("inside.zip", inside), ("one.csv", GOOD))
    )
    _, reports = loaded(tmp_path, file)
    assert [(report.member, report.ok, report.rows_loaded) for report in reports] == [
        ("link.csv", False, 0), ("inside.zip/two.csv", True, 1), ("one.csv", True, 1),
    ]  # fmt: skip
    assert reports[0].bound == Bound("link", "link.csv")
