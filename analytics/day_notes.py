"""The notes that the shop's own people pinned to days."""

from data.day_notes import DayNote
from data.store import Store


def day_notes(store: Store) -> tuple[DayNote, ...]:
    """All notes, by day."""
    rows = store.ask("day_notes").to_dict("records")
    return tuple(DayNote(row["note_id"], row["day"].date(), row["note"], row["market"], row["channel"]) for row in rows)
