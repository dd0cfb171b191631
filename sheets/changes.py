"""Changes on another period: which may be shown, and how they are written."""

from dataclasses import dataclass

import pandas as pd

from analytics.doubt import MIN_ORDERS
from words import formats
from words.formats import Unit
from words.messages import _


@dataclass(frozen=True)
class Change:
    """A change as cards show it.

    Attributes:
        text: such as `+3.2%`, `-0.4 pp` or `±0`; empty where no percentage is told. Its sign is ASCII: cards read it to turn
            their arrow.
        is_clear: whether it is more than the accident of who happened to shop; only such a one has a colour.
        interval: the 95 % interval in words; empty where there is none.
        why: what is to be said of one that is not clear.
    """

    text: str
    is_clear: bool = False
    interval: str = ""
    why: str = ""

    def on(self, other: str) -> str:
        """The change on another period, named by `vs last year` or the like, in a line of text."""
        told = f"{self.text.replace('-', '−')} {other}" if self.text else ""
        return _("{change}: {why}", change=told, why=self.why) if told and self.why else told or self.why

    def beside(self, other: str) -> str:
        """The change on a further period with its interval, in a line of text of its own."""
        told = self.on(other) if self.text else _("{change}: {why}", change=other, why=self.why) if self.why else ""
        return " ".join(filter(None, [told, self.interval if self.text else ""]))


def covered(numbers: pd.DataFrame) -> pd.DataFrame:
    """Only periods wholly in the data: a year that begins midway would make any change look like growth."""
    if "is_covered" not in numbers:
        return numbers
    return numbers[numbers["is_covered"].astype(bool) | (numbers.index == "current")]


def change_of(doubts: pd.DataFrame | None, against: str, metric: str, values: pd.Series, unit: Unit) -> Change | None:
    """How a figure changed on another period; None where that is not known.

    Args:
        doubts: rows of `analytics.doubt.changes`, uncut; None for figures that nobody's shopping moves.
        against: `previous` or `last_year`.
        values: the figure by period.
    """
    text = changed(values.get("current"), values.get(against), unit)
    if text is None:
        return None
    if doubts is None:
        return Change(text)
    found = doubts[(doubts["against"] == against) & (doubts["figure"] == metric)]
    return Change(text) if found.empty else judged(found.iloc[0], text, unit)


def judged(row: pd.Series, text: str, unit: Unit) -> Change:
    """A change with its doubt, from a row of `analytics.doubt.changes` and the change in words."""
    if min(row["orders"], row["orders_then"]) < MIN_ORDERS:
        return Change("", why=_too_few(str(row.get("counted", "orders"))))
    if formats.missing(row["change_low"]):
        return Change(text)
    interval = between(row["change_low"], row["change_high"], unit)
    return Change(text, True, interval) if row["is_clear"] else Change(text, False, interval, _("no clear change"))


def _too_few(counted: str) -> str:
    """That there are too few of what a figure counts for a percentage."""
    match counted:
        case "unmatched":
            return _("fewer than {n} unmatched items", n=MIN_ORDERS)
        case "payments" | "converted":
            return _("fewer than {n} payments", n=MIN_ORDERS)
        case "rows_here":
            return _("fewer than {n} orders and payments", n=MIN_ORDERS)
    return _("fewer than {n} orders", n=MIN_ORDERS)


def between(low: float, high: float, unit: Unit) -> str:
    """The interval of a change in words."""
    write = formats.points if unit == "percent" else formats.change
    return formats.interval(write(low), write(high)).replace(" ", "\u00a0")


def changed(now: float | None, then: float | None, unit: Unit) -> str | None:
    """A change in words: shares in points, all else in percent of before; None where unknown.

    The sign is ASCII: the card reads it to turn its arrow.
    """
    if formats.missing(now) or formats.missing(then):
        return None
    gap = float(now or 0) - float(then or 0)
    if unit == "percent":
        return formats.points(gap).replace("−", "-") if round(gap, 3) else "±0"
    if then is None or then <= 0:
        return None
    share = gap / float(then)
    return formats.change(share).replace("−", "-") if round(share, 3) else "±0"
