"""One cluster and one small shop published on it, for all tests of Spark."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.cluster import Cluster, down, up
from data.sample import build
from data.store import Store
from data.store.spark.publish import publish
from data.store.spark.reader import SparkStore


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A master, two workers and a Connect server, processes of their own."""
    folder = tmp_path_factory.mktemp("spark")
    try:
        yield up(folder, port=0)
    finally:
        down(folder)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one machine."""
    folder = tmp_path_factory.mktemp("shop")
    build(folder, customers=200, seed=11)
    return folder


@pytest.fixture(scope="session")
def published(shop: Path, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same shop's folder on Spark, marts built there."""
    folder = tmp_path_factory.mktemp("published")
    publish(shop, folder, cluster.address)
    return folder


@pytest.fixture(scope="session")
def here(shop: Path) -> Store:
    return Store.open(shop)


@pytest.fixture(scope="session")
def there(published: Path, cluster: Cluster) -> Iterator[SparkStore]:
    store = SparkStore(published / "store-1.json", cluster.address)
    yield store
    store.close()
