"""Arguments that several verbs take."""

import argparse

from words.languages import LANGUAGES


def store(parser: argparse.ArgumentParser) -> None:
    """Which store a command works on."""
    parser.add_argument("--store", metavar="DIR", help="folder of the store (default: $VETRINA_STORE, else store)")


def language(parser: argparse.ArgumentParser) -> None:
    """In which language a command speaks."""
    parser.add_argument(
        "--lang", choices=list(LANGUAGES), default="en", help="language of notes and refusals, default en"
    )
