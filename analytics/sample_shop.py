"""Whether the shop is invented."""

from data.store import Store


def is_sample(store: Store) -> bool:
    """Whether the store holds the sample shop, and so no figure in it is anybody's."""
    return bool(store.ask("sample_batches")["batches"].iloc[0])
