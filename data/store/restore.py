"""Points readers to a version that is there, after a pointer was damaged or a version turned out wrong."""

from collections.abc import Callable
from pathlib import Path

from data.errors import DamagedVersion, NoStore
from data.store import whole
from data.store.versions import Home


def restore(
    home: str | Path | None = None, version: int | None = None, tell: Callable[[str], None] = lambda sentence: None
) -> int:
    """Makes a version the published one, once it proved to be whole; the others stay as they are.

    Args:
        version: its number; None takes the newest that is whole.
        tell: told of each version passed over, and why.

    Returns:
        The number of the version that is published now.

    Raises:
        NoStore: the folder has no version, or not that one.
        DamagedVersion: it is not whole, or none is.
        Busy: another process is writing.
    """
    place = Home(home)
    place.refuse_spark()
    files = place.versions()
    wanted = [file for file in files if version in (None, whole.number(file))]
    if not wanted:
        there = ", ".join(str(whole.number(file)) for file in files) or "none"
        raise NoStore(f"there is no version {version or ''} in {place.folder}; there is {there}".replace("  ", " "))
    with place.lock():
        for file in reversed(wanted):
            try:
                _prove(file)
            except DamagedVersion as error:
                tell(str(error))
                continue
            place.point(file)
            return whole.number(file)
    raise DamagedVersion(f"no version of {place.folder} that was asked for is whole; restore the folder from a backup")


def _prove(file: Path) -> None:
    whole.check(file)
    if whole.seal_of(file).exists():
        whole.compare(file, file)
    else:
        whole.read_through(file)
