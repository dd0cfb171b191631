"""Sentences in the reader's language. Who the reader is, whoever speaks says once: a page, a report, a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel import Locale

from words.languages import REGIONS, catalogue

_SPOKEN: ContextVar[tuple[str, Locale] | None] = ContextVar("spoken", default=None)


def _(message: str, /, **values: object) -> str:
    """The message in the reader's language, its `{placeholders}` filled."""
    text = catalogue(language()).gettext(message)
    return text.format(**values) if values else text


def plural(singular: str, many: str, n: int, /, **values: object) -> str:
    """The form of a message that agrees with `n`, which fills the placeholder `{n}` unless `values` does."""
    text = catalogue(language()).ngettext(singular, many, n)
    return text.format(**{"n": n, **values})


@contextmanager
def speaking(spoken: str, written: Locale | None = None) -> Iterator[None]:
    """Speaks a reader's language inside: for all of a page, and for what is made after it was sent.

    Args:
        spoken: one of `LANGUAGES`.
        written: how numbers and dates are written; by default as where the language is at home.
    """
    token = _SPOKEN.set((spoken, written or Locale.parse(REGIONS[spoken])))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def language() -> str:
    """The language spoken here; English where nobody said another."""
    spoken = _SPOKEN.get()
    return spoken[0] if spoken else "en"


def locale() -> Locale:
    """How numbers and dates are written here."""
    spoken = _SPOKEN.get()
    return spoken[1] if spoken else Locale.parse(REGIONS["en"])
