"""Writes the overview as one sheet to print or send: a page of HTML that stands alone, in the language asked for.

Without filters it tells of the whole shop. It needs no browser and no dashboard, so a timer may run it.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from commands import options
from data.errors import BadRequest
from data.store import Choice, Store
from sheets import overview
from sheets.choice import COLUMNS, PERIODS, Chosen, bounds, stretch
from sheets.choice import options as known
from sheets.reading import Reading
from sheets.report import file_name
from words.messages import speaking


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--out", metavar="FILE", help="where to write it (default: a name that says what is in it)")
    parser.add_argument("--period", choices=PERIODS, default="12m", help="default %(default)s")
    for column in COLUMNS:
        name = "boutique" if column == "store_id" else column
        parser.add_argument(
            f"--{name}", dest=column, action="append", default=[], metavar="CODE", help="may be repeated"
        )
    options.language(parser)
    options.store(parser)


def run(args: Namespace) -> int:
    """Writes the sheet and says where.

    Raises:
        BadRequest: a filter names what the shop has not, or nothing was ordered in the selection.
    """
    reading = Reading.of(Store.open(args.store))
    chosen = Chosen(_choice(args, reading), stretch(args.period, *bounds(reading)))
    with speaking(args.lang):
        if not overview.headline(reading, chosen).drawn.loc["current", "orders"]:
            raise BadRequest("there are no orders in this selection; widen the period or drop a filter")
        file = Path(args.out or file_name(reading, chosen))
        file.write_bytes(overview.paper(reading, chosen))
    print(file)
    return 0


def _choice(args: Namespace, reading: Reading) -> Choice:
    wanted = {column: tuple(sorted(set(getattr(args, column)))) for column in COLUMNS}
    for column, values in wanted.items():
        there = known(reading.store).get(column, {}) if values else {}
        if unknown := [value for value in values if value not in there]:
            raise BadRequest(
                f"{column} {', '.join(unknown)} is not in this shop; there is {', '.join(sorted(there)) or 'none'}"
            )
    return Choice(**wanted)
