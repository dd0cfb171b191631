"""Files that are taken along: a table with a note of what it is, and names that say what is in them."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pyarrow
import pyarrow.parquet as pq

from analytics.definition import RETAIL
from analytics.period import Period
from data.export import csv
from sheets import grid, notes, past
from sheets.choice import DAY, Chosen, bounds, described, everything
from sheets.reading import Reading
from words import columns, currency
from words.messages import _


def bundle(frame: pd.DataFrame, name: str, dialect: str, manifest: Mapping[str, Any]) -> bytes:
    """A zip of `<name>.csv` and `manifest.json`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(f"{name}.csv", csv(frame, dialect))
        about = {**manifest, "file": f"{name}.csv", "dialect": dialect, "escaped": dialect != "data"}
        zipped.writestr("manifest.json", json.dumps(about, ensure_ascii=False, indent=2, default=_text))
    return packed.getvalue()


def parquet(frame: pd.DataFrame, manifest: Mapping[str, Any]) -> bytes:
    """A table too long for a spreadsheet, with its manifest among the metadata of the file (key `vetrina`)."""
    plain = frame.assign(**{str(name): frame[name].astype("string") for name in frame if frame[name].dtype == object})
    table = pyarrow.Table.from_pandas(plain, preserve_index=False)
    about = json.dumps(manifest, ensure_ascii=False, default=_text).encode()
    packed = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), b"vetrina": about}), packed)
    return packed.getvalue()


def stated(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table, its columns of amounts named by the currency they are in."""
    return frame.rename(columns={column: currency.column(str(column)) for column in frame.columns})


def about(
    reading: Reading, frame: pd.DataFrame, chosen: Chosen | None = None, note: str = "", name: str = ""
) -> dict[str, Any]:
    """What a table is: when and from which data it was made, what was chosen, what its columns mean.

    Args:
        name: of the table's file, as a word may mean something of its own there.
    """
    _first, last = bounds(reading)
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "data_version": reading.store.version,
        "data_to": last,
        "currency": currency.code(),
        "exchange_rates": currency.current()[1],
        "definition": chosen.definition.code if chosen else RETAIL.code,
        "sample_shop": reading.store.is_sample,
        "choice": described(reading, chosen) if chosen else everything(reading),
        "period": _days(chosen.period) if chosen else None,
        "filters": chosen.choice.chosen() if chosen else {},
        "rights": reading.store.rights.bounds(),
        "smallest_cell": reading.store.rights.smallest,
        "cells_hidden": grid.hidden(reading, chosen) if chosen else 0,
        "not_applied": list(chosen.ignored) if chosen else [],
        "compared_with": past.described(past.past(reading, chosen)) if chosen else {},
        "without_exchange_rate": notes.missing(reading),
        "rows": len(frame),
        "columns": {currency.column(str(column)): _meant(str(column), name) for column in frame.columns},
        "note": note or None,
    }


def _meant(column: str, table: str) -> str:
    """What a column holds; one that is a group by itself (a wallet, a period after the first purchase) is its figure."""
    return columns.meaning(column, table) or _("The figure of {column}.", column=column)


def _days(period: Period) -> dict[str, Any]:
    return {"since": period.since, "until_excluded": period.until}


def stem(reading: Reading, name: str, chosen: Chosen | None) -> str:
    """A file's name without its ending: a CSV alone has no other place to say what it is of."""
    parts = ["vetrina", *(["sample"] if reading.store.is_sample else []), name]
    if chosen:
        parts += [f"{chosen.since}--{chosen.until - DAY}"]
        parts += [re.sub(r"\W+", "-", "-".join(values))[:30] for values in chosen.choice.chosen().values()]
        parts += [] if chosen.definition == RETAIL else [chosen.definition.code]
        parts += [f"{money.currency}-{money.basis}"] if (money := chosen.choice.money) else []
    return "_".join(parts)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
