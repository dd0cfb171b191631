"""Builds the sample shop as the next version of a store."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from data import day_notes
from data.sample.generate import FILLED, generate
from data.sample.plan import Plan
from data.store import Home, Store, StoreError, durable, writing

PLANTED = "planted.json"


def build(
    home: str | Path | None = None,
    customers: int = 12_000,
    seed: int = Plan.seed,
    *,
    planted: bool = True,
    replace: bool = False,
    progress: Callable[[str], None] = lambda step: None,
) -> int:
    """Replaces what a store shows by a freshly generated shop, and writes what was planted beside it.

    Args:
        home: the store's folder; empty means the environment's VETRINA_STORE, else `store`.
        customers: people who may come to know the shop; orders come to about some 2.7 times as many.
        seed: equal seeds give equal shops.
        planted: False leaves all effects out, to see what models say when there is nothing to find.
        replace: lets it take the place of a shop's own files; their version stays and can be restored.
        progress: told what is done next, twenty-odd times.

    Returns:
        The number of the published version.

    Raises:
        Busy: another process is writing to this store.
        RealFiles: the store holds a shop's own files, and `replace` was not said.
    """
    plan = Plan(customers=customers, seed=seed)
    plan = plan if planted else plan.with_nothing_planted()
    place = Home(home)
    notes = _notes(place)
    with writing(home, kind="sample", note=f"sample shop, seed {seed}", replace=replace, progress=progress) as writer:
        answers = generate(writer.execute, plan, writer.batch_id, progress)
        writer.touched.update(FILLED)
        if len(notes):
            writer.insert(day_notes.TABLE, notes)
    durable.write(place.folder / PLANTED, json.dumps(answers, indent=1, ensure_ascii=False, allow_nan=False))
    return place.version()


def _notes(place: Home) -> pd.DataFrame:
    """What somebody noted on the sample shop that stands here; nothing of a shop's own."""
    try:
        store = Store.open(place.folder)
    except StoreError:
        return pd.DataFrame()
    try:
        is_kept = store.is_sample and not store.is_old
        return store.query(f"select * from {day_notes.TABLE}") if is_kept else pd.DataFrame()
    finally:
        store.close()
