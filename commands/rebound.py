"""What a shock cost, what came back after it, and whether the level has changed for good: from a file of series.

One row per period (day, week, month, quarter or year); weeks are taken to begin on the date given. Amounts are in the
file's unit, shares of what would have been; half-lives in the file's periods. Every interval is 95 %. Without --reopen the
effect of the event since the shock is answered, and what depends on a reopening is null.
"""

import argparse
import json
import math
from dataclasses import replace
from pathlib import Path

from analytics.interval import Interval
from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.reopening import reopened
from analytics.rebound.answer.result import Answer
from analytics.rebound.check.variants import Variant
from analytics.rebound.series.clock import BadSeries, moment
from analytics.rebound.series.panel import Panel, panel, with_drivers
from analytics.rebound.series.windows import Shock, Windows
from commands import options
from commands.rebound_text import detail, summary
from commands.series import Read, Roles, real, series
from commands.table import say
from data.errors import BadTable
from words.reasons import sentence
from words.written import Speech

AUTO = "auto"


def register(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("file", help=".csv or .parquet, long or wide")
    parser.add_argument("--date", required=True, help="column of dates")
    parser.add_argument("--value", required=True, help="column of values; several, comma-separated, in a wide file")
    parser.add_argument("--shock", required=True, help="first affected date; several shocks comma-separated")
    parser.add_argument("--reopen", help="first day of free trade again, one per shock, comma-separated; or auto")
    parser.add_argument("--horizon", type=int, help="periods of rebound to count; to the end unless given")
    parser.add_argument("--controls", help="columns (or panel values) the event did not touch, comma-separated")
    parser.add_argument("--panel", help="column that tells series apart in a long file; several comma-separated")
    parser.add_argument("--drivers", help="columns of known drivers, such as the depth of promotions, comma-separated")
    parser.add_argument("--deflator", help="column of prices: values are divided by it, at the prices before the shock")
    parser.add_argument("--until", help="last date looked at")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    options.language(parser)


def run(args: argparse.Namespace) -> int:
    """Prints one answer per series."""
    roles = Roles(args.date, _names(args.value), _names(args.panel), _names(args.controls), _names(args.drivers))
    if not roles.values:
        raise BadTable("--value names no column; give the column of values")
    if args.deflator:
        roles = replace(roles, deflator=args.deflator)
    read = series(args.file, roles)
    try:
        wanted, given = windows(args), _panel(read, args)
    except BadSeries as error:
        raise BadTable(f"{Path(args.file).name}: {error}") from error
    results, speech = answers(given, reopened(given, wanted) if args.reopen == AUTO else wanted), Speech.of(args.lang)
    for answer in results:
        say(detail(answer, speech))
    print(
        json.dumps({"series": [as_object(a, speech) for a in results]}, allow_nan=False, ensure_ascii=False)
        if args.json
        else _text(results)
    )
    return 0


def windows(args: argparse.Namespace) -> Windows:
    """The windows asked for.

    Raises:
        BadSeries: a date that cannot be read, or more reopenings than shocks.
    """
    starts, ends = _names(args.shock), _names(None if args.reopen == AUTO else args.reopen)
    if len(ends) > len(starts):
        raise BadSeries(f"{len(ends)} reopenings for {len(starts)} shocks; give one each, in order")
    marks = [moment(end) for end in ends] + [None] * (len(starts) - len(ends))
    shocks = tuple(Shock(moment(start), end) for start, end in zip(starts, marks, strict=True))
    return Windows(shocks, args.horizon, None if args.until is None else moment(args.until))


def _panel(read: Read, args: argparse.Namespace) -> Panel:
    start = moment(_names(args.shock)[0])
    return with_drivers(panel(real(read, start).series, read.controls), read.drivers)


def as_object(answer: Answer, speech: Speech) -> dict[str, object]:
    """The answer as the JSON of the command."""
    names = ("suppressed", "excess", "ratio", "released", "beyond", "pulled_forward", "lasting", "half_life")
    amounts = {name: _json(getattr(answer, name)) for name in names}
    effect = {name: getattr(answer.effect, name).json() for name in ("average", "cumulative", "relative")}
    placebo = {"false_alarm_rate": _finite(answer.placebo.false_alarm_rate), "p": _finite(answer.placebo.p)}
    words = {
        "level": answer.level,
        "rebound": answer.rebound,
        "summary": summary(answer),
        "detail": detail(answer, speech),
    }
    more = {
        "probabilities": _probabilities(answer, speech),
        "donors": answer.donors,
        "backtest": {"error": _finite(answer.backtest.error), "naive": _finite(answer.backtest.naive)},
        "recovery": None if answer.recovery is None else answer.recovery.isoformat(),
        "windows": [_window(answer, k) for k in range(len(answer.windows))],
        "sensitivity": [_variant(v, speech) for v in answer.variants],
        "notes": [sentence(note, speech) for note in answer.notes],
        "note_reasons": [note.json() for note in answer.notes],
    }  # fmt: skip
    return {
        "name": answer.name,
        **amounts,
        "effect": effect,
        "placebo": placebo,
        **words,
        **more,
        "seconds": round(answer.seconds, 3),
    }


def _probabilities(answer: Answer, speech: Speech) -> dict[str, object]:
    """Each set adds to one, or is null for one of the reasons."""
    found = answer.probabilities
    return {
        "level": dict(found.level) or None,
        "regained": dict(found.regained) or None,
        "standing": None if found.standing is None else found.standing.json(),
        "unknown": [reason.json() for reason in found.unknown],
        "sentences": [sentence(reason, speech) for reason in found.sentences],
    }


def _variant(variant: Variant, speech: Speech) -> dict[str, object]:
    changed = {"changed": sentence(variant.changed, speech), "reason": variant.changed.json()}
    return {**changed, "relative": variant.relative.json(), "lasting": _json(variant.lasting)}


def _window(answer: Answer, k: int) -> dict[str, object]:
    window = answer.windows[k]
    reopen = None if window.reopen is None else window.reopen.isoformat()
    amounts = {name: _json(getattr(window, name)) for name in ("suppressed", "excess", "bounce")}
    return {"shock": window.start.isoformat(), "reopen": reopen, "end": window.end.isoformat(), **amounts}


def _json(interval: Interval | None) -> dict[str, float | None] | None:
    return None if interval is None else interval.json()


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


def _text(results: list[Answer]) -> str:
    return "\n".join(summary(answer) for answer in results)


def _names(columns: str | None) -> list[str]:
    return [name.strip() for name in (columns or "").split(",") if name.strip()]
