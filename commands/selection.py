"""Which days and which of the shop's values a command was asked for."""

from argparse import Namespace
from collections.abc import Sequence

from analytics.period import Period
from analytics.reach import reach
from commands import options
from data.errors import BadRequest
from data.store import Choice
from sheets.choice import DAY, PERIODS, days_of
from sheets.choice import options as known
from sheets.reading import Reading


def period(args: Namespace, reading: Reading, code: str, choice: Choice) -> Period:
    """The days by `--since` and `--until`, else those of a code.

    Raises:
        BadRequest: no such period, or the days contradict each other.
    """
    days = _days(args, reading) if args.since or args.until else days_of(reading, code, choice)
    if days is None:
        raise BadRequest(f"{code} is no period; give one of {', '.join(PERIODS)}, or an event such as qixi-2026")
    return days


def _days(args: Namespace, reading: Reading) -> Period:
    if args.period:
        raise BadRequest("--period and --since say both which days; give one of them")
    if not args.since:
        raise BadRequest("--until says the last day only; give the first one by --since")
    first = options.day(args.since)
    last = options.day(args.until) if args.until else reading.fact(reach).complete_to
    if last < first:
        raise BadRequest(f"--until {last} is before --since {first}")
    return Period(first, last + DAY)


def filters(args: Namespace, reading: Reading, columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The values asked for by column.

    Raises:
        BadRequest: the shop has no such value.
    """
    wanted = {column: tuple(sorted(set(getattr(args, column)))) for column in columns}
    for column, values in wanted.items():
        there = known(reading.store).get(column, {}) if values else {}
        if unknown := [value for value in values if value not in there]:
            raise BadRequest(
                f"{column} {', '.join(unknown)} is not in this shop; there is {', '.join(sorted(there)) or 'none'}"
            )
    return wanted
