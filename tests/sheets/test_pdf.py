"""A sheet as a PDF: whole, the same bytes again, in fonts of its own, and what came from a file is text."""

import re
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sheets import as_html, as_pdf, drawings, sketch
from sheets.changes import Change
from sheets.figure import Figure
from sheets.paper import Sheet
from sheets.part import Part
from static.fonts.paper.make import gb2312, own
from words.messages import speaking

NAMES = [
    '#eval("1+1")',
    "*x*",
    "_x_",
    "$x$",
    "<script>1</script>",
    "@ref",
    "= title",
    "- item",
    "\\n \\u{41} \\",
    "`raw` ~ -- '\"",
    "[a](b) #[c] //d /*e*/",
    "#sys.inputs.sheet",
]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def sheet(*parts: Part, title: str = "Shops", figures: tuple[Figure, ...] = (), lines: tuple[str, ...] = ()) -> Sheet:
    return Sheet(
        title,
        "2025",
        ("All is well.",),
        lines,
        figures,
        tuple((p,) for p in parts),
        (),
        date(2026, 1, 2),
        1,
        True,
        "EUR",
    )


def table(names: list[str], **more: object) -> Part:
    rows = pd.DataFrame({"name": names, "net_eur": 1234.0})
    columns = {"name": ("Name", "text"), "net_eur": ("Net sales", "money")}
    return Part("Boutiques", "boutiques", rows, rows, **{"columns": columns, **more})


def text(pdf: bytes, folder: Path) -> str:
    """What a reader of the PDF can mark and copy."""
    (folder / "sheet.pdf").write_bytes(pdf)
    ended = subprocess.run(["pdftotext", "-layout", "sheet.pdf", "-"], cwd=folder, capture_output=True, check=True)
    return ended.stdout.decode()


@needs_poppler
def test_names_come_out_as_they_were_typed(tmp_path: Path) -> None:
    shown = text(as_pdf.pages(sheet(table(NAMES), title=NAMES[0], lines=(NAMES[1],))), tmp_path)
    assert [name for name in NAMES if name not in shown] == []
    assert shown.count('#eval("1+1")') >= 2, "also as the title"


def test_the_pages_are_written_without_code_from_data() -> None:
    template = Path(as_pdf.__file__).with_name("paper.typ").read_text(encoding="utf-8")
    assert "eval(" not in template and template.count("sys.inputs") == 1
    assert as_pdf.pages(sheet(table(NAMES * 3))).startswith(b"%PDF-")


def test_the_same_data_make_the_same_bytes() -> None:
    made = sheet(table(["Milano", "上海"]), figures=(Figure("Orders", "12", metric="orders"),))
    assert as_pdf.pages(made) == as_pdf.pages(made)


@needs_poppler
def test_a_drawing_keeps_its_words_and_pages_are_numbered(tmp_path: Path) -> None:
    drawn = sketch.lines({"净销售额": [1.0, 2.0]}, ["gennaio", "b", "c"], ("€2", "€1"))
    with speaking("zh"):
        shown = text(
            as_pdf.pages(sheet(table(["x"], drawing=drawn), table([f"shop {i}" for i in range(90)]))), tmp_path
        )
    assert "净销售额" in shown and "gennaio" in shown
    assert {"1/2", "2/2"} <= set(shown.replace(" / ", "/").split())


@needs_poppler
def test_what_the_fonts_lack_is_a_box_and_the_last_page_says_so(tmp_path: Path) -> None:
    shown = text(as_pdf.pages(sheet(table(["Borsa 😀 \U00020bb7"]))), tmp_path)
    assert "Borsa □ □" in shown and "□: a sign that the fonts of this report lack" in shown
    assert "lack" not in text(as_pdf.pages(sheet(table(["Borsa"]))), tmp_path)


@needs_poppler
def test_a_long_number_is_broken_and_stays_on_the_page(tmp_path: Path) -> None:
    shown = text(as_pdf.pages(sheet(table(["ORDER-" + "1234567890" * 12]))), tmp_path)
    assert "1.234" in shown or "€1,234" in shown


