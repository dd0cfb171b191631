"""`python -m analytics VERB ...`: an older door to verbs of `vetrina`, which stand above and are started by name."""

import importlib
import sys

PROGRAM = "python -m analytics"


def main(argv: list[str] | None = None) -> int:
    """Runs one command; see `commands.vetrina`."""
    return int(importlib.import_module("commands.vetrina").main(argv, PROGRAM))


if __name__ == "__main__":
    sys.exit(importlib.import_module("commands.start").program(PROGRAM))
