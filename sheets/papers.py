"""The screens that are also printed, by their name in the address."""

from collections.abc import Callable
from dataclasses import dataclass

from sheets import cohorts, customers, health, overview, promotions, rebound, sensitivity, trading, wallet
from sheets.choice import Chosen
from sheets.reading import Reading


@dataclass(frozen=True)
class Printed:
    """A screen on paper.

    Attributes:
        heeds: the filters it goes by, `period` among them, as on the screen.
        paper: the sheet of a choice, as a page of HTML that stands alone; raises BadRequest where the choice holds nothing.
    """

    heeds: tuple[str, ...]
    paper: Callable[[Reading, Chosen], bytes]


PAPERS = {
    "overview": Printed(overview.HEEDS, overview.paper),
    "trading": Printed(trading.HEEDS, trading.paper),
    "cohorts": Printed(cohorts.HEEDS, cohorts.paper),
    "customers": Printed(customers.HEEDS, customers.paper),
    "promotions": Printed(promotions.HEEDS, promotions.paper),
    "sensitivity": Printed(sensitivity.HEEDS, sensitivity.paper),
    "rebound": Printed(rebound.HEEDS, rebound.paper),
    "wallet": Printed(wallet.HEEDS, wallet.paper),
    "health": Printed(health.HEEDS, health.paper),
}
