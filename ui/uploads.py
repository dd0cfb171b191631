"""Files that a reader dropped: where their bytes lie meanwhile, and what is done with them in the background."""

import hashlib
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from streamlit import config

from data.errors import VetrinaError
from data.store import marts, scratch
from ui import background
from ui.background import Job

Result = TypeVar("Result")
LONGEST = 120  # bytes of a name, its ending included
_UNSAFE = re.compile(r"[^\w .()\[\]+-]")


@dataclass
class Task(Generic[Result]):
    """Something done in the background, and what came of it.

    Attributes:
        job: how far it is; its fault, where something broke.
        result: what came of it, once it is done.
        refused: a sentence, where it could not be done as asked.
    """

    job: Job = field(default_factory=Job)
    result: Result | None = None
    refused: str = ""

    @classmethod
    def begun(cls, work: Callable[[Callable[[str], None]], Result]) -> "Task[Result]":
        """Begins it; one thing of the server at a time.

        Args:
            work: is given what to tell each step to.
        """
        task, tables = cls(), {*marts.selects(), "exchange rates"}

        def run(job: Job) -> None:
            def step(name: str) -> None:
                job.step = "marts" if name in tables else name

            try:
                task.result = work(step)
            except VetrinaError as error:
                task.refused = str(error)

        task.job = background.jobs().of(f"upload {id(task)}", run)
        return task


class Dropped:
    """Files of one reader, in a folder that goes with them: by `remove`, with the session, or at the end of the program.

    Attributes:
        paths: the files, each in a folder of its own, under a name that is no path.
        digest: of their names and bytes.
    """

    def __init__(self, files: Sequence[Any]) -> None:
        """Writes down what a browser sent: files, each with its `name` and `getbuffer()`."""
        folder = Path(tempfile.mkdtemp(prefix=scratch.uploads()))
        self.remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.paths = []
        for number, file in enumerate(files, start=1):
            path = folder / str(number) / safe(file.name)
            path.parent.mkdir(mode=0o700)
            path.write_bytes(file.getbuffer())
            self.paths.append(path)
        self.digest = digest(files)


def digest(files: Sequence[Any]) -> str:
    """Tells files by their names and bytes."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(hashlib.sha256(file.name.encode(errors="replace")).digest())
        whole.update(hashlib.sha256(file.getbuffer()).digest())
    return whole.hexdigest()


def safe(name: str) -> str:
    """A name from a browser as that of a file in a folder: no path, no sign that a shell or a screen reads otherwise."""
    last = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .") or "file"
    stem, dot, ending = last.rpartition(".") if "." in last else (last, "", "")
    ending = ending[:10]
    room = LONGEST - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending


def too_large(files: Sequence[Any]) -> list[str]:
    """Names of the files above the size that the server takes; the browser's own limit is not believed."""
    most = int(config.get_option("server.maxUploadSize")) << 20
    return [file.name for file in files if file.size > most]
