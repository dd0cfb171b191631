"""The folder of a store: versions behind a pointer, one writer at a time, nothing half-done.

A version is a file `store-<n>.duckdb` that never changes once published; `current` names the one to read and is
replaced atomically. A file under an open handle cannot be replaced (readers would keep seeing the old one), hence new
names. What cannot be read is never taken for what is not there.
"""

import errno
import fcntl
import os
import re
import shlex
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from data.errors import Busy, DamagedPointer, NoStore, NotOnSpark
from data.store import durable, whole

BUILDING = "building.duckdb"
ALONE = "alone"  # names the version with whose publication all others go
VERSION = re.compile(r"store-[1-9]\d*\.duckdb")
OURS = (
    "store-*",
    "current*",
    "lock",
    "alone",
    "key",
    "planted.json",
    "record.jsonl",
    "results",
    "results/*",
    "results/*/*",
)
ON_SPARK = re.compile(r"store-[1-9]\d*\.json")
SPARK, SPARK_PATH = "sc://", "VETRINA_SPARK_PATH"
ONE_MACHINE = (
    "{} is on Spark, where a store is read only: files are loaded, persons joined and notes pinned in the store that it was published from, on one machine; "
    "then `vetrina publish --to spark --path {}` brings it here"
)
LONGEST = 200  # bytes of a pointer that are read: one that was overwritten by something large is damaged all the same
RESTORE = "vetrina restore --store {} --version {}"


