"""A store being read: a page asks through its cache, a report or a command asks the store itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data.store import EVERYTHING, Choice, Store


@dataclass(frozen=True)
class Reading:
    """How questions reach a store.

    Attributes:
        store: the version that is read.
        ask: the answer of a question or a model, from (question, choice, **parameters).
        fact: what a function of the store says that takes no filters, from (function, **parameters).
    """

    store: Store
    ask: Callable[..., Any]
    fact: Callable[..., Any]

    @classmethod
    def of(cls, store: Store) -> "Reading":
        """The store asked anew each time."""

        def ask(question: Callable[..., Any], choice: Choice = EVERYTHING, **params: Any) -> Any:
            return question(store, choice, **params)

        def fact(function: Callable[..., Any], **params: Any) -> Any:
            return function(store, **params)

        return cls(store, ask, fact)
