"""The exchange rates that a shop's amounts can be stated by."""

from data.store import Store


def currencies(store: Store) -> frozenset[str]:
    """The currencies with a rate on any day of an order, euro itself among them; none in a shop that does not state euro."""
    return frozenset(str(code) for code in store.ask("currencies")["currency"])
