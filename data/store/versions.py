"""The folder of a store: versions behind a pointer, one writer at a time, nothing half-done.

A version is a file `store-<n>.duckdb` that never changes once published; `current` names the one to read and is
replaced atomically. A file under an open handle cannot be replaced (readers would keep seeing the old one), hence new
names.
"""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import Busy, NoStore

KEPT = 2  # the version before is kept for readers who still hold it open
BUILDING = "building.duckdb"


class Home:
    """The folder a store lives in."""

    def __init__(self, folder: str | Path | None = None) -> None:
        """Takes `folder`, else the environment's VETRINA_STORE, else `store`."""
        self.folder = Path(folder or os.environ.get("VETRINA_STORE") or "store")

    def current(self) -> Path:
        """The published version's file.

        Raises:
            NoStore: nothing was published here yet.
        """
        pointer = self.folder / "current"
        if not pointer.is_file():
            raise NoStore(
                f"no store in {self.folder}; `python -m data sample` builds one, `python -m data load FILES` your own"
            )
        published = self.folder / pointer.read_text().strip()
        if not published.is_file():
            raise NoStore(f"{pointer} names {published.name}, which is not there; restore it, or name one that is")
        return published

    def version(self) -> int:
        """The number of the published version; 0 before the first."""
        try:
            return _number(self.current())
        except NoStore:
            return 0

    def publish(self, built: Path) -> int:
        """Makes `built` the next version and points readers to it."""
        version = max([self.version(), *map(_number, self.folder.glob("store-*.duckdb"))], default=0) + 1
        target = self.folder / f"store-{version}.duckdb"
        with built.open("rb+") as written:
            os.fsync(written.fileno())
        built.rename(target)
        fresh = self.folder / "current.next"
        fresh.write_text(target.name)
        fresh.replace(self.folder / "current")
        self._forget(version)
        return version

    def _forget(self, newest: int) -> None:
        for old in self.folder.glob("store-*.duckdb"):
            if _number(old) <= newest - KEPT:
                old.unlink(missing_ok=True)
        for old in (self.folder / "results").glob("*"):
            if old.name.isdigit() and int(old.name) <= newest - KEPT:
                for file in old.iterdir():
                    file.unlink(missing_ok=True)
                old.rmdir()

    @contextmanager
    def lock(self, wait: float = 600.0) -> Iterator[None]:
        """Holds the store for one writer; a killed holder releases it by dying.

        Raises:
            Busy: another process held it for all of `wait` seconds.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+") as handle:
            self._acquire(handle, time.monotonic() + wait)
            handle.truncate(0)
            handle.write(str(os.getpid()))
            handle.flush()
            self._clean()
            yield

    def _acquire(self, handle, until: float) -> None:  # type: ignore[no-untyped-def]
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() >= until:
                    handle.seek(0)
                    holder = handle.read().strip() or "unknown"
                    raise Busy(
                        f"process {holder} is loading into {self.folder}; wait for it to end and try again"
                    ) from None
                time.sleep(0.2)

    def _clean(self) -> None:
        """Removes what a killed load left; the published version was never touched by it."""
        for left in self.folder.glob("building*"):
            left.unlink(missing_ok=True)


def _number(file: Path) -> int:
    found = re.fullmatch(r"store-(\d+)\.duckdb", file.name)
    return int(found.group(1)) if found else 0
