"""Answers of slow models, kept beside the data they were computed on: computed once for all readers.

An answer is kept as JSON, by everything it depends on: the version of the store, what was asked, the format it is written in and
the code of `analytics`, so that neither new data nor a new release ever meets an old answer. One that cannot be read all the
same is computed again.
"""

import hashlib
import logging
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from analytics.written import as_json, from_json
from data.store import Store

Answer = TypeVar("Answer")
Key = tuple[object, ...]
HERE = Path(__file__).parent
FORMAT = 2  # of what is written; 2 has reasons as codes with values where 1 had sentences

log = logging.getLogger(__name__)


def kept(store: Store, form: type[Answer], key: Key, make: Callable[[], Answer]) -> Answer:
    """The answer kept under this key; made and kept where there is none.

    Args:
        form: the answer's dataclass, of what `analytics.written` can write.
        key: all that the answer depends on besides the store's version and the code.
        make: computes it.
    """
    stored = known(store, form, key)
    return keep(store, key, make()) if stored is None else stored


def known(store: Store, form: type[Answer], key: Key) -> Answer | None:
    """The answer kept under this key, if there is one."""
    stored = store.results.get(_name(form), _whole(key))
    return None if stored is None else _read(form, stored)


def keep(store: Store, key: Key, made: Answer) -> Answer:
    """Keeps an answer, and returns it as every later reader will see it."""
    written = as_json(made)
    store.results.put(_name(type(made)), _whole(key), written)
    return from_json(type(made), written)


def _read(form: type[Answer], written: Any) -> Answer | None:
    """The answer as written; None, and a word in the log, where it cannot be read: it will be computed again."""
    try:
        return from_json(form, written)
    except (ValueError, TypeError, KeyError, AttributeError):
        log.exception("a stored %s cannot be read and is computed again", _name(form))
        return None


def _whole(key: Key) -> Key:
    return (*key, FORMAT, fingerprint(HERE))


def _name(form: type) -> str:
    return form.__name__.lower()


@lru_cache(maxsize=8)
def fingerprint(folder: Path) -> str:
    """Of the code that answers: every file's place and text, so that a file moved is code changed."""
    digest = hashlib.sha256()
    for file in sorted((*folder.rglob("*.py"), *folder.rglob("*.sql"))):
        digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]
