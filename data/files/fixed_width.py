"""Files of records whose fields have fixed widths and no header, as UnionPay writes them: cut by bytes and given one.

A Chinese sign has two bytes or four, so that a line is cut before it is decoded.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

ENCODING = "gb18030"


@dataclass(frozen=True)
class Shape:
    """How records are cut.

    Attributes:
        begins: pattern of a record's first field.
        fields: name and width of each field, one blank between two.
        fewest: fields that a record must have; later ones may be cut off with the blanks at its end.
    """

    begins: re.Pattern[bytes]
    fields: tuple[tuple[str, int], ...]
    fewest: int

    def cut(self, line: bytes) -> list[bytes] | None:
        """A record's fields; None where the line is no such record."""
        ends = list(accumulate((width + 1 for _, width in self.fields)))
        present = [end for end in ends if end <= len(line) + 1]
        if len(present) < self.fewest or not self.begins.fullmatch(line[: ends[0] - 1]):
            return None
        if any(line[end - 1 : end] not in {b" ", b""} for end in present):
            return None
        starts = [0, *ends[:-1]]
        return [line[start : end - 1] for start, end in zip(starts, ends, strict=True)]


_NAMED = {
    1: "code", 4: "trace", 5: "time", 7: "amount", 10: "query id", 12: "order", 16: "fee", 17: "settled", 20: "type", 27: "original query id",
    28: "merchant", 36: "discount", 41: "original order",
}  # fmt: skip
_WIDTHS = (
    3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1,
    32, 98,
)  # fmt: skip
# The merchant's file of online and QR payments (ZM).
UNIONPAY = Shape(
    begins=re.compile(rb"[A-Z]\d\d"),
    fields=tuple((f"unionpay {_NAMED.get(at, f'field {at}')}", width) for at, width in enumerate(_WIDTHS, start=1)),
    fewest=28,
)


def as_csv(path: Path, scratch: Path) -> Path | None:
    """A copy with a header and commas; None where the first line of the file is no record of a known shape."""
    with path.open("rb") as handle:
        first = handle.readline(1 << 12).rstrip(b"\r\n")
    if UNIONPAY.cut(first) is None:
        return None
    target = scratch / "fixed.csv"
    with target.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow([name for name, _ in UNIONPAY.fields])
        writer.writerows(_records(path))
    return target


def _records(path: Path) -> Iterator[list[str]]:
    """A line that is no record stays one cell, which the reader of rows rejects."""
    with path.open("rb") as handle:
        for line in handle:
            plain = line.rstrip(b"\r\n")
            if plain.strip():
                fields = UNIONPAY.cut(plain)
                yield [field.decode(ENCODING, errors="replace").strip() for field in fields or [plain]]
