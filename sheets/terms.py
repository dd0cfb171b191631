"""In whose terms sales are stated: by which definition, in which currency, at which rates."""

from analytics.definition import DEFINITIONS, RETAIL, Definition
from analytics.fx import currencies
from data.store import BASES, Money
from sheets.reading import Reading
from words import currency
from words.messages import _

FAMILIAR = ("EUR", "CNY")  # what the trade and its Chinese customers count in
DAILY = BASES[0]


def offered(reading: Reading) -> list[str]:
    """The currencies that amounts can be stated in: the shop's own first; it alone where no rate is known."""
    own, known = reading.store.currency, reading.fact(currencies)
    return [own, *(each for each in FAMILIAR if each != own and each in known and own in known)]


def money(reading: Reading, code: str, basis: str) -> Money | None:
    """What amounts are stated in; None where it is how the shop states them."""
    return None if (code, basis) == (reading.store.currency, DAILY) else Money(code, basis)


def name(definition: Definition) -> str:
    """A definition by whose it is."""
    names = {
        "retail": _("Shop: net sales"),
        "platform": _("Platform: GMV paid"),
        "finance": _("Books: before VAT, final"),
    }
    return names[definition.code]


def described(definition: Definition, stated: Money | None) -> list[str]:
    """What is not as usual, for the line under a title and for exports."""
    told = [] if definition == RETAIL else [name(definition)]
    if stated is not None:
        told.append(f"{currency.name(stated.currency)}, {currency.basis_name(stated.basis)}")
    return told


def own_only(stated: Money | None) -> str:
    """Why a part is not drawn that holds amounts of the shop's own currency only; empty where that is what is stated."""
    return (
        "" if stated is None else _("These amounts are known in the shop's own currency only; choose it to see them.")
    )


__all__ = ["DAILY", "DEFINITIONS", "RETAIL", "Definition", "described", "money", "name", "offered", "own_only"]
