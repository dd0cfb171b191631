"""Files that are there whole or not at all, survive a power cut, and are readable by their owner only."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600


def folder(path: Path) -> Path:
    """The folder, made where it is missing and closed to others, whatever the umask."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    close_to_others(path)
    return path


def close_to_others(path: Path) -> None:
    """Takes group and others off a file or folder; what belongs to another user stays as that user set it."""
    with suppress(FileNotFoundError, PermissionError):
        if path.stat().st_mode & 0o077:
            path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)


@contextmanager
def private() -> Iterator[None]:
    """Whatever is made inside, by the engine too, is its owner's from its first byte, whatever the umask."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def write(path: Path, text: str) -> None:
    """Replaces the file's content by `text`, on disk before this returns."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    _written(part, text)
    part.replace(path)
    sync(path.parent)


def write_new(path: Path, text: str) -> bool:
    """Makes the file, unless somebody else was first (False); never seen half-written."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)  # of a killed process that had our number
    _written(part, text)
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return False
    finally:
        part.unlink()
    sync(path.parent)
    return True


def sync(path: Path) -> None:
    """Waits until a file, or a folder's list of names, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with os.fdopen(handle, "w", encoding="utf-8") as sink:
        sink.write(text)
        sink.flush()
        os.fsync(sink.fileno())
