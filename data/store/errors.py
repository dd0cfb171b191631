"""What can be wrong with a store, as names to catch.

    StoreError
        NoStore          nothing was published in this folder yet
        Busy             another process is writing
        DamagedPointer   `current` cannot be used, although versions lie beside it
        DamagedVersion   a version's file is not what was published, or would not be whole
        OldStore         built by an earlier Vetrina: its tables must be renewed before screens can read them
        NewerStore       built by a later Vetrina
        RealFiles        the sample shop may not take the place of a shop's own files
        UnusableKey      the key is missing, too short, or not the one this store was built with

Each message is a sentence that names the thing, says what was found and what to do; `command` is what to run, or empty.
"""


class StoreError(Exception):
    """A store that cannot be used as it is; nothing was changed."""

    def __init__(self, sentence: str, command: str = "") -> None:
        super().__init__(f"{sentence}; run `{command}`" if command else sentence)
        self.command = command


class NoStore(StoreError, FileNotFoundError):
    """There is no published store in this folder."""

    def __str__(self) -> str:
        return str(self.args[0])


class Busy(StoreError, RuntimeError):
    """Another load holds the store."""


class DamagedPointer(StoreError):
    """The pointer is emptied, damaged or missing while versions exist: that is not an empty store."""


class DamagedVersion(StoreError):
    """A version is not the file that was published."""


class OldStore(StoreError):
    """The tables are those of an earlier Vetrina."""


class NewerStore(StoreError):
    """The tables are those of a later Vetrina."""


class RealFiles(StoreError):
    """A shop's own files are in the way of the sample shop."""


class UnusableKey(StoreError, ValueError):
    """Persons cannot be recognised with this key."""
