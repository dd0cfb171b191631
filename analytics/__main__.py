"""`python -m analytics COMMAND ...`: the door to `commands.models`, which stands above the models and is started by name."""

import importlib
import sys


def main(argv: list[str] | None = None) -> int:
    """Runs one command; see `commands.models`."""
    return int(importlib.import_module("commands.models").main(argv))


if __name__ == "__main__":
    sys.exit(main())
