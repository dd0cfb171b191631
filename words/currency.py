"""The currency that amounts are stated in, and by which rates. Which it is, whoever speaks of a shop says once; euro where nobody did."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel import numbers

from words.messages import _, locale

IN_EURO = ("list_price_eur", "unit_cost_eur", "contact_cost_eur")  # as files give them, whatever the shop states
DAILY = "daily"
VERSUS = "_vs_"  # within the name of a column, before the code of a further comparison

_STATED: ContextVar[tuple[str, str]] = ContextVar("stated", default=("EUR", DAILY))


@contextmanager
def stated_in(currency: str, basis: str = DAILY) -> Iterator[None]:
    """States amounts in a currency inside, given by its code: for all of a page, and for what is made after it was sent.

    Args:
        basis: of the exchange rates, as in `data.store.Money`.
    """
    token = _STATED.set((currency, basis))
    try:
        yield
    finally:
        _STATED.reset(token)


def current() -> tuple[str, str]:
    """Code and basis, as `stated_in` takes them."""
    return _STATED.get()


def code() -> str:
    """Its code, such as `EUR`."""
    return _STATED.get()[0]


def sign() -> str:
    """Its sign as the reader writes it, such as `€`, `£` or `US$`."""
    return str(numbers.get_currency_symbol(code(), locale=locale()))


def name(currency: str = "") -> str:
    """Its name in the reader's language, of one of it, such as `euro`, `British pound` or `英镑`; another's by its code."""
    return str(numbers.get_currency_name(currency or code(), count=1, locale=locale()))


def basis_name(basis: str) -> str:
    """Exchange rates by what people call them."""
    names = {
        "daily": _("Rate of the day (ECB)"),
        "month": _("Average of the month"),
        "constant": _("Constant rates"),
        "transaction": _("Rate of the transaction"),
    }
    return names[basis]


def stated() -> str:
    """Currency and rates in a sentence, for the foot of a sheet and the line under a title."""
    currency, basis = current()
    sentences = {
        "daily": _("Amounts in {currency} at ECB rates of the order's day.", currency=name()),
        "month": _("Amounts in {currency} at the average ECB rates of the order's month.", currency=name()),
        "constant": _(
            "Amounts in {currency} at one rate for all years, the average of the last full year.", currency=name()
        ),
        "transaction": _(
            "Amounts in {currency} at the rate that the wallet applied, else the ECB's of the day.", currency=name()
        ),
    }
    return _("Amounts in euro at ECB rates.") if (currency, basis) == ("EUR", DAILY) else sentences[basis]


def column(name: str) -> str:
    """What a column of amounts is called outside: `net_eur` is `net_gbp` in a shop of pounds; other columns keep their name."""
    own, versus, basis = name.partition(VERSUS)
    stem, ending, rest = own.rpartition("_eur")
    is_amount = bool(ending) and not rest and own not in IN_EURO
    return f"{stem}_{code().lower()}{versus}{basis}" if is_amount else name
