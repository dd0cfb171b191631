"""The records of a csv file, one by one: a quote that is never closed costs its own row, not those below it."""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator

UNCLOSED = "a quote is opened in this row and not closed; close it, or take it out, and load the file again"


class Records:
    """A reader of delimited text whose records may span several lines.

    Attributes:
        line: number of the lines read so far, which is that of the last line of the record just given.
        is_last: whether the record just given ends the text without a line break behind it.
    """

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        """Reads from lines that keep their line breaks."""
        self._lines, self._delimiter = iter(lines), delimiter
        self._waiting, self._held = deque[str](), list[str]()
        self._reader = csv.reader(self._numbered(), delimiter=delimiter)
        self.line = 0
        self.is_last = False

    def _numbered(self) -> Iterator[str]:
        return _Again(self._next)

    def _next(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self.line += 1
        self._held.append(line)
        self.is_last = not line.endswith(("\n", "\r"))
        return line

    def next(self, wide: int) -> tuple[list[str], bool] | None:
        """The next record's cells, and whether it is whole; None at the end.

        A record over several lines that is not well-formed, while one of those lines is a row by itself, is no record: its first line is
        given as broken, and the others are read again.

        Args:
            wide: how many cells make a row of the file.
        """
        self._held.clear()
        cells = next(self._reader, None)
        if cells is None:
            return None
        held = self._held
        if len(held) > 1 and not (len(cells) == wide and self._is_strict(held)):
            below = [line for line in held[1:] if line.strip()]
            if any(len(self._alone(line)) == wide for line in below):
                self._waiting.extendleft(reversed(held[1:]))
                self.line -= len(held) - 1
                self._reader = csv.reader(self._numbered(), delimiter=self._delimiter)
                self.is_last = False
                return self._alone(held[0]), False
        return cells, True

    def _alone(self, line: str) -> list[str]:
        return next(csv.reader([line], delimiter=self._delimiter), [])

    def _is_strict(self, lines: list[str]) -> bool:
        try:
            for _ in csv.reader(lines, delimiter=self._delimiter, strict=True):
                pass
        except csv.Error:
            return False
        return True


class _Again(Iterator[str]):
    """What a function gives, also after it had nothing more once: lines may be put back."""

    def __init__(self, give: Callable[[], str]) -> None:
        self._give = give

    def __next__(self) -> str:
        return self._give()
