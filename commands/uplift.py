"""What a treatment drawn by lot did on average, and whether the customers it moves can be told from the rest."""

import argparse
import json
import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.uplift import Experiment, Uplift, encoding, suspects, uplift
from analytics.uplift.experiment import Flags, Numbers
from commands import options
from commands.table import numbers, read, say
from data.errors import BadTable
from words.reasons import sentence
from words.written import Speech


def register(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("file", help="csv or parquet, one row per customer of the experiment")
    parser.add_argument("--treatment", required=True, metavar="COL", help="the column that names the arm")
    parser.add_argument("--treated", required=True, metavar="VALUE", help="its value for the treated")
    parser.add_argument("--control", required=True, metavar="VALUE", help="its value for the holdout")
    parser.add_argument(
        "--outcome", required=True, metavar="COL", help="what was measured afterwards: 0/1 or an amount"
    )
    parser.add_argument("--features", metavar="COLS", help="known before the draw, comma-separated (default: the rest)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the draw of the held-out blocks (0)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options.language(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the answer; what was used and what was left out goes to stderr."""
    began = time.perf_counter()
    named = [name.strip() for name in args.features.split(",") if name.strip()] if args.features else []
    frame = read(args.file, [args.treatment, args.outcome, *named])
    drawn = _drawn(frame, args)
    outcome = _outcome(drawn.frame, args.outcome)
    features = _features(drawn, outcome, named, args)
    trial = Experiment(
        encoding(drawn.frame, features).matrix(drawn.frame), drawn.treated, outcome, float(drawn.treated.mean())
    )
    result = uplift(trial, seed=args.seed)
    answer = _answer(result, args) | {
        "features": features,
        "other_arms_rows": drawn.others,
        "seconds": round(time.perf_counter() - began, 3),
    }
    print(json.dumps(answer, allow_nan=False, ensure_ascii=False) if args.json else _readable(result, answer))
    return 0


@dataclass(frozen=True)
class _Drawn:
    """The rows of the two arms, who of them was treated, and how many rows of other arms were left out."""

    frame: pd.DataFrame
    treated: Flags
    others: int


def _drawn(frame: pd.DataFrame, args: argparse.Namespace) -> _Drawn:
    arm = frame[args.treatment]
    is_treated, is_control = _is(arm, args.treated), _is(arm, args.control)
    if (is_treated & is_control).any():
        raise BadTable(f"--treated and --control are both {args.treated!r}; give two different values")
    for option, value, there in (("--treated", args.treated, is_treated), ("--control", args.control, is_control)):
        if there.sum() < 2:
            counts = ", ".join(
                f"{name!r} ({count:,} rows)" for name, count in arm.value_counts(dropna=False)[:8].items()
            )
            raise BadTable(f"column {args.treatment} has {there.sum()} rows with {option} {value!r}; it has {counts}")
    used = is_treated | is_control
    others = int((~used).sum())
    if others:
        say(f"{others:,} rows of other arms are left out")
    return _Drawn(frame[used].reset_index(drop=True), is_treated[used], others)


def _is(arm: pd.Series, value: str) -> Flags:
    """Where the column says `value`; 1, 1.0 and true, or 0, 0.0 and false, are the same answer."""
    text = arm.astype("string").str.strip().fillna("")
    same = (text == value.strip()).to_numpy(dtype=bool)
    if not same.any():
        same = (text.map(_plain) == _plain(value)).to_numpy(dtype=bool)
    return same


def _plain(value: str) -> str:
    try:
        return f"{float(value):g}"
    except ValueError:
        return {"true": "1", "false": "0"}.get(value.strip().lower(), value.strip())


def _outcome(frame: pd.DataFrame, column: str) -> Numbers:
    truth = {"true": 1.0, "false": 0.0, "yes": 1.0, "no": 0.0}
    text = frame[column].astype("string").str.strip().str.lower()
    parsed = text.map(truth) if text.dropna().isin(list(truth)).all() else numbers(frame, column)
    values: Numbers = np.asarray(parsed.to_numpy(dtype=float, na_value=np.nan), dtype=np.float64)
    missing = int((~np.isfinite(values)).sum())
    if missing:
        raise BadTable(
            f"column {column} is empty in {missing:,} rows of the two arms; an outcome that is missing for some biases "
            "the comparison: write 0 for customers who did nothing, or leave their rows out knowingly"
        )
    if np.ptp(values) == 0:
        raise BadTable(f"column {column} is {values[0]:g} on every row of the two arms; an outcome has to vary")
    return values


def _features(drawn: _Drawn, outcome: Numbers, named: list[str], args: argparse.Namespace) -> list[str]:
    own = {args.treatment, args.outcome}
    if own & set(named):
        raise BadTable(f"--features names {', '.join(sorted(own & set(named)))}, which is the treatment or the outcome")
    candidates = named or [str(name) for name in drawn.frame.columns if name not in own]
    doubtful = suspects(drawn.frame, candidates, drawn.treated, outcome)
    for name, reason in doubtful.items():
        say(f"{name} is not used as a feature: {sentence(reason, Speech.of(args.lang))}")
    features = [name for name in candidates if name not in doubtful]
    say(f"features: {', '.join(features) or 'none'}")
    return features


def _answer(result: Uplift, args: argparse.Namespace) -> dict[str, object]:
    return {
        "rows": result.rows,
        "ate": result.average.json(),
        "adjusted_ate": result.adjusted.json(),
        "qini": result.qini.json(),
        "uplift_at": {str(percent): effect.json() for percent, effect in result.at.items()},
        "learner": result.learner,
        "verdict": result.verdict,
        "summary": _summary(result, args.outcome),
        "held_out_rows": result.judged,
        "calibration_slope": result.calibration.slope.json(),
    }


def _summary(result: Uplift, outcome: str) -> str:
    """What a manager can repeat; `outcome` is its name."""
    effect = result.average
    span = f"{effect.estimate:+.4g} a customer (95 %: {effect.low:+.4g} to {effect.high:+.4g})"
    moved = f"The treatment changed {outcome} by {span}"
    if effect.holds(0):
        moved = f"The treatment's effect on {outcome} cannot be told from none: {span}"
    if not result.judged:
        return f"{moved}. Too few customers or no feature to rank by: treat all or none."
    best = f"{result.at[30].estimate:+.4g} [{result.at[30].low:+.4g}, {result.at[30].high:+.4g}]"
    if result.signal:
        return f"{moved}. Ranking pays: among the 30 % ranked highest it is {best}."
    return f"{moved}. Who is moved more cannot be told from chance, so nobody is ranked: treat all or none."


def _readable(result: Uplift, answer: dict[str, object]) -> str:
    lines = [f"{result.rows:,} rows, {result.judged:,} of them held out to judge the ranking", ""]
    effects = {"average effect": result.average, "net of features": result.adjusted}
    effects |= {f"top {percent} %": effect for percent, effect in result.at.items()} | {"Qini": result.qini}
    lines += [f"  {name:<16}{_written(effect)}" for name, effect in effects.items()]
    return "\n".join([*lines, "", f"{result.verdict} ({result.learner}): {answer['summary']}"])


def _written(effect: Interval) -> str:
    return f"{effect.estimate:>12.6g}   [{effect.low:.6g}, {effect.high:.6g}]"
