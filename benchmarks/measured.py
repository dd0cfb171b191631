"""A piece of work in a process of its own: CPU seconds, peak memory, and what it printed last."""

import json
import os
import resource
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv-bench"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}


@dataclass(frozen=True)
class Run:
    """What one process took; `told` is the JSON object it printed last."""

    cpu: float
    peak_mb: float
    told: dict[str, float]


def run(code: str, *args: object, python: Path | str = sys.executable) -> Run:
    """Runs Python code by itself; it may print one JSON object, with `cpu` where only a part of it counts.

    Raises:
        RuntimeError: the code failed; the message carries its last lines.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        ["/usr/bin/env", str(python), "-c", WATCHED + code, *map(str, args)],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, **ONE_THREAD},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(done.stderr[-600:])
    told = json.loads(done.stdout.strip().splitlines()[-1])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(told.get("cpu", cpu), told["peak_mb"], told)


# Printed last by every process: its own peak memory, beside what the code left in `told`.
WATCHED = """
import atexit as _a, json as _j, resource as _r
told = {}
_a.register(lambda: print(_j.dumps({**told, "peak_mb": _r.getrusage(_r.RUSAGE_SELF).ru_maxrss / 1024})))
"""


def peers(*packages: str) -> Path:
    """The Python of the environment the peers live in, made at the first call and never part of the product."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        venv.create(PEERS, with_pip=True)
    subprocess.run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages], check=True)
    return python


def rows(header: list[str], body: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
