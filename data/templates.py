"""Files of our own layouts, empty, to be filled by whoever knows.

Who was offered what, what products are and cost, what was budgeted, what was counted and received, what became of gift cards, how trade as a whole went.
"""

from data.errors import BadRequest
from data.sources import budgets, contracts, gift_cards, holdout, market_series, products, stock

TEMPLATES = {
    "exposures": ",".join((*holdout.COLUMNS, *holdout.MORE_COLUMNS)) + "\n",
    "products": ",".join(products.COLUMNS) + "\n",
    "budgets": ",".join(budgets.COLUMNS) + "\n",
    "budgets_by_year": ",".join(budgets.YEAR) + "\n",
    "contracts": ",".join(contracts.COLUMNS) + "\n",
    "gift_cards": ",".join(gift_cards.COLUMNS) + "\n",
    "market_series": ",".join(market_series.COLUMNS) + "\n",
    "stock": ",".join(stock.COUNTED) + "\n",
    "receipts": ",".join(stock.RECEIVED) + "\n",
}


def template(name: str) -> str:
    """The csv text of a template: its header; what each column holds is in docs/sources.md.

    Raises:
        BadRequest: there is none of that name.
    """
    if name not in TEMPLATES:
        raise BadRequest(f"there is no template {name!r}; there is {', '.join(TEMPLATES)}")
    return TEMPLATES[name]
