"""Writes a month for the books as one zip: a journal, what each wallet took and owes, and what does not agree.

Accounts are those of `accounts.csv` beside the store, or of --accounts: a csv with role,account,name. Roles it leaves out keep ours.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from analytics.accounts import CHART
from commands import options
from data.errors import BadRequest
from data.store import Store
from sheets import bundle, month_end
from sheets.reading import Reading
from words.messages import _, speaking


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--month", metavar="MONTH", help="such as 2024-05")
    parser.add_argument("--accounts", metavar="FILE", help="your accounts, role by role")
    parser.add_argument("--show-accounts", action="store_true", help="print our own accounts, to be changed")
    parser.add_argument("--out", metavar="FILE", help="where to write it (default: a name that says what is in it)")
    options.language(parser)
    options.store(parser)


def run(args: Namespace) -> int:
    """Writes the zip and says where.

    Raises:
        BadRequest: no month, or none that the data hold; a chart of accounts that is wrong.
    """
    if args.show_accounts:
        print(CHART.read_text(encoding="utf-8"), end="")
        return 0
    with speaking(args.lang):
        if not args.month:
            raise BadRequest(_("--month is missing; write it as 2024-05."))
        first = bundle.month_of(args.month)
        reading = Reading.of(Store.open(args.store))
        packed = month_end.month(reading, first, Path(args.accounts) if args.accounts else None)
        file = Path(args.out or f"{month_end.name(reading, first)}.zip")
        file.write_bytes(packed)
    print(file)
    return 0
