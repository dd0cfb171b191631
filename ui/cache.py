"""The only cache. A key is the store's edition (its file, and when it was written), the question, the choice and the parameters: no more can differ.

A new version is a new key, so no answer outlives its data, and no clock is needed.
"""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from threadpoolctl import threadpool_limits

from data.store import EVERYTHING, Choice, Home, OldStore, Store
from sheets.reading import Reading
from ui.screen import st

Answer = TypeVar("Answer")


def store() -> Store:
    """The version published now; opened once and shared by all readers.

    Raises:
        NoStore: there is none.
        StoreError: there is one that cannot be read as it is.
    """
    path = Home().current()
    return _opened(str(path), path.stat().st_mtime_ns)


def ask(question: Callable[..., Answer], choice: Choice = EVERYTHING, **params: Any) -> Answer:
    """The answer of a question or a model: a function of (store, choice, **params).

    Args:
        question: one from `analytics`; its qualified name is part of the key.
        choice: filters.
        params: what else it takes; each must be hashable.
    """
    opened = store()
    key = (
        opened.edition,
        f"{question.__module__}.{question.__qualname__}",
        choice,
        tuple(sorted(params.items())),
    )
    answer: Answer = _answered(key, question, opened, choice, params)
    return answer


def of_store(fact: Callable[..., Answer], **params: Any) -> Answer:
    """What a function of the store says that takes no filters: what is loaded, how far the data reach."""
    opened = store()
    key = (opened.edition, f"{fact.__module__}.{fact.__qualname__}", tuple(sorted(params.items())))
    answer: Answer = _answered(key, lambda read, _choice, **given: fact(read, **given), opened, EVERYTHING, params)
    return answer


def reading() -> Reading:
    """The version published now, asked through this cache."""
    return Reading(store(), ask, of_store)


# Not closed on leaving the cache: somebody may still read it, a model in the background for one. Its last reader lets go of it.
@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(path: str, written_at: int) -> Store:
    # Streamlit loaded numpy before us, threads and all: sessions share the cores, a model takes one.
    threadpool_limits(limits=1)
    opened = Store(Path(path))
    if opened.is_old:
        raise OldStore(
            f"{path} was built by an earlier version of Vetrina",
            f"vetrina renew --store {shlex.quote(str(opened.path.parent))}",
        )
    return opened


# Only `key` is hashed. Answers are copied on the way out, so that no page can change what another reads.
@st.cache_data(max_entries=2_000, max_size="512MB", show_spinner=False)
def _answered(
    key: object, _question: Callable[..., Any], _store: Store, _choice: Choice, _params: dict[str, Any]
) -> Any:
    return _question(_store, _choice, **_params)
