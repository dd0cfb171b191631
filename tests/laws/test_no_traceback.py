"""Law: no command ends in a traceback; every error of ours is in the tree and comes out as its sentence.

Broken once: a bad zone, a folder that may not be written and a file of zero bytes each printed a traceback; so did a stop
from the keyboard in the first second, while libraries were loading.
"""

import errno
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import errors
from data.__main__ import main
from data.errors import VetrinaError
from data.files.bounds import Bound, OverBound
from data.guard import FAILED, MISUSED, guarded
from data.stop import STOPPED
from tests.conftest import ROOT

BEYOND = Bound("depth", "a.zip", 4, 3)


def below(kind: type[Exception]) -> Iterator[type[Exception]]:
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


def test_the_tree_in_the_docstring_names_every_error() -> None:
    missing = {kind.__name__ for kind in below(VetrinaError) if kind.__module__ == "data.errors"}
    assert {name for name in missing if name not in (errors.__doc__ or "")} == set()


@pytest.mark.parametrize("kind", [VetrinaError, *below(VetrinaError)], ids=lambda kind: kind.__name__)
def test_an_error_of_ours_is_its_sentence(kind: type[Exception], capsys: pytest.CaptureFixture[str]) -> None:
    said = BEYOND.sentence() if kind is OverBound else "the thing, what was found, what to do"

    def run() -> int:
        raise kind(BEYOND if kind is OverBound else said)

    assert guarded(run, "load") == MISUSED
    assert capsys.readouterr().err == f"load: {said}\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/store"), "/x/store permission denied"),
        (MemoryError(), "needs more memory"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "not text of one encoding"),
        (ZeroDivisionError("division by zero"), "something unforeseen happened (ZeroDivisionError, fault "),
        (StopIteration(), "something unforeseen happened (StopIteration, fault "),
        (RecursionError(), "something unforeseen happened (RecursionError, fault "),
    ],
    ids=lambda value: type(value).__name__,
)
def test_any_other_error_is_a_sentence_too(
    error: Exception, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def run() -> int:
        raise error

    assert guarded(run, "load", tmp_path) == FAILED
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1 and "Traceback" not in err


def test_a_stop_from_the_keyboard_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> int:
        raise KeyboardInterrupt

    assert guarded(run, "load") == STOPPED
    assert "stopped" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("data", "status"), ("analytics", "cohorts", "none.csv")], ids=" ".join)
def test_a_stop_while_libraries_load_is_said_too(command: tuple[str, ...]) -> None:
    program = [sys.executable, "-X", "importtime", "-m", *command]
    with subprocess.Popen(program, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        next(line for line in running.stderr if " numpy." in line)
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
    assert (running.returncode, "Traceback" in said) == (STOPPED, False), said
    assert said.splitlines()[-1].startswith("stopped")


COMMANDS = (
    ("data", "load", "{here}/none.csv"),
    ("data", "load", "--tz", "Mars", "{here}/text.csv"),
    ("data", "load", "--currency", "EURO", "{here}/text.csv"),
    ("data", "load", "--mapping", "{here}/bytes", "{here}/text.csv"),
    ("data", "load", "--store", "{here}/text.csv", "{here}/text.csv"),
    ("data", "query", "--store", "{here}/none", "select 1"),
    ("data", "status", "--store", "{here}/none"),
    ("data", "sample", "--customers", "0"),
    ("data", "template", "nothing"),
    ("data", "identity", "--store", "{here}/none", "x"),
    ("analytics", "lifetime", "{here}/bytes", "--customer", "a", "--date", "b"),
    ("analytics", "lifetime", "{here}/none.csv", "--customer", "a", "--date", "b"),
    ("analytics", "lifetime", "{here}", "--customer", "a", "--date", "b"),
    ("analytics", "cohorts", "{here}/text.csv", "--customer", "a", "--date", "b"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_given_something_wrong_says_so_in_a_sentence(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "text.csv").write_text("a,b\n1,x\n")
    arguments = [part.format(here=tmp_path) for part in command]
    ended = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "VETRINA_STORE": str(tmp_path / "store"), "HOME": str(tmp_path)},
    )  # fmt: skip
    assert ended.returncode in {1, 2, 3}, ended
    assert "Traceback" not in ended.stderr and ended.stderr.strip()


MISTAKES = (
    ("load", ""),
    ("load", "/dev/null"),
    ("load", "--store", "{here}/text.csv", "{here}/text.csv"),
    ("status", "--store", "{here}/text.csv"),
    ("query", "--store", "{here}/text.csv", "select 1"),
    ("sample", "--store", "{here}/text.csv", "--if-missing"),
    ("sample", "--customers", "-1"),
    ("sample", "--customers", "100000000000"),
    ("sample", "--customers", "5", "--seed", "-1"),
    ("identity", "x", "--separate", "wrong"),
    ("identity", "x", "--separate", ""),
    ("restore", "--version", "0"),
)


@pytest.mark.parametrize("command", MISTAKES, ids=" ".join)
def test_a_mistake_of_the_users_is_never_something_unforeseen(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path / "store"))
    (tmp_path / "text.csv").write_text("a,b\n1,x\n")
    code = main([part.format(here=tmp_path) for part in command])
    said = capsys.readouterr().err.splitlines()[-1]
    assert (code, said.startswith(f"{command[0]}: "), "unforeseen" in said) == (2, True, False), said
    assert (tmp_path / "text.csv").read_text() == "a,b\n1,x\n"
