"""`python -m analytics COMMAND ...`: the models on a file of one's own, without a store."""

import argparse
import importlib
import logging
import pkgutil
import sys
from pathlib import Path

import commands
from analytics.results import CannotTell, fault
from commands.table import BadTable
from words.languages import LANGUAGES
from words.reasons import sentence
from words.written import Speech

log = logging.getLogger(__name__)


def main(argv: list[str] | None = None) -> int:
    """Runs one command.

    Returns:
        0 when it answered, 2 when the input cannot be read as asked or the data cannot tell, 1 for a fault.
    """
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except BadTable as error:
        print(f"{args.command}: {error}", file=sys.stderr)
        return 2
    except CannotTell as untold:
        why = sentence(untold.reason, Speech.of(args.lang))
        print(f"{args.command}: {Path(args.file).name}: {why}", file=sys.stderr)
        return 2
    except Exception:
        number = fault(log, args.command)
        print(f"{args.command}: this is a fault of the program, number {number}; please report it", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analytics", description=__doc__)
    chosen = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for file in pkgutil.iter_modules(commands.__path__):
        module = importlib.import_module(f"commands.{file.name}")
        if hasattr(module, "register"):
            sub = chosen.add_parser(file.name, help=(module.__doc__ or "").splitlines()[0], description=module.__doc__)
            module.register(sub)
            sub.add_argument(
                "--lang", choices=list(LANGUAGES), default="en", help="language of notes and refusals, default en"
            )
            sub.set_defaults(run=module.run)
    return parser
