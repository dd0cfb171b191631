"""What of the shop a reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Rights:
    """Bounds on the columns by which rights are given; an empty one is none.

    Attributes:
        market, channel, store_id: the values that may be seen, as in `Choice`.
        smallest: the fewest persons that a figure may be of; 0 for who may see persons.
    """

    market: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    store_id: tuple[str, ...] = ()
    smallest: int = 0

    def bounds(self) -> dict[str, tuple[str, ...]]:
        """The bounds that are set, column by column."""
        return {field.name: value for field in fields(self)[:3] if (value := getattr(self, field.name))}

    @property
    def is_whole(self) -> bool:
        """Whether all of the shop is seen, persons among it."""
        return self == WHOLE

    def hold(self, where: Mapping[str, str]) -> bool:
        """Whether a thing that names these columns lies within: one that leaves a bounded column open does not."""
        return all(where.get(name) in values for name, values in self.bounds().items())


WHOLE = Rights()
