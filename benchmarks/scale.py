"""What a shop costs as it grows: building it, its file, and every question of the screens, at three sizes and beyond.

`make bench-scale`: sample shops of 12,000, 36,000 and 108,000 customers (SCALE_CUSTOMERS changes that, such as 12000,100000,1000000), each
built and asked in processes of their own on one thread. What is said of ten and a hundred million orders is not run: it goes on from the two
largest sizes, each order costing what it cost between them. Answers of models are not among the questions; they are computed after a load and kept.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import rows, run

SIZES, BEYOND = "12000,36000,108000", (10_000_000, 100_000_000)
SLOW, WORST = 0.1, 8  # CPU seconds above which a question is slow; how many are named
BUILT = """
import sys, time
from pathlib import Path
from data.sample import build
from data.store import Store

home = Path(sys.argv[1])
build(home, customers=int(sys.argv[2]))
told["mb"] = sum(file.stat().st_size for file in home.rglob("*") if file.is_file()) / 1e6
told["orders"] = int(Store.open(home).query("select count(*) as orders from orders_mart")["orders"].iloc[0])
"""
ASKED = """
import sys, time
from data.store import EVERYTHING, Store
from tests.laws.questions import entries

store = Store.open(sys.argv[1])
sent = store.query("select min(promotion_id) as promotion_id from exposures_mart where assignment = 'randomised'")
asked = {}
for name, entry in entries(str(sent["promotion_id"].iloc[0])).items():
    begun = time.process_time()
    store.ask(name, EVERYTHING, **entry.asked)
    asked[name] = time.process_time() - begun
told["asked"] = asked
"""


@dataclass(frozen=True)
class Grown:
    """A shop of one size: CPU seconds and peak memory of building it, its size on disk, and CPU seconds of each question."""

    orders: float
    built: float
    peak_mb: float
    mb: float
    asked: dict[str, float]


def table() -> str:
    """A row a size, those beyond carried on; then the questions that are slow at the largest that was run."""
    with tempfile.TemporaryDirectory(prefix="vetrina-scale-") as folder:
        found = [_grown(Path(folder) / size, int(size)) for size in os.environ.get("SCALE_CUSTOMERS", SIZES).split(",")]
    measured = [_row(f"{one.orders:,.0f}", one) for one in found]
    carried = [_row(f"{orders:,} (carried on)", _carried(found, orders)) for orders in BEYOND] if len(found) > 1 else []
    head = ["orders", "built, CPU s", "peak MB", "on disk, MB", "questions", f"above {SLOW} CPU s", "slowest, CPU s"]
    slowest = sorted(found[-1].asked.items(), key=lambda item: -item[1])[:WORST]
    named = [[name, *(f"{one.asked[name]:.3f}" for one in found)] for name, _cpu in slowest]
    return f"{rows(head, measured + carried)}\n\n{rows(['question', *(f'{one.orders:,.0f}' for one in found)], named)}"


def _grown(home: Path, customers: int) -> Grown:
    built = run(BUILT, home, customers)
    asked: dict[str, float] = run(ASKED, home).told["asked"]  # type: ignore[assignment]
    return Grown(built.told["orders"], built.cpu, built.peak_mb, built.told["mb"], asked)


def _carried(found: list[Grown], orders: int) -> Grown:
    """What is fixed and what an order costs, from the two largest sizes."""
    less, more = found[-2:]
    steps = (orders - more.orders) / (more.orders - less.orders)

    def on(first: float, last: float) -> float:
        return last + max(last - first, 0.0) * steps

    asked = {name: on(less.asked[name], more.asked[name]) for name in more.asked}
    return Grown(orders, on(less.built, more.built), on(less.peak_mb, more.peak_mb), on(less.mb, more.mb), asked)


def _row(name: str, one: Grown) -> list[str]:
    slow = sum(cpu > SLOW for cpu in one.asked.values())
    return [
        name, f"{one.built:,.0f}", f"{one.peak_mb:,.0f}", f"{one.mb:,.0f}", str(len(one.asked)), str(slow),
        f"{max(one.asked.values()):.2f}",
    ]  # fmt: skip
