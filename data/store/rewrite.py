"""A database file written anew: what was deleted or changed stays readable in the blocks that the engine has set free."""

from pathlib import Path

from data.store import durable
from data.store.engine import attached


def rewrite(file: Path) -> None:
    """Copies the live rows into a new file and puts it in the old one's place; nothing else may have it open."""
    fresh = file.with_suffix(".fresh")
    fresh.unlink(missing_ok=True)
    with attached({"old": file, "fresh": fresh}, file.parent) as connection:
        connection.execute("copy from database old to fresh")
    durable.close_to_others(fresh)
    fresh.replace(file)
