"""The only cache. A key is the store's edition (its file, when it was written, the reader's rights), the question, the choice and the parameters.

A new version is a new key, so no answer outlives its data, and no clock is needed.
"""

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd
from threadpoolctl import threadpool_limits

from data.store import EVERYTHING, Choice, Home, OldStore, Store
from sheets.reading import Reading
from ui import access
from ui.screen import st

Answer = TypeVar("Answer")
# What one draw of a page has read so far: the version, and facts of it, which its parts ask again and again.
_DRAW: ContextVar[dict[object, Any] | None] = ContextVar("draw", default=None)


@contextmanager
def one_draw(of: Store | None = None) -> Iterator[None]:
    """A page is drawn from one version, whatever is published meanwhile.

    Args:
        of: the version, as its reader sees it; else the one published now.
    """
    token = _DRAW.set({} if of is None else {"store": of})
    try:
        yield
    finally:
        _DRAW.reset(token)


def _once(key: object, make: Callable[[], Answer]) -> Answer:
    """What `make` gives, made once a draw; of a table or a list each gets a copy of its own (a table's shares its cells until written to)."""
    made = _DRAW.get()
    if made is None:
        return make()
    if key not in made:
        made[key] = make()
    found: Answer = made[key]
    if isinstance(found, pd.DataFrame):
        return found.copy(deep=False)
    return cast(Answer, found.copy()) if isinstance(found, list | dict) else found


def store() -> Store:
    """The version published now, as this reader may see it; opened once and shared by all readers.

    Raises:
        NotLetIn, BadUsers: see `access.reader`.
        NoStore: there is none.
        StoreError: there is one that cannot be read as it is.
    """
    return _once("store", _published)


def _published() -> Store:
    rights = access.reader().rights
    home = Home()
    path = home.current()
    seen: Store = _opened(str(path), path.stat().st_mtime_ns, home.address).seen_by(rights)
    return seen


def ask(question: Callable[..., Answer], choice: Choice = EVERYTHING, **params: Any) -> Answer:
    """The answer of a question or a model: a function of (store, choice, **params).

    Args:
        question: one from `analytics`; its qualified name is part of the key.
        choice: filters.
        params: what else it takes; each must be hashable, and its `repr` say all of it.
    """
    opened = store()
    key = (
        opened.edition,
        f"{question.__module__}.{question.__qualname__}",
        choice,
        tuple(sorted(params.items())),
    )
    answer: Answer = _answered(repr(key), question, opened, choice, params)
    return answer


def of_store(fact: Callable[..., Answer], **params: Any) -> Answer:
    """What a function of the store says that takes no filters: what is loaded, how far the data reach."""
    opened = store()
    key = (opened.edition, f"{fact.__module__}.{fact.__qualname__}", tuple(sorted(params.items())))

    def answered() -> Answer:
        answer: Answer = _answered(
            repr(key), lambda read, _choice, **given: fact(read, **given), opened, EVERYTHING, params
        )
        return answer

    return _once(key, answered)


def reading() -> Reading:
    """The version published now, asked through this cache."""
    return _once("reading", lambda: Reading(store(), ask, of_store))


# Not closed on leaving the cache: somebody may still read it, a model in the background for one. Its last reader lets go of it.
@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(path: str, written_at: int, address: str) -> Store:
    # Streamlit loaded numpy before us, threads and all: sessions share the cores, a model takes one.
    threadpool_limits(limits=1)
    opened = Store.at(Path(path), address)
    if opened.is_old:
        raise OldStore(
            f"{path} was built by an earlier version of Vetrina",
            f"vetrina renew --store {shlex.quote(str(opened.path.parent))}",
        )
    return opened


# Only `key` is hashed, a text: Streamlit takes longer over the parts of parts than some answers do. Answers are copied on the way out, so
# that no page can change what another reads.
@st.cache_data(max_entries=2_000, max_size="512MB", show_spinner=False)
def _answered(key: str, _question: Callable[..., Any], _store: Store, _choice: Choice, _params: dict[str, Any]) -> Any:
    return _question(_store, _choice, **_params)
