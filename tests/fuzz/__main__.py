"""`python -m tests.fuzz [--files 100000] [--seed 1] [--keep FOLDER]`: mutates and loads that many files; 1 where a law was broken."""

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.mutations import mutant
from tests.fuzz.seeds import seeds
from tests.fuzz.trial import trials

EACH_STORE = 5_000  # mutants before the store is begun anew
HANGS = 600  # seconds for one file, after which the process says where it stands and ends


def main(argv: list[str] | None = None) -> int:
    """Prints each fault as it is found, and how many files were loaded."""
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1, help="equal seeds make equal files")
    parser.add_argument("--keep", type=Path, help="a folder for the files that broke a law")
    args = parser.parse_args(argv)
    os.environ.setdefault("VETRINA_KEY", "of stores that live as long as a night")  # no file in anybody's home folder
    started, found, done = time.monotonic(), Counter[str](), 0
    while done < args.files:
        with tempfile.TemporaryDirectory(prefix="vetrina-fuzz-") as folder, trials(Path(folder)) as trial:
            for number in range(done, min(done + EACH_STORE, args.files)):
                rng = random.Random(f"{args.seed}:{number}")
                made = mutant(rng, seeds()[number % len(seeds())])
                faulthandler.dump_traceback_later(HANGS, exit=True)
                faults = trial.faults(made, after_seed=rng.random() < 0.2)
                faulthandler.cancel_dump_traceback_later()
                for fault in faults:
                    found[fault.said[:60]] += 1
                    print(f"{args.seed}:{number} {made.seed.name} {'+'.join(made.how)}: {fault.said}", flush=True)
                    if args.keep:
                        args.keep.mkdir(parents=True, exist_ok=True)
                        (args.keep / f"{args.seed}-{number}.csv").write_bytes(made.content)
                done = number + 1
                if done % 100 == 0:
                    print(
                        f"{done:,} files, {sum(found.values())} faults, {time.monotonic() - started:.0f} s", flush=True
                    )
                if not trial.writer.is_usable():
                    break
    print(f"{done:,} files, {sum(found.values())} faults, {time.monotonic() - started:.0f} s", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
