"""`python -m analytics COMMAND ...`: the models on a file of one's own, without a store."""

import argparse
import importlib
import pkgutil
import sys

from analytics import command
from data.guard import guarded


def main(argv: list[str] | None = None) -> int:
    """Runs one command; 0 when it answered, 2 when the input cannot be read as asked, 3 when it failed."""
    parser = argparse.ArgumentParser(prog="python -m analytics", description=__doc__)
    chosen = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for found in pkgutil.iter_modules(command.__path__):
        module = importlib.import_module(f"analytics.command.{found.name}")
        if hasattr(module, "register"):
            sub = chosen.add_parser(found.name, help=(module.__doc__ or "").splitlines()[0], description=module.__doc__)
            module.register(sub)
            sub.set_defaults(run=module.run)
    args = parser.parse_args(argv)
    return guarded(lambda: int(args.run(args)), args.command)


if __name__ == "__main__":
    sys.exit(main())
