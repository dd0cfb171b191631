"""What a page compares with: the earlier days, over which days and stores, or why there are none."""

from dataclasses import dataclass, replace

from analytics.compare import Basis, Comparison, comparable, comparison
from analytics.definition import RETAIL, Definition, final_days
from analytics.period import Period
from analytics.reach import reach
from analytics.results import CannotTell, Reason
from data.store import Choice
from sheets.choice import Chosen, region
from sheets.grid import past_on_grid
from sheets.reading import Reading
from words import comparisons, explanations, formats
from words.messages import _, plural


@dataclass(frozen=True)
class Past:
    """What the figures of a choice are held against.

    Attributes:
        choice: the filters; under the switch, the stores open on both sides only.
        period: the days shown: those chosen, cut at the last complete day of data where they are compared, and at the last day
            whose sales are final where the definition holds no others.
        comparison: None where nothing can be compared.
        shared: the part of it whose earlier days are in the data; itself where all are.
        reason: why nothing is compared; None where something is.
        stores: those compared, under the switch; empty without it.
        others: further pasts beside it, those that can be compared.
        left_out: those that cannot, by code, each with its reason.
        definition: whose definition of sales is shown.
    """

    choice: Choice
    period: Period
    comparison: Comparison | None = None
    shared: Comparison | None = None
    reason: Reason | None = None
    stores: tuple[str, ...] = ()
    definition: Definition = RETAIL
    others: tuple[Comparison, ...] = ()
    left_out: tuple[tuple[str, Reason], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the definition holds final sales only, and none of the period's is final."""
        return self.reason is not None and self.reason.code == "returns_open"

    @property
    def is_whole(self) -> bool:
        """Whether all earlier days are in the data."""
        return self.comparison is not None and self.shared == self.comparison

    @property
    def against(self) -> tuple[Comparison, ...]:
        """What questions of a period are asked beside it, of the first past alone."""
        return (self.comparison,) if self.comparison else ()

    @property
    def bases(self) -> tuple[Comparison, ...]:
        """All pasts, the first on top."""
        return (*self.against, *self.others)

    @property
    def code(self) -> str:
        """What the earlier days are called in tables; empty where nothing is compared."""
        return self.comparison.code if self.comparison else ""

    @property
    def named(self) -> dict[str, str]:
        """By code, what stands beside a change; of further pasts without dates, which stand once under the title."""
        return {each.code: comparisons.beside(each) for each in self.against} | self.named_beside

    @property
    def named_beside(self) -> dict[str, str]:
        """The same of further pasts alone."""
        return {each.code: comparisons.short(each) for each in self.others}

    @property
    def named_on_paper(self) -> dict[str, str]:
        """The same without dates: those stand once, under the title of the sheet."""
        return {each.code: comparisons.short(each) for each in self.bases}

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
        return comparisons.title(self.comparison) if self.comparison else ""


def past(reading: Reading, chosen: Chosen) -> Past:
    """What the figures of a choice are held against."""
    known, period, definition = reading.fact(reach), chosen.period, chosen.definition
    try:
        period = final_days(known, period) if definition.is_final else period
        period = past_on_grid(reading, period)
        if not chosen.compare:
            return Past(chosen.choice, period, definition=definition)
        made = comparison(known, period, Basis.of(chosen.compare), region(reading, chosen.choice))
        choice, stores = _narrowed(reading, chosen, chosen.choice, made)
        first = Past(choice, made.period, made, made.shared(known), stores=stores, definition=definition)
    except CannotTell as untold:
        return Past(chosen.choice, period, reason=untold.reason, definition=definition)
    return _beside(reading, chosen, first, period)


def _beside(reading: Reading, chosen: Chosen, first: Past, period: Period) -> Past:
    """The same with the further pasts; under the switch, over the stores open throughout all of them."""
    held = first
    for code in dict.fromkeys(chosen.also):
        if code == first.code:
            continue
        try:
            made = comparison(reading.fact(reach), period, Basis.of(code), region(reading, chosen.choice))
            made.shared(reading.fact(reach))
            choice, stores = _narrowed(reading, chosen, held.choice, made)
            held = replace(held, choice=choice, stores=stores, others=(*held.others, made))
        except CannotTell as untold:
            held = replace(held, left_out=(*held.left_out, (code, untold.reason)))
    return held


def sentences(reading: Reading, chosen: Chosen, made: Past) -> list[str]:
    """What is compared with what, or why nothing is; a sentence each."""
    final = [] if made.is_open else _final_days(chosen, made)
    if made.reason is not None:
        return [*final, explanations.sentence(made.reason)]
    if made.comparison is None:
        return final
    told = [
        *final,
        comparisons.stated(made.comparison),
        *map(comparisons.stated_beside, made.others),
        *(comparisons.refused(code, explanations.sentence(reason)) for code, reason in made.left_out),
        _cut(reading, chosen, made.comparison),
        _partly(made),
        *_partly_beside(reading, made),
    ]
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
    stores = {"stores": made.stores} if made.stores else {}
    return {each.code: {**_days_of(each), **stores} for each in made.bases}


def _days_of(made: Comparison) -> dict[str, object]:
    earlier, own = made.against, made.period
    return {
        "name": comparisons.name(made),
        "since": earlier.since,
        "until_excluded": earlier.until,
        "compared_since": own.since,
        "compared_until_excluded": own.until,
    }


def _narrowed(reading: Reading, chosen: Chosen, among: Choice, made: Comparison) -> tuple[Choice, tuple[str, ...]]:
    """The filters with the stores among them that were open on both sides, and these; as they are without the switch."""
    if not chosen.same_stores:
        return among, ()
    stores: tuple[str, ...] = reading.fact(comparable, comparison=made, among=among.store_id)
    return replace(among, store_id=stores), stores


def _cut(reading: Reading, chosen: Chosen, made: Comparison) -> str:
    """That the period is not over, or ends on a day that is not."""
    if made.period == chosen.period or chosen.definition.is_final:
        return ""
    days = formats.period(made.period.since, made.period.until)
    last = formats.day(reading.fact(reach).complete_to)
    return _("The data are complete to {day}, so both sides are of the days up to it: {days}.", day=last, days=days)


def _final_days(chosen: Chosen, made: Past) -> list[str]:
    """Which days the books hold, where they are not all those chosen."""
    if not chosen.definition.is_final or made.period == chosen.period:
        return []
    days = formats.period(made.period.since, made.period.until)
    return [_("The books hold sales whose return window has closed, so only these days count: {days}.", days=days)]


def _partly(made: Past) -> str:
    return "" if made.is_whole else _("The earlier days are not fully in the data, so no card shows a change.")


def _partly_beside(reading: Reading, made: Past) -> list[str]:
    """Which further pasts are not fully in the data, so that nothing is said of them."""
    known = reading.fact(reach)
    return [
        _("The days of {name} are not fully in the data, so no change on them is shown.", name=comparisons.name(each))
        for each in made.others
        if not known.covers(each.against)
    ]
