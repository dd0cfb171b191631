"""A published version, read-only."""

import importlib
import os
import threading
from copy import copy
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.errors import DamagedVersion, OutOfReach, TooFew
from data.store import cells, marts, migrations
from data.store.cells import DECLARED, Told
from data.store.choice import COLUMNS, EVERYTHING, Choice
from data.store.engine import EngineError, connect
from data.store.results import Results
from data.store.rights import WHOLE, Rights
from data.store.scope import bound, scoped
from data.store.versions import Home
from data.store.whole import number, unopened

PERSONS = Path(__file__).parent / "cells" / "persons"
QUESTIONS = Path(__file__).parents[2] / "analytics" / "sql"
# 32 readers at once answered no more questions a second than 8 and starved a writer: run few, queue the rest.
RUNNING = threading.BoundedSemaphore(2 * (os.cpu_count() or 1))


class Store:
    """One version of the shop's tables. Safe to share between threads.

    Attributes:
        rights: of the reader; every answer is within them, and `edition` and `results` are theirs alone.
    """

    rights: Rights = WHOLE

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = number(path)
        self.edition = f"{path}:{path.stat().st_mtime_ns}"  # a number may come again after its file was removed by hand
        try:
            self._connection = connect(path, read_only=True)
            tables = migrations.number(self._connection)
        except EngineError as error:
            raise unopened(path, error) from error
        migrations.refuse_newer(tables)
        self._seen: dict[Rights, Store] = {}
        self.results = Results(path.parent / "results" / str(self.version))

    @classmethod
    def open(cls, home: str | Path | None = None) -> "Store":
        """The version published now.

        Raises:
            NoStore: the folder has none.
            DamagedPointer: versions lie there, and the pointer names none of them.
            DamagedVersion: the published version does not open.
            NewerStore: a later Vetrina made it.
        """
        place = Home(home)
        path = place.current()
        if place.address:
            return cls.at(path, place.address)
        try:
            return cls(path)
        except (DamagedVersion, FileNotFoundError):
            if path.exists():
                raise
            return cls.open(home)  # published twice and pruned since the pointer was read

    @staticmethod
    def at(path: Path, address: str = "") -> "Store":
        """A version by its file.

        Args:
            address: of the Spark Connect server that reads it; empty where it is of one machine.
        """
        if not address:
            return Store(path)
        # By name: it is a store itself, and only it needs Spark's own libraries.
        on_spark: Store = importlib.import_module("data.store.spark.reader").SparkStore(path, address)
        return on_spark

    def seen_by(self, rights: Rights) -> "Store":
        """The same version as a reader with these rights sees it.

        Raises:
            OutOfReach: it is seen with other rights already.
        """
        if rights == self.rights:
            return self
        if not self.rights.is_whole:
            raise OutOfReach("a store that is seen with some rights is not seen with others")
        if rights not in self._seen:
            seen = copy(self)
            for held in ("_by_keys", "cube", "first_met", "holds_back", "paid"):
                seen.__dict__.pop(held, None)
            seen.rights, seen.edition = rights, f"{self.edition}:{rights}"
            seen.results = self.results.of(rights)
            self._seen[rights] = seen
        return self._seen[rights]

    @property
    def is_current(self) -> bool:
        """Whether no newer version was published since this one was opened."""
        return Home(self.path.parent).version() == self.version

    @cached_property
    def loaded_at(self) -> datetime | None:
        """When the last batch ended, UTC."""
        frame = self._select("select max(finished_at) as at from batches")
        return None if frame["at"].isna().all() else frame["at"].iloc[0].to_pydatetime()

    @cached_property
    def is_old(self) -> bool:
        """Whether an earlier Vetrina built it, so that `data renew` must bring its tables up to date."""
        return migrations.is_behind(self._connection) or marts.are_old(self._connection)

    @cached_property
    def currency(self) -> str:
        """The currency in which the shop's amounts are stated: euro, but in a shop of one other currency without any rate.

        A store of an earlier Vetrina states euro.
        """
        if "shop_currency" not in marts.built(self._connection):
            return "EUR"
        return str(self._select("select currency from shop_currency")["currency"][0])

    @cached_property
    def is_sample(self) -> bool:
        """Whether what it shows was generated by `data sample`, wholly or in part, and is nobody's trade."""
        return bool(self._select("select count(*) > 0 as made_up from batches where kind = 'sample'")["made_up"][0])

    def ask(self, question: str, choice: Choice = EVERYTHING, **params: Any) -> pd.DataFrame:
        """The answer of analytics/sql/<question>.sql under the chosen filters.

        Args:
            choice: filters, applied to every fact table the question reads.
            params: values of the question's `$name` placeholders.

        Raises:
            ValueError: a chosen filter does not exist on a table the question reads.
        """
        return self.answer(
            question, _text(QUESTIONS / f"{question}.sql"), choice, told=DECLARED.get(question), **params
        )

    def answer(
        self, question: str, sql: str, choice: Choice = EVERYTHING, told: Told | None = None, **params: Any
    ) -> pd.DataFrame:
        """The answer of a question whose select is given as text; all else as in `ask`.

        Args:
            question: its name, for errors.
            told: how it is kept from telling of few customers; without it who may not see persons is refused.
        """
        if not self.rights.smallest:
            return self._answer(question, sql, choice, (), params)
        if told is None:
            raise TooFew(f"the question {question} tells of single customers or orders", "persons")
        if told.is_open:
            answer = self._answer(question, sql, choice, (), params)
            answer = answer.assign(**dict.fromkeys(told.blank))
            return self._clipped(answer, told.ends) if told.ends else answer
        told.refuse(question, params)
        params = self._cut(told, params)
        if told.is_first_met:
            return self._first_met(question, sql, choice, params)
        if told.is_paid:
            return self._paid(question, sql, choice, told, params)
        if told.keys:
            return self._keyed(question, sql, choice, told, params)
        joined = cells.admitted(question, self.cube, self._picked(choice), told, params)
        answer = self._answer(question, sql, choice, joined, params)
        if told.counts:
            answer = cells.without_few(answer, answer[told.counts].astype(float), self.rights.smallest)
        return cells.in_tens(answer, told.tens, self.rights.smallest) if told.tens else answer

    def _first_met(self, question: str, sql: str, choice: Choice, params: dict[str, Any]) -> pd.DataFrame:
        """The answer of a question of cohorts, as `cells.FirstMet.told` has it."""
        picked, by = self._picked(choice), str(params["by"])
        column = cells.column_of(question, by, int(params["months"]), picked)
        answer = self._answer(question, sql, choice, (), params)
        return self.first_met.told(answer, by, column, picked.get(column, ()))

    def _paid(self, question: str, sql: str, choice: Choice, told: Told, params: dict[str, Any]) -> pd.DataFrame:
        """The answer of a question of wallets by month of payment, as `cells.Paid` has it."""
        ((since, until),) = told.spans(params)
        joined = self.paid.joined(question, self._picked(choice), since, until)
        return self.paid.without_few(self._answer(question, sql, choice, joined, params), joined, cells.HIDDEN)

    def _keyed(self, question: str, sql: str, choice: Choice, told: Told, params: dict[str, Any]) -> pd.DataFrame:
        """The answer of a question by keys of its own, as `cells.Keyed.told` has it."""
        picked = self._picked(choice)
        asked = Told(since=told.since, until=told.until, is_listed=told.is_listed)
        cells.admitted(question, self.cube, picked, asked, params)
        levels = {0: cells.LISTED}
        if not told.is_listed:
            ((since, until),) = told.spans(params)
            levels = self.cube.grid.needed(cells.day(since), cells.day(until))
        if question not in self._by_keys:
            rows = self._answer("cells", _text(PERSONS / f"{question}.sql"), EVERYTHING, (), {})
            self._by_keys[question] = cells.Keyed(question, rows, self.cube.grid, self.rights.smallest, told.keys)
        answer = self._answer(question, sql, choice, (), params)
        shown = self.cube if told.is_whole else None
        return self._by_keys[question].told(answer, told.called(params), picked, levels, shown, told.counts)

    def _clipped(self, answer: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
        """Days no later than the last to which this reader is told anything."""
        if not len(answer) or answer[list(columns)].isna().all(axis=None):
            return answer
        last = pd.Timestamp(self.cube.grid.until) - pd.Timedelta(days=1)
        return answer.assign(**{column: answer[column].mask(answer[column] > last, last) for column in columns})

    def _cut(self, told: Told, params: dict[str, Any]) -> dict[str, Any]:
        """Periods that end no later; a list of all days ends with the last that is told, whatever day is asked."""
        ends = [f"until_{number}" for number in range(told.many)] if told.many else [told.until] if told.until else []
        until = self.cube.grid.until
        late = {name: until for name in ends if told.is_listed or cells.day(params[name]) > until}
        return {**params, **late}

    def _picked(self, choice: Choice) -> dict[str, tuple[str, ...]]:
        """The filters beyond the reader's rights."""
        bounds = self.rights.bounds()
        return {name: values for name, values in choice.chosen().items() if bounds.get(name) != values}

    def _answer(
        self, question: str, sql: str, choice: Choice, joined: tuple[cells.Joined, ...], params: dict[str, Any]
    ) -> pd.DataFrame:
        within = scoped(question, sql, choice, self._filterable, self._amounts, self.rights, joined)
        return self._select(within, {**params, **bound(choice, self.rights, within)})

    @cached_property
    def cube(self) -> cells.Cube:
        """What is shown of the shop to a reader who may not see persons: worked out once a version and rights."""
        rows = self._answer("cells", cells.ROWS, EVERYTHING, (), {})
        span = self._select("select first_on, data_to from shop_span").iloc[0]
        return cells.cube(rows, span["first_on"], span["data_to"], self.rights.smallest)

    @cached_property
    def holds_back(self) -> bool:
        """Whether there are days of which this reader is not told yet."""
        last = self._select("select data_to from shop_span")["data_to"].iloc[0]
        return bool(self.rights.smallest) and pd.notna(last) and last.date() >= self.cube.grid.until

    @cached_property
    def first_met(self) -> cells.FirstMet:
        """What is shown of customers by when they were first met; worked out as `cube` is."""
        rows = self._answer("cells", cells.CUSTOMERS, EVERYTHING, (), {})
        until = self._select("select data_to from shop_span")["data_to"].iloc[0] + pd.Timedelta(days=1)
        return cells.FirstMet(rows, until.date(), self.rights.smallest)

    @cached_property
    def _by_keys(self) -> dict[str, cells.Keyed]:
        """By question; worked out as `cube` is."""
        return {}

    @cached_property
    def paid(self) -> cells.Paid:
        """What is shown of payments by wallet; worked out as `cube` is."""
        rows = self._answer("cells", cells.PAYERS, EVERYTHING, (), {})
        return cells.Paid(rows, self.cube.grid.anchor, self.rights.smallest)

    def shows(self, choice: Choice, since: date, until: date, grain: str = "") -> bool:
        """Whether sums of a choice and period, by steps of a grain, may be told to this reader."""
        if not self.rights.smallest:
            return True
        told = Told(since="since", until="until", grain=grain)
        try:
            cells.admitted("shows", self.cube, self._picked(choice), told, {"since": since, "until": until})
        except TooFew:
            return False
        return True

    def hidden(self, choice: Choice, since: date, until: date) -> int:
        """How many values of a column are not shown of a choice and period to this reader."""
        return cells.hidden(self.cube, self._picked(choice), since, until) if self.rights.smallest else 0

    def query(self, sql: str, params: dict[str, Any] | list[Any] | None = None) -> pd.DataFrame:
        """Any select, as it stands: for analysts, checks and tests, with no filter applied.

        Raises:
            OutOfReach: the reader may see a part of the shop only.
        """
        self._refuse_bounded()
        return self._select(sql, params)

    def limited(self, sql: str, seconds: float, rows: int) -> pd.DataFrame:
        """The first rows of a select; the engine raises where it takes longer than `seconds`.

        Raises:
            OutOfReach: the reader may see a part of the shop only.
        """
        self._refuse_bounded()
        with RUNNING, self._connection.cursor() as cursor:
            timer = threading.Timer(seconds, cursor.interrupt)
            timer.start()
            try:
                table: pd.DataFrame = cursor.sql(sql).limit(rows).df()
                return table
            finally:
                timer.cancel()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def _refuse_bounded(self) -> None:
        if not self.rights.is_whole:
            raise OutOfReach("a select of one's own is narrowed by no rights; it is for who may see the whole shop")

    def _select(self, sql: str, params: dict[str, Any] | list[Any] | None = None) -> pd.DataFrame:
        with RUNNING, self._connection.cursor() as cursor:
            return cursor.execute(sql, params or None).df()

    @cached_property
    def _filterable(self) -> dict[str, frozenset[str]]:
        """The filter columns of each mart, and the wallet, by which nothing is filtered, but hidden."""
        held = self._columns[self._columns["column_name"].isin([*COLUMNS, "wallet"])]
        return {str(table): frozenset(names) for table, names in held.groupby("table_name")["column_name"]}

    @cached_property
    def _amounts(self) -> dict[str, tuple[str, ...]]:
        """The columns of amounts of each mart that has any."""
        held = self._columns[self._columns["column_name"].str.endswith("_eur")]
        held = held[held["column_name"] != "per_eur"]
        return {str(table): tuple(names) for table, names in held.groupby("table_name")["column_name"]}

    @cached_property
    def _columns(self) -> pd.DataFrame:
        """One row a mart and column: `table_name`, `column_name`."""
        return self._select(
            "select table_name, column_name from information_schema.columns "
            "where table_name in (select replace(key, 'mart:', '') from meta where key like 'mart:%') "
            "order by table_name, ordinal_position"
        )


@lru_cache(maxsize=256)
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
