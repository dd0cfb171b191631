"""What became of one file of a load: as an object for programs, and as a line."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.intake import Report
from data.landing import money
from data.landing.money import Money


def of(file: str, reports: Sequence[Report]) -> dict[str, Any]:
    """One object a file: counts added up over its members, which follow where there are several."""
    only = asdict(reports[0]) if len(reports) == 1 else _together(file, reports)
    names = (
        "file",
        "system",
        "layout",
        "encoding",
        "rows_seen",
        "rows_loaded",
        "rows_duplicate",
        "rows_rejected",
        "declared",
    )
    summary = {name: only.get(name) for name in (*names, "declared_matches", "message")}
    summary["money"] = _money(money.together([part for report in reports for part in report.money]))
    if len(reports) > 1:
        summary["members"] = [{**asdict(report), "reasons": None, "money": _money(report.money)} for report in reports]
    return summary


def _money(parts: Sequence[Money]) -> list[dict[str, Any]]:
    """Amounts as text, to the last unit, and whether they add up."""
    return [{name: str(value) for name, value in asdict(part).items()} | {"adds_up": part.adds_up} for part in parts]


def _together(file: str, reports: Sequence[Report]) -> dict[str, Any]:
    def words(name: str) -> str | None:
        return ", ".join(sorted({value for report in reports if (value := getattr(report, name))})) or None

    counts = {
        name: sum(getattr(report, name) for report in reports)
        for name in ("rows_seen", "rows_loaded", "rows_duplicate", "rows_rejected")
    }
    stated = [report for report in reports if report.declared]
    messages = dict.fromkeys(report.message for report in reports if report.message not in {"", "loaded"})
    return {
        "file": file, **{name: words(name) for name in ("system", "layout", "encoding")}, **counts,
        "declared": {report.member: report.declared for report in stated} or None,
        "declared_matches": all(report.declared_matches for report in stated) if stated else None,
        "message": "; ".join(list(messages)[:5]) or "loaded",
    }  # fmt: skip


def line(file: str, reports: Sequence[Report]) -> str:
    """What became of the file: its counts and what must be known of them, or why it was refused."""
    told = of(file, reports)
    if not any(report.ok for report in reports):
        return f"REFUSED  {Path(file).name}: {told['message']}"
    counts = (
        f"{told['rows_loaded']:>9,} loaded {told['rows_duplicate']:>9,} duplicate {told['rows_rejected']:>7,} rejected"
    )
    message = "" if told["message"] == "loaded" else f"\n         {told['message']}"
    for part in money.together([part for report in reports for part in report.money]):
        message += f"\n         {part.sentence()}"
    check = {True: "  totals agree", False: "  TOTALS DIFFER", None: ""}[told["declared_matches"]]
    return f"{told['rows_seen']:>9,} rows {counts}  {Path(file).name} ({told['layout']}){check}{message}"
