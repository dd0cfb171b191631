"""A conversation with a Spark Connect server: the tables of one version as views, and selects over them."""

import contextlib
import threading
import uuid
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from data.errors import BadQuestion, NotOnSpark, StoreError, TookTooLong, Unreachable
from data.store.spark.shape import Shape

INSTALL = "pip install -r requirements-spark.txt"
PARTS = "parts__"  # a table's files as they lie, with the month they are filed under
FILED = "filed_month"
# As DuckDB is set up: its clock UTC, its decimals exact, an error where a number does not fit.
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.timestampType": "TIMESTAMP_LTZ",
    "spark.sql.caseSensitive": "false",
    # Of two names for one column under a union it makes a plan that Spark's own validation then refuses (4.3.0).
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.RemoveRedundantAliases",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
}


class Session:
    """One conversation, begun anew where the server forgot it. Safe to share between threads."""

    def __init__(self, address: str, folder: Path, shape: Shape, settings: Mapping[str, str] | None = None) -> None:
        """Takes the server's address, a version's folder of Parquet and the tables that lie there.

        Raises:
            NotOnSpark: the libraries are not installed.
            Unreachable: nobody answers at the address.
        """
        self.address, self.folder, self.shape = address, folder.resolve(), shape
        self._settings = SETTINGS | dict(settings or {})
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._spark: Any = None
        self._begin()

    def arrow(self, sql: str, params: dict[str, Any] | list[Any] | None, tables: frozenset[str]) -> pa.Table:
        """The rows of a select in Spark's words.

        Args:
            tables: that it reads.

        Raises:
            Unreachable: nobody answers.
        """
        try:
            return self._rows(sql, params, tables)
        except Exception as error:
            if not _is_forgotten(error):
                raise _told(error, self.address) from error
        self._begin()  # the server was started anew, or an hour passed without a word
        try:
            return self._rows(sql, params, tables)
        except Exception as error:
            raise _told(error, self.address) from error

    def limited(self, sql: str, seconds: float, tables: frozenset[str]) -> pa.Table:
        """The same, stopped after so many seconds.

        Raises:
            TookTooLong: it was stopped.
            BadQuestion: Spark cannot answer it; the message is Spark's.
        """
        tag, spark, ran_out = f"limited-{uuid.uuid4().hex}", self._spark, threading.Event()

        def stop() -> None:
            ran_out.set()
            with contextlib.suppress(Exception):
                spark.interruptTag(tag)

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            spark.addTag(tag)
            return self.arrow(sql, None, tables)
        except StoreError:
            raise
        except Exception as error:
            if ran_out.is_set():
                raise TookTooLong(f"stopped after {seconds:g} s; --timeout gives it longer") from error
            raise BadQuestion(f"Spark cannot answer this: {first_line(error)}") from error
        finally:
            timer.cancel()
            spark.removeTag(tag)

    def write(self, sql: str, folder: Path, tables: frozenset[str]) -> None:
        """Writes the rows of a select as Parquet; the cluster writes them, so it must see the folder."""
        self._view(tables)
        try:
            self._spark.sql(sql).write.mode("overwrite").parquet(str(folder.resolve()))
        except Exception as error:
            raise _told(error, self.address) from error

    def forget(self, table: str) -> None:
        """A table's files were replaced: what Spark remembers of those before goes."""
        with self._lock:
            self._spark.catalog.refreshByPath(str(self.folder / table))
            self._known.discard(table)

    def close(self) -> None:
        """Ends the conversation; the server goes on."""
        with contextlib.suppress(Exception):
            self._spark.stop()

    def _rows(self, sql: str, params: dict[str, Any] | list[Any] | None, tables: frozenset[str]) -> pa.Table:
        self._view(tables)
        return self._spark.sql(sql, args=params or None).toArrow()

    def _begin(self) -> None:
        with self._lock:
            self._spark, self._known = _connected(self.address, self._settings), set()

    def _view(self, tables: frozenset[str]) -> None:
        """Makes the views of tables that this conversation has not met."""
        with self._lock:
            for table in sorted(tables - self._known):
                if table not in self.shape.tables:
                    raise NotOnSpark(f"{table} is not among the tables published for Spark")
                for statement in self._statements(table):
                    self._spark.sql(statement)
                self._known.add(table)

    def _statements(self, table: str) -> Iterator[str]:
        path = self.folder / table
        filed = f", {FILED} string" if any(path.glob(f"{FILED}=*")) else ""
        columns = self.shape.columns(table)
        where = str(path).replace("'", "\\'")
        yield f"create or replace temporary view {PARTS}{table} ({columns}{filed}) using parquet options (path '{where}')"
        listed = ", ".join(f"`{column}`" for column in self.shape.tables[table])
        yield f"create or replace temporary view `{table}` as select {listed} from {PARTS}{table}"


def _connected(address: str, settings: Mapping[str, str]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its helpers for data frames, which are not used here
        try:
            from pyspark.sql.connect.session import SparkSession
        except ImportError as error:
            raise NotOnSpark("a store on Spark needs libraries that are not installed", INSTALL) from error
        try:
            spark = SparkSession.builder.remote(address).create()
            for key, value in settings.items():
                spark.conf.set(key, value)
        except Exception as error:
            raise _told(error, address) from error
    return spark


def _is_forgotten(error: Exception) -> bool:
    return any(
        word in str(error) for word in ("INVALID_HANDLE", "SESSION_CLOSED", "SESSION_CHANGED", "NO_ACTIVE_SESSION")
    )


def _told(error: Exception, address: str) -> Exception:
    """What Spark said, as one sentence of ours; what is ours already stays."""
    if isinstance(error, StoreError):
        return error
    said = first_line(error)
    if type(error).__module__.startswith("grpc") or "UNAVAILABLE" in said or "_MultiThreadedRendezvous" in said:
        return Unreachable(f"nobody answers for Spark at {address}: start it there, or name another in VETRINA_STORE")
    return error


def first_line(error: Exception) -> str:
    """What an error of Spark's says, without the trace of its Java."""
    return str(error).strip().split("\n")[0][:300] or type(error).__name__
