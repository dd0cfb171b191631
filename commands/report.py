"""Writes a screen as a sheet to print or send: a PDF, a page of HTML that stands alone, or a workbook, in the language asked for.

Without filters it tells of the whole shop. It needs no browser and no dashboard, so a timer may run it.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from analytics.compare import EVENTS, PLAIN, Basis
from analytics.results import refused
from commands import options
from commands.selection import filters, period
from data.errors import BadRequest, OutOfReach
from data.store import BASES, Choice, Money, Rights, Store
from sheets import calendar
from sheets.choice import ALSO, COLUMNS, PERIODS, Chosen, usual_comparison
from sheets.grid import on_grid
from sheets.paper import Sheet, file_name
from sheets.papers import PAPERS
from sheets.past import past
from sheets.reading import Reading
from sheets.terms import DAILY, DEFINITIONS, RETAIL, money, offered
from sheets.writers import WRITERS
from words import currency, explanations
from words.messages import speaking


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--page", choices=PAPERS, default="overview", help="which screen, default %(default)s")
    parser.add_argument(
        "--out",
        metavar="FILE",
        help=f"where to write it; its ending says how: {', '.join(WRITERS)} (default: an .html named after what is in it)",
    )
    parser.add_argument(
        "--period", metavar="PERIOD", help=f"{', '.join(PERIODS)} or an event such as qixi-2026; default 12m"
    )
    parser.add_argument("--since", metavar="DAY", help="first day, such as 2024-05-01, instead of --period")
    parser.add_argument("--until", metavar="DAY", help="last day, with --since (default: the last complete one)")
    known = ", ".join((*PLAIN, "a year such as 2019", "a first day such as 2024-03-01", *EVENTS))
    parser.add_argument(
        "--compare", metavar="PAST[,PAST]", help=f"what the period is held against, up to three with commas: {known}"
    )
    parser.add_argument("--same-stores", action="store_true", help="only stores open on both sides of the comparison")
    parser.add_argument("--definition", choices=DEFINITIONS, help="whose definition of sales, default retail")
    parser.add_argument("--currency", metavar="CODE", help="the currency amounts are stated in, default the shop's")
    parser.add_argument("--rates", choices=BASES, help="the exchange rates amounts are stated by, default daily")
    for column in COLUMNS:
        parser.add_argument(
            _option(column), dest=column, action="append", default=[], metavar="CODE", help="may be repeated"
        )
    parser.add_argument(
        "--event", metavar="EVENT", help=f"of the page calendar: {', '.join(EVENTS)}; default the last one"
    )
    parser.add_argument("--event-year", type=int, metavar="YEAR", help="of the page calendar; default the last")
    options.smallest(parser)
    options.language(parser)
    options.store(parser)


def run(args: Namespace) -> int:
    """Writes the sheet and says where.

    Raises:
        BadRequest: a filter names what the shop has not or the page does not go by, or the selection holds nothing.
    """
    printed = PAPERS[args.page]
    ending = _ending(args.out)
    _refuse_unheeded(args, printed.heeds)
    reading = Reading.of(Store.open(args.store).seen_by(Rights(smallest=args.smallest_cell)))
    chosen = _chosen(args, reading, printed.heeds)
    money = chosen.choice.money or Money(reading.store.currency)
    with speaking(args.lang), currency.stated_in(money.currency, money.basis):
        file = Path(args.out or file_name(reading, args.page, chosen, ending))
        try:
            sheet = _printed(args, reading, chosen)
        except OutOfReach as error:
            raise BadRequest(explanations.sentence(refused(error))) from error
        file.write_bytes(WRITERS[ending](sheet))
    print(file)
    return 0


def _printed(args: Namespace, reading: Reading, chosen: Chosen) -> Sheet:
    if args.page == "calendar":
        return calendar.paper(reading, chosen, args.event or "", args.event_year)
    if args.event or args.event_year:
        raise BadRequest(f"the page {args.page} is of no event; give --page calendar, or leave --event out")
    return PAPERS[args.page].sheet(reading, chosen)


def _chosen(args: Namespace, reading: Reading, heeds: tuple[str, ...]) -> Chosen:
    code = args.period or ("12m" if "period" in heeds else "all")
    choice = _choice(args, reading)
    days = period(args, reading, code, choice)
    compare, *also = _bases(args.compare or usual_comparison(code)) if "compare" in heeds else [""]
    if also and "also" not in heeds:
        raise BadRequest(f"the page {args.page} is held against one past; give --compare one of them")
    definition = DEFINITIONS[args.definition or RETAIL.code]
    chosen = Chosen(
        choice, days, compare=compare, same_stores=args.same_stores, definition=definition, also=tuple(also)
    )
    chosen = on_grid(reading, chosen)
    if args.compare:
        held = past(reading, chosen)
        if refused := [reason for reason in (held.reason, *(reason for _code, reason in held.left_out)) if reason]:
            with speaking(args.lang):
                raise BadRequest(explanations.sentence(refused[0]))
    return chosen


def _bases(text: str) -> list[str]:
    """The pasts that a text names, the first on top."""
    codes = list(dict.fromkeys(Basis.of(code).code for code in text.split(",")))
    if len(codes) > 1 + ALSO:
        raise BadRequest(f"--compare {text} names {len(codes)} pasts; give {1 + ALSO} at most")
    return codes


def _ending(out: str | None) -> str:
    """How the sheet is written, by the name of its file."""
    ending = Path(out).suffix.lower().removeprefix(".") if out else "html"
    if ending not in WRITERS:
        raise BadRequest(f"--out {out} ends in none of {', '.join(f'.{known}' for known in WRITERS)}")
    return ending


def _option(column: str) -> str:
    return {"store_id": "--boutique", "stores": "--same-stores", "currency": "--currency or --rates"}.get(
        column, f"--{column}"
    )


def _refuse_unheeded(args: Namespace, heeds: tuple[str, ...]) -> None:
    """A filter that a page does not go by: else its sheet would be read as a part, and is of the whole."""
    names = {
        **{name: name for name in (*COLUMNS, "period", "compare", "definition", "currency")},
        "stores": "same_stores",
    }
    given = [
        name for name, attribute in names.items() if getattr(args, attribute) or (name == "currency" and args.rates)
    ]
    dates = [f"--{name}" for name in ("since", "until") if getattr(args, name) and "period" not in heeds]
    if unheeded := [*(_option(name) for name in given if name not in heeds), *dates]:
        raise BadRequest(f"the page {args.page} does not go by {', '.join(unheeded)}; leave it out")


def _choice(args: Namespace, reading: Reading) -> Choice:
    return Choice.of(filters(args, reading, COLUMNS), _money(args, reading))


def _money(args: Namespace, reading: Reading) -> Money | None:
    known = offered(reading)
    if args.currency and args.currency not in known:
        raise BadRequest(f"amounts cannot be stated in {args.currency}; give one of {', '.join(known)}")
    if args.rates and len(known) < 2:
        raise BadRequest("the shop knows no exchange rates, so leave out --rates")
    return money(reading, args.currency or known[0], args.rates or DAILY)
