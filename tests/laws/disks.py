"""A disk with next to no room: a small file system in memory where this user may mount one, else a limit on the size of a file."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 96 << 20
BLOCK = 4096


@contextmanager
def mounted(place: Path) -> Iterator[Path | None]:
    """A file system of `SIZE` bytes of its own at `place`; None where mounting is not permitted."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    may_mount = shutil.which("mount") is not None and not subprocess.run(command, capture_output=True).returncode
    try:
        yield place if may_mount else None
    finally:
        if may_mount:
            subprocess.run(["umount", str(place)], check=True)


@contextmanager
def filled(disk: Path, free: int) -> Iterator[None]:
    """Leaves `free` bytes on a mounted disk."""
    ballast = disk / "ballast"
    with ballast.open("wb") as sink:
        state = os.statvfs(disk)
        os.posix_fallocate(sink.fileno(), 0, max(1, state.f_bavail * state.f_frsize - free))
    try:
        yield
    finally:
        ballast.unlink()


def limited(free: int) -> None:
    """From here on no file of this process grows beyond `free` bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (free, free))


def alone(task: Callable[[], int]) -> tuple[int, str]:
    """Runs a task in a process of its own; how it ended, and its few words on standard error."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writing, 2)
        sys.stderr = os.fdopen(2, "w", buffering=1)
        code = 99
        try:
            code = task()
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as words:
        said = words.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said
