"""Loads a mutant and says what was not as it must be: a crash, a row that nobody explains, money that went missing."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from data import intake
from data.beside import beside
from data.faults import LOG
from data.intake import Report
from data.landing.batch import Batch as Landing
from data.landing.shops import ORDER_ID
from data.load import Batch, prepare
from data.store import Writer, writing
from tests.fuzz.mutations import Mutant, header_of, table, written
from tests.fuzz.seeds import OPTIONS, Seed, known

SLOWEST = 20.0  # seconds of this process's own time for one small file
GROSS = "(l.qty * l.unit_price::decimal(24, 6))::decimal(18, 6)"
# Rows that are neither rejected nor stored with the money they came with; what a store that was empty must have none of.
LOST = {
    "wallet": """select row_no from landing_wallet l where not exists (
        from wallet_transactions s where s.txn_id = md5($system || '|' || l.natural_key)
        and (s.gross = l.gross and s.currency = l.currency or l.status = 'pending'))""",
    "settlement": """select row_no from landing_settlement l where not exists (
        from settlements s where s.settlement_id = md5($system || '|' || l.natural_key) and s.amount = l.amount and s.currency = l.currency)""",
    "order": f"""select row_no from landing_order l where qty is not null and unit_price is not null and not exists (
        from order_lines s where s.order_id = {ORDER_ID} and s.gross = {GROSS})""",
    "fx": """select row_no from landing_fx l where not exists (
        from fx_rates s where (s.rate_on, s.base, s.quote, s.source, s.rate) = (l.rate_on, l.base, l.quote, l.source, l.rate))""",
    "series": """select row_no from landing_series l where not exists (
        from market_series s where (s.series, s.market, s.starts_on, s.value) = (l.series, coalesce(l.market, ''), l.starts_on, l.value))""",
    "spend": """select row_no from landing_spend where (select sum(spend) from landing_spend)
        is distinct from (select sum(spend) from campaign_spend)""",
}
TWO_MARKS = "tells thousands from decimals"
# What a row says of money and time, which no other row's cells may change.
MONEY = frozenset(
    [
        "gross",
        "fee",
        "amount",
        "currency",
        "total",
        "qty",
        "unit_price",
        "rate",
        "value",
        "spend",
        "net_sales",
        "occurred_at",
        "ordered_at",
    ]
)
# What a file's rows come to, and what of it is stored: equal where no row is a repeat.
SUMS = {
    "order": (
        f"select coalesce(sum({GROSS}), 0) from landing_order l",
        "select coalesce(sum(gross), 0) from order_lines",
    ),
}


@dataclass(frozen=True)
class Fault:
    """What was not as it must be with one mutant."""

    mutant: Mutant
    said: str


class Trial:
    """A store that takes one mutant after the other, emptied in between."""

    def __init__(self, writer: Writer, folder: Path) -> None:
        self.writer, self.folder = writer, folder
        self.known = known()
        self.tables = [
            str(row[0])
            for row in writer.execute("select table_name from duckdb_tables() where not internal and not temporary")
            if row[0] not in {"meta", "batches", "channels"}
        ]
        self.read: dict[str, pd.DataFrame] = {}
        self._whole: dict[str, dict[str, pd.DataFrame]] = {}

    def faults(self, mutant: Mutant, *, after_seed: bool = False) -> list[Fault]:
        """What was wrong with it; nothing where all is well.

        Args:
            after_seed: the file it was made of is loaded first, so that its rows meet theirs.
        """
        whole = self._read_whole(mutant.seed) if mutant.row is not None else None
        self._emptied()
        if after_seed:
            self._reports(mutant.seed.content, "seed.csv")
        started = time.process_time()
        try:
            reports = self._reports(mutant.content, _name(mutant.seed), is_watched=whole is not None)
        except Exception as error:  # whatever leaves the loader is a crash
            return [Fault(mutant, f"{type(error).__name__}: {error}")]
        said = [sentence for report in reports for sentence in self._of_report(report)]
        if (spent := time.process_time() - started) > SLOWEST:
            said.append(f"it took {spent:.0f} s")
        if not after_seed and len(reports) == 1 and reports[0].ok:
            said += self._of_money(reports[0])
        if whole is not None and len(reports) == 1 and reports[0].ok:
            said += self._of_others(mutant, whole, reports[0])
        return [Fault(mutant, sentence) for sentence in said]

    def _reports(self, content: bytes, name: str, *, is_watched: bool = False) -> list[Report]:
        file = self.folder / name
        file.write_bytes(content)
        self.read.clear()
        with spied(self.read) if is_watched else nullcontext(), beside(self.writer, [file], self.known) as others:
            return Batch(self.writer, self.known, OPTIONS, others).reports(file, lambda step: None)

    def _of_report(self, report: Report) -> Iterator[str]:
        log = self.writer.home / LOG
        if log.exists():
            yield f"{report.layout}: {report.message} {log.read_text(encoding='utf-8')[-1500:]}"
            log.unlink()
        if not report.ok:
            if not report.message:
                yield "refused without a word"
            return
        if report.rows_seen != report.rows_loaded + report.rows_duplicate + report.rows_rejected:
            yield f"{report.layout}: the rows do not add up: {report}"
        if "unforeseen" in report.message or "more memory" in report.message or "disk is full" in report.message:
            yield f"{report.layout}: {report.message}"

    def _of_money(self, report: Report) -> Iterator[str]:
        content = (self.folder / Path(report.file).name).read_bytes()
        file_id = hashlib.sha256(content).hexdigest()
        listed = self.writer.execute(
            "select count(*), count(*) filter (trim(reason) = '') from rejected_rows where file_id = ?", [file_id]
        )
        if listed != [(report.rows_rejected, 0)]:
            yield f"{report.layout}: {report.rows_rejected} rows rejected, {listed} listed and without a reason"
        landing = next(layout.landing for layout in known() if layout.name == report.layout)
        if landing in LOST:
            values = {"system": report.system} if "$system" in LOST[landing] else {}
            if lost := self.writer.execute(LOST[landing], values):
                yield f"{report.layout}: rows {lost[:5]} came with money that is stored nowhere"
        if landing in SUMS:
            came, stored = (self.writer.execute(sql)[0][0] for sql in SUMS[landing])
            if came != stored:
                yield f"{report.layout}: the file's rows come to {came}, stored are {stored}"

    def _of_others(self, mutant: Mutant, whole: dict[str, pd.DataFrame], report: Report) -> Iterator[str]:
        """A cell that cannot be read, or reads otherwise, changes what no other row says."""
        for landing, before in whole.items():
            now = self.read.get(landing)
            if now is None:
                yield f"{report.layout}: other rows were read by another layout"
                return
            numbers = _lines_of_rows(mutant)
            others = [number for place, number in enumerate(numbers) if place != mutant.row]
            # Two rows may tell one event, by a number they share: then the other is set aside, or no longer.
            # A file that writes decimals in two ways is refused whole, row by row with that reason, as no mark is guessed.
            refused = self.writer.execute("select row_no from rejected_rows where contains(reason, ?)", [TWO_MARKS])
            others = sorted(({*others} & {*before["row_no"]} & {*now["row_no"]}) - {int(row) for (row,) in refused})
            was, is_now = (frame[frame["row_no"].isin(others)] for frame in (before, now))
            for name in was.columns:
                if name in is_now and was[name].astype(str).tolist() != is_now[name].astype(str).tolist():
                    yield (
                        f"{report.layout}: {name} of other rows was {was[name].tolist()}, is {is_now[name].tolist()}"
                    )
                    return

    def _read_whole(self, seed: Seed) -> dict[str, pd.DataFrame]:
        """The seed's rows as they are read before any is refused, once a seed."""
        if seed.name not in self._whole:
            self._emptied()
            content = table(seed.content)
            self._reports(written(*content) if content else seed.content, _name(seed), is_watched=True)
            self._whole[seed.name] = dict(self.read)
        return self._whole[seed.name]

    def _emptied(self) -> None:
        with self.writer.transaction():
            for name in self.tables:
                self.writer.execute(f"delete from {name}")
        self.writer.touched.clear()


