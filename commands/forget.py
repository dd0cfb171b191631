"""Erases a person from the store: rows that name the person go, money stays as nobody's, and a later load brings nothing back.

The id (a wallet id, customer id, e-mail, phone or card as the shop's system writes it) is best given on standard input, as in
`vetrina forget --id - < ids.txt`, one a line: what is typed as an argument stays in the history of the shell.
"""

import getpass
import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from commands import options
from data.erasure import Receipt, forget
from data.errors import BadRequest
from data.landing.order_keys import ACROSS, INSIDE


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "--id", action="append", required=True, metavar="ID", help="whom; - reads ids from standard input, one a line"
    )
    parser.add_argument(
        "--type", choices=(*ACROSS, *INSIDE), help="of which kind the ids are, where one means several persons"
    )
    parser.add_argument("--json", action="store_true", help="the receipt as one JSON object")
    options.store(parser)


def run(args: Namespace) -> int:
    """A receipt of what was found, by table.

    Raises:
        BadRequest: no id was given, or one means nobody or several.
    """
    ids = [said for given in args.id for said in (sys.stdin.read().splitlines() if given == "-" else [given])]
    ids = [said.strip() for said in ids if said.strip()]
    if not ids:
        raise BadRequest("no id was given; give one with --id, or --id - and one a line on standard input")
    receipt = forget(args.store, ids, getpass.getuser(), args.type)
    print(json.dumps(asdict(receipt), ensure_ascii=False) if args.json else "\n".join(_lines(receipt)))
    return 0


def _lines(receipt: Receipt) -> list[str]:
    who = "1 person is" if receipt.persons == 1 else f"{receipt.persons} persons are"
    lines = [f"{who} forgotten, {receipt.at}; version {receipt.version} is published"]
    lines += _table("rows removed", receipt.removed)
    lines += _table("rows that keep their amounts and are nobody's now", receipt.anonymous)
    lines += _table("rows of tables built anew", receipt.rebuilt)
    versions = ", ".join(map(str, receipt.versions))
    lines.append(f"versions of the store removed, with the models' answers kept for them: {versions}")
    lines.append(f"folders of uploads left behind and removed: {receipt.uploads}")
    if receipt.uploads_open:
        lines.append(f"uploads open in a running dashboard, which go with their session: {receipt.uploads_open}")
    if receipt.exports:
        lines.append("exported since the first of these rows was loaded; look for the person there by hand:")
        lines += [f"  {deed.at}  {deed.who or '-'}  {deed.what}" for deed in receipt.exports]
    else:
        lines.append("nothing was exported since the first of these rows was loaded, by the record")
    lines.append("not reached from here: backups of the folder, files that were loaded, exports")
    return lines


def _table(title: str, counts: dict[str, int]) -> list[str]:
    return [f"{title}:", *(f"  {table:<22}{count:>8,}" for table, count in counts.items())] if counts else []
