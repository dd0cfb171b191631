"""Notes pinned to a day, shown on charts through time: adds one, lists them, removes one."""

import csv
import sys
from argparse import ArgumentParser, Namespace

from analytics.day_notes import day_notes
from commands import options
from data import day_notes as notes
from data.errors import BadRequest
from data.store import Store


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("text", nargs="?", default="", help="what happened, in one line")
    parser.add_argument("--on", metavar="DAY", help="the day it is pinned to, such as 2020-06-01")
    parser.add_argument("--market", metavar="CODE", default="", help="only of this market, such as CN")
    parser.add_argument("--channel", metavar="CODE", default="", help="only of this channel, such as boutique")
    parser.add_argument("--list", action="store_true", help="print all notes as CSV")
    parser.add_argument("--remove", metavar="NUMBER", help="remove the note that --list shows under this number")
    options.store(parser)


def run(args: Namespace) -> int:
    """A note added, removed, or all of them listed.

    Raises:
        BadRequest: two things are asked at once, or a note lacks its day or is not one that may be kept.
    """
    if bool(args.text or args.on) + args.list + bool(args.remove) != 1:
        raise BadRequest('give a note with its day (--on 2020-06-01 "New window display"), --list, or --remove NUMBER')
    if args.list:
        _listed(Store.open(args.store))
    elif args.remove:
        notes.remove(args.store, args.remove)
        print(f"note {args.remove} is removed")
    else:
        if args.on is None:
            raise BadRequest("the note has no day; give one with --on, such as --on 2020-06-01")
        number = notes.add(args.store, options.day(args.on), args.text, args.market, args.channel)
        print(f"note {number} is kept; `vetrina note --remove {number}` removes it")
    return 0


def _listed(store: Store) -> None:
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["number", "day", "market", "channel", "note"])
    table.writerows([note.note_id, note.day, note.market, note.channel, note.text] for note in day_notes(store))
