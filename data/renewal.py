"""A store of an earlier Vetrina brought to this one: its tables, its marts, and what it may keep of persons."""

import sys
from collections.abc import Callable
from pathlib import Path

from data import forgotten, link, privacy, scrub, staging, store
from data.errors import UnusableKey
from data.key import key_of
from data.store import Writer


def renew(home: str | Path | None = None, progress: Callable[[str], None] = lambda step: None) -> bool:
    """Brings the store up to date; says whether any of its tables was old.

    Raises:
        NoStore: there is nothing to renew.
    """
    return store.renew(home, progress, _cleaned)


def _cleaned(writer: Writer) -> None:
    """The rows without details of persons, as the next load would leave them."""
    if not scrub.is_due(writer):
        return
    try:
        key = key_of(writer)
    except UnusableKey as error:  # the figures are shown all the same; the load that has the key cleans
        print(f"Warning: what this store keeps of persons is not cleaned yet: {error}.", file=sys.stderr)
        return
    staging.prepare(writer)
    privacy.prepare(writer, key)
    forgotten.prepare(writer, key)
    scrub.scrub(writer)
    with writer.transaction():
        link.link(writer)
