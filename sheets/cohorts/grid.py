"""Cohort by cohort: one metric, period after period."""

import pandas as pd

from analytics.cohorts import Cohorts
from sheets import breakdown
from sheets.columns import Columns, kind_of
from sheets.part import Part
from words import figures, formats, labels
from words.messages import _, plural

ROWS, AGES = 26, 24  # what a screen can hold


def groups(cohorts_met: Cohorts) -> dict[str, str]:
    """By code, the names of the groups that cohorts are split in; most customers first."""
    return {code: labels.named(cohorts_met.by, code) for code in dict.fromkeys(cohorts_met.table["label"])}


def grid(cohorts_met: Cohorts, metric: str, label: str) -> Part:
    """The last cohorts of a group; drawn as a cell per (row, age), blank where not known, in the order they stand in."""
    cells = cohorts_met.table[(cohorts_met.table["label"] == label) & (cohorts_met.table["k"] <= AGES)].dropna(
        subset=[metric]
    )
    every = list(dict.fromkeys(cohorts_met.table.loc[cohorts_met.table["label"] == label, "name"]))
    cells = cells[cells["name"].isin(every[-ROWS:])]
    return Part(
        _("Cohort by cohort: {metric}", metric=figures.name(metric)),
        "cohorts",
        cohorts_met.table,
        _cells(cells),
        figures.note(metric),
        empty=_blank(cohorts_met, metric, label),
        captions=(
            _(
                "Rows: period of first purchase and number of customers. Columns: periods since. Blank: not fully observed "
                "yet."
            ),
            *_withheld(cohorts_met),
            " ".join(filter(None, [_reach(cohorts_met, label), breakdown.drawn(min(len(every), ROWS), len(every))])),
        ),
    )


def _withheld(cohorts_met: Cohorts) -> tuple[str, ...]:
    """What who may not see persons is told of cells that are not shown."""
    if not cohorts_met.cells_hidden:
        return ()
    told = plural(
        "{n} cell of few customers is blank too, and all that it could be worked out from.",
        "{n} cells of few customers are blank too, and all that they could be worked out from.",
        cohorts_met.cells_hidden,
    )
    return (told,)


def _blank(cohorts_met: Cohorts, metric: str, label: str) -> str:
    """Why no cell is known: no period is over, or this metric lacks what it is made of, such as costs."""
    own = cohorts_met.table[cohorts_met.table["label"] == label]
    if metric != "retention" and own["retention"].notna().any():
        return _("{metric} is not known for any of these cohorts.", metric=figures.name(metric))
    return _("No cohort has completed a period yet.")


def _cells(cells: pd.DataFrame) -> pd.DataFrame:
    """A row per cohort and age, every age of every cohort."""
    if cells.empty:
        return cells
    named = cells.assign(
        row=[f"{name} · {formats.number(size)}" for name, size in zip(cells["name"], cells["size"], strict=True)],
        age=[str(k) for k in cells["k"]],
    ).sort_values(["cohort", "k"])
    ages = [str(k) for k in sorted(named["k"].unique())]
    full = pd.MultiIndex.from_product([dict.fromkeys(named["row"]), ages], names=["row", "age"])
    return named.set_index(["row", "age"]).reindex(full).reset_index()


def cap(drawn: pd.DataFrame, metric: str) -> float | None:
    """Where the colours stop growing: everybody is there at age 0, and would bleach the rest."""
    later = drawn.loc[drawn["k"] > 0, metric]
    return float(later.max()) if metric == "retention" and len(later) else None


def _reach(cohorts_met: Cohorts, label: str) -> str:
    """Which days the cohorts hold: whole ones, so others than the period's."""
    first = cohorts_met.table[(cohorts_met.table["label"] == label) & (cohorts_met.table["k"] == 0)]
    return _(
        "Cohorts are whole and may reach beyond the period: {n} customers, the first cohort from {first}, the last from {last}.",
        n=formats.number(int(first["size"].sum())),
        first=formats.day(first["cohort"].min()),
        last=formats.day(first["cohort"].max()),
    )


def wide(cohorts_met: Cohorts, metric: str, label: str) -> Part:
    """The same as a table: a row a cohort of the group, drawn the oldest first, a column a period."""
    table = cohorts_met.wide(metric, label).reset_index()
    place = {name: i for i, name in enumerate(dict.fromkeys(cohorts_met.table.sort_values("cohort")["name"]))}
    columns: Columns = {"name": (_("Cohort"), "text"), "size": (_("Customers"), "number")}
    ages: Columns = {str(k): (str(k), kind_of(metric)) for k in table.columns if k not in columns}
    shown = grid(cohorts_met, metric, label)
    return Part(
        shown.title,
        f"cohorts_wide_{metric}",
        table,
        table.rename(columns=str).sort_values("name", key=lambda names: names.map(place)),
        shown.note,
        columns={**columns, **ages},
        empty=shown.empty,
        captions=shown.captions[1:],
    )
