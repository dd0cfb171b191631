"""A screen on paper: its figures, findings and parts, whatever it is then written as (HTML, PDF, a workbook)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from analytics.metrics import Metric
from analytics.metrics import metrics as known
from sheets import files, grid, notes
from sheets.choice import Chosen, bounds, described
from sheets.figure import Figure
from sheets.part import Part
from sheets.reading import Reading
from words import currency, formats
from words.messages import _

ROWS = 40  # of a table, that a reader of paper may go through
WIDE = 9  # columns from which on their letters are small


@dataclass(frozen=True)
class Sheet:
    """What a screen says, in the reader's words.

    Attributes:
        title: of the screen.
        choice: period and filters.
        findings: what happened, in sentences.
        lines: what is compared, and what must be known besides.
        figures: of the cards.
        rows: parts below each other, those of one row side by side.
        data: tables that only a workbook has.
        data_to: the last day with an order.
        version: of the store.
        is_sample: whether the shop is invented.
        currency: that the shop states.
    """

    title: str
    choice: str
    findings: tuple[str, ...]
    lines: tuple[str, ...]
    figures: tuple[Figure, ...]
    rows: tuple[tuple[Part, ...], ...]
    data: tuple[Part, ...]
    data_to: date
    version: int
    is_sample: bool
    currency: str

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in their order."""
        return tuple(part for row in self.rows for part in row)

    @property
    def sample(self) -> str:
        """That the shop is invented; empty where it is not."""
        return _("Sample shop: invented data") if self.is_sample else ""

    @property
    def source(self) -> str:
        """How far the data go and in which currency: the same whenever it is asked."""
        reach = _("Data to {day}, version {n}.", day=formats.day(self.data_to), n=self.version)
        return f"{reach} {amounts(self.currency)}"


def printed(
    reading: Reading,
    chosen: Chosen,
    title: str,
    parts: Sequence[Part | Sequence[Part]],
    *,
    figures: Sequence[Figure] = (),
    lines: Sequence[str] = (),
    findings: Sequence[str] = (),
    data: Sequence[Part] = (),
) -> Sheet:
    """The sheet of a screen.

    Args:
        reading: of the store that is told of.
        chosen: period and filters.
        title: of the screen.
        parts: in their order; several side by side are a sequence of their own. Each is a table of its `columns`, or a drawing.
        figures: of its cards.
        lines: what else is said under the title.
        findings: what happened, said first; empty ones are left out.
        data: tables that only a workbook has.
    """
    return Sheet(
        title,
        described(reading, chosen),
        tuple(filter(None, findings)),
        tuple(filter(None, [*lines, *withheld_cells(reading, chosen), *notes.missing(reading)])),
        tuple(figures),
        tuple((row,) if isinstance(row, Part) else tuple(row) for row in parts),
        tuple(data),
        bounds(reading)[1],
        reading.store.version,
        reading.store.is_sample,
        reading.store.currency,
    )


def withheld_cells(reading: Reading, chosen: Chosen) -> list[str]:
    """How many cells are hidden from this reader, as a sentence; none for who may see persons."""
    return [said] if (said := grid.said(reading, chosen)) else []


def refusal(reading: Reading, chosen: Chosen, sentence: str) -> Sheet:
    """The sheet of a choice that holds nothing: why."""
    return printed(reading, chosen, "Vetrina", (), findings=[sentence])


def told(part: Part) -> list[str]:
    """What is to be said below a part, each sentence once."""
    note = "" if any(part.note in caption for caption in part.captions) else part.note
    return list(dict.fromkeys(filter(None, [*part.captions, _cut(part), note])))


def _cut(part: Part) -> str:
    if part.drawing or len(part.drawn) <= ROWS:
        return ""
    shown, everything = formats.number(ROWS), formats.number(len(part.drawn))
    return _("The first {shown} of {all} rows; the export has all of them.", shown=shown, all=everything)


def is_quiet(part: Part, column: str) -> list[bool]:
    """By printed row, whether a change is grey: one that is not clear, in a table that says which are (`is_clear`)."""
    rows = part.drawn.head(ROWS)
    if part.columns[column][1] != "change" or "is_clear" not in rows:
        return [False] * len(rows)
    return [
        not bool(clear) if clear == clear and clear is not None else True for clear in rows["is_clear"].astype(object)
    ]


def nothing(part: Part) -> str:
    """Why a part without rows is not drawn."""
    return part.empty or _("Nothing in this selection.")


def meanings(figures: Sequence[Figure]) -> list[Metric]:
    """The entries of figures in the catalogue, of those that have one."""
    return [known()[metric] for metric in dict.fromkeys(figure.metric for figure in figures) if metric in known()]


def made() -> str:
    """When this was made."""
    return _("Made on {now} (UTC).", now=formats.moment(datetime.now(UTC).replace(tzinfo=None)))


def amounts(own: str) -> str:
    """In which currency amounts are, and at which rates, of a shop that states `own`."""
    if own == "EUR":
        return currency.stated()
    return _("Amounts in {currency}, as the orders state them.", currency=currency.name())


def file_name(reading: Reading, screen: str, chosen: Chosen, ending: str = "html") -> str:
    """A name that says what is in it."""
    return f"{files.stem(reading, screen, chosen)}.{ending}"
