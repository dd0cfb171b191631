"""The currency that the shop's amounts are stated in. Which it is, whoever speaks of a shop says once; euro where nobody did."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel import numbers

from words.messages import locale

IN_EURO = ("list_price_eur", "unit_cost_eur", "contact_cost_eur")  # as files give them, whatever the shop states

_STATED: ContextVar[str] = ContextVar("stated", default="EUR")


@contextmanager
def stated_in(currency: str) -> Iterator[None]:
    """States amounts in a currency inside, given by its code: for all of a page, and for what is made after it was sent."""
    token = _STATED.set(currency)
    try:
        yield
    finally:
        _STATED.reset(token)


def code() -> str:
    """Its code, such as `EUR`."""
    return _STATED.get()


def sign() -> str:
    """Its sign as the reader writes it, such as `€`, `£` or `US$`."""
    return str(numbers.get_currency_symbol(code(), locale=locale()))


def name() -> str:
    """Its name in the reader's language, of one of it, such as `euro`, `British pound` or `英镑`."""
    return str(numbers.get_currency_name(code(), count=1, locale=locale()))


def column(name: str) -> str:
    """What a column of amounts is called outside: `net_eur` is `net_gbp` in a shop of pounds; other columns keep their name."""
    stem, ending, rest = name.rpartition("_eur")
    return f"{stem}_{code().lower()}" if ending and not rest and name not in IN_EURO else name
