"""What happened in the shop's markets and when: rules for each year, facts that no rule gives, overrides of a rule."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.calendar import rules

FOLDER = Path(__file__).parent
FIRST_YEAR, LAST_YEAR = 2017, 2030
RULE = "rule; see data/calendar/rules.py"
Execute = Callable[[str, list[Any]], Any]


@dataclass(frozen=True, order=True)
class Event:
    """A span of days in a market; `end` is its last day; no `region` means all of the market."""

    event: str
    market: str
    region: str
    start: date
    end: date
    kind: str
    source: str

    @property
    def label(self) -> str:
        return f"{self.event} ({self.region})" if self.region else self.event


def facts(path: Path = FOLDER / "facts.csv") -> list[Event]:
    """The hand-kept table: lockdowns, platform windows, lunar feasts without a public holiday, overrides.

    Raises:
        ValueError: a row whose days do not read or run backwards; the message names the line.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        return [_event(row, f"{path.name} line {number}") for number, row in enumerate(csv.DictReader(lines), start=2)]


def events(first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> list[Event]:
    """All events of the years, in order. A fact of the same event, market, region and year takes the place of the rule."""
    known = [event for event in facts() if first_year <= event.start.year <= last_year]
    overridden = {(event.event, event.market, event.region, event.start.year) for event in known}
    ruled = [
        event
        for year in range(first_year, last_year + 1)
        for event in _of_year(year)
        if (event.event, event.market, event.region, event.start.year) not in overridden
    ]
    starts = {
        (event.event, event.start.year): event.start
        for event in [*ruled, *known]
        if event.market == "IT" and not event.region
    }
    return sorted({*ruled, *known, *_bans(starts)}, key=lambda event: (event.start, event.market, event.label))


def days(since: date, until: date) -> Iterator[tuple[date, str, str, str, float, str]]:
    """Rows of `market_calendar` from `since` to the day before `until`; a regional event has intensity below 1."""
    for event in events(since.year - 1, until.year):
        day = max(event.start, since)
        while day <= event.end and day < until:
            yield day, event.market, event.label, event.kind, 0.3 if event.region else 1.0, event.source
            day += timedelta(days=1)


@lru_cache(maxsize=64)
def span(year: int) -> tuple[date, date]:
    """The first and the last day of a year on which anything stands in the calendar."""
    told = [day for day, *_ in _days_of(year, year)]
    return min(told), max(told)


def _days_of(first_year: int, last_year: int) -> Iterator[tuple[date, str, str, str, float, str]]:
    return days(date(first_year, 1, 1), date(last_year + 1, 1, 1))


def fill(execute: Execute, first_year: int, last_year: int) -> None:
    """Writes the events of whole years into `market_calendar`; what stands there of the same day, market and event is replaced.

    Whole years, so that a week's new orders change nothing of what rests on the calendar, and their last day has its feast.
    """
    columns = list(zip(*_days_of(first_year, last_year), strict=True))
    if columns:
        execute(
            "insert or replace into market_calendar select unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)",
            [list(column) for column in columns],
        )


def write(path: Path = FOLDER / "events.csv") -> None:
    """Writes every event as a table to read: what `make` regenerates after a rule or a fact changed."""
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(field.name for field in fields(Event))
        table.writerows(astuple(event) for event in events())


def _event(row: dict[str, str], where: str) -> Event:
    try:
        start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
    except ValueError as problem:
        raise ValueError(f"{where}: {problem}; write days as 2020-03-09") from problem
    if end < start:
        raise ValueError(f"{where}: ends on {end}, before it starts on {start}; exchange them")
    return Event(row["event"], row["market"], row["region"], start, end, row["kind"], row["source"])


def _of_year(year: int) -> Iterator[Event]:
    def event(name: str, market: str, start: date, length: int, kind: str) -> Event:
        return Event(name, market, "", start, start + timedelta(days=length - 1), kind, RULE)

    yield event("saldi winter", "IT", rules.saldi_winter(year), 60, "sale_season")
    yield event("saldi summer", "IT", rules.saldi_summer(year), 60, "sale_season")
    weeks = 4 if year >= 2020 else 6
    yield event("soldes winter", "FR", rules.soldes_winter(year), 7 * weeks, "sale_season")
    yield event("soldes summer", "FR", rules.soldes_summer(year), 7 * weeks, "sale_season")
    for market in ("IT", "FR", "DE", "GB", "US"):
        yield event("Black Friday", market, rules.black_friday(year), 4, "shopping_festival")
        yield event("Valentine's Day", market, date(year, 2, 14), 1, "shopping_festival")
    for name, month, day in (("520", 5, 20), ("12.12", 12, 12), ("Valentine's Day", 2, 14)):
        yield event(name, "CN", date(year, month, day), 1, "shopping_festival")
    for name, first, length in (
        ("Spring Festival", rules.spring_festival(year), 7),
        ("Dragon Boat", rules.dragon_boat(year), 1),
        ("Mid-Autumn", rules.mid_autumn(year), 1),
    ):
        if first is not None:
            yield from (event(name, market, first, length, "holiday") for market in ("CN", "HK"))
    yield event("National Day week", "CN", date(year, 10, 1), 7, "holiday")
    yield event("Ferragosto", "IT", date(year, 8, 15), 1, "holiday")
    for market in ("IT", "FR", "DE", "GB", "US"):
        yield event("Christmas", market, date(year, 12, 24), 3, "holiday")


def _bans(starts: dict[tuple[str, int], date]) -> Iterator[Event]:
    """No promotions in the days before the sales, region by region."""
    regions = [row for row in _regions() if int(row["ban_days"])]
    for (name, _), start in starts.items():
        if name in {"saldi winter", "saldi summer"}:
            yield from (_ban(row, name, start) for row in regions)


def ban_days() -> dict[str, int]:
    """By Italian region that the table knows, how many days before the sales promotions are forbidden; 0 where they are not."""
    return {row["region"]: int(row["ban_days"]) for row in _regions() if row["market"] == "IT"}


def _regions() -> list[dict[str, str]]:
    with (FOLDER / "regions.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _ban(row: dict[str, str], name: str, start: date) -> Event:
    first = start - timedelta(days=int(row["ban_days"]))
    return Event(
        f"no promotions before {name}",
        row["market"],
        row["region"],
        first,
        start - timedelta(days=1),
        "promotion_ban",
        row["source"],
    )


def spans(events: Iterable[Event], name: str, market: str) -> list[Event]:
    """The national events of a name in a market."""
    return [event for event in events if event.event == name and event.market == market and not event.region]
