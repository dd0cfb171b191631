"""What the cells of one column are: moments, numbers, addresses, countries or any text; and how they are written."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

FEW = 1  # of a file of a few rows
MOSTLY = 0.9  # of the cells: one that is written otherwise is rejected when it is loaded, and said to be
_SIGN = r"(?:[A-Z]{3}|[€$£¥￥])?"
_NUMBER = r"[-+(]?\s*{sign}\s*-?(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+)(?:{point}\d+)?\s*(?:[A-Z]{{3}}|[€$£¥元%])?\)?"
_MARKS = {
    mark: re.compile(_NUMBER.format(sign=_SIGN, group=re.escape(group), point=re.escape(mark)))
    for mark, group in ((".", ","), (",", "."))
}
_ISO = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T].*)?")
_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,?[ T]+(.+))?")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?")
_OFFSET = re.compile(r"\d:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)$")
_CURRENCIES = {"€": "EUR", "£": "GBP", "元": "CNY"}  # $ and ¥ are of several countries


def bare(cell: str) -> str:
    """A cell as loading reads it: without blanks, backticks and the marks of a spreadsheet."""
    return re.sub(r'^="?(.*?)"?$', r"\1", cell.strip()).lstrip("`'").strip()


@dataclass(frozen=True)
class Column:
    """A header and the cells below it."""

    header: str
    cells: tuple[str, ...]

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell not in {"", "-", "--", "NULL", "N/A"})

    @cached_property
    def kind(self) -> str:
        """`moment`, `clock`, `email`, `country`, `number` or `text`; `empty` where no cell is filled."""
        if not self.filled:
            return "empty"
        if self._mostly(lambda cell: _ISO.fullmatch(cell) or _DAY.fullmatch(cell)):
            return "moment"
        if self._mostly(_CLOCK.fullmatch):
            return "clock"
        if self._mostly(lambda cell: "@" in cell):
            return "email"
        if self._mostly(re.compile("[A-Za-z]{2}").fullmatch):
            return "country"
        return "number" if any(self._mostly(shape.fullmatch) for shape in _MARKS.values()) else "text"

    @cached_property
    def decimal(self) -> str:
        """The mark before the decimals."""
        fits = {mark: sum(bool(shape.fullmatch(cell)) for cell in self.filled) for mark, shape in _MARKS.items()}
        return "," if fits[","] > fits["."] else "."

    @cached_property
    def is_either_way(self) -> bool:
        """Whether its marks may be read both ways, as 1.234 alone may."""
        marked = [cell for cell in self.filled if re.search(r"\d[.,]\d", cell)]
        return bool(marked) and all(shape.fullmatch(cell) for cell in marked for shape in _MARKS.values())

    def value(self, cell: str) -> float | None:
        """A number of this column."""
        if not _MARKS[self.decimal].fullmatch(cell):
            return None
        digits = re.sub(r"[^\d.,]", "", cell)
        plain = digits.replace(",", "") if self.decimal == "." else digits.replace(".", "").replace(",", ".")
        return -float(plain) if re.search(r"[-(]", cell) else float(plain)

    @cached_property
    def currency(self) -> str | None:
        """The currency that the header or the cells' signs name, where it is one."""
        if named := re.search(r"\b(EUR|GBP|CNY|USD|CHF|HKD|JPY|BRL)\b", self.header):
            return named[1]
        signs = {_CURRENCIES[sign] for cell in self.filled for sign in _CURRENCIES if sign in cell}
        return signs.pop() if len(signs) == 1 else None

    @cached_property
    def says_offset(self) -> bool:
        """Whether its moments carry their offset from Greenwich."""
        return bool(self.filled) and self._mostly(_OFFSET.search)

    @cached_property
    def order(self) -> str:
        """Whether the day stands first (`dm`), the month (`md`), or nothing tells (`??`); `iso` where the year does."""
        parts = [match for cell in self.filled if (match := _DAY.fullmatch(cell))]
        if not parts:
            return "iso"
        if any(match[2] == "." for match in parts) or any(int(match[1]) > 12 for match in parts):
            return "dm"
        return "md" if any(int(match[3]) > 12 for match in parts) else "??"

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """How its moments are written; none where the year stands first, which is read without being told."""
        shapes: dict[str, None] = {}
        for cell in self.filled:
            if match := _DAY.fullmatch(cell):
                day = {"dm": [("%d", "%m")], "md": [("%m", "%d")]}.get(self.order, [("%d", "%m"), ("%m", "%d")])
                year = "%Y" if len(match[4]) == 4 else "%y"
                tail = f" {clock_format(match[5])}" if match[5] else ""
                shapes |= dict.fromkeys(f"{a}{match[2]}{b}{match[2]}{year}{tail}" for a, b in day)
        return tuple(shapes)[:8]

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """Its different cells, the most frequent first."""
        counts: dict[str, int] = {}
        for cell in self.filled:
            counts[cell] = counts.get(cell, 0) + 1
        return tuple(sorted(counts, key=lambda cell: (-counts[cell], cell)))

    def _mostly(self, test: Callable[[str], object]) -> bool:
        others = sum(1 for cell in self.filled if not test(cell))
        return others <= max(FEW if len(self.filled) > FEW + 1 else 0, (1 - MOSTLY) * len(self.filled))


def clock_format(cell: str) -> str:
    """How a time of day is written: 18:05, 18:05:09, 6:05 PM."""
    seconds = ":%S" if cell.count(":") > 1 else ""
    return f"%I:%M{seconds} %p" if re.search("[AaPp][Mm]$", cell) else f"%H:%M{seconds}"


def clock_formats(cells: Sequence[str]) -> tuple[str, ...]:
    """How times of day are written."""
    return tuple(dict.fromkeys(clock_format(cell) for cell in cells))[:4]
