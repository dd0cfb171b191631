"""A screen's sheet as the page of HTML that tests read."""

from collections.abc import Callable

from sheets import as_html
from sheets.choice import Chosen
from sheets.paper import Sheet
from sheets.reading import Reading


def html_of(paper: Callable[[Reading, Chosen], Sheet]) -> Callable[[Reading, Chosen], bytes]:
    """What takes a choice to its page, from what takes it to its sheet."""
    return lambda reading, chosen: as_html.page(paper(reading, chosen))
