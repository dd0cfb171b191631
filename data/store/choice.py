"""What a reader chose to see."""

from dataclasses import dataclass, fields


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
    """

    market: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    store_id: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    brand: tuple[str, ...] = ()
    category: tuple[str, ...] = ()

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The filters that are set, column by column."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


EVERYTHING = Choice()
COLUMNS = tuple(field.name for field in fields(Choice))
