"""Which stores were open on both sides of a comparison, and where the chosen ones stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.compare.comparison import Comparison
from analytics.reach import Reach, reach
from analytics.results import CannotTell, Reason
from data.store import Store

SILENCE = timedelta(days=28)  # a store that sold so shortly before the data end has not closed


@dataclass(frozen=True)
class StoreSpan:
    """A store and the first and last day on which it sold anything to anybody."""

    store_id: str
    region: str
    country: str
    first_on: date
    last_on: date


def store_spans(store: Store) -> tuple[StoreSpan, ...]:
    """Every store that ever sold, by name of its code."""
    table = store.ask("store_spans")
    return tuple(
        StoreSpan(row["store_id"], row["region"], row["country"], row["first_on"].date(), row["last_on"].date())
        for row in table.to_dict("records")
    )


def comparable(store: Store, comparison: Comparison, among: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The stores that were open from the first day compared with to the last day compared.

    A store is open from its first sale to its last. Where these lie within four weeks of the first and the last day of data
    they say nothing of opening or closing: a small boutique does not sell every day.

    Args:
        among: the stores chosen; empty for all.

    Raises:
        CannotTell: none was.
    """
    known = reach(store)
    first, last = comparison.against.since, comparison.period.until - timedelta(days=1)
    spans = [span for span in store_spans(store) if not among or span.store_id in among]
    throughout = [span for span in spans if _opened(span, known) <= first and last <= _closed(span, known)]
    if not throughout:
        raise CannotTell(Reason("no_store_throughout", since=first, last_on=last))
    return tuple(span.store_id for span in throughout)


def region_of(spans: Iterable[StoreSpan], chosen: Iterable[str]) -> str:
    """The Italian region of the chosen stores; empty where they lie in several, or none is chosen."""
    wanted = set(chosen)
    regions = {span.region for span in spans if span.store_id in wanted and span.country == "IT"}
    return regions.pop() if len(regions) == 1 else ""


def _opened(span: StoreSpan, known: Reach) -> date:
    return date.min if span.first_on <= known.first_on + SILENCE else span.first_on


def _closed(span: StoreSpan, known: Reach) -> date:
    return date.max if span.last_on >= known.data_to - SILENCE else span.last_on
