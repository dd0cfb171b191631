"""What a load would do, told without doing it: the loader runs in a copy of the store that is thrown away."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from data import link, rehearsal_orders, rehearsal_rows
from data.beside import beside
from data.files import unpack
from data.intake import Report
from data.load import Batch, layouts_of, prepare, shown
from data.rehearsal_rows import Content
from data.sources.layout import Landing
from data.staging import LoadOptions
from data.store import Home, Store, Writer, marts, scratch, writing


@dataclass(frozen=True)
class Rehearsed:
    """One table of cells (a file, a zip member, a sheet), as it would load.

    Attributes:
        report: what the load would say of it.
        content: its rows, rejects and totals; all empty where nothing of it would be new.
        landing: the kind of its rows; None where it would be refused.
        needs: what it leaves open and nobody said: any of `tz`, `currency`, `day_first`, `shop`, `as_of`.
    """

    report: Report
    content: Content
    landing: Landing | None = None
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Change:
    """How many rows there are, and how many there would be."""

    before: int
    after: int

    @property
    def more(self) -> int:
        """Rows that would come; below nought where two become one."""
        return self.after - self.before


@dataclass(frozen=True)
class Rehearsal:
    """A batch as it would load.

    Attributes:
        tables: one for each table found in the files, in order.
        orders, customers, wallet: rows in the store before and after; a sample shop that would give way counts as nothing.
        orders_changed: orders of the store that would read otherwise, in themselves or in their lines.
        missing_rates: one row per currency in which new or changed orders would have no exchange rate, as in `rates.missing_rates`.
        currency_before, currency: in which amounts are stated, and would be; before None where there is no store.
        replaces_sample: whether a sample shop would give way.
        publishes: whether a load would make a new version; else nothing in the files is new.
        version: the published version that the files were held against; 0 where there is none.
    """

    tables: list[Rehearsed]
    orders: Change
    customers: Change
    wallet: Change
    orders_changed: int
    missing_rates: pd.DataFrame
    currency_before: str | None
    currency: str
    replaces_sample: bool
    publishes: bool
    version: int


def rehearse(
    paths: Sequence[str | Path],
    home: str | Path | None = None,
    options: LoadOptions | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Rehearsal:
    """What `data.load.load` would do with the same arguments on the store as it is now; nothing of it is kept.

    Raises:
        Unreadable: a path does not exist. A file that cannot be read is a report, not an error.
        BadMapping: a mapping file is wrong.
        Busy: a load is running.
    """
    options = options or LoadOptions()
    known = layouts_of(options)
    files = list(unpack.files(paths))
    version, stated = _published(home)
    with _place(home) as place, writing(place, progress=progress, rehearsal=True) as writer:
        prepare(writer)
        before = _counts(writer)
        rehearsal_orders.remember(writer)
        with beside(writer, files, known) as others:
            batch = _Batch(writer, known, options, others)
            tables = [batch.rehearsed(report) for file in files for report in batch.reports(file, progress)]
        with writer.transaction():
            link.link(writer)
        publishes = bool(writer.touched)
        rehearsal_orders.compare(writer)
        progress("exchange rates")
        marts.refresh(writer.connection, writer.touched, wanted="paid_orders")
        changes = {name: Change(before[name], after) for name, after in _counts(writer).items()}
        return Rehearsal(
            tables,
            changes["orders"],
            changes["customers"],
            changes["wallet_transactions"],
            rehearsal_orders.changed(writer),
            writer.frame(MISSING),
            stated,
            str(writer.execute("select currency from shop_currency")[0][0]),
            writer.left is not None and publishes,
            publishes,
            version,
        )


# As analytics/sql/missing_rates.sql, of the orders that would be new or other.
MISSING = """select coalesce(currency, '') as currency, min(ordered_on)::timestamp as first_on, max(ordered_on)::timestamp as last_on,
        count(*) as orders, sum(goods - discount)::double as amount
    from paid_orders where per_eur is null and order_id in (select order_id from differing)
    group by coalesce(currency, '') order by orders desc, currency"""


@dataclass(frozen=True)
class _Batch(Batch):
    """The loader, looked at after each table.

    Attributes:
        content: what each table holds, by its report's file and member.
        without_currency: the tables that name no currency, so named.
    """

    content: dict[tuple[str, str | None], Content] = field(default_factory=dict)
    without_currency: set[tuple[str, str | None]] = field(default_factory=set)

    def report(self, file: Path, piece: unpack.Piece | unpack.Damaged, scratch: Path) -> Report:
        """Loads one table and keeps its first rows."""
        if isinstance(piece, unpack.Damaged):
            return super().report(file, piece, scratch)
        rehearsal_rows.remember(self.writer, piece.file_id)
        self.writer.execute("create or replace temp table file as select 'unread' as currency")
        report = super().report(file, piece, scratch)
        if report.ok and (landing := self.landing(report)):
            told = rehearsal_rows.content(self.writer, landing, piece.file_id, report)
            self.content[report.file, report.member] = told
            if self.writer.execute("select currency is null from file")[0][0]:
                self.without_currency.add((report.file, report.member))
        return report

    def landing(self, report: Report) -> Landing | None:
        """The kind of rows of a table."""
        return next((layout.landing for layout in self.known if layout.name == report.layout), None)

    def rehearsed(self, report: Report) -> Rehearsed:
        """A report with what its table holds."""
        content = self.content.get((report.file, report.member), rehearsal_rows.NOTHING)
        layout = next((layout for layout in self.known if layout.name == report.layout), None)
        whose = {"shop"} if self.options.shop is None and "--shop" in report.message else set()
        if layout is None or not report.ok:
            return Rehearsed(shown(report), content, needs=frozenset(whose))
        needs = {"tz"} & layout.needs if self.options.tz is None else set()
        if "currency" in layout.needs and (report.file, report.member) in self.without_currency:
            needs.add("currency")
        if self.options.day_first is None and any("--day-first" in reason for reason in content.reasons["reason"]):
            needs.add("day_first")
        if self.options.as_of is None and any("--as-of" in reason for reason in content.reasons["reason"]):
            needs.add("as_of")
        return Rehearsed(shown(report), content, layout.landing, frozenset(needs | whose))


@contextmanager
def _place(home: str | Path | None) -> Iterator[Path]:
    """The store's folder; where nothing was published yet another one, as even an empty store would be something."""
    place = Home(home)
    if place.published():
        yield place.folder
        return
    with tempfile.TemporaryDirectory(prefix=scratch.uploads()) as folder:
        yield Path(folder) / "store"


def _published(home: str | Path | None) -> tuple[int, str | None]:
    """The number of the published version and the currency it states."""
    if not Home(home).version():
        return 0, None
    store = Store.open(home)
    try:
        return store.version, store.currency
    finally:
        store.close()


def _counts(writer: Writer) -> dict[str, int]:
    tables = ("orders", "customers", "wallet_transactions")
    return {table: int(writer.execute(f"select count(*) from {table}")[0][0]) for table in tables}
