"""Writes a screen as a sheet to print or send: a page of HTML that stands alone, in the language asked for.

Without filters it tells of the whole shop. It needs no browser and no dashboard, so a timer may run it.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from commands import options
from data.errors import BadRequest
from data.store import Choice, Store
from sheets.choice import COLUMNS, PERIODS, Chosen, bounds, stretch
from sheets.choice import options as known
from sheets.paper import file_name
from sheets.papers import PAPERS
from sheets.reading import Reading
from words import currency
from words.messages import speaking


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--page", choices=PAPERS, default="overview", help="which screen, default %(default)s")
    parser.add_argument("--out", metavar="FILE", help="where to write it (default: a name that says what is in it)")
    parser.add_argument("--period", choices=PERIODS, help="default 12m, on a page that goes by one")
    for column in COLUMNS:
        parser.add_argument(
            _option(column), dest=column, action="append", default=[], metavar="CODE", help="may be repeated"
        )
    options.language(parser)
    options.store(parser)


def run(args: Namespace) -> int:
    """Writes the sheet and says where.

    Raises:
        BadRequest: a filter names what the shop has not or the page does not go by, or the selection holds nothing.
    """
    printed = PAPERS[args.page]
    _refuse_unheeded(args, printed.heeds)
    reading = Reading.of(Store.open(args.store))
    usual = "12m" if "period" in printed.heeds else "all"
    chosen = Chosen(_choice(args, reading), stretch(args.period or usual, *bounds(reading)))
    with speaking(args.lang), currency.stated_in(reading.store.currency):
        file = Path(args.out or file_name(reading, args.page, chosen))
        file.write_bytes(printed.paper(reading, chosen))
    print(file)
    return 0


def _option(column: str) -> str:
    return "--boutique" if column == "store_id" else f"--{column}"


def _refuse_unheeded(args: Namespace, heeds: tuple[str, ...]) -> None:
    """A filter that a page does not go by: else its sheet would be read as a part, and is of the whole."""
    if unheeded := [_option(name) for name in (*COLUMNS, "period") if getattr(args, name) and name not in heeds]:
        raise BadRequest(f"the page {args.page} does not go by {', '.join(unheeded)}; leave it out")


def _choice(args: Namespace, reading: Reading) -> Choice:
    wanted = {column: tuple(sorted(set(getattr(args, column)))) for column in COLUMNS}
    for column, values in wanted.items():
        there = known(reading.store).get(column, {}) if values else {}
        if unknown := [value for value in values if value not in there]:
            raise BadRequest(
                f"{column} {', '.join(unknown)} is not in this shop; there is {', '.join(sorted(there)) or 'none'}"
            )
    return Choice(**wanted)
