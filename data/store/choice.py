"""What a reader chose to see."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Self

BASES = ("daily", "month", "constant", "transaction")


@dataclass(frozen=True)
class Money:
    """How amounts are stated, where not as the marts hold them.

    Attributes:
        currency: ISO code.
        basis: which rates bring an order's amounts to it: of the order's `daily` fixing, the `month`'s mean, one `constant`
            rate for all years (the mean of the last full year with orders), or of the `transaction`: what the wallet
            applied, else the day's fixing.

    Raises:
        ValueError: no currency code, or no basis.
    """

    currency: str
    basis: str = "daily"

    def __post_init__(self) -> None:
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            raise ValueError(f"{self.currency[:40]!r} is no currency code; give one such as CNY")
        if self.basis not in BASES:
            raise ValueError(f"{self.basis[:40]!r} is no basis of exchange rates; give one of {', '.join(BASES)}")


@dataclass(frozen=True)
class Choice:
    """Filters on the columns every mart names alike; an empty one lets everything through.

    Attributes:
        market: where the shopper lives, ISO codes such as `CN`.
        channel: boutique, ecommerce, wallet, marketplace, phygital_lab, other.
        store_id: boutiques.
        tier: entry, core, premium, luxury, haute, unknown.
        brand: brands as the products name them.
        category: categories as the products name them.
        money: how amounts are stated; None as the marts hold them. It hides no row.
    """

    market: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    store_id: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    brand: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    money: Money | None = field(default=None, kw_only=True)

    @classmethod
    def of(cls, filters: Mapping[str, tuple[str, ...]], money: Money | None = None) -> Self:
        """The choice of filters by their columns."""
        return cls(*(filters.get(name, ()) for name in COLUMNS), money=money)

    @property
    def unstated(self) -> Self:
        """The same filters for a question that counts and holds no amount, or one that is asked as the marts hold them."""
        return replace(self, money=None)

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The filters that are set, column by column."""
        return {name: value for name in COLUMNS if (value := getattr(self, name))}


COLUMNS = tuple(field.name for field in fields(Choice) if field.name != "money")
EVERYTHING = Choice()
