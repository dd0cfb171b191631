"""Prints an empty file of one of our own layouts."""

from argparse import ArgumentParser, Namespace

from data.templates import template


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("name")


def run(args: Namespace) -> int:
    """The header of the file."""
    print(template(args.name), end="")
    return 0
