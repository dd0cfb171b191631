"""Writes a screen as a sheet to print or send: a page of HTML that stands alone, in the language asked for.

Without filters it tells of the whole shop. It needs no browser and no dashboard, so a timer may run it.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from analytics.compare import EVENTS, PLAIN, Basis
from commands import options
from data.errors import BadRequest
from data.store import Choice, Store
from sheets.choice import COLUMNS, PERIODS, Chosen, days_of, usual_comparison
from sheets.choice import options as known
from sheets.paper import file_name
from sheets.papers import PAPERS
from sheets.past import past
from sheets.reading import Reading
from words import currency, explanations
from words.messages import speaking


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--page", choices=PAPERS, default="overview", help="which screen, default %(default)s")
    parser.add_argument("--out", metavar="FILE", help="where to write it (default: a name that says what is in it)")
    parser.add_argument(
        "--period", metavar="PERIOD", help=f"{', '.join(PERIODS)} or an event such as qixi-2026; default 12m"
    )
    known = ", ".join((*PLAIN, "a year such as 2019", "a first day such as 2024-03-01", *EVENTS))
    parser.add_argument("--compare", metavar="PAST", help=f"what the period is held against: {known}")
    parser.add_argument("--same-stores", action="store_true", help="only stores open on both sides of the comparison")
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
    chosen = _chosen(args, reading, printed.heeds)
    with speaking(args.lang), currency.stated_in(reading.store.currency):
        file = Path(args.out or file_name(reading, args.page, chosen))
        file.write_bytes(printed.paper(reading, chosen))
    print(file)
    return 0


def _chosen(args: Namespace, reading: Reading, heeds: tuple[str, ...]) -> Chosen:
    code = args.period or ("12m" if "period" in heeds else "all")
    choice = _choice(args, reading)
    days = days_of(reading, code, choice)
    if days is None:
        raise BadRequest(f"{code} is no period; give one of {', '.join(PERIODS)}, or an event such as qixi-2026")
    compare = Basis.of(args.compare or usual_comparison(code)).code if "compare" in heeds else ""
    chosen = Chosen(choice, days, compare=compare, same_stores=args.same_stores)
    if args.compare and (reason := past(reading, chosen).reason) is not None:
        with speaking(args.lang):
            raise BadRequest(explanations.sentence(reason))
    return chosen


def _option(column: str) -> str:
    return {"store_id": "--boutique", "stores": "--same-stores"}.get(column, f"--{column}")


def _refuse_unheeded(args: Namespace, heeds: tuple[str, ...]) -> None:
    """A filter that a page does not go by: else its sheet would be read as a part, and is of the whole."""
    names = {**dict.fromkeys((*COLUMNS, "period", "compare")), "stores": "same_stores"}
    given = [name for name, attribute in names.items() if getattr(args, attribute or name)]
    if unheeded := [_option(name) for name in given if name not in heeds]:
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
