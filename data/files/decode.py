"""Which encoding a text file is in, and its text as UTF-8 on disk.

DuckDB reads UTF-8 only (GBK is refused), so text is decoded here. A line in other bytes than the rest (exports joined,
a name pasted in, a bit gone wrong) is read by itself and named: it never decides how the others are read.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import Unreadable
from data.files import alphabets, fixed_width

CHUNK = 1 << 20
MOST_NAMED = 5  # line numbers in one sentence
WESTERN = ("cp1252", "cp1250", "mac_roman")
COMMON, TRADITIONAL, SHARE = 0.4, 0.7, 0.9  # of the characters: common ones of GB2312, of Big5; letters and usual marks
LONGEST_WESTERN = 3.0  # mean run of letters beyond ASCII: whole words of them are of another alphabet
STRAY, STRAY_SHARE = 2, 0.01  # signs that no text has, of which a damaged one may have a few
_LOOKS_BINARY = re.compile(rb"%PDF|\x89PNG|GIF8|\xff\xd8\xff|PAR1|SQLite|\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xd0\xcf\x11\xe0")
CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Decoded:
    """A file's text.

    Attributes:
        path: UTF-8 without byte-order mark: a copy, or the file itself where it is that already.
        encoding: what the file is in.
        doubtful: numbers of lines, from 1, whose bytes are of another encoding or of none.
        chinese: those of them that were read as the Chinese that the rest of the file is in.
        is_guess: whether the bytes fit the encoding, and may fit another as well.
        zeros: numbers of lines with bytes of nought, which are no character and were left out.
    """

    path: Path
    encoding: str
    doubtful: tuple[int, ...] = ()
    chinese: frozenset[int] = frozenset()
    is_guess: bool = False
    zeros: tuple[int, ...] = ()

    def note(self) -> str | None:
        """What the reader must know of lines that were not read like the others."""
        is_utf8 = self.encoding.startswith("utf-8")
        others = [line for line in self.doubtful if line not in self.chinese]
        ways = {
            ("as GB18030" if is_utf8 else "as UTF-8"): sorted(self.chinese),
            ("as Windows-1252" if is_utf8 else "with \ufffd for what is no character"): others,
        }
        notes = [
            f"bytes on line {_named(lines)} are not {self.encoding} like the rest; they were read {how}"
            for how, lines in ways.items()
            if lines
        ]
        if self.zeros:
            notes.append(f"zero bytes on line {_named(self.zeros)} are no text and were left out")
        if self.is_guess:
            notes.append(
                f"its bytes are no UTF-8 and were read as {self.encoding}; where names look wrong, save the file as UTF-8 and "
                "load it again"
            )
        return "; ".join(notes) or None


def _named(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:MOST_NAMED])) + (" ..." if len(lines) > MOST_NAMED else "")


def decoded(path: Path, scratch: Path, name: str) -> Decoded:
    """The file's text as UTF-8.

    Args:
        name: what the user calls the file.

    Raises:
        Unreadable: the bytes are not text.
    """
    if cut := fixed_width.as_csv(path, scratch):
        return Decoded(cut, fixed_width.ENCODING)
    encoding, is_whole, is_guess = _encoding(path, name)
    zeros = _lines_with_zeros(path) if not encoding.startswith("utf-16") else ()
    if encoding == "utf-8" and is_whole and not zeros:
        return Decoded(path, encoding)
    mark = len(codecs.BOM_UTF8) if _has_mark(path) else 0
    target = scratch / "decoded.txt"
    if encoding.startswith("utf-16"):
        try:
            _recode(path, encoding, target)
        except UnicodeError as error:
            raise Unreadable(
                f"{name} begins as {encoding} text and goes on as something else; export it again"
            ) from error
        return Decoded(target, encoding)
    stray = dict(_recode_lines(path, mark, encoding, target))
    chinese = frozenset(line for line, is_chinese in stray.items() if is_chinese)
    return Decoded(target, encoding, tuple(stray), chinese, is_guess, zeros)


def _recode(path: Path, encoding: str, target: Path) -> None:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    with path.open("rb") as source, target.open("w", encoding="utf-8", newline="") as sink:
        while chunk := source.read(CHUNK):
            sink.write(_plain(decoder.decode(chunk)))
        sink.write(_plain(decoder.decode(b"", final=True)))


def _recode_lines(path: Path, mark: int, encoding: str, target: Path) -> Iterator[tuple[int, bool]]:
    """Writes the text line by line; yields the numbers of those whose bytes are not of the encoding, and whether they are Chinese in another one."""
    plain = encoding.removesuffix("-sig")
    is_chinese = plain == "utf-8" and _holds_chinese(path)
    with path.open("rb") as source, target.open("w", encoding="utf-8", newline="") as sink:
        source.seek(mark)
        for number, line in enumerate(source, start=1):
            text = _in_other_chinese(line, plain, is_chinese)
            if text is not None:
                yield number, True
            else:
                try:
                    text = line.decode(plain)
                except UnicodeDecodeError:
                    yield number, False
                    text = line.decode("cp1252" if plain == "utf-8" else plain, errors="replace")
            sink.write(_plain(text))


def _in_other_chinese(line: bytes, plain: str, is_chinese: bool) -> str | None:
    """The text of a line of GBK in a Chinese file of UTF-8, and of one of UTF-8 in a file of GBK, which would read it as other words.

    Three bytes of UTF-8 make a Chinese character; that a line of GBK is well-formed UTF-8 with such by chance does not happen.
    """
    if line.isascii() or plain not in {"utf-8", "gb18030"}:
        return None
    if plain == "utf-8" and not (is_chinese and _looks_chinese(line) and _decoded_as(line, plain) is None):
        return None
    text = _decoded_as(line, "utf-8" if plain == "gb18030" else "gb18030")
    return text if text is not None and CHINESE.search(text) else None


def _decoded_as(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _holds_chinese(path: Path) -> bool:
    """Whether any of its lines of UTF-8 is Chinese."""
    with path.open("rb") as source:
        return any(not line.isascii() and CHINESE.search(line.decode("utf-8", errors="ignore")) for line in source)


def _plain(text: str) -> str:
    return text.replace("\ufeff", "").replace("\0", "")


def _lines_with_zeros(path: Path) -> tuple[int, ...]:
    """Numbers of the lines that hold a zero byte."""
    with path.open("rb") as handle:
        if not any(b"\0" in chunk for chunk in iter(lambda: handle.read(CHUNK), b"")):
            return ()
        handle.seek(0)
        return tuple(number for number, line in enumerate(handle, start=1) if b"\0" in line)


def _has_mark(path: Path) -> bool:
    with path.open("rb") as handle:
        return handle.read(3) == codecs.BOM_UTF8


def _encoding(path: Path, name: str) -> tuple[str, bool, bool]:
    """The encoding, whether all bytes are known to be of it (a large file is not looked through twice), and whether it is a guess."""
    with path.open("rb") as handle:
        head = handle.read(1 << 16)
    if not head.strip():
        raise Unreadable(f"{name} is empty; export it again")
    if head.startswith(b"PK\x03\x04"):
        raise Unreadable(f"{name} is a zip or workbook cut short; copy or export it again")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", False, False
    if b"\0" in head and (wide := _zero_bytes(path, head, name)):
        return wide, True, False
    is_whole = _decodes(path, "utf-8")
    if is_whole or _is_mostly(path, "utf-8"):
        return ("utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"), is_whole, False
    # A mark of UTF-8 before other bytes: a program put it there without looking at what follows.
    head = head.removeprefix(codecs.BOM_UTF8)
    runs = re.findall(rb"[\x80-\xff]+", head)
    is_long = sum(map(len, runs)) > LONGEST_WESTERN * len(runs)
    if is_long and alphabets.is_lettered(head) and (found := alphabets.letters(head)):
        return found, False, True
    if _looks_chinese(head) and _is_mostly(path, "gb18030"):
        return _chinese(path, head)
    if is_long and ((found := alphabets.letters(head)) or _letters(path, "cp1251") >= SHARE):
        return found or "cp1251", False, True
    return _western(path)


def _chinese(path: Path, head: bytes) -> tuple[str, bool, bool]:
    """GB18030 where its characters are those that Chinese is written with, else Big5 or western bytes that fit by chance."""
    if alphabets.is_korean(head) and _is_mostly(path, "cp949"):
        return "cp949", False, True
    if _common(head, range(0xB0, 0xD8)) >= COMMON:
        return "gb18030", False, False
    if _is_mostly(path, "big5") and _common(head, range(0xA4, 0xC7), trail=0x40) >= TRADITIONAL:
        return "big5", False, True
    if _letters(path, "cp1250") >= SHARE:
        encoding, is_whole, _is_guess = _western(path)
        return encoding, is_whole, True
    return "gb18030", False, True


def _western(path: Path) -> tuple[str, bool, bool]:
    letters: dict[str, float] = {}
    for encoding in WESTERN:
        letters[encoding] = _letters(path, encoding)
        if letters[encoding] == 1:  # none can read better, and each reads the whole file
            break
    best = max(letters, key=letters.__getitem__)
    if letters[best] < SHARE:
        return "cp1252", False, True
    if best == "cp1252" and (other := alphabets.other_latin(_beyond(path, best))):
        return other, False, True
    if best == "mac_roman" and alphabets.is_of_dos(_beyond(path, best), _beyond(path, "cp850")):
        return "cp850", False, True
    return best, True, best == "cp1250"


def _beyond(path: Path, encoding: str) -> str:
    """The lines that hold more than ASCII, of the first part of the file."""
    with path.open("rb") as handle:
        return "".join(
            line.decode(encoding, errors="ignore") for line in handle.readlines(1 << 20) if not line.isascii()
        )


def _common(head: bytes, leads: range, trail: int = 0xA1) -> float:
    """Share of the double bytes whose first is one of `leads` and whose second is `trail` or more; the marks of GB2312 count as well."""
    pairs: list[bytes] = re.findall(rb"[\x81-\xfe][\x30-\xfe]", head)
    common = sum(bool(pair[1] >= trail) and (pair[0] in leads or 0xA1 <= pair[0] <= 0xA3) for pair in pairs)
    return common / max(len(pairs), 1)


def _zero_bytes(path: Path, head: bytes, name: str) -> str | None:
    """UTF-16 without its mark has a zero in every second byte of Latin text; None where a few zeros stand in text that is none; else no text."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > len(head) / 8 and others < zeros / 8 and _decodes(path, encoding):
            return encoding
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\f" for byte in head)
    if controls <= max(STRAY, len(head) * STRAY_SHARE) and not _LOOKS_BINARY.match(head):
        return None
    raise Unreadable(f"{name} is not text, a workbook, a zip or parquet; export it as csv, xlsx or parquet")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        with path.open("rb") as handle:
            handle.seek(len(codecs.BOM_UTF8) if _has_mark(path) else 0)
            while chunk := handle.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly(path: Path, encoding: str) -> bool:
    """Whether at least as many lines with other than ASCII bytes are of this encoding as are not."""
    fitting = failing = 0
    with path.open("rb") as handle:
        handle.seek(len(codecs.BOM_UTF8) if _has_mark(path) else 0)
        for line in handle:
            if line.isascii():
                continue
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                failing += 1
            else:
                fitting += 1
    return fitting > 0 and fitting >= failing


def _letters(path: Path, encoding: str) -> float:
    """Share of what is not ASCII that makes words in this encoding: letters and the usual marks, not the signs that another has in their
    place; 0 where bytes are not of it."""
    if not _decodes(path, encoding):
        return 0.0
    with path.open("rb") as handle:
        handle.seek(len(codecs.BOM_UTF8) if _has_mark(path) else 0)
        beyond = [sign for line in handle if not line.isascii() for sign in line.decode(encoding) if not sign.isascii()]
    usual = sum(unicodedata.category(sign) in {"Ll", "Lu", "Zs"} or sign in "€£¥°’‘“”–—«»…·®™" for sign in beyond)
    return usual / max(len(beyond), 1)


def _looks_chinese(head: bytes) -> bool:
    """In GBK text high bytes come in runs; in western text a single accented letter stands between plain ones."""
    high = [byte >= 0x80 for byte in head]
    total = sum(high)
    paired = sum(
        1
        for at, is_high in enumerate(high)
        if is_high and (high[at - 1 : at] == [True] or high[at + 1 : at + 2] == [True])
    )
    return total > 0 and paired / total > 0.6
