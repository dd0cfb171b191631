"""Writes a month as one zip: every page as a PDF and a workbook of the whole shop, with a manifest of what they are.

A page that has nothing to show that month is named in the manifest, with the reason.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from commands import options
from data.store import Rights, Store
from sheets import bundle
from sheets.reading import Reading
from words.messages import speaking


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--month", metavar="MONTH", required=True, help="such as 2024-05")
    parser.add_argument("--out", metavar="FILE", help="where to write it (default: a name that says what is in it)")
    options.smallest(parser)
    options.language(parser)
    options.store(parser)


def run(args: Namespace) -> int:
    """Writes the zip and says where.

    Raises:
        BadRequest: no month, or none that the data hold.
    """
    with speaking(args.lang):
        first = bundle.month_of(args.month)
        reading = Reading.of(Store.open(args.store).seen_by(Rights(smallest=args.smallest_cell)))
        file = Path(args.out or f"{bundle.name(reading, first)}.zip")
        file.write_bytes(bundle.month(reading, first))
    print(file)
    return 0
