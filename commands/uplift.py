"""What a treatment did on average, how good that claim is, and whether the customers it moves can be told from the rest."""

import argparse
import json
import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import UNKNOWN, Interval
from analytics.uplift import Answer, Design, answer, refuse_copies, repeated_customer, suspects
from analytics.uplift.balance import LEVEL
from analytics.uplift.encoding import words
from analytics.uplift.experiment import Flags, Numbers
from analytics.uplift.judgement import PERCENTS
from analytics.uplift.strata import whole
from analytics.uplift.suspects import OF_WHOM
from commands import options
from commands.table import numbers, read, say, with_decimals
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
    parser.add_argument("--strata", metavar="COL", help="the group of customers within which arms were assigned")
    parser.add_argument("--chance", metavar="COL", help="each customer's known chance of treatment, between 0 and 1")
    parser.add_argument(
        "--cluster", metavar="COL", help="rows that belong together: a customer listed twice, a shop treated as one"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the draw of the held-out blocks (0)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options.language(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the answer; what was used and what was left out goes to stderr."""
    began = time.perf_counter()
    named = [name.strip() for name in args.features.split(",") if name.strip()] if args.features else []
    frame = read(args.file, [args.treatment, args.outcome, *named, *_roles(args).values()])
    own = {args.treatment, args.outcome, *_roles(args).values()}
    drawn = _drawn(with_decimals(frame, [name for name in frame.columns if name not in own]), args)
    outcome = _outcome(drawn.frame, args.outcome)
    features, others, identities = _features(drawn, outcome, named, args)
    cluster = args.cluster or repeated_customer(drawn.frame, drawn.treated)
    design = _design(drawn, cluster, args)
    if args.cluster is None:
        refuse_copies(drawn.frame, features, design, outcome)
        if cluster:
            say(f"{cluster} has a value on several rows; errors are clustered by it")
    identities = [name for name in identities if name != cluster]
    result = answer(
        drawn.frame, features, design, outcome, name=args.outcome, seed=args.seed, others=others, identities=identities
    )
    written = _answer(result, args) | {
        "features": features,
        "other_arms_rows": drawn.others,
        "seconds": round(time.perf_counter() - began, 3),
    }
    print(json.dumps(written, allow_nan=False, ensure_ascii=False) if args.json else _readable(result, written))
    return 0


def _roles(args: argparse.Namespace) -> dict[str, str]:
    """The columns that say how arms were assigned, by option."""
    named = {"--strata": args.strata, "--chance": args.chance, "--cluster": args.cluster}
    if args.strata and args.chance:
        raise BadTable("--strata and --chance both say how arms were assigned; give one of them")
    return {option: name for option, name in named.items() if name}


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
    if args.strata:
        used[used] = _whole_strata(frame[args.strata][used], is_treated[used], args.strata)
    return _Drawn(frame[used].reset_index(drop=True), is_treated[used], others)


def _whole_strata(strata: pd.Series, treated: Flags, name: str) -> Flags:
    """Rows of strata with both arms."""
    kept = whole(pd.factorize(words(strata))[0].astype(np.int64), treated)
    if not kept.any():
        raise BadTable(f"no value of column {name} has two rows of each arm; --strata names a column of few values")
    if not kept.all():
        say(f"{int((~kept).sum()):,} rows are left out, as fewer than two rows of an arm share their {name}")
    return kept


def _design(drawn: _Drawn, cluster: str | None, args: argparse.Namespace) -> Design:
    frame = drawn.frame
    stratum = None if args.strata is None else pd.factorize(words(frame[args.strata]))[0].astype(np.int64)
    who = None if cluster is None else pd.factorize(words(frame[cluster]))[0].astype(np.int64)
    if who is not None and len(np.unique(who)) < 4:
        raise BadTable(f"column {cluster} has {len(np.unique(who))} values; --cluster needs two or more in each arm")
    return Design(drawn.treated, stratum, _chances(frame, args.chance), who)


def _chances(frame: pd.DataFrame, column: str | None) -> Numbers | None:
    if column is None:
        return None
    chance = numbers(frame, column).to_numpy(dtype=float)
    bad = ~((chance > 0) & (chance < 1))
    if bad.any():
        row = int(bad.argmax())
        raise BadTable(
            f"column {column}, data row {row + 1}: {chance[row]:g} is no chance between 0 and 1 ({int(bad.sum()):,} such "
            "rows); leave out customers who could only be in one arm"
        )
    return np.asarray(chance, dtype=np.float64)


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


def _features(
    drawn: _Drawn, outcome: Numbers, named: list[str], args: argparse.Namespace
) -> tuple[list[str], list[str], list[str]]:
    """The columns to use, those that could have been and were not named, and those that say whose row it is."""
    own = {args.treatment, args.outcome, *_roles(args).values()}
    if own & set(named):
        raise BadTable(f"--features names {', '.join(sorted(own & set(named)))}, which has another part in the file")
    there = [str(name) for name in drawn.frame.columns if name not in own]
    candidates = named or there
    doubtful = suspects(drawn.frame, there, outcome)
    for name, reason in doubtful.items():
        if name not in candidates:
            continue
        say(f"{name} is not used as a feature: {sentence(reason, Speech.of(args.lang))}")
    features = [name for name in candidates if name not in doubtful]
    say(f"features: {', '.join(features) or 'none'}")
    others = [name for name in there if name not in candidates and name not in doubtful]
    return features, others, [name for name, reason in doubtful.items() if reason.code in OF_WHOM]


def _answer(result: Answer, args: argparse.Namespace) -> dict[str, object]:
    ranking = result.ranking
    return {
        "rows": result.rows,
        "evidence": result.evidence,
        "ate": result.effect.json(),
        "adjusted_ate": result.adjusted.json(),
        "difference": result.difference.json(),
        "conclusion": result.conclusion,
        "smallest_excluded": result.excluded if np.isfinite(result.excluded) else None,
        "balance": {"p": result.balance.p, "level": LEVEL, "columns": list(result.balance.columns)},
        "qini": (ranking.qini if ranking else UNKNOWN).json(),
        "uplift_at": {str(percent): (ranking.at[percent] if ranking else UNKNOWN).json() for percent in PERCENTS},
        "learner": ranking.learner if ranking else None,
        "verdict": ranking.verdict if ranking else "no signal",
        "summary": " ".join(sentence(reason, Speech.of(args.lang)) for reason in result.reasons),
        "reasons": [reason.json() for reason in result.reasons],
        "held_out_rows": ranking.judged if ranking else 0,
        "calibration_slope": (ranking.calibration.slope if ranking else UNKNOWN).json(),
    }


def _readable(result: Answer, written: dict[str, object]) -> str:
    ranking = result.ranking
    judged = f"{ranking.judged if ranking else 0:,} of them held out to judge the ranking"
    effects = {"difference": result.difference, "effect": result.effect, "net of features": result.adjusted}
    if ranking:
        effects |= {f"top {percent} %": effect for percent, effect in ranking.at.items()} | {"Qini": ranking.qini}
    table = [f"  {name:<16}{_written(effect)}" for name, effect in effects.items()]
    head = f"{written['verdict']} ({ranking.learner})" if ranking else result.evidence
    return "\n".join([f"{result.rows:,} rows, {judged}", "", *table, "", f"{head}: {written['summary']}"])


def _written(effect: Interval) -> str:
    if not np.isfinite(effect.estimate):
        return "     unknown"
    return f"{effect.estimate:>12.6g}   [{effect.low:.6g}, {effect.high:.6g}]"
