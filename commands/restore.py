"""Points readers to a version that is there: the newest whole one, or the one named."""

import sys
from argparse import ArgumentParser, Namespace

from commands import options
from data.store import Home, Store, restore
from data.store.whole import number


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--version", type=int, metavar="N", help="this one, as after a load that was a mistake")
    options.store(parser)


def run(args: Namespace) -> int:
    """Points readers to a version that is there."""
    home = Home(args.store)
    version = restore(home.folder, args.version, lambda sentence: print(sentence, file=sys.stderr))
    store = Store.open(home.folder)
    others = ", ".join(str(number(file)) for file in home.versions() if file != store.path) or "none"
    print(
        f"version {version} in {home.folder} is published, loaded {store.loaded_at:%Y-%m-%d %H:%M} UTC; others here: {others}"
    )
    return 0