@pytest.mark.parametrize(
    ("metric", "change", "colour"),
    [
        ("net_eur", Change("+3.2%", True), "gain"),
        ("net_eur", Change("-3.2%", True), "loss"),
        ("refund_rate", Change("+0.4 pp", True), "loss"),
        ("refund_rate", Change("-0.4 pp", True), "gain"),
        ("net_eur", Change("+3.2%", False, "[-1% … +7%]", "no clear change"), "quiet"),
        ("net_eur", None, "quiet"),
        ("net_eur", Change("±0", True), "plain"),
    ],
)
def test_only_a_clear_change_has_a_colour(metric: str, change: Change | None, colour: str) -> None:
    assert as_pdf.tone(Figure("x", "1", metric=metric, change=change)) == colour


def test_every_sign_of_our_words_is_in_the_fonts() -> None:
    assert (
        sorted({sign for sign in own() if as_pdf._sign(sign) == as_pdf.LACKING and "\u2e80" <= sign < "\uff00"}) == []
    )
    assert gb2312() <= as_pdf.covered() and set("直骨返关€¥−–’…·±×àèéìòùÀÈÉ") <= as_pdf.covered()


def test_the_list_of_signs_is_that_of_the_fonts() -> None:
    has = {file.name: set(cmap(file.read_bytes())) for file in as_pdf.FONTS.glob("*.*tf")}
    assert set(as_pdf.covered()) <= {chr(code) for signs in has.values() for code in signs}
    assert {chr(code) for code in has["NotoSansSC-Regular.otf"] & has["NotoSansSC-Bold.otf"]} >= gb2312() | set("€¥−’…")


def cmap(font: bytes) -> Iterator[int]:
    """The signs of a font, by its table `cmap`."""
    tables = {font[at : at + 4]: at for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)}
    start = struct.unpack_from(">I", font, tables[b"cmap"] + 8)[0]
    count = struct.unpack_from(">H", font, start + 2)[0]
    places = {start + struct.unpack_from(">I", font, start + 8 + 8 * i)[0] for i in range(count)}
    for at in places:
        if (form := struct.unpack_from(">H", font, at)[0]) == 12:
            for i in range(struct.unpack_from(">I", font, at + 12)[0]):
                first, last, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * i)
                yield from range(first, last + 1)
        elif form == 4:
            half = struct.unpack_from(">H", font, at + 6)[0] // 2
            ends = struct.unpack_from(f">{half}H", font, at + 14)
            starts = struct.unpack_from(f">{half}H", font, at + 16 + 2 * half)
            yield from (code for a, b in zip(starts, ends, strict=True) for code in range(a, b + 1) if code != 0xFFFF)


@needs_poppler
def test_a_filter_of_four_hundred_letters_without_a_blank_stays_on_the_page(tmp_path: Path) -> None:
    long = "Werkstatt-Ünüversälé_" * 20
    made = replace(
        sheet(table([long]), title="Shops", lines=(f"Compared with {long}.",)), choice=long, findings=(long,)
    )
    (tmp_path / "a.pdf").write_bytes(as_pdf.pages(made))
    told = subprocess.run(["pdftotext", "-bbox", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True)
    wide = float(re.findall(r'<page width="([\d.]+)"', told.stdout)[0])
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', told.stdout)]
    assert len(ends) > 40 and max(ends) <= wide - 40  # the margin is 16 mm


def test_a_part_may_have_a_drawing_above_its_table(tmp_path: Path) -> None:
    part = drawings.bars(table(["Milan", "Rome"]), "name", "net_eur")
    assert part.picture.count("<rect") == 2 and not part.drawing
    page = as_html.page(sheet(part)).decode()
    assert page.index("<rect") < page.index("<td") and page.count("<td") == 4
    if shutil.which("pdftotext"):
        assert text(as_pdf.pages(sheet(part)), tmp_path).count("Milan") == 2  # in the drawing and in the table
