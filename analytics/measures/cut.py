"""What sales are asked by."""

from dataclasses import dataclass

ROLLED_UP = ("channel", "market", "store_id")
COLUMNS = (*ROLLED_UP, "tier", "brand", "category", "season")
GRAINS = ("day", "week", "month", "quarter")


class NotAnswered(ValueError):
    """A figure cannot be told under these filters or by these columns, or not by this question at all."""


@dataclass(frozen=True)
class Cut:
    """None, one or two columns, and a grain of time.

    Attributes:
        by: of `COLUMNS`.
        grain: one of `GRAINS`; empty for periods as wholes.

    Raises:
        NotAnswered: no column or grain that sales can be asked by.
    """

    by: tuple[str, ...] = ()
    grain: str = ""

    def __post_init__(self) -> None:
        for column in self.by:
            if column not in COLUMNS:
                raise NotAnswered(f"sales cannot be cut by {column}; choose one of {', '.join(COLUMNS)}")
        if len(self.by) > 2 or len(set(self.by)) < len(self.by):
            raise NotAnswered(f"sales are to be cut by {', '.join(self.by)}; give at most two different columns")
        if self.grain and self.grain not in GRAINS:
            raise NotAnswered(f"{self.grain} is no grain; choose one of {', '.join(GRAINS)}")

    @property
    def is_whole(self) -> bool:
        """Whether every period is one row."""
        return not self.by and not self.grain


WHOLE = Cut()
