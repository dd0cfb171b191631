"""The screens that are also printed, by their name in the address: as a page of HTML, a PDF or a workbook."""

from collections.abc import Callable
from dataclasses import dataclass

from sheets import (
    assortment,
    calendar,
    cohorts,
    customers,
    definitions,
    health,
    market,
    overview,
    promotions,
    rebound,
    sensitivity,
    trading,
    wallet,
)
from sheets.choice import Chosen
from sheets.paper import Sheet
from sheets.reading import Reading
from sheets.writers import WRITERS


@dataclass(frozen=True)
class Printed:
    """A screen on paper.

    Attributes:
        heeds: the filters it goes by, `period` among them, as on the screen.
        sheet: of a choice; raises BadRequest where the choice holds nothing.
    """

    heeds: tuple[str, ...]
    sheet: Callable[[Reading, Chosen], Sheet]

    def paper(self, reading: Reading, chosen: Chosen) -> bytes:
        """The sheet as a page of HTML that stands alone; raises as `sheet` does."""
        return WRITERS["html"](self.sheet(reading, chosen))


PAPERS = {
    "overview": Printed(overview.HEEDS, overview.paper),
    "trading": Printed(trading.HEEDS, trading.paper),
    "assortment": Printed(assortment.HEEDS, assortment.paper),
    "calendar": Printed(calendar.HEEDS, calendar.paper),
    "cohorts": Printed(cohorts.HEEDS, cohorts.paper),
    "customers": Printed(customers.HEEDS, customers.paper),
    "promotions": Printed(promotions.HEEDS, promotions.paper),
    "sensitivity": Printed(sensitivity.HEEDS, sensitivity.paper),
    "market": Printed(market.HEEDS, market.paper),
    "rebound": Printed(rebound.HEEDS, rebound.paper),
    "wallet": Printed(wallet.HEEDS, wallet.paper),
    "definitions": Printed(definitions.HEEDS, definitions.paper),
    "health": Printed(health.HEEDS, health.paper),
}
