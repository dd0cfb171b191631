"""Sample shops for tests, built once a run: a worker reads its own copy, and what a model answered of it is shared by all."""

import fcntl
import os
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

from data.sample import build
from data.sample.plan import Plan
from data.store import Home


def sample_shop(factory: pytest.TempPathFactory, customers: int, seed: int = Plan.seed) -> Path:
    """The store's folder of a sample shop of this size; nothing may be loaded into it.

    Args:
        factory: pytest's own, by whose folder the workers of a run know each other.
    """
    run = factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    return _copy(run, factory.mktemp("sample"), customers, seed)


def _copy(run: Path, folder: Path, customers: int, seed: int) -> Path:
    built, home = _built(run, customers, seed), folder / "store"
    shutil.copytree(built, home, ignore=shutil.ignore_patterns("results"))
    answers = run / f"{built.name}-answers"
    answers.mkdir(mode=0o700, exist_ok=True)
    (home / "results").mkdir(mode=0o700)
    (home / "results" / str(Home(home).version())).symlink_to(answers)
    return home


@lru_cache(maxsize=16)
def _built(run: Path, customers: int, seed: int) -> Path:
    built = run / f"sample-{customers}-{seed}"
    with built.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            part = built.with_suffix(".part")
            build(part, customers=customers, seed=seed)
            part.rename(built)
    return built
