"""Prints an empty file of one of our own layouts, or a mapping guessed from files of one that nobody coded."""

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from data.errors import BadRequest
from data.guess import guess
from data.rehearsal import rehearse
from data.staging import LoadOptions
from data.templates import template

MAPPING = "mapping"


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "name", help="exposures, products, budgets, stock, receipts ...; or mapping, with files to guess one from"
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="files of the layout that the mapping is to describe")


def run(args: Namespace) -> int:
    """The header of the file, or the mapping; what of it would load, and what is to be filled, is said beside it."""
    if args.name != MAPPING:
        if args.files:
            raise BadRequest(
                f"a template of {args.name} takes no files; `vetrina template mapping FILE` guesses a mapping"
            )
        print(template(args.name), end="")
        return 0
    if not args.files:
        raise BadRequest("give files of the layout to describe: `vetrina template mapping FILE`")
    files = [Path(file) for file in args.files]
    guessed = guess(files)
    print(guessed.text, end="")
    if guessed.open:
        print(f"to be filled before it loads: {', '.join(guessed.open)}", file=sys.stderr)
        return 0
    print(_tried(guessed.text, files), file=sys.stderr)
    return 0


def _tried(text: str, files: list[Path]) -> str:
    """What of the files would load with the mapping as it stands."""
    with tempfile.TemporaryDirectory(prefix="vetrina-") as folder:
        mapping = Path(folder) / "guessed.yaml"
        mapping.write_text(text, encoding="utf-8")
        reports = [
            table.report for table in rehearse(files, Path(folder) / "store", LoadOptions(mappings=(mapping,))).tables
        ]
    seen, loaded = sum(report.rows_seen for report in reports), sum(report.rows_loaded for report in reports)
    reasons = [report.message for report in reports if report.message not in {"", "loaded"}]
    return "; ".join([f"as it stands {loaded:,} of {seen:,} rows would load", *dict.fromkeys(reasons)])