@contextmanager
def trials(home: Path) -> Iterator[Trial]:
    """A store for trials, of which nothing is published."""
    with writing(home / "store", rehearsal=True) as writer:
        prepare(writer)
        yield Trial(writer, home)


@contextmanager
def spied(read: dict[str, pd.DataFrame]) -> Iterator[None]:
    """Keeps each file's canonical rows as they stand before any is refused; landing goes on as ever."""
    kept = dict(intake.LANDERS)

    def watched(name: str) -> None:
        lander = kept[name]

        def refuse(batch: Landing) -> None:
            columns = [str(row[0]) for row in batch.execute(f"describe {batch.table}") if row[0] in MONEY]
            read[name] = batch.writer.frame(f"select {', '.join(['row_no', *columns])} from {batch.table} order by all")
            lander.refuse(batch)

        intake.LANDERS[name] = replace(lander, refuse=refuse)  # type: ignore[index]

    for name in kept:
        watched(name)
    try:
        yield
    finally:
        intake.LANDERS.update(kept)  # type: ignore[attr-defined]


def _name(seed: Seed) -> str:
    """The name the seed's file has: some layouts read a merchant's number from it."""
    return Path(seed.name).name if seed.name.endswith(".csv") else "file.csv"


def _lines_of_rows(mutant: Mutant) -> list[int]:
    """The line numbers of the seed's rows as the loader counts them."""
    read = table(mutant.content)
    assert read is not None
    return [at + 1 for at in range(header_of(read[1]) + 1, len(read[1]))]
