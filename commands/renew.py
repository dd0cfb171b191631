"""Brings a store of an earlier Vetrina up to date: its tables, its marts, and what it may keep of persons."""

from argparse import ArgumentParser, Namespace

from commands import options, progress
from data.renewal import renew
from data.store import Home


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    options.store(parser)


def run(args: Namespace) -> int:
    """Brings a store of an earlier Vetrina to this one's tables."""
    home = Home(args.store)
    if renew(home.folder, progress.bar()):
        progress.done(f"Tables rebuilt for this version of Vetrina in {home.folder}.")
    return 0
