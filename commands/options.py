"""Arguments that several verbs take."""

import argparse
from datetime import date

from data.access.users import LEAST
from data.errors import BadRequest
from words.languages import LANGUAGES


def store(parser: argparse.ArgumentParser) -> None:
    """Which store a command works on."""
    parser.add_argument("--store", metavar="DIR", help="folder of the store (default: $VETRINA_STORE, else store)")


def language(parser: argparse.ArgumentParser) -> None:
    """In which language a command speaks."""
    parser.add_argument(
        "--lang", choices=list(LANGUAGES), default="en", help="language of notes and refusals, default en"
    )


def smallest(parser: argparse.ArgumentParser) -> None:
    """For whom: who may not see persons gets figures of enough customers only."""
    parser.add_argument(
        "--smallest-cell",
        type=_fewest,
        default=0,
        metavar="N",
        help="for an agency or whoever may not see persons: hide what is of fewer than N customers, such as 10",
    )


def _fewest(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < LEAST:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} protects nobody; give a whole number from {LEAST}")
    return int(text)


def day(text: str) -> date:
    """A day as people write it.

    Raises:
        BadRequest: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadRequest(f"{text[:40]!r} is no day; give a day such as 2020-06-01") from error
