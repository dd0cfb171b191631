"""`make bench [STUDIES="loading rebound"]`: runs the named studies, or all, and prints their tables."""

import importlib
import os
import pkgutil
import sys
import time

import benchmarks


def main(names: list[str]) -> int:
    """Prints each study's table as it ends; 1 when one could not run."""
    studies = names or [
        found.name for found in pkgutil.iter_modules(benchmarks.__path__) if not found.name.startswith("_")
    ]
    failed = 0
    os.environ.setdefault(
        "VETRINA_KEY", "of stores that live as long as a benchmark"
    )  # no file in anybody's home folder
    for name in studies:
        started = time.monotonic()
        try:
            module = importlib.import_module(f"benchmarks.{name}")
            if not hasattr(module, "table"):
                continue
            print(f"\n## {name}\n{module.table()}", flush=True)
        except Exception as error:  # one study that cannot run must not hide the others
            failed += 1
            print(f"\n## {name}\nnot run: {type(error).__name__}: {error}", flush=True)
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
