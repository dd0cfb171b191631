"""`vetrina VERB ...`: finds the verb, reads its arguments, runs it under guard."""

import argparse
import difflib
import importlib
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from analytics.results import CannotTell
from commands.verbs import overview, verbs
from data.guard import MISUSED, guarded
from data.store import Home
from words.reasons import sentence
from words.written import Speech


def main(argv: Sequence[str] | None = None, program: str = "vetrina") -> int:
    """Runs one command.

    Args:
        program: what was typed before the verb: `vetrina`, or an older door to some of its verbs.

    Returns:
        0 when all went well, 1 when something could not be done, 2 when it was asked wrongly or the data cannot tell,
        3 when it failed.
    """
    return command(sys.argv[1:] if argv is None else argv, program)()


def command(argv: Sequence[str], program: str) -> Callable[[], int]:
    """The command that was asked for, read and ready to run.

    Raises:
        SystemExit: its arguments are wrong, or help was asked for; said already.
    """
    verb, *rest = argv or ["--help"]
    if verb in ("-h", "--help"):
        return partial(_printed, overview(program), 0 if argv else MISUSED)
    if verb not in verbs(program):
        return partial(_printed, _unknown(verb, program), MISUSED)
    module = importlib.import_module(f"commands.{verb.replace('-', '_')}")
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(f"{program} {verb}", description=module.__doc__, formatter_class=form)
    module.register(parser)
    args = parser.parse_args(rest)
    folder = Home(args.store).folder if "store" in args else None
    return lambda: guarded(lambda: _answered(verb, module.run, args), verb, folder)


def _printed(text: str, code: int) -> int:
    print(text, file=sys.stderr if code else sys.stdout)
    return code


def _unknown(verb: str, program: str) -> str:
    near = difflib.get_close_matches(verb, verbs(program), n=1)
    there = f"did you mean {near[0]}?" if near else f"there is {', '.join(verbs(program))}"
    return f"{program}: there is no verb {verb!r}; {there}"


def _answered(verb: str, run: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    try:
        return int(run(args))
    except CannotTell as untold:
        why = sentence(untold.reason, Speech.of(args.lang))
        print(f"{verb}: {Path(args.file).name}: {why}" if "file" in args else f"{verb}: {why}", file=sys.stderr)
        return MISUSED
