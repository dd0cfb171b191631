"""Law: a line in other bytes than the rest is read by itself and named; it never decides how the others are read.

Broken once: one line of Latin-1 in a UTF-8 export split a boutique in two, `Caffè Milano` and `CaffÃ¨ Milano`, without a word;
one bad byte and a whole GBK bill was refused as "no header".
"""

from pathlib import Path

import pytest

from data.files.decode import decoded

LINES = ("order,store", "1,Caffè Milano", "2,Città di Roma", "3,Caffè Milano")


def read(folder: Path, *lines: bytes) -> tuple[str, str, str | None]:
    """The text, its encoding and what is said of it."""
    file = folder / "export.csv"
    file.write_bytes(b"\n".join(lines) + b"\n")
    found = decoded(file, folder, file.name)
    return found.path.read_text(encoding="utf-8"), found.encoding, found.note()


def test_one_latin_line_leaves_the_others_utf8(tmp_path: Path) -> None:
    lines = [line.encode() for line in LINES[:3]] + [LINES[3].encode("latin-1")]
    text, encoding, note = read(tmp_path, *lines)
    assert text.splitlines() == list(LINES) and encoding == "utf-8"
    assert note and "line 4" in note


def test_one_bad_byte_of_a_chinese_bill_is_replaced_and_named(tmp_path: Path) -> None:
    bill = [line.encode("gb18030") for line in ("交易时间,商户订单号,备注", "2020-06-05,A1,围巾", "2020-06-06,A2,手袋")]
    text, encoding, note = read(tmp_path, *bill[:2], bill[2] + b"\xff", b"2020-06-07,A3,1")
    assert encoding == "gb18030" and "手袋\ufffd" in text and "2020-06-07,A3,1" in text
    assert note and "line 3" in note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_a_file_in_one_encoding_is_read_whole_without_a_word(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes("\n".join(LINES).encode(encoding))
    found = decoded(file, tmp_path, file.name)
    assert found.path.read_text(encoding="utf-8").removeprefix("\ufeff").splitlines() == list(LINES)
    assert found.note() is None


BILL = ("交易时间,业务类型,备注", "2020-06-05,交易,围巾", "2020-06-06,退款,手袋")


@pytest.mark.parametrize(
    ("most", "stray", "how"), [("utf-8", "gb18030", "as GB18030"), ("gb18030", "utf-8", "as UTF-8")]
)
def test_one_line_of_a_chinese_bill_in_the_other_chinese_encoding(
    most: str, stray: str, how: str, tmp_path: Path
) -> None:
    """Broken once: 交易 on a line of GBK was read as western letters, and the payment was no payment."""
    text, encoding, note = read(tmp_path, *(line.encode(most) for line in BILL[:2]), BILL[2].encode(stray))
    assert text.splitlines() == list(BILL) and encoding == most
    assert note and "line 3" in note and how in note


def test_a_latin_line_of_a_chinese_file_stays_latin(tmp_path: Path) -> None:
    text, _, note = read(
        tmp_path, *(line.encode() for line in BILL), "2020-06-07,交易".encode(), b"2020-06-08,Caff\xe8"
    )
    assert "Caff\u00e8" in text and note and "Windows-1252" in note


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "gb18030"])
def test_a_zero_byte_is_left_out_and_named(encoding: str, tmp_path: Path) -> None:
    """Broken once: one zero byte in a cell, and the whole file was "not text"."""
    lines = BILL if encoding == "gb18030" else LINES
    text, found, note = read(
        tmp_path, *(line.encode(encoding) for line in lines[:2]), b"9\x00,x", lines[2].encode(encoding)
    )
    assert text.splitlines() == [*lines[:2], "9,x", lines[2]] and found == encoding
    assert note and "zero bytes on line 3" in note
