"""What a page compares with: the earlier days, over which days and stores, or why there are none."""

from dataclasses import dataclass, replace

from analytics.compare import Basis, Comparison, comparable, comparison
from analytics.period import Period
from analytics.reach import reach
from analytics.results import CannotTell, Reason
from data.store import Choice
from sheets.choice import Chosen, region
from sheets.reading import Reading
from words import comparisons, explanations, formats
from words.messages import _, plural


@dataclass(frozen=True)
class Past:
    """What the figures of a choice are held against.

    Attributes:
        choice: the filters; under the switch, the stores open on both sides only.
        period: the days shown: those chosen, cut at the last complete day of data where they are compared.
        comparison: None where nothing can be compared.
        shared: the part of it whose earlier days are in the data; itself where all are.
        reason: why nothing is compared; None where something is.
        stores: those compared, under the switch; empty without it.
    """

    choice: Choice
    period: Period
    comparison: Comparison | None = None
    shared: Comparison | None = None
    reason: Reason | None = None
    stores: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all earlier days are in the data."""
        return self.comparison is not None and self.shared == self.comparison

    @property
    def against(self) -> tuple[Comparison, ...]:
        """What questions of a period are asked beside it."""
        return (self.comparison,) if self.comparison else ()

    @property
    def code(self) -> str:
        """What the earlier days are called in tables; empty where nothing is compared."""
        return self.comparison.code if self.comparison else ""

    @property
    def named(self) -> dict[str, str]:
        """By that code, what stands beside a change."""
        return {each.code: comparisons.beside(each) for each in self.against}

    @property
    def named_on_paper(self) -> dict[str, str]:
        """The same without dates: those stand once, under the title of the sheet."""
        return {each.code: comparisons.short(each) for each in self.against}

    @property
    def days(self) -> str:
        """The earlier days by their dates; empty where nothing is compared."""
        return comparisons.days(self.comparison) if self.comparison else ""

    @property
    def name(self) -> str:
        """What the earlier days are called within a sentence; empty where nothing is compared."""
        return comparisons.name(self.comparison) if self.comparison else ""

    @property
    def title(self) -> str:
        """The same by itself, as a chart names a line."""
        return self.name[:1].upper() + self.name[1:]


def past(reading: Reading, chosen: Chosen) -> Past:
    """What the figures of a choice are held against."""
    known = reading.fact(reach)
    if not chosen.compare:
        return Past(chosen.choice, chosen.period)
    try:
        made = comparison(known, chosen.period, Basis.of(chosen.compare), region(reading, chosen.choice))
        choice, stores = _narrowed(reading, chosen, made)
        return Past(choice, made.period, made, made.shared(known), stores=stores)
    except CannotTell as untold:
        return Past(chosen.choice, chosen.period, reason=untold.reason)


def sentences(reading: Reading, chosen: Chosen, made: Past) -> list[str]:
    """What is compared with what, or why nothing is; a sentence each."""
    if made.reason is not None:
        return [explanations.sentence(made.reason)]
    if made.comparison is None:
        return []
    told = [comparisons.stated(made.comparison), _cut(reading, chosen, made.comparison), _partly(made)]
    stores = len(made.stores)
    if stores:
        told.append(
            plural(
                "Only the {n} boutique that was open on both sides counts.",
                "Only the {n} boutiques that were open on both sides count.",
                stores,
            )
        )
    return [sentence for sentence in told if sentence]


def described(made: Past) -> dict[str, dict[str, object]]:
    """The same for the note of an export: by code, the earlier days, the days they are held against, the stores."""
    if made.comparison is None or not made.is_whole:
        return {}
    earlier, own = made.comparison.against, made.comparison.period
    told: dict[str, object] = {
        "name": comparisons.name(made.comparison),
        "since": earlier.since,
        "until_excluded": earlier.until,
        "compared_since": own.since,
        "compared_until_excluded": own.until,
    }
    return {made.code: {**told, **({"stores": made.stores} if made.stores else {})}}


def _narrowed(reading: Reading, chosen: Chosen, made: Comparison) -> tuple[Choice, tuple[str, ...]]:
    if not chosen.same_stores:
        return chosen.choice, ()
    stores: tuple[str, ...] = reading.fact(comparable, comparison=made, among=chosen.choice.store_id)
    return replace(chosen.choice, store_id=stores), stores


def _cut(reading: Reading, chosen: Chosen, made: Comparison) -> str:
    """That the period is not over, or ends on a day that is not."""
    if made.period == chosen.period:
        return ""
    days = formats.period(made.period.since, made.period.until)
    last = formats.day(reading.fact(reach).complete_to)
    return _("The data are complete to {day}, so both sides are of the days up to it: {days}.", day=last, days=days)


def _partly(made: Past) -> str:
    return "" if made.is_whole else _("The earlier days are not fully in the data, so no card shows a change.")
