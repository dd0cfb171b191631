"""The key of the pseudonyms rotated: every pseudonym is hashed once more with a new part of the key, where it stands.

Nobody becomes another, and files that were loaded need not be loaded again. Whoever had got hold of the key as it was finds
nobody in the store from then on; versions made with it go. Pseudonyms of before that were taken along (a list of customers,
say) are read for a stated time, the window: they come back in files of who was sent a promotion.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data import forgotten, link, privacy, staging
from data.access import record
from data.errors import BadRequest
from data.key import key_of, rotated
from data.store import Home, Store, Writer, writing

KIND, UNTIL = "rotation", "key:until"
DAYS, LONGEST = 90, 365  # of the window

# Where pseudonyms of persons and accounts stand. Not here: keys that are a hash because they looked like a person's (data/privacy.py).
COLUMNS = {
    "customers": ("customer_id",),
    "identities": ("id_hash", "customer_id"),
    "identity_links": ("id_hash",),
    "identity_cuts": ("id_hash",),
    "customer_facts": ("id_hash",),
    "orders": ("customer_id",),
    "wallet_transactions": ("payer_hash", "customer_id"),
    "exposures": ("exposure_id", "id_hash", "customer_id"),
    "bank_lines": ("line_id", "account_id"),
    "bank_days": ("account_id",),
}


@dataclass(frozen=True)
class KeyState:
    """The key of a store.

    Attributes:
        fingerprint: the first digits of its fingerprint; empty where no load needed one yet.
        until: the last day on which pseudonyms of before the last rotation are read; None where there are none.
    """

    fingerprint: str
    until: date | None


def state(home: str | Path | None = None) -> KeyState:
    """Which key the published version was built with."""
    store = Store.open(home)
    try:
        meta = store.query("select key, value from meta where key in ('key', 'key:until')")
    finally:
        store.close()
    kept = dict(zip(meta["key"], meta["value"], strict=True))
    return KeyState(str(kept.get("key", ""))[:8], date.fromisoformat(kept[UNTIL]) if UNTIL in kept else None)


def rotate(home: str | Path | None, who: str, days: int = DAYS) -> KeyState:
    """Adds a part to the key and hashes every pseudonym of the store with it.

    Args:
        who: who does it, for the record.
        days: the window.

    Raises:
        BadRequest: the window is none, or the store has no key to rotate.
        UnusableKey: the key stands in no file, or is not this store's.
        NoStore, Busy: the store cannot be written.
    """
    if not 0 <= days <= LONGEST:
        raise BadRequest(f"the window is {days} days; give 0 to {LONGEST}")
    place = Home(home)
    place.current()
    until = datetime.now(UTC).date() + timedelta(days=days)
    with writing(home, kind=KIND, note="") as writer:
        if not writer.execute("select count(*) from meta where key = 'key'")[0][0]:
            raise BadRequest("this store has no key yet: no file with persons was loaded; there is nothing to rotate")
        _rekey(writer, until)
        writer.is_cleaned = writer.stands_alone = writer.is_whole = True
    record.note_down(place.folder, who, "operator", "rotated_key", until.isoformat())
    return state(home)


def _rekey(writer: Writer, until: date) -> None:
    before = key_of(writer)
    staging.prepare(writer)
    privacy.prepare(writer, before)
    forgotten.prepare(writer, before)
    _before, after = rotated(writer)
    privacy.prepare(writer, after)
    with writer.transaction():
        for table, columns in COLUMNS.items():
            changes = ", ".join(f"{column} = {_new(column)}" for column in columns)
            tests = " or ".join(f"{column} is not null" for column in columns)
            if writer.execute(f"update {table} set {changes} where {tests}")[0][0]:
                writer.touched.add(table)
        writer.execute(f"update forgotten_now set id = {_new('id')} where kind = '{forgotten.KEY}'")
        forgotten.close_anew(writer, after)
        writer.execute("insert or replace into meta values (?, ?)", [UNTIL, until.isoformat()])
        link.recognise(writer, is_whole=True)


def _new(column: str) -> str:
    """Pseudonyms alone: a sample's id, or the mark of what was always empty, is none."""
    return f"case when regexp_full_match({column}, '[0-9a-f]{{{privacy.LENGTH}}}') then rekeyed({column}) else {column} end"