class Home:
    """The folder a store lives in.

    Attributes:
        address: of the Spark Connect server that reads it; empty where the store is of one machine.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        """Takes `folder`, else the environment's VETRINA_STORE, else `store`; `sc://host:port` reads the folder that VETRINA_SPARK_PATH names.

        Raises:
            NotOnSpark: an address of Spark, and no folder of what was published.
        """
        named = str(folder or os.environ.get("VETRINA_STORE") or "store")
        self.address = named if named.startswith(SPARK) else ""
        if self.address:
            named = os.environ.get(SPARK_PATH, "")
            if not named:
                raise NotOnSpark(
                    f"{self.address} is an address of Spark; name the folder that `vetrina publish --path` wrote in {SPARK_PATH}"
                )
        self.folder = Path(named)
        self.pointer = self.folder / "current"
        self._next = self.folder / "current.next"

    def current(self) -> Path:
        """The published version's file.

        Raises:
            NoStore: nothing was published here yet.
            DamagedPointer: versions lie here, and the pointer names none of them.
        """
        self._refuse_file()
        spoken = _text(self.pointer)
        if self.address or (spoken is not None and ON_SPARK.fullmatch(spoken)):
            return self._on_spark(spoken)
        # A first publication cut before its last step: the version is whole, and `current.next` names it.
        named = spoken if spoken is not None else _text(self._next)
        if named is not None and VERSION.fullmatch(named) and (self.folder / named).is_file():
            return self.folder / named
        if spoken != _text(self.pointer):
            return self.current()  # published and pruned between our two looks
        if spoken is None and not self.versions():
            raise NoStore(f"no store in {self.folder}; `vetrina sample` builds one, `vetrina load FILES` your own")
        raise self._damaged(spoken)

    @staticmethod
    def published_name(folder: Path) -> str | None:
        """What the pointer of a folder says."""
        return _text(folder / "current")

    def _on_spark(self, spoken: str | None) -> Path:
        """The manifest of the version published for Spark."""
        if not self.address:
            raise NotOnSpark(
                f"{self.folder} was published for Spark; open it with VETRINA_STORE={SPARK}host:port and {SPARK_PATH}={self.folder}"
            )
        if spoken is None:
            raise NoStore(f"nothing was published for Spark in {self.folder}; `vetrina publish --to spark` does it")
        if not ON_SPARK.fullmatch(spoken) or not (self.folder / spoken).is_file():
            raise DamagedPointer(
                f"{self.pointer} names {spoken[:60]!r}, which is no version for Spark; publish again with `vetrina publish --to spark`"
            )
        return self.folder / spoken

    def published(self) -> Path | None:
        """The published version's file; None before the first.

        Raises:
            DamagedPointer: see `current`.
        """
        try:
            return self.current()
        except NoStore:
            return None

    def version(self) -> int:
        """The number of the published version; 0 before the first.

        Raises:
            DamagedPointer: see `current`.
        """
        file = self.published()
        return whole.number(file) if file else 0

    def versions(self) -> list[Path]:
        """The files of all versions that are here, oldest first."""
        files = (file for file in self.folder.glob("store-*.duckdb") if VERSION.fullmatch(file.name))
        return sorted(files, key=whole.number)

    def publish(self, built: Path, *, alone: bool = False) -> int:
        """Makes `built` the next version and points readers to it; a power cut leaves the one before or this one.

        Args:
            alone: removes every other version, with the answers kept for it; whoever holds the store next ends what was cut.
        """
        before = self.published()
        version = max(map(whole.number, self.versions()), default=0) + 1
        target = self.folder / f"store-{version}.duckdb"
        durable.close_to_others(built)
        durable.sync(built)
        whole.seal(built, target)
        # Answers of a version that had this number and was removed by hand.
        shutil.rmtree(self.folder / "results" / str(version), ignore_errors=True)
        if alone:
            durable.write(self.folder / ALONE, target.name)
        durable.write(self._next, target.name)
        built.rename(target)
        durable.sync(self.folder)
        self._switch()
        self._stand_alone()
        self._forget(kept={target, before, whole.step_back(self.versions(), target, before)})
        return version

    def inherit(self, before: int, version: int) -> None:
        """Gives a version the kept answers of the one before, of which it differs in nothing that they rest on."""
        results = self.folder / "results"
        if (results / str(before)).is_dir():
            skip = shutil.ignore_patterns("*.part")  # being written just now
            shutil.copytree(results / str(before), results / str(version), ignore=skip, dirs_exist_ok=True)

    def point(self, file: Path) -> None:
        """Makes a version that is here the one to read."""
        durable.write(self._next, file.name)
        self._switch()

    @contextmanager
    def lock(self, wait: float = 600.0) -> Iterator[None]:
        """Holds the store for one writer; a killed holder releases it by dying.

        Raises:
            Busy: another process held it for all of `wait` seconds.
        """
        self.refuse_spark()
        durable.folder(self.folder)
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_APPEND, durable.FILE_MODE)
        with os.fdopen(handle, "a+", encoding="utf-8") as held:
            self._acquire(held, time.monotonic() + wait)
            held.truncate(0)
            held.write(str(os.getpid()))
            held.flush()
            self._clean()
            self._finish()
            self._stand_alone()
            self._close_to_others()
            try:
                with durable.private():
                    yield
            finally:  # a load that failed for want of space gives back what it took
                with suppress(OSError):
                    self._clean()

    def refuse_spark(self) -> None:
        """Raises NotOnSpark where the store is on Spark: nothing of it is changed there."""
        self._refuse_file()
        if self.address or ON_SPARK.fullmatch(_text(self.pointer) or ""):
            raise NotOnSpark(ONE_MACHINE.format(self.address or self.folder, shlex.quote(str(self.folder))))

    def _switch(self) -> None:
        if self.pointer.is_dir() and not self.pointer.is_symlink():  # made by hand; a file cannot take its place
            self.pointer.rename(self.folder / f"current.folder-{time.time_ns()}")
        self._next.replace(self.pointer)
        durable.sync(self.folder)

    def _stand_alone(self) -> None:
        """Removes all versions but the one that was published to stand alone; none of them where it never was."""
        named = _text(self.folder / ALONE)
        if named is None:
            return
        if named == _text(self.pointer):
            for file in self.versions():
                if file.name != named:
                    file.unlink(missing_ok=True)
                    whole.seal_of(file).unlink(missing_ok=True)
                    shutil.rmtree(self.folder / "results" / str(whole.number(file)), ignore_errors=True)
        (self.folder / ALONE).unlink()

    def _forget(self, kept: set[Path | None]) -> None:
        """Removes versions that live on in the newest; the one before stays for readers who still hold it open."""
        for old in self.versions():
            if old not in kept and whole.is_superseded(old, self.current()):
                old.unlink(missing_ok=True)
                whole.seal_of(old).unlink(missing_ok=True)
        held = {str(whole.number(file)) for file in self.versions()}
        for results in (self.folder / "results").glob("*"):
            if results.name.isdigit() and results.name not in held:
                shutil.rmtree(results, ignore_errors=True)

    def _acquire(self, handle: TextIO, until: float) -> None:
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
        """Removes what a killed or failed load left; the published version was never touched by it."""
        for left in (*self.folder.glob("building*"), *self.folder.glob("*.part")):
            left.unlink(missing_ok=True)
        for seal in self.folder.glob("store-*.sha256"):
            if not seal.with_suffix(".duckdb").exists():
                seal.unlink()

    def _finish(self) -> None:
        """Ends a publication that was cut: its version was checked before it got its name."""
        named = _text(self._next)
        if named is not None and VERSION.fullmatch(named) and (self.folder / named).is_file():
            self._switch()
        else:
            self._next.unlink(missing_ok=True)

    def _close_to_others(self) -> None:
        """A store made before its files were private is made so now."""
        for pattern in OURS:
            for path in self.folder.glob(pattern):
                if not path.is_symlink():  # what a link leads to may be another's
                    durable.close_to_others(path)

    def _damaged(self, spoken: str | None) -> DamagedPointer:
        state = self._state(spoken)
        file = whole.newest(self.versions())
        if file is None:
            return DamagedPointer(
                f"{self.pointer} {state}, and no whole version is left in {self.folder}; restore the folder from a backup, "
                f"or, to begin with nothing, move the folder away"
            )
        sentence = f"{self.pointer} {state}, although versions lie beside it; the newest whole one is {file.name}"
        return DamagedPointer(sentence, RESTORE.format(shlex.quote(str(self.folder)), whole.number(file)))

    def _state(self, spoken: str | None) -> str:
        if self.pointer.is_dir():
            return "is a folder"
        return "is missing" if spoken is None else f"names {spoken[:60]!r}" if spoken else "is empty or leads nowhere"

    def _refuse_file(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise NoStore(f"{self.folder} is a file, not the folder of a store; give a folder with --store")


def _text(pointer: Path) -> str | None:
    """What a pointer says; None where there is none, nothing where it is no file: a folder, a link that leads to itself."""
    try:
        with pointer.open("rb") as handle:
            return handle.read(LONGEST).decode("ascii", errors="replace").strip("\n\r ")
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in {errno.EISDIR, errno.ELOOP}:
            return ""
        raise
